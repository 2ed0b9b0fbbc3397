using System.IO.Pipes;
using Xunit;

namespace L2Loss.Files.Tests;

/// <summary>Pipes: what they give is read at once, and a silent one can be left.</summary>
public sealed class LiveStreamTests
{
    [Theory]
    [InlineData("A,B\n1,2\n", "3,4\n")]
    [InlineData("sep=;\r\nA;B\r\n1;2\r\n", "3;4\r\n")]
    [InlineData("{\"A\":1,\"B\":2}\n", "{\"A\":3,\"B\":4}\n")]
    public void Records_come_out_before_the_writer_goes_on(string first, string second)
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        using var client = new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle);
        using Stream stream = LiveStream.Open(() => client, CancellationToken.None);
        Write(server, first);
        using RecordFile file = first[0] == '{' ? new JsonLinesFile(stream) : DelimitedFile.Open(stream, new TextOptions());
        Assert.Equal(["A", "B"], file.Columns);
        file.Select(new ColumnSelection([1], [], new NumberReader()));
        using IEnumerator<RecordBlock> blocks = file.ReadBlocks(CancellationToken.None).GetEnumerator();
        Assert.True(blocks.MoveNext());
        Assert.Equal(2, blocks.Current.Numbers[0].Mantissas[0]);
        Write(server, second);
        Assert.True(blocks.MoveNext());
        Assert.Equal(4, blocks.Current.Numbers[0].Mantissas[0]);
        server.Dispose();
        Assert.False(blocks.MoveNext());
    }

    [Fact]
    public void A_silent_pipe_and_one_without_a_writer_are_left_when_asked_for()
    {
        using var stop = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);

        // Closed by its stream alone: to close it here would wait for the read that is under way.
        using Stream stream = LiveStream.Open(
            () => new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle), stop.Token);
        Task<int> reading = Task.Run(() => stream.Read(new byte[10], 0, 10));
        Task<Stream> opening = Task.Run(() => LiveStream.Open(
            () =>
            {
                release.Wait();
                return new MemoryStream();
            },
            stop.Token));
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => reading.GetAwaiter().GetResult());
        Assert.ThrowsAny<OperationCanceledException>(() => opening.GetAwaiter().GetResult());
        release.Set();
    }

    [Fact]
    public void What_goes_wrong_comes_as_it_is_and_a_plain_file_stays_one()
    {
        Assert.Throws<FileNotFoundException>(() => LiveStream.Open(() => throw new FileNotFoundException(), CancellationToken.None));
        using var plain = new MemoryStream();
        Assert.Same(plain, LiveStream.Open(() => plain, CancellationToken.None));
    }

    [Fact]
    public void A_line_longer_than_any_record_ends_the_file_and_not_the_memory()
    {
        const int Most = 100_000;
        MalformedFileException error = Assert.Throws<MalformedFileException>(
            () => new JsonLinesFile(new EndlessStream(), pieceSize: 1000, maximumRecord: Most));
        Assert.Equal($"Line 1 is longer than {Most} bytes.", error.Message);
        error = Assert.Throws<MalformedFileException>(
            () => DelimitedFile.Open(new EndlessStream(), new TextOptions(), pieceSize: 1000, maximumRecord: Most));
        Assert.StartsWith($"The record on line 1 is longer than {Most} bytes.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_with_too_many_names_ends_the_file()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)',', TextOptions.MaximumColumns + 10)];
        MalformedFileException error =
            Assert.Throws<MalformedFileException>(() => DelimitedFile.Open(new MemoryStream(bytes), new TextOptions()));
        Assert.Contains("columns", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_record_with_too_many_properties_ends_the_file()
    {
        string text = $"{{{string.Join(',', Enumerable.Repeat("\"a\":1", TextOptions.MaximumColumns + 1))}}}\n";
        MalformedFileException error = Assert.Throws<MalformedFileException>(
            () => new JsonLinesFile(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))));
        Assert.Contains($"more than {TextOptions.MaximumColumns} properties", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_parquet_longer_than_any_record_are_refused_before_they_are_copied()
    {
        byte[] bytes = new byte[TextOptions.MaximumRecord];
        var values = new ByteValues();
        Assert.Throws<InvalidDataException>(() => values.Add(bytes, bytes.AsSpan(0, 1)));
        Assert.Equal(0, values.Count);
    }

    private static void Write(Stream stream, string text)
    {
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }

    private sealed class EndlessStream : InputStream
    {
        public override int Read(byte[] buffer, int offset, int count) => count;
    }
}
