using System.Globalization;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace L2Loss.Files.Tests;

public sealed class JsonLinesTests
{
    [Fact]
    public void Columns_are_the_properties_of_the_first_record_in_order()
    {
        JsonCells read = JsonCells.Read("\n  \r\n{\"b\":1,\"a\":{\"x\":1},\"\\u00e9\":[2],\"b\":3}\n{\"c\":1}");
        Assert.Equal(["b", "a", "\u00e9"], read.Columns);
    }

    [Theory]
    [InlineData("0.3", "0.3")]
    [InlineData("-1.50", "-1.50")]
    [InlineData("-0", "0")]
    [InlineData("12345678901234567", "12345678901234567")]
    [InlineData("123456789012345678", "123456789012345678")]
    [InlineData("1234567890123456789", "1234567890123456789")]
    [InlineData("0.123456789012345678", "0.123456789012345678")]
    [InlineData("0.1234567890123456789", "0.1234567890123456789")]
    [InlineData("1.5e3", "1500")]
    [InlineData("\"0.1\"", "0.1")]
    [InlineData("\" 7 \"", "7")]
    [InlineData("\"\\u0035\"", "5")]
    public void Numbers_are_decimals_as_written(string json, string expected)
    {
        JsonCells.Cell cell = Assert.Single(JsonCells.Read($"{{\"v\":{json}}}").Cells);
        Assert.Equal(
            (NumberFault.None, Number.FromDecimal(decimal.Parse(expected, CultureInfo.InvariantCulture))),
            (cell.Fault, cell.Number));
    }

    [Theory]
    [InlineData("null", NumberFault.Missing, null)]
    [InlineData("\"\"", NumberFault.Missing, "")]
    [InlineData("\"n/a\"", NumberFault.Missing, "n/a")]
    [InlineData("true", NumberFault.NotNumeric, "true")]
    [InlineData("false", NumberFault.NotNumeric, "false")]
    [InlineData("{ \"x\" : 1 }", NumberFault.NotNumeric, "{ \"x\" : 1 }")]
    [InlineData("[1, [2]]", NumberFault.NotNumeric, "[1, [2]]")]
    [InlineData("\"1,5\"", NumberFault.NotNumeric, "1,5")]
    [InlineData("\"a\\n\\\"b\\\"\\u20ac\"", NumberFault.NotNumeric, "a\n\"b\"\u20ac")]
    [InlineData("1e400", NumberFault.NotFinite, "1e400")]
    [InlineData("\"Infinity\"", NumberFault.NotFinite, "Infinity")]
    public void What_is_no_number_has_its_reason_and_its_text(string json, object fault, string? text)
    {
        JsonCells.Cell cell = Assert.Single(JsonCells.Read($"{{\"v\":{json}}}").Cells);
        Assert.Equal(((NumberFault)fault, text), (cell.Fault, cell.Text));
    }

    [Fact]
    public void A_culture_and_words_for_missing_are_for_strings_only()
    {
        var reader = new NumberReader(CultureInfo.GetCultureInfo("de-DE"), ["-999"]);
        JsonCells read = JsonCells.Read("{\"a\":\"1,5\",\"b\":1.5,\"c\":\"-999\",\"d\":-999}", reader: reader);
        Assert.Equal([1.5, 1.5, 0, -999], read.Cells.Select(cell => cell.Number.Value));
        Assert.Equal(NumberFault.Missing, read.Cells[2].Fault);
    }

    [Theory]
    [InlineData("{\"A\":5}", "5", null)]
    [InlineData("{\"a\":1,\"A\":2}", "1", null)]
    [InlineData("{\"A\":2,\"a\":1}", "1", null)]
    [InlineData("{\"a\":1,\"a\":2}", "2", null)]
    [InlineData("{\"B\":3}", null, "3")]
    [InlineData("{\"\\u0061\":4}", "4", null)]
    [InlineData("{\"c\":{\"a\":1},\"d\":[{\"a\":2}]}", null, null)]
    [InlineData("{}", null, null)]
    public void A_property_is_found_in_any_case_and_the_exact_one_first(string record, string? a, string? b)
    {
        JsonCells read = JsonCells.Read("{\"a\":0,\"b\":0}\n" + record);
        Assert.Equal([a, b], read.Cells.Skip(2).Select(cell => cell.Text));
        Assert.Equal(a is null ? NumberFault.Missing : NumberFault.None, read.Cells[2].Fault);
    }

    [Fact]
    public void Columns_that_differ_in_case_only_stay_apart()
    {
        JsonCells read = JsonCells.Read("{\"a\":1,\"A\":2}\n{\"A\":3}");
        Assert.Equal(["1", "2", null, "3"], read.Cells.Select(cell => cell.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n\t")]
    public void A_file_without_records_has_no_columns(string text) => Assert.Empty(JsonCells.Read(text, 1).Columns);

    [Fact]
    public void Records_without_properties_are_records()
    {
        using var file = new JsonLinesFile(new MemoryStream("{}\n{\"a\":1}\n"u8.ToArray()), pieceSize: 1);
        file.Select(new ColumnSelection([], [], new NumberReader()));
        RecordBlock block = file.CreateBlock();
        int count = 0;
        while (file.ReadPiece(CancellationToken.None) is RecordPiece piece)
        {
            while (piece.Read(block, CancellationToken.None))
            {
                count += block.Count;
            }
        }

        Assert.Empty(file.Columns);
        Assert.Equal(2, count);
    }

    [Theory]
    [InlineData("{\"a\":1}\n[1]", 2, "array")]
    [InlineData("{\"a\":1}\n\n5", 3, "number")]
    [InlineData("{\"a\":1}\r\n{\"a\":1}\r\n{\"a\":", 3, "byte 6")]
    [InlineData("{\"a\":1}\n{\"a\":1}{\"a\":2}", 2, "after a single JSON value")]
    [InlineData("{\"a\":1}\n{\"a\":1NaN}", 2, "invalid")]
    [InlineData("{\"a\":1}\n{\"a\":nan}", 2, "invalid")]
    [InlineData("{\"a\":1}\n{\"a\":+Infinity}", 2, "invalid")]
    [InlineData("{\"a\":1}\n{\"a\":NaN", 2, "byte 9")]
    [InlineData("{\"a\":1}\n{\"\\ud800\":1}", 2, "Unicode")]
    public void A_broken_line_is_one_malformed_record_and_the_others_go_on(string text, int line, string what)
    {
        foreach (int size in new[] { 4, 1000 })
        {
            using var file = new JsonLinesFile(new MemoryStream(Encoding.UTF8.GetBytes(text + "\n{\"a\":7}")), pieceSize: size);
            file.Select(new ColumnSelection([0], [0], new NumberReader()));
            var bad = new List<BadCell>();
            var values = new List<double>();
            foreach (RecordBlock block in file.ReadBlocks(CancellationToken.None))
            {
                for (int record = 0; record < block.Count; record++)
                {
                    NumberFault fault = block.Numbers[0].Read(record, out Number number);
                    Assert.Equal(block.Fault(record), fault);
                    values.Add(number.Value);
                    if (fault != NumberFault.None)
                    {
                        Assert.Null(block.Text(record, 0));
                        bad.Add(block.Bad(record, 0, fault, values.Count));
                    }
                }
            }

            BadCell cell = Assert.Single(bad);
            Assert.Equal((line, NumberFault.Malformed), (cell.Line, cell.Fault));
            Assert.Contains(what, cell.BadLine!.Problem, StringComparison.Ordinal);
            Assert.DoesNotContain("LineNumber", cell.BadLine.Problem, StringComparison.Ordinal);
            Assert.Equal(7, values[^1]);
        }
    }

    [Theory]
    [InlineData("NaN", NumberFault.Missing)]
    [InlineData(" NaN ", NumberFault.Missing)]
    [InlineData("Infinity", NumberFault.NotFinite)]
    [InlineData("-Infinity", NumberFault.NotFinite)]
    [InlineData("[NaN,Infinity]", NumberFault.NotNumeric)]
    public void Words_for_what_is_no_number_are_read_as_ConvertFrom_Json_reads_them(string json, object fault)
    {
        string line = $"{{\"x\":NaN,\"v\":{json},\"\\\":NaN,\":\"NaN, Infinity\",\"y\":[-Infinity, NaN]}}\n";
        JsonCells read = JsonCells.Read(string.Concat(Enumerable.Repeat(line, 3)));
        Assert.Equal(["x", "v", "\":NaN,", "y"], read.Columns);
        Assert.All(read.Cells.Where((_, i) => i % 4 == 1), cell => Assert.Equal(((NumberFault)fault, json.Trim()), (cell.Fault, cell.Text)));
        Assert.All(read.Cells.Where((_, i) => i % 4 == 2), cell => Assert.Equal("NaN, Infinity", cell.Text));
        Assert.All(read.Cells.Where((_, i) => i % 4 == 3), cell => Assert.Equal("[-Infinity, NaN]", cell.Text));
    }

    [Fact]
    public void A_broken_first_line_leaves_the_names_to_the_next()
    {
        JsonCells read = JsonCells.Read("{\"a\":1,\"b\n{\"a\":1}\n{\"a\":2}");
        Assert.Equal(["a"], read.Columns);
        Assert.Equal([NumberFault.Malformed, NumberFault.None, NumberFault.None], read.Cells.Select(cell => cell.Fault));
    }

    [Theory]
    [InlineData("{\n\"a\":1}", 1, "'{'")]
    [InlineData("{\"x\":\n{\"a\":1}}\n", 1, "byte 6")]
    [InlineData("[\n{\"a\":1},\n{\"a\":2}\n]", 1, "'['")]
    [InlineData("[{\"a\":1}]\n{\"a\":1}", 1, "array")]
    [InlineData("[1]", 1, "array")]
    [InlineData("{\"a\":1,}", 1, "trailing comma")]
    public void A_document_or_a_file_without_a_record_is_malformed(string text, int line, string what)
    {
        var exception = Assert.Throws<MalformedFileException>(() => JsonCells.Read(text));
        Assert.StartsWith($"Line {line} is not one JSON object:", exception.Message, StringComparison.Ordinal);
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_names_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("{\"\u00e9\":\"\u20ac\"}\n{\"\u00e9\":2}")];
        JsonCells read = JsonCells.Read(bytes, 3, encoding: Encoding.Latin1);
        Assert.Equal(["\u00e9"], read.Columns);
        Assert.Equal(["\u20ac", "2"], read.Cells.Select(cell => cell.Text));
    }

    [Fact]
    public void Without_one_the_given_encoding_holds() => Assert.Equal(
        ["\u00e9"], JsonCells.Read(Encoding.Latin1.GetBytes("{\"\u00e9\":1}"), encoding: Encoding.Latin1).Columns);

    [Fact]
    public void A_packed_file_is_read_and_a_cut_one_is_malformed()
    {
        byte[] packed = Pack("{\"a\":1}\n{\"a\":2}\n");
        Assert.Equal(2, Count(packed));
        Assert.Throws<MalformedFileException>(() => Count(packed[..^12]));
        packed[^5] ^= 1;
        Assert.Throws<MalformedFileException>(() => Count(packed));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    public void A_file_that_changes_while_it_is_read_is_an_error(int change)
    {
        var stream = new MemoryStream();
        for (int record = 0; record < 100; record++)
        {
            stream.Write("{\"a\":1}\n"u8);
        }

        stream.Position = 0;
        using var file = new JsonLinesFile(stream, pieceSize: 16);
        stream.SetLength(stream.Length + change);
        var exception = Assert.Throws<IOException>(() =>
        {
            while (file.ReadPiece(CancellationToken.None) is not null)
            {
            }
        });
        Assert.Equal(
            $"The file changed while it was read: it had 800 bytes, now {800 + change}.",
            exception.Message);
    }

    [Fact]
    public void A_cancelled_read_stops_and_a_failed_opening_leaves_nothing_open()
    {
        using var file = new JsonLinesFile(new MemoryStream(new byte[100].Select(_ => (byte)'\n')
            .Concat("{}\n{}\n{}\n"u8.ToArray()).ToArray()), pieceSize: 2);
        Assert.NotNull(file.ReadPiece(CancellationToken.None));
        Assert.ThrowsAny<OperationCanceledException>(() => file.ReadPiece(new CancellationToken(true)));

        var stream = new MemoryStream("[]"u8.ToArray());
        Assert.Throws<MalformedFileException>(() => new JsonLinesFile(stream));
        Assert.False(stream.CanRead);
    }

    private static byte[] Pack(string text)
    {
        var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    private static int Count(byte[] packed)
    {
        var stream = new MemoryStream(packed);
        using var file = new JsonLinesFile(stream, packing: Packing.Gzip);
        file.Select(new ColumnSelection([0], [], new NumberReader()));
        RecordBlock block = file.CreateBlock();
        int count = 0;
        while (file.ReadPiece(CancellationToken.None) is RecordPiece piece)
        {
            while (piece.Read(block, CancellationToken.None))
            {
                count += block.Count;
            }
        }

        return count;
    }
}
