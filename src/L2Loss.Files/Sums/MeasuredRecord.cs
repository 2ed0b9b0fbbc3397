namespace L2Loss.Files;

/// <summary>The numbers of one record and one model.</summary>
/// <param name="Number">The number of the record, from 1 on.</param>
/// <param name="Actual">What was observed.</param>
/// <param name="Predicted">What was predicted.</param>
/// <param name="Weight">How much it counts: 1 without weights.</param>
/// <param name="Residual">The residual and its square.</param>
internal readonly record struct MeasuredRecord(
    long Number, double Actual, double Predicted, double Weight, Residual Residual);
