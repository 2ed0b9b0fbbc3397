using System.Text;
using Xunit;

namespace L2Loss.Files.Tests.Delimited;

public sealed class DelimitedFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("#TYPE Thing")]
    public void An_empty_file_has_no_columns(string text) => Assert.Empty(Read(text).Columns);

    [Theory]
    [InlineData("\n  \r\n\t\n", ',', 0)]
    [InlineData("#comment\n#Fields:s: a b c\n\n", 'é', 0)]
    [InlineData("#TY\n\n \n\r\r\r\r\r\r\r\r2222222222222222222222222222222\n", ' ', 1)]
    public void Blank_lines_are_no_header_unless_values_follow_in_pieces_of_any_size(string text, char delimiter, int columns)
    {
        ReadTable whole = ReadPieces(4096);
        Assert.Equal(columns, whole.Columns.Count);
        for (int size = 1; size < text.Length; size++)
        {
            ReadTable table = ReadPieces(size);
            Assert.Equal(whole.Columns, table.Columns);
            Assert.Equal(whole.Records, table.Records);
        }

        ReadTable ReadPieces(int size) =>
            ReadTable.Read(Encoding.UTF8.GetBytes(text), new TextOptions(delimiter), pieceSize: size);
    }

    [Fact]
    public void A_header_only_has_columns_and_no_records()
    {
        ReadTable table = Read("Actual,Predicted");
        Assert.Equal(["Actual", "Predicted"], table.Columns);
        Assert.Empty(table.Records);
    }

    [Fact]
    public void Names_are_trimmed_and_may_repeat_and_be_missing() =>
        Assert.Equal(["A", "A", "H1", "B"], Read(" A ,\"A \",,B,,\n").Columns);

    [Fact]
    public void Blanks_quotes_and_line_ends_in_quotes_are_as_in_Import_Csv()
    {
        ReadTable table = Read("A,B\r\n x , \"1,\n2\"\"\" \r\rb c ,\"d\" e\n\n\"\"\n\"\",\n");
        Assert.Equal([["x ", "1,\n2\""], ["b c ", "d e"], ["", ""]], table.Records);
        Assert.Equal([2, 5, 8], table.Lines);
    }

    [Fact]
    public void A_short_row_has_null_and_is_missing()
    {
        ReadTable table = Read("A,B\n1\n2,\n3,");
        Assert.Equal([["1", null], ["2", ""], ["3", null]], table.Records);
        Assert.All(table.Numbers, numbers => Assert.Equal(NumberFault.Missing, numbers[1].Fault));
    }

    [Fact]
    public void A_row_with_a_value_beyond_the_columns_is_malformed_and_empty_ones_are_nothing()
    {
        ReadTable table = Read("A,B,\n1,2,\n1,2,3,4\n1,2,3\n1,2,,, \"\",\t\n5,6,7,8,9\n1,2\n", size: 8);
        Assert.Equal([1, 2, 4], table.Malformed);
        Assert.Equal([["1", "2"], [null, null], [null, null], ["1", "2"], [null, null], ["1", "2"]], table.Records);
        Assert.All(table.Malformed, row => Assert.All(table.Numbers[row], number => Assert.Equal(NumberFault.Malformed, number.Fault)));
    }

    [Theory]
    [InlineData("sep=;\nA;B\n1;2\n", ';')]
    [InlineData("SEP=|\r\nA|B\r\n1|2\r\n", '|')]
    [InlineData("\"sep=\t\"\r\nA\tB\n1\t2", '\t')]
    [InlineData("\uFEFFsep=;\rA;B\r1;2", ';')]
    [InlineData("sep=,\nA,B\n1,2", ',')]
    [InlineData("sep=\u00A7\nA\u00A7B\n1\u00A72", '\u00A7')]
    public void A_line_for_Excel_sets_the_delimiter_and_is_no_header(string text, char delimiter)
    {
        foreach (int size in new[] { 1, 1000 })
        {
            ReadTable table = Read(text, size: size);
            Assert.Equal(["A", "B"], table.Columns);
            Assert.Equal([["1", "2"]], table.Records);
            Assert.Equal([3], table.Lines);
        }

        ReadTable given = ReadTable.Read(Encoding.UTF8.GetBytes(text), new TextOptions(delimiter));
        Assert.Equal(["A", "B"], given.Columns);
    }

    [Theory]
    [InlineData("sep=;;\n1;2", "sep=;;")]
    [InlineData("sep=\n1", "sep=")]
    [InlineData("sepal,B\n1,2", "sepal")]
    [InlineData("\"sep=;\n\",B\n1,2", "sep=;")]
    public void What_only_looks_like_such_a_line_is_the_header(string text, string first) =>
        Assert.Equal(first, Read(text).Columns[0]);

    [Fact]
    public void A_byte_order_mark_at_the_start_of_any_line_is_nothing()
    {
        ReadTable table = Read("\uFEFFA,B\n1,2\n\uFEFF3,4\r\n\uFEFF\"5\",6\n7,\uFEFF8\n\uFEFF\n\uFEFF 9,0\n", size: 6);
        Assert.Equal([["1", "2"], ["3", "4"], ["5", "6"], ["7", "\uFEFF8"], ["9", "0"]], table.Records);
        Assert.Equal(NumberFault.NotNumeric, table.Numbers[3][1].Fault);
    }

    [Fact]
    public void With_a_header_the_first_line_is_a_record()
    {
        ReadTable table = ReadTable.Read("1,2\n#3,4\n5\n6,7,8,9\n"u8.ToArray(), new TextOptions(Header: ["A", "B", "C"]));
        Assert.Equal(["A", "B", "C"], table.Columns);
        Assert.Equal([["1", "2", null], ["#3", "4", null], ["5", null, null], [null, null, null]], table.Records);
        Assert.Equal([1, 2, 3, 4], table.Lines);
        Assert.Equal([3], table.Malformed);
        Assert.Equal(
            [["1", "2"]],
            ReadTable.Read("#TYPE x\nsep=,\n"u8.ToArray().Concat("1,2"u8.ToArray()).ToArray(), new TextOptions(Header: ["A", "B"]))
                .Records.Skip(1));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_text_with_replacements()
    {
        ReadTable table = ReadTable.Read([.. "A,B\n"u8, 0xC3, (byte)',', (byte)'1', 0xFF, (byte)'\n']);
        Assert.Equal([["\uFFFD", "1\uFFFD"]], table.Records);
        Assert.Equal(NumberFault.NotNumeric, table.Numbers[0][1].Fault);
    }

    [Theory]
    [InlineData("A,B\n1,\"2\n3,4\n", 2)]
    [InlineData("A,\"B\n1,2\n", 1)]
    [InlineData("A\n1\n\n\"x\n\"\"y\n", 4)]
    public void An_open_quote_is_malformed_and_its_line_named(string text, int line)
    {
        MalformedFileException error = Assert.Throws<MalformedFileException>(() => Read(text));
        Assert.Contains($"on line {line} ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_may_be_longer_than_a_piece_but_not_than_the_limit()
    {
        string text = "A,B\n1,\"" + new string('x', 5000) + "\n\"\n3,4\n";
        Assert.Equal(5001, Read(text, size: 16).Records[0][1]!.Length);
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using DelimitedFile file = DelimitedFile.Open(stream, new TextOptions(), pieceSize: 16, maximumRecord: 4000);
        MalformedFileException error = Assert.Throws<MalformedFileException>(() => ReadTable.Read(file));
        Assert.Contains("line 2 is longer than 4000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,x\"", '\n', "\n")]
    [InlineData("1,x\"", ',', ",\n")]
    [InlineData("1,x\",\"", '"', "\"\"\"\n")]
    public void What_was_looked_at_of_a_field_that_goes_on_is_not_read_again(string start, char end, string rest)
    {
        byte[] data = Encoding.UTF8.GetBytes(start + new string('y', 900) + rest);
        var scanner = new RecordScanner(new FieldReader(','));
        scanner.Scan(data.AsSpan(0, 500), CancellationToken.None);
        Assert.False(scanner.IsRegular);

        // What would end the record, if it were read.
        (data[100], data[101]) = ((byte)end, (byte)'\n');
        scanner.Scan(data.AsSpan(0, 800), CancellationToken.None);
        Assert.Equal(0, scanner.End);
        (data[100], data[101]) = ((byte)'y', (byte)'y');
        for (int length = 800; length <= data.Length; length++)
        {
            scanner.Scan(data.AsSpan(0, length), CancellationToken.None);
            Assert.Equal(length == data.Length ? length : 0, scanner.End);
        }
    }

    [Fact]
    public void More_records_than_a_block_holds_come_in_several()
    {
        string text = "A,B\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i},\"-{i}.5\"\n"));
        ReadTable table = Read(text, size: 1 << 20);
        Assert.Equal(10_000, table.Records.Count);
        Assert.Equal("-9999.5", table.Records[9999][1]);
        Assert.Equal(10_001, table.Lines[9999]);
        Assert.Equal(9999.0, table.Numbers[9999][0].Number.Value);
    }

    [Fact]
    public void An_encoding_by_name_is_honoured()
    {
        var options = new TextOptions('§', Encoding.Latin1);
        Assert.Equal([["é", "1"]], ReadTable.Read(Encoding.Latin1.GetBytes("A§B\né§1\n"), options).Records);
    }

    [Theory]
    [InlineData('\n')]
    [InlineData('\r')]
    [InlineData('\uD800')]
    public void A_line_end_is_no_delimiter(char delimiter) =>
        Assert.Throws<ArgumentException>(() => ReadTable.Read("A"u8.ToArray(), new TextOptions(delimiter)));

    private static ReadTable Read(string text, int size = 1 << 16) =>
        ReadTable.Read(Encoding.UTF8.GetBytes(text), pieceSize: size);
}
