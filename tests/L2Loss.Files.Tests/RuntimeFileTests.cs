using System.Globalization;
using System.IO.Compression;
using System.Text;
using L2Loss.Framework;
using L2Loss.Tests.Runtimes;
using Xunit;

namespace L2Loss.Files.Tests;

/// <summary>
/// Files read by the build for .NET Standard on mono, the nearest thing to .NET Framework at hand, or whatever tests/platforms
/// runs, against the build for .NET 8 here.
/// </summary>
public sealed class RuntimeFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("l2loss-runtime-");

    public void Dispose() => _folder.Delete(recursive: true);

    [RuntimeFact]
    public void Files_have_the_same_bits()
    {
        var random = new Random(20261125);
        string[][] rows = [.. Enumerable.Range(0, 20000).Select(i => new[] { i % 3 == 0 ? "süd" : "n", Value(random), Value(random) })];
        byte[] csv = Encoding.UTF8.GetBytes("Region,Actual,Predicted\n" + string.Concat(rows.Select(row => string.Join(',', row) + "\n")));
        byte[] json = Encoding.UTF8.GetBytes(string.Concat(
            rows.Select(row => $"{{\"Region\":\"{row[0]}\",\"Actual\":\"{row[1]}\",\"Predicted\":{(row[2] == "NA" ? "null" : row[2])}}}\n")));
        byte[] two = [.. Compress(csv[..100000]), .. Compress(csv[100000..])];
        string[] paths =
        [
            Write("a.csv", csv), Write("a.jsonl", json), Write("a.csv.gz", Compress(csv)), Write("a.jsonl.gz", Compress(json)),
            Write("two.csv.gz", two), Write("cut.csv.gz", two[..^1]), Write("cut.jsonl", json[..^9]),
            Write("empty.csv.gz", []), Write("nothing.csv.gz", Compress([])), Write("bad.csv.gz", [.. two[..500], 0, 0, 0, .. two[503..]]),
            Write("tail.csv.gz", [.. two, 1, 2, 3]), Write("half.csv.gz", two[..(two.Length / 2)]),
        ];

        string[] others = OtherRuntime.Run(paths, []);

        Assert.Equal(paths.Select(FileSet.Measure), others);
        Assert.Contains("; 110 ", others[0], StringComparison.Ordinal);
        Assert.Equal([others[0], others[0]], [others[2], others[4]]);
    }

    private static string Value(Random random) => random.Next(50) switch
    {
        0 => "NA",
        1 => (random.NextDouble() * Math.Pow(10, random.Next(-20, 20))).ToString("R", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{random.Next(-99999, 99999)}.{random.Next(1000, 9999)}"),
    };

    private static byte[] Compress(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
