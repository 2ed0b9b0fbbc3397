using System.Collections.Concurrent;
using Xunit;

namespace L2Loss.Files.Tests;

/// <summary>Pieces are worked on at once and handed over in order, whatever becomes of the file.</summary>
public sealed class PiecesAheadTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_was_read_before_a_failure_is_handed_over_first(int threads)
    {
        using var file = new CountedFile(3);
        var done = new List<long>();
        Assert.Throws<MalformedFileException>(() =>
        {
            foreach (long number in PiecesAhead.Run(file, threads, (_, number, _) => number, _ => { }, CancellationToken.None))
            {
                done.Add(number);
            }
        });
        Assert.Equal([0, 1, 2], done);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Every_result_is_ended_once_also_where_nobody_wants_it(int threads)
    {
        using var file = new CountedFile(100);
        var worked = new ConcurrentBag<long>();
        var ended = new List<long>();
        foreach (long number in PiecesAhead.Run(file, threads, Work, ended.Add, CancellationToken.None))
        {
            if (number == 2)
            {
                break;
            }
        }

        Assert.Equal(worked.Order(), ended);

        long Work(RecordPiece piece, long number, CancellationToken stop)
        {
            worked.Add(number);
            return number;
        }
    }

    [Fact]
    public void A_failure_of_the_work_comes_in_its_turn()
    {
        using var file = new CountedFile(3);
        var done = new List<long>();
        Assert.Throws<InvalidDataException>(() =>
        {
            foreach (long number in PiecesAhead.Run(file, 4, Work, _ => { }, CancellationToken.None))
            {
                done.Add(number);
            }
        });
        Assert.Equal([0], done);

        static long Work(RecordPiece piece, long number, CancellationToken stop) => number == 1 ? throw new InvalidDataException() : number;
    }

    /// <summary>So many pieces, and then a failure.</summary>
    private sealed class CountedFile(int pieces) : RecordFile
    {
        private int _read;

        internal override IReadOnlyList<string> Columns => [];

        internal override long Length => 0;

        internal override long Position => 0;

        internal override void Select(ColumnSelection selection)
        {
        }

        internal override RecordBlock CreateBlock() => throw new NotSupportedException();

        internal override RecordPiece? ReadPiece(CancellationToken cancellation) =>
            _read++ < pieces ? new EmptyPiece() : throw new MalformedFileException("It is broken.");

        public override void Dispose()
        {
        }
    }

    private sealed class EmptyPiece : RecordPiece
    {
        internal override bool Read(RecordBlock block, CancellationToken cancellation) => false;

        public override void Dispose()
        {
        }
    }
}
