namespace L2Loss.Files;

/// <summary>The predicted records that no actual one took, after all others.</summary>
internal sealed class UnmatchedPiece : RecordPiece
{
    private readonly HeldRecords _predicted;
    private int _next;

    internal UnmatchedPiece(HeldRecords predicted) => _predicted = predicted;

    /// <inheritdoc/>
    internal override bool Read(RecordBlock block)
    {
        var target = (JoinedBlock)block;
        target.BeginUnmatched();
        for (; _next < _predicted.Count && target.Count < NumberColumn.Capacity; _next++)
        {
            if (_predicted.Partner(_next) <= 0)
            {
                target.AddUnmatched(_next);
            }
        }

        return target.Count > 0;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // There is nothing to give back.
    }
}
