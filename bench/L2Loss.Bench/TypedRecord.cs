namespace L2Loss.Bench;

/// <summary>A record of a .NET program.</summary>
public sealed class TypedRecord
{
    public double Actual { get; init; }

    public double Predicted { get; init; }

    /// <summary>Some records, the same at each call.</summary>
    public static TypedRecord[] Many(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double actual = random.NextDouble() * 1000.0;
            return new TypedRecord { Actual = actual, Predicted = actual + random.NextDouble() - 0.5 };
        })];
    }
}
