namespace L2Loss.Files;

/// <summary>Is told what becomes of each record and model, in order; records are numbered within their piece.</summary>
internal interface IRecordSink
{
    /// <summary>A record was measured.</summary>
    /// <param name="block">The block that holds it.</param>
    /// <param name="record">Its position in the block.</param>
    /// <param name="group">Its group.</param>
    /// <param name="model">The model.</param>
    /// <param name="measured">Its numbers.</param>
    void Measured(RecordBlock block, int record, GroupSums group, int model, in MeasuredRecord measured);

    /// <summary>A record was left out for the cell in a column.</summary>
    void LeftOut(RecordBlock block, int record, long number, int column, NumberFault fault);
}
