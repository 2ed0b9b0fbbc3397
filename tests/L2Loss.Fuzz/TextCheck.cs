using System.Globalization;
using System.IO.Compression;
using System.Text;
using L2Loss.Files;
using L2Loss.Tests.Exact;

namespace L2Loss.Fuzz;

/// <summary>Numbers in text as records, CSV and JSON Lines, packed or not: the same bits, those of exact fractions.</summary>
internal static class TextCheck
{
    internal static void Run(Random random)
    {
        Func<string> next = random.Next(5) switch
        {
            0 => () => random.Next(-9999, 9999).ToString(CultureInfo.InvariantCulture),
            1 => () => string.Create(CultureInfo.InvariantCulture, $"{random.Next(-99999, 99999)}.{random.Next(1000):000}"),
            2 => () => ((random.NextDouble() - 0.5) * 1000).ToString("R", CultureInfo.InvariantCulture),
            3 => () => string.Create(CultureInfo.InvariantCulture, $"0.0{random.NextInt64(1_000_000_000_000_000_000)}"),
            _ => () => string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64()}.{random.NextInt64()}e{random.Next(-30, 30)}"),
        };
        Pair[] pairs = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => new Pair(Read(next()), Read(next())))];
        Measured.AssertSumsAreNearest(pairs);
        Measured.AssertRatiosAreClose(pairs);

        L2LossSummary records = Measured.Summary(pairs);
        string quote = random.Next(3) == 0 ? "\"" : string.Empty;
        string end = random.Next(3) == 0 ? "\r\n" : "\n";
        string csv = $"Actual,Predicted{end}" + Lines(pair => $"{quote}{Text(pair.Actual)}{quote},{Text(pair.Predicted)}");
        string json = Lines(pair => $"{{\"Actual\":\"{Text(pair.Actual)}\",\"Predicted\":{Text(pair.Predicted)}}}");
        int size = random.Next(2) == 0 ? 1 << 16 : random.Next(64, 300);
        Packing packing = random.Next(4) == 0 ? Packing.Gzip : Packing.None;
        Compare(DelimitedFile.Open(Pack(csv), new DelimitedOptions { Delimiter = ',', PieceSize = size, Packing = packing }), "CSV");
        Compare(new JsonLinesFile(Pack(json), packing: packing, pieceSize: size), "JSON Lines");

        string Lines(Func<Pair, string> line) => string.Concat(pairs.Select(pair => line(pair) + end));

        MemoryStream Pack(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            var stream = new MemoryStream();
            if (packing == Packing.Gzip)
            {
                using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
                gzip.Write(bytes);
            }
            else
            {
                stream.Write(bytes);
            }

            stream.Position = 0;
            return stream;
        }

        void Compare(RecordFile file, string way)
        {
            using (file)
            {
                var sums = new FileSums(file, new ColumnRoles(0, [1], null, []), new NumberReader(), skipMissing: false);
                foreach ((_, FaultList faults) in sums.Run(random.Next(1, 4), CancellationToken.None))
                {
                    Check.Same("0", faults.Cells.Count.ToString(CultureInfo.InvariantCulture), $"bad cells of {way}");
                }

                L2LossSummary summary = ((ModelSums)sums.Groups[0]).Models[0].ToSummary();
                Check.Same(records.MergeState!, summary.MergeState!, way);
                Check.Same(Check.Worst(records), Check.Worst(summary), way);
            }
        }
    }

    /// <summary>What no decimal of .NET holds is the nearest double.</summary>
    private static Given Read(string text)
    {
        Given given = Given.OfText(text);
        return given.Number.IsDecimal ? given : given with { Exact = Rational.Of(given.Number.Value) };
    }

    private static string Text(Given value) => value.Shown.Trim('\'');
}
