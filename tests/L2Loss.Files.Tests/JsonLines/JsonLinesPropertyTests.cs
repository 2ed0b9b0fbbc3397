using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace L2Loss.Files.Tests;

public sealed class JsonLinesPropertyTests
{
    private static readonly Gen<string> Names = Gen.OneOf("a", "b", "c", "\u00e9", "x\\\"y", "\\u0061");

    private static readonly Gen<string> Values = Gen.Frequency(
        (4, Gen.Decimal.Select(value => value.ToString(CultureInfo.InvariantCulture))),
        (4, Gen.Int[-99999, 99999].Select(value => (value / 100m).ToString(CultureInfo.InvariantCulture))),
        (2, Gen.Double.Where(double.IsFinite).Select(value => value.ToString("R", CultureInfo.InvariantCulture))),
        (2, Gen.String.Select(value => JsonSerializer.Serialize(value))),
        (1, Gen.Decimal.Select(value => $"\" {value.ToString(CultureInfo.InvariantCulture)}\"")),
        (2, Gen.OneOf("null", "true", "false", "[]", "{}", "[1,{\"a\":2}]", "{\"a\":{\"b\":3}}", "1e400", "\"NA\"")));

    private static readonly Gen<string> Records = Gen.Select(
        Gen.Select(Names, Values).Array[0, 4], Gen.OneOf("", " ", "\t"), (properties, space) =>
            $"{space}{{{string.Join(",", properties.Select(property => $"\"{property.Item1}\"{space}:{property.Item2}{space}"))}}}");

    private static readonly Gen<string> Files = Gen.Select(
        Gen.Select(Records, Gen.OneOf("\n", "\r\n", "\n\n", "\r\n \n")).Array[0, 8], Gen.Bool, (lines, isClosed) =>
        {
            string text = string.Concat(lines.Select(line => line.Item1 + line.Item2));
            return isClosed ? text : text.TrimEnd();
        });

    // Lines that differ little: now and then another name, order, value or gap.
    private static readonly Gen<string> SimilarLines = Gen.Select(
        Gen.OneOf("", " ", "\t", "\r"),
        Gen.Select(
            Gen.OneOf("1", "-2.50", "0", "\"3\"", "NaN", "-Infinity", "1e3", "12345678901234567890", "0.12345678901234567"),
            Gen.OneOf(
                "\"a\"",
                "\"a\\\"b\"",
                "\"" + new string('x', 40) + "\"",
                "null",
                "true",
                "[1,{\"Actual\":7}]",
                "[NaN]",
                "Infinity",
                "\"\u00e9, NaN\"",
                "-1",
                "\"{}\""),
            Gen.Int[0, 12],
            Gen.OneOf("\n", "\n", "\n", "\r\n", " \n\n", "\n\uFEFF")).Array[1, 8],
        (gap, lines) => string.Concat(lines.Select(line => line.Item3 switch
        {
            0 => $"{{\"Note\":{line.Item2},\"Actual\":{line.Item1},\"Predicted\":1}}{line.Item4}",
            1 => $"{{\"Actual\":{line.Item1},\"actual\":{line.Item2},\"Actual\":4,\"Predicted\":5,\"PREDICTED\":6}}{line.Item4}",
            2 => $"{{\"actual\":{line.Item1},\"ACTUAL\":{line.Item2},\"\\u0050redicted\":5}}{line.Item4}",
            3 => $"{{}}{line.Item4}",
            4 => $"[{line.Item1}]{line.Item4}",
            _ => $"{{\"Actual\":{gap}{line.Item1},{gap}\"Note\" :{line.Item2}{gap},\"Predicted\":{line.Item1}}}{gap}{line.Item4}",
        })));

    private static readonly Gen<byte> Damages = Gen.OneOf(Gen.Byte, Gen.OneOf("\"\\{}[]:,\n -+.eE019NI\r\t\0"u8.ToArray()));

    [Fact]
    public void Any_piece_size_gives_what_JsonDocument_gives() => Files.Sample(
        text =>
        {
            JsonCells expected = ReadByDocument(text);
            int length = Encoding.UTF8.GetByteCount(text);
            for (int size = 1; size <= length + 1; size++)
            {
                JsonCells actual = JsonCells.Read(text, size);
                Assert.Equal(expected.Columns, actual.Columns);
                Assert.Equal(expected.Cells, actual.Cells);
            }
        },
        iter: 100);

    [Fact]
    public void A_damaged_file_is_read_or_malformed() => Gen.Select(
        Files, Gen.Select(Gen.Int[0, 10_000], Gen.OneOf(Gen.Byte, Gen.OneOf("\"\\{}[]:,\n \uFEFF"u8.ToArray()))).Array[1, 3],
        Gen.Int[1, 40]).Sample(
        (text, changes, size) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text + " ");
            foreach ((int place, byte value) in changes)
            {
                bytes[place % bytes.Length] = value;
            }

            try
            {
                JsonCells.Read(bytes, size);
            }
            catch (MalformedFileException exception)
            {
                Assert.StartsWith("Line ", exception.Message, StringComparison.Ordinal);
            }
        },
        iter: 10_000);

    [Fact]
    public void A_line_reads_the_same_whatever_stands_before_it() => Gen.Select(
        SimilarLines, Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 3], Damages).Array[0, 3], Gen.Int[1, 400]).Sample(
        (lines, changes, size) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(lines);
            foreach ((int place, int kind, byte value) in changes)
            {
                int at = place % bytes.Length;
                bytes = kind switch
                {
                    0 => [.. bytes[..at], value, .. bytes[at..]],
                    1 => [.. bytes[..at], .. bytes[(at + 1)..]],
                    2 => [.. bytes[..at], .. bytes[(place / 3 % bytes.Length)..]],
                    _ => [.. bytes[..at], value, .. bytes[(at + 1)..]],
                };
                bytes = bytes.Length == 0 ? " "u8.ToArray() : bytes;
            }

            // Beside lines of another shape, which nothing is remembered of, every line is read name by name.
            var alone = new List<byte>();
            int line = 0;
            foreach (byte[] one in Split(bytes))
            {
                alone.AddRange(Encoding.UTF8.GetBytes($"{{\"other{line++}\":0}}\n"));
                alone.AddRange(one);
                alone.Add((byte)'\n');
            }

            byte[] names = "{\"Actual\":1,\"Note\":2,\"Predicted\":3}\n"u8.ToArray();
            List<JsonCells.Cell> together = JsonCells.Read([.. names, .. bytes], size).Cells;
            List<JsonCells.Cell> apart = JsonCells.Read([.. names, .. alone], 1 << 20).Cells;
            Assert.Equal(
                apart.Where(cell => cell.Line % 2 == 1).Select(cell => cell with { Line = (cell.Line + 1) / 2 }),
                together);
        },
        iter: 1_000);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.50", "-0.50")]
    [InlineData("1234567890123456789012345678", "1234567890123456789012345678")]
    [InlineData("0.123456789012345678901234567890123", "0.123456789012345678901234567890123")]
    [InlineData("1e2", "100")]
    [InlineData("1E-2", "0.01")]
    [InlineData("\"2\"", "2")]
    public void A_number_has_the_same_value_in_the_first_line_and_in_later_ones(string json, string expected)
    {
        string line = $"{{\"v\":{json},\"w\":{json}}}\n";
        JsonCells read = JsonCells.Read(string.Concat(Enumerable.Repeat(line, 3)));
        Assert.Equal(6, read.Cells.Count);
        Assert.All(read.Cells, cell => Assert.Equal(
            (NumberFault.None, double.Parse(expected, CultureInfo.InvariantCulture)), (cell.Fault, cell.Number.Value)));
    }

    [Theory]
    [InlineData("01")]
    [InlineData("-")]
    [InlineData("-01")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1.2.3")]
    [InlineData("1-2")]
    [InlineData("1e")]
    [InlineData("1x")]
    [InlineData("nul")]
    [InlineData("truex")]
    [InlineData("\"a\tb\"")]
    [InlineData("\"a\\x\"")]
    [InlineData("\"a")]
    [InlineData("\rNaN")]
    [InlineData("[1")]
    [InlineData("{]")]
    [InlineData("")]
    public void What_is_no_JSON_is_malformed_after_good_lines_too(string json)
    {
        string good = "{\"v\":1,\"w\":2}\n";
        JsonCells read = JsonCells.Read($"{good}{good}{{\"v\":{json},\"w\":2}}\n{{\"v\":1,\"w\":{json}}}\n{good}");
        Assert.Equal(
            [NumberFault.None, NumberFault.None, NumberFault.Malformed, NumberFault.Malformed, NumberFault.None],
            read.Cells.Where((_, i) => i % 2 == 0).Select(cell => cell.Fault));
    }

    [Fact]
    public void Pieces_longer_than_a_block_and_blocks_on_other_threads_keep_every_record()
    {
        string text = string.Concat(Enumerable.Range(0, 10_000).Select(value => $"{{\"a\":{value},\"b\":\"{value}\"}}\n"));
        using var file = new JsonLinesFile(new MemoryStream(Encoding.UTF8.GetBytes(text)), pieceSize: 70_000);
        file.Select(new ColumnSelection([0], [1], new NumberReader()));
        var pieces = new List<RecordPiece>();
        while (file.ReadPiece(CancellationToken.None) is RecordPiece piece)
        {
            pieces.Add(piece);
        }

        Assert.InRange(pieces.Count, 2, 10);
        long[] sums = pieces.AsParallel().Select(piece => Sum(file, piece)).ToArray();
        Assert.Equal(9_999L * 5_000, sums.Sum());
    }

    private static long Sum(JsonLinesFile file, RecordPiece piece)
    {
        RecordBlock block = file.CreateBlock();
        long sum = 0;
        while (piece.Read(block, CancellationToken.None))
        {
            for (int record = 0; record < block.Count; record++)
            {
                long value = block.Numbers[0].Mantissas[record];
                Assert.Equal(value.ToString(CultureInfo.InvariantCulture), block.Text(record, 1));
                Assert.Equal(value + 1, block.Line(record));
                sum += value;
            }
        }

        piece.Dispose();
        return sum;
    }

    private static IEnumerable<byte[]> Split(byte[] bytes)
    {
        int start = 0;
        while (start < bytes.Length)
        {
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            length = length < 0 ? bytes.Length - start : length;
            yield return bytes[start..(start + length)];
            start += length + 1;
        }
    }

    /// <summary>The second implementation: whole lines, whole documents, names looked up one by one.</summary>
    private static JsonCells ReadByDocument(string text)
    {
        string[]? columns = null;
        var cells = new List<JsonCells.Cell>();
        string[] lines = text.Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            if (string.IsNullOrWhiteSpace(lines[line]))
            {
                continue;
            }

            using var document = JsonDocument.Parse(lines[line]);
            JsonProperty[] properties = [.. document.RootElement.EnumerateObject()];
            columns ??= [.. properties.Select(property => property.Name).Distinct()];
            foreach (string column in columns)
            {
                JsonElement value = properties.LastOrDefault(property => property.Name == column).Value;
                string? cell = value.ValueKind switch
                {
                    JsonValueKind.Undefined or JsonValueKind.Null => null,
                    JsonValueKind.String => value.GetString(),
                    _ => value.GetRawText(),
                };
                Number number = default;
                NumberFault fault = value.ValueKind is JsonValueKind.Number or JsonValueKind.String
                    ? new NumberReader().Read(cell.AsSpan(), out number)
                    : cell is null ? NumberFault.Missing : NumberFault.NotNumeric;
                cells.Add(new JsonCells.Cell(line + 1, cell, fault, number));
            }
        }

        return new JsonCells(columns ?? [], cells);
    }
}
