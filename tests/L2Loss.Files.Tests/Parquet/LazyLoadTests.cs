using System.Reflection;
using System.Runtime.Loader;
using Xunit;

namespace L2Loss.Files.Tests;

public sealed class LazyLoadTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.NonPublic;

    [Fact]
    public void Nothing_of_Parquet_is_loaded_before_such_a_file_is_opened()
    {
        var context = new RecordingContext();
        Assembly files = context.LoadFromAssemblyPath(typeof(JsonLinesFile).Assembly.Location);

        object json = Open(files, nameof(JsonLinesFile), [new MemoryStream("{\"a\":1}\n"u8.ToArray()), null, null, 1000, default(CancellationToken)]);
        Assert.NotNull(json.GetType().GetMethod("ReadPiece", Any)!.Invoke(json, [CancellationToken.None]));
        Assert.DoesNotContain("Parquet", context.Loaded);

        Open(files, nameof(ParquetRecordFile), [new MemoryStream(ParquetCells.Data("duckdb-gzip.parquet")), default(CancellationToken)]);
        Assert.Contains("Parquet", context.Loaded);
    }

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
