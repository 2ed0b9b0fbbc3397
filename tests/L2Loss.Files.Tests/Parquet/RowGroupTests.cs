using System.Numerics;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace L2Loss.Files.Tests;

/// <summary>Row groups decoded at once, on several threads.</summary>
public sealed class RowGroupTests
{
    private const int Groups = 12;
    private const int Rows = 3000;

    private static readonly DataField<long?> Actual = new("Actual");
    private static readonly DataField<long> Predicted = new("Predicted");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void The_sums_are_exact_and_the_faults_in_order_for_any_number_of_threads(int threads)
    {
        BigInteger squares = 0;
        var missing = new List<long>();
        for (int record = 0; record < Groups * Rows; record++)
        {
            (long? actual, long predicted) = Values(record);
            squares += actual is null ? 0 : BigInteger.Pow(actual.Value - predicted, 2);
            if (actual is null)
            {
                missing.Add(record + 1);
            }
        }

        using var file = new ParquetFile(new MemoryStream(Write()));
        FileSums sums = Sums(file);
        List<long> reported = [];
        foreach ((long before, PieceSums piece) in sums.Run(threads, CancellationToken.None))
        {
            FaultList faults = piece.Faults;
            reported.AddRange(faults.Cells.Select(cell => before + cell.Record));
        }

        L2LossSummary summary = ((ModelSums)sums.Groups[0]).Models[0].ToSummary();
        Assert.Equal(Groups * Rows, summary.Read);
        Assert.Equal((double)squares, summary.SumOfSquares);
        Assert.Equal(missing, reported);
        Assert.Equal(file.Length, file.Position);
    }

    [Fact]
    public void A_piece_is_decoded_when_it_is_read_in_any_order_and_beside_others()
    {
        var stream = new WatchedStream(Write());
        using var file = new ParquetFile(stream);
        Sums(file);
        int before = stream.Reads;
        RecordPiece first = file.ReadPiece(CancellationToken.None)!;
        RecordPiece second = file.ReadPiece(CancellationToken.None)!;
        Assert.Equal(before, stream.Reads);
        RecordBlock firstBlock = file.CreateBlock();
        RecordBlock secondBlock = file.CreateBlock();
        Assert.True(second.Read(secondBlock, CancellationToken.None));
        Assert.True(first.Read(firstBlock, CancellationToken.None));
        for (int record = 0; record < firstBlock.Count; record++)
        {
            Assert.Equal(Values(record).Predicted, Number(firstBlock, record));
            Assert.Equal(Values(Rows + record).Predicted, Number(secondBlock, record));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void An_error_comes_after_what_stands_before_it_and_leaves_nothing_open(int threads)
    {
        byte[] bytes = Write(corrupt: [1, 2]);
        var stream = new WatchedStream(bytes);
        var records = new List<long>();
        using (var file = new ParquetFile(stream))
        {
            MalformedFileException error = Assert.Throws<MalformedFileException>(() =>
            {
                foreach ((long before, PieceSums _) in Sums(file).Run(threads, CancellationToken.None))
                {
                    records.Add(before);
                }
            });
            Assert.StartsWith("Row group 2 of the Parquet file is corrupt: ", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal([0L], records);
        Assert.True(stream.IsClosed);
        Assert.False(stream.WasReadClosed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_cancelled_run_stops_reading(int threads)
    {
        using var cancellation = new CancellationTokenSource();
        var stream = new WatchedStream(Write());
        using var file = new ParquetFile(stream);
        FileSums sums = Sums(file);
        int opened = stream.Reads;
        stream.OnRead = reads =>
        {
            if (reads == opened + 3)
            {
                cancellation.Cancel();
            }
        };
        Assert.ThrowsAny<OperationCanceledException>(() => sums.Run(threads, cancellation.Token).Count());

        // Those that were about to read may do so once.
        Assert.InRange(stream.Reads, opened + 3, opened + 3 + threads + 1);
    }

    [Fact]
    public void A_run_that_nobody_reads_on_stops_reading()
    {
        var stream = new WatchedStream(Write());
        using (var file = new ParquetFile(stream))
        {
            Assert.Single(Sums(file).Run(4, CancellationToken.None).Take(1));
        }

        Assert.True(stream.IsClosed);
        Assert.False(stream.WasReadClosed);
    }

    private static FileSums Sums(ParquetFile file) =>
        new(file, new ColumnRoles(0, [1], null, []), new NumberReader(), skipMissing: false);

    private static double Number(RecordBlock block, int record)
    {
        Assert.Equal(NumberFault.None, block.Numbers[1].Read(record, out Number number));
        return number.Value;
    }

    private static (long? Actual, long Predicted) Values(int record) =>
        (record % 997 == 500 ? null : (record * 7919L) % 100_003, (record * 104_729L) % 99_991);

    private static byte[] Write(int[]? corrupt = null)
    {
        var stream = new MemoryStream();
        ParquetWriter writer = ParquetWriter.CreateAsync(new ParquetSchema(Actual, Predicted), stream).GetAwaiter().GetResult();
        var starts = new List<long>();
        for (int group = 0; group < Groups; group++)
        {
            starts.Add(stream.Position);
            (long? Actual, long Predicted)[] values = [.. Enumerable.Range(group * Rows, Rows).Select(Values)];
            using ParquetRowGroupWriter rows = writer.CreateRowGroup();
            rows.WriteAsync<long>(Actual, (ReadOnlyMemory<long?>)values.Select(value => value.Actual).ToArray()).GetAwaiter().GetResult();
            rows.WriteAsync<long>(Predicted, (ReadOnlyMemory<long>)values.Select(value => value.Predicted).ToArray()).GetAwaiter().GetResult();
        }

        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        byte[] bytes = stream.ToArray();
        foreach (int group in corrupt ?? [])
        {
            bytes.AsSpan((int)starts[group], 60).Fill(0xFF);
        }

        return bytes;
    }

    /// <summary>Counts reads, and knows of those after it was closed.</summary>
    private sealed class WatchedStream(byte[] bytes) : MemoryStream(bytes)
    {
        private int _reads;

        internal Action<int>? OnRead { get; set; }

        internal int Reads => Volatile.Read(ref _reads);

        internal bool IsClosed { get; private set; }

        internal bool WasReadClosed { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            WasReadClosed |= IsClosed;
            OnRead?.Invoke(Interlocked.Increment(ref _reads));
            return base.Read(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
