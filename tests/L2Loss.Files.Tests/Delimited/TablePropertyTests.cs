using System.Text;
using CsCheck;
using Xunit;

namespace L2Loss.Files.Tests.Delimited;

/// <summary>Random files against the plainly written reader, with the borders of pieces everywhere.</summary>
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

    private static readonly Gen<char> Delimiters = OneOf(',', ',', ',', ';', '\t', ' ', '|', '"', '€', 'é', '\0');

    [Fact]
    public void Any_text_gives_the_cells_of_Import_Csv() =>
        Gen.Select(AnyText, Delimiters).Sample((text, delimiter) => AssertSame(text, delimiter, [1, 2, 3, 5, 17, 64, 1 << 16]), iter: 3_000);

    [Fact]
    public void Tables_give_the_cells_of_Import_Csv() =>
        Tables.Sample(text => AssertSame(text, ',', [1, 7, 63, 64, 65, 1 << 16]), iter: 600);

    [Fact]
    public void A_piece_may_end_at_every_byte() =>
        Tables.Sample(text => AssertSame(text, ',', [.. Enumerable.Range(1, text.Length + 2)]), iter: 20);

    [Fact]
    public void Encodings_give_the_same_cells()
    {
        Encoding[] encodings =
        [
            new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32,
            new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        ];
        Gen.Select(AnyText, OneOf(encodings), Gen.Int[1, 100]).Sample(
            (text, encoding, size) =>
            {
                // A null character after the mark of UTF-16 makes it that of UTF-32.
                text = text.TrimStart('\0');
                byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
                AssertSame(text, bytes, new DelimitedOptions { PieceSize = size });
            },
            iter: 1_000);
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
            (text, reader) => AssertSame(text, Encoding.UTF8.GetBytes(text), new DelimitedOptions { PieceSize = 50 }, reader),
            iter: 300);
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

    private static void AssertSame(string text, char delimiter, int[] sizes)
    {
        foreach (int size in sizes)
        {
            AssertSame(text, Encoding.UTF8.GetBytes(text), new DelimitedOptions { Delimiter = delimiter, PieceSize = size });
        }
    }

    private static void AssertSame(string text, byte[] bytes, DelimitedOptions options, NumberReader? reader = null)
    {
        var expected = new PlainTable(text, options.Delimiter);
        if (expected.OpenQuoteLine > 0)
        {
            MalformedFileException error =
                Assert.Throws<MalformedFileException>(() => ReadTable.Read(bytes, options, reader));
            Assert.Contains($"on line {expected.OpenQuoteLine} ", error.Message, StringComparison.Ordinal);
            return;
        }

        ReadTable table = ReadTable.Read(bytes, options, reader);
        Assert.Equal(expected.Header.Select(name => name.Trim()), table.Columns);
        Assert.Equal(expected.Records.Count, table.Records.Count);
        Assert.Equal(expected.Lines, table.Lines);
        bool[] isLong = [.. expected.Records.Select(fields => fields.Skip(table.Columns.Count).Any(value => value.Length > 0))];
        Assert.Equal(Enumerable.Range(0, isLong.Length).Where(record => isLong[record]), table.Malformed);
        var numbers = reader ?? new NumberReader();
        for (int record = 0; record < expected.Records.Count; record++)
        {
            for (int column = 0; column < table.Columns.Count; column++)
            {
                string? cell = isLong[record] ? null : expected.Cell(record, column);
                Assert.Equal(cell, table.Records[record][column]);
                NumberFault fault = numbers.Read(cell, out Number number);
                fault = isLong[record] ? NumberFault.Malformed : fault;
                Assert.Equal((fault, number), table.Numbers[record][column]);
                Assert.Equal(number.Scale, table.Numbers[record][column].Number.Scale);
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits(number.Value),
                    BitConverter.DoubleToInt64Bits(table.Numbers[record][column].Number.Value));
            }
        }
    }
}
