namespace L2Loss.Files;

/// <summary>The predicted records that no actual one took, after all others.</summary>
internal sealed class UnmatchedPiece : RecordPiece
{
    private readonly JoinedFile _file;
    private readonly long _number;
    private HeldRecords? _predicted;
    private int _next;

    /// <param name="file">The file that it is of.</param>
    /// <param name="number">Its number, from 0 on.</param>
    internal UnmatchedPiece(JoinedFile file, long number)
    {
        _file = file;
        _number = number;
    }

    /// <inheritdoc/>
    internal override bool Read(RecordBlock block, CancellationToken cancellation)
    {
        var target = (JoinedBlock)block;
        _file.BeginTurn(_number);
        _predicted ??= _file.ReadUnmatched(cancellation);
        target.BeginUnmatched(_predicted);
        for (; _next < _predicted.Count && target.Count < NumberColumn.Capacity; _next++)
        {
            if (_predicted.Taker(_next) <= 0)
            {
                target.AddUnmatched(_next);
            }
        }

        return target.Count > 0;
    }

    /// <inheritdoc/>
    public override void Dispose() => _file.EndTurn(_number);
}
