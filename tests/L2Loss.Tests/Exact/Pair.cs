namespace L2Loss.Tests.Exact;

/// <summary>One record: an actual and a predicted value.</summary>
internal sealed record Pair(Given Actual, Given Predicted)
{
    public Rational Residual => Actual.Exact - Predicted.Exact;

    public static Pair OfTexts(string actual, string predicted) => new(Given.OfText(actual), Given.OfText(predicted));

    public static Pair OfDoubles(double actual, double predicted) => new(Given.OfDouble(actual), Given.OfDouble(predicted));

    public override string ToString() => $"({Actual}, {Predicted})";
}
