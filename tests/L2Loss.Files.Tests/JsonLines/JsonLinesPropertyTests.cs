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
        while (piece.Read(block))
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
