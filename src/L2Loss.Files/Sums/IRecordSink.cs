namespace L2Loss.Files;

/// <summary>Is told what becomes of each record and model, in order.</summary>
internal interface IRecordSink
{
    /// <summary>A record was measured.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="model">The model.</param>
    /// <param name="measured">Its numbers.</param>
    void Measured(ModelSums group, int model, in MeasuredRecord measured);

    /// <summary>A record was left out, for the number at a position.</summary>
    void LeftOut(int part, NumberFault fault);
}
