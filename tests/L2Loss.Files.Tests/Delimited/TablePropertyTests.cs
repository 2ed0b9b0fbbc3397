using System.Text;
using CsCheck;
using Xunit;

namespace L2Loss.Files.Tests.Delimited;

/// <summary>Random files against the real Import-Csv, with the borders of pieces everywhere.</summary>
public sealed class TablePropertyTests
{
    private static readonly string[] Parts =
    [
        ",", ",", ";", "\t", "\n", "\n", "\r\n", "\r", "\"", "\"", "\"\"", " ", "  ", "a", "é", "€", "\0", "#", "H1", "NA",
        "1", "-2.5", "0.12345678901234567", "1234567890.12345678", "1e5", "\"3,4\"", "\"x\ny\"", ",\"7\",", "12\n", "5\r\n",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "+1", "1.", ".5", ".", "-", "1.5.2", "123456789012345", "1234567890123456", "12345678901234567",
        "123456789012345678", "1234567890123456789", "0.0123456789012345678", "0.00012345678901234567", "0.0000000000000000000001",
        "0.00000000000000000000001", "1234567890.1234567890", "-0.12345678901234567", "00000000000000000000012", "1e400", "inf",
        "1 2", "1,5", "", " ", "NA", "n/a", "1_0", "12345678901234567.", "123456789012345.6", "1234567890123456.7", "1.5a",
        "-.5", "--1", "1-", "1234567890123456789012345678901", "12345678901234567890123456789012345", "9.999999999999999999",
    ];

    private static readonly Gen<string> AnyText = OneOf(Parts).Array[0, 60].Select(string.Concat);

    private static readonly Gen<string> Tables = Gen.Select(
        OneOf("\n", "\r\n", "\r"), Gen.Int[0, 2], OneOf(Numbers).Array[0, 120], Gen.Int[1, 4], Gen.Int[0, 3])
        .Select(Write);

    private static readonly Gen<char> Delimiters = OneOf(',', ',', ',', ';', '\t', ' ', '|', '"', '€', 'é');

    [Fact]
    public void Any_text_gives_the_cells_of_Import_Csv() =>
        Sample(Gen.Select(AnyText, Delimiters), 500, given => (given.Item1, Encoding.UTF8, given.Item2), [1, 2, 3, 5, 17, 64, 1 << 16]);

    [Fact]
    public void Any_text_below_a_header_gives_the_cells_of_Import_Csv() =>
        Sample(
            Gen.Select(AnyText, Delimiters),
            500,
            given => ($"A{given.Item2}B{given.Item2}C{given.Item2}D\n{given.Item1}", Encoding.UTF8, given.Item2),
            [1, 2, 3, 5, 17, 64, 1 << 16]);

    [Fact]
    public void Tables_give_the_cells_of_Import_Csv() =>
        Sample(Tables, 200, text => (text, Encoding.UTF8, ','), [1, 7, 63, 64, 65, 1 << 16]);

    [Fact]
    public void A_piece_may_end_at_every_byte() =>
        Sample(Tables, 20, text => (text, Encoding.UTF8, ','), [.. Enumerable.Range(1, 500)]);

    [Fact]
    public void Encodings_give_the_cells_of_Import_Csv()
    {
        Encoding[] encodings =
        [
            new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32,
            new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        ];

        // A null character after the mark of UTF-16 makes it that of UTF-32.
        Sample(
            Gen.Select(AnyText, OneOf(encodings)), 500, given => ("A,B,C,D\n" + given.Item1, given.Item2, ','), [1, 2, 3, 10, 100]);
    }

    [Fact]
    public void Numbers_are_those_of_the_reader_in_every_culture_and_with_every_token()
    {
        NumberReader[] readers =
        [
            new(), new(System.Globalization.CultureInfo.GetCultureInfo("de-DE"), ["NA"]),
            new(System.Globalization.CultureInfo.InvariantCulture, ["-999", "0"]),
        ];
        Gen.Select(Tables, OneOf(readers)).Sample(
            (text, reader) => AssertNumbers(ReadTable.Read(Encoding.UTF8.GetBytes(text), pieceSize: 50, reader: reader), reader),
            iter: 300);
    }

    [Fact]
    public void Lines_of_the_records_count_every_kind_of_line_end() =>
        Gen.Select(
            OneOf("1,2", "\"3\",", ",4", " ", "\"5\n6\",7", "\"8\r9\r\n\",\"\n\"").Array[1, 40], OneOf("\n", "\r\n", "\r").Array[41])
            .Sample(
                (records, lineEnds) =>
                {
                    var text = new StringBuilder("A,B").Append(lineEnds[^1]);
                    var expected = new List<long>();
                    long line = 2;
                    for (int i = 0; i < records.Length; i++)
                    {
                        if (records[i].Trim().Length > 0)
                        {
                            expected.Add(line);
                        }

                        text.Append(records[i]).Append(lineEnds[i]);
                        line += 1 + records[i].Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\r' or '\n');
                    }

                    byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
                    foreach (int size in (int[])[1, 2, 7, 1 << 16])
                    {
                        Assert.Equal(expected, ReadTable.Read(bytes, pieceSize: size).Lines);
                    }
                },
                iter: 500);

    /// <summary>Reads random texts both ways, with pieces of several sizes.</summary>
    private static void Sample<T>(Gen<T> gen, int count, Func<T, (string Text, Encoding Encoding, char Delimiter)> select, int[] sizes)
    {
        int compared = 0;
        gen.Sample(
            given =>
            {
                (string text, Encoding encoding, char delimiter) = select(given);

                // Two columns of one name, which Import-Csv refuses, and records that are too long have rules of their own.
                if (ImportedTable.Read(text, encoding, delimiter) is { HasLongRecord: false } expected)
                {
                    Interlocked.Increment(ref compared);
                    byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
                    Assert.All(sizes, size => AssertSame(expected, bytes, delimiter, size));
                }
            },
            iter: count);
        Assert.InRange(compared, count / 4, count);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Write(string lineEnd, int style, string[] cells, int columns, int blanks)
    {
        var text = new StringBuilder();
        for (int column = 0; column < columns; column++)
        {
            text.Append(column == 0 ? string.Empty : ",").Append("C" + column);
        }

        for (int i = 0; i < cells.Length; i++)
        {
            text.Append(i % columns == 0 ? lineEnd : ",");
            bool quotes = style == 1 || (style == 2 && i % 3 == 0) || cells[i].Contains(',');
            string blank = new(' ', style == 2 && i % 5 == 0 ? blanks : 0);
            text.Append(blank).Append(quotes ? '"' + cells[i] + '"' : cells[i]).Append(blank);
        }

        return text.Append(blanks == 0 ? string.Empty : lineEnd).ToString();
    }

    private static void AssertSame(ImportedTable expected, byte[] bytes, char delimiter, int pieceSize)
    {
        if (expected.HasOpenQuote)
        {
            Assert.Throws<MalformedFileException>(() => ReadTable.Read(bytes, new TextOptions(delimiter), pieceSize: pieceSize));
            return;
        }

        ReadTable table = ReadTable.Read(bytes, new TextOptions(delimiter), pieceSize: pieceSize);
        if (expected.Records.Length > 0)
        {
            Assert.Equal(expected.Header.Select(name => name.Trim()), table.Columns);
        }

        Assert.Equal(expected.Records, table.Records);
        AssertNumbers(table, new NumberReader());
    }

    /// <summary>The numbers are those of the texts.</summary>
    private static void AssertNumbers(ReadTable table, NumberReader numbers)
    {
        foreach (int record in Enumerable.Range(0, table.Records.Count).Except(table.Malformed))
        {
            for (int column = 0; column < table.Columns.Count; column++)
            {
                NumberFault fault = numbers.Read(table.Records[record][column], out Number number);
                Assert.Equal((fault, number), table.Numbers[record][column]);
                Assert.Equal(number.Scale, table.Numbers[record][column].Number.Scale);
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits(number.Value),
                    BitConverter.DoubleToInt64Bits(table.Numbers[record][column].Number.Value));
            }
        }
    }
}
