using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace L2Loss.Runner;

/// <summary>
/// A program: <c>L2Loss.Runner program.dll [argument ...]</c>.
/// Tests: <c>L2Loss.Runner --tests results.xml tests.dll [part of a class's name ...]</c>.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        bool hasTests = args is ["--tests", ..];
        string path = Path.GetFullPath(hasTests ? args[2] : args[0]);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            string neighbour = Path.Combine(Path.GetDirectoryName(path)!, name.Name + ".dll");
            return File.Exists(neighbour) ? context.LoadFromAssemblyPath(neighbour) : null;
        };
        Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        return hasTests ? RunTests(assembly, args[3..], args[1]) : assembly.EntryPoint!.Invoke(null, [args[1..]]) as int? ?? 0;
    }

    // On its own, since what it needs is found only once the handler is there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunTests(Assembly assembly, string[] classes, string results) => TestRun.Run(assembly, classes, results);
}
