using System.Reflection;
using System.Runtime.Loader;
using Xunit;

namespace L2Loss.Files.Tests;

public sealed class LazyLoadTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.NonPublic;

    [Fact]
    public void Nothing_for_compression_is_loaded_before_such_a_file_is_opened()
    {
        var context = new RecordingContext();
        Assembly files = context.LoadFromAssemblyPath(typeof(JsonLinesFile).Assembly.Location);

        object json = Open(files, nameof(JsonLinesFile), [new MemoryStream("{\"a\":1}\n"u8.ToArray()), null, Enum.ToObject(files.GetType("L2Loss.Files.Packing")!, 0), 1000, 1000, default(CancellationToken)]);
        Assert.NotNull(json.GetType().GetMethod("ReadPiece", Any)!.Invoke(json, [CancellationToken.None]));
        Assert.DoesNotContain(context.Loaded, IsCompression);

        object zstandard = Open(
            files,
            nameof(JsonLinesFile),
            [new MemoryStream(Pack("{\"a\":1}\n"u8)), null, Enum.ToObject(files.GetType("L2Loss.Files.Packing")!, 2), 1000, 1000, default(CancellationToken)]);
        Assert.NotNull(zstandard);
        Assert.Contains(context.Loaded, IsCompression);
    }

    private static byte[] Pack(ReadOnlySpan<byte> text)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(text).ToArray();
    }

    private static bool IsCompression(string? name) => name is "ZstdSharp" or "K4os.Compression.LZ4";

    private static object Open(Assembly files, string name, object?[] arguments) =>
        files.GetType("L2Loss.Files." + name, throwOnError: true)!.GetConstructors(Any).Single().Invoke(arguments);

    private sealed class RecordingContext() : AssemblyLoadContext("files alone")
    {
        internal List<string?> Loaded { get; } = [];

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            Loaded.Add(assemblyName.Name);
            string path = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
