using System.Reflection;
using System.Xml.Linq;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace L2Loss.Runner;

/// <summary>Runs the tests of an assembly; leaves their results in a file like that of Pester, from which CI counts.</summary>
internal sealed class TestRun : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly List<ITestCase> _cases = [];
    private readonly List<XElement> _results = [];
    private readonly ManualResetEventSlim _isDone = new();

    /// <summary>0 when all passed, and there were any.</summary>
    internal static int Run(Assembly assembly, string[] classes, string results)
    {
        using var run = new TestRun();
        using var framework = new XunitTestFramework(new NullMessageSink());
        ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        discoverer.Find(includeSourceInformation: false, run, new Options());
        run._isDone.Wait();
        run._isDone.Reset();

        ITestCase[] cases = [.. run._cases.Where(it => classes.Any(it.TestMethod.TestClass.Class.Name.Contains))];
        framework.GetExecutor(assembly.GetName()).RunTests(cases, run, new Options());
        run._isDone.Wait();

        new XElement("test-results", run._results).Save(results);
        int failed = run._results.Count(it => it.Attribute("result")!.Value == "Failure");
        Console.WriteLine($"{run._results.Count} tests of {assembly.GetName().Name}, {failed} failed.");
        return run._results.Count > 0 && failed == 0 ? 0 : 1;
    }

    public void Dispose() => _isDone.Dispose();

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCaseDiscoveryMessage discovery:
                _cases.Add(discovery.TestCase);
                break;
            case ITestFailed failed:
                string reason = string.Join(Environment.NewLine, failed.Messages);
                Console.WriteLine($"FAILED: {failed.Test.DisplayName}{Environment.NewLine}{reason}");
                Add(failed, "Failure", reason);
                break;
            case ITestPassed passed:
                Add(passed, "Success");
                break;
            case ITestSkipped skipped:
                Add(skipped, "Skipped", skipped.Reason);
                break;
            case IDiscoveryCompleteMessage or ITestAssemblyFinished:
                _isDone.Set();
                break;
        }

        return true;
    }

    private void Add(ITestResultMessage test, string result, string? reason = null)
    {
        lock (_results)
        {
            // Names may have characters that XML has not.
            string name = string.Concat(test.Test.DisplayName.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
            _results.Add(new XElement("test-case", new XAttribute("name", name), new XAttribute("result", result), reason));
        }
    }

    /// <summary>Everything as it is by default.</summary>
    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = [];

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
