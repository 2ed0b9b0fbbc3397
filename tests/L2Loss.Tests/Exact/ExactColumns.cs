using System.Numerics;

namespace L2Loss.Tests.Exact;

/// <summary>
/// The summary of two columns of doubles in whole numbers of one power of two: what no rounding has touched. Pairs with a
/// NaN or an infinity are left out.
/// </summary>
internal sealed class ExactColumns
{
    private readonly BigInteger _count;
    private readonly Rational _unit;
    private readonly BigInteger _actuals;
    private readonly BigInteger _squaredActuals;
    private readonly BigInteger _residuals;
    private readonly BigInteger _absolutes;
    private readonly BigInteger _squares;

    internal ExactColumns(double[] actual, double[] predicted)
    {
        bool[] isMeasured = [.. actual.Zip(predicted, (a, p) => double.IsFinite(a) && double.IsFinite(p))];
        int exponent = int.MaxValue;
        for (int i = 0; i < actual.Length; i++)
        {
            exponent = isMeasured[i] ? Math.Min(exponent, Math.Min(Exponent(actual[i]), Exponent(predicted[i]))) : exponent;
        }

        double largest = -1.0;
        for (int i = 0; i < actual.Length; i++)
        {
            if (!isMeasured[i])
            {
                continue;
            }

            BigInteger value = WholeUnits(actual[i], exponent);
            BigInteger residual = value - WholeUnits(predicted[i], exponent);
            _count++;
            _actuals += value;
            _squaredActuals += value * value;
            _residuals += residual;
            _absolutes += BigInteger.Abs(residual);
            _squares += residual * residual;
            if (Math.Abs(actual[i] - predicted[i]) > largest)
            {
                largest = Math.Abs(actual[i] - predicted[i]);
                LargestIndex = i + 1;
            }
        }

        _unit = _count.IsZero ? Rational.Zero : Rational.PowerOfTwo(exponent);
    }

    /// <summary>The first record with the largest difference, rounded to a double.</summary>
    internal long LargestIndex { get; }

    internal double Rmse => (new Rational(_squares, _count) * _unit.Square).Sqrt().Nearest();

    internal double TotalSumOfSquares =>
        (new Rational((_count * _squaredActuals) - (_actuals * _actuals), _count) * _unit.Square).Nearest();

    /// <summary>The sums and means in text, to be compared with those of <see cref="Text(L2LossSummary)"/>.</summary>
    public override string ToString() => _count.IsZero
        ? Text(0.0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN)
        : Text(
            (new Rational(_squares, 1) * _unit.Square).Nearest(),
            (new Rational(_squares, _count) * _unit.Square).Nearest(),
            (new Rational(_absolutes, _count) * _unit).Nearest(),
            (new Rational(_residuals, _count) * _unit).Nearest(),
            TotalSumOfSquares,
            (new Rational(_actuals, _count) * _unit).Nearest());

    /// <summary>The sums and means that are promised to be right, whatever the order of the records.</summary>
    internal static string Text(L2LossSummary summary) => Text(
        summary.SumOfSquares,
        summary.Mse,
        summary.Mae,
        summary.MeanError,
        summary.TotalSumOfSquares,
        summary.MeanActual);

    private static string Text(
        double sumOfSquares, double mse, double mae, double meanError, double totalSumOfSquares, double meanActual) =>
        FormattableString.Invariant(
            $"""
            SumOfSquares      {sumOfSquares + 0.0:R}
            Mse               {mse + 0.0:R}
            Mae               {mae + 0.0:R}
            MeanError         {meanError + 0.0:R}
            TotalSumOfSquares {totalSumOfSquares + 0.0:R}
            MeanActual        {meanActual + 0.0:R}
            """);

    /// <summary>The exponent of the last bit; that of 0 never is the smallest.</summary>
    private static int Exponent(double value) =>
        value == 0.0 ? 1023 : Math.Max((int)(BitConverter.DoubleToInt64Bits(value) >> 52) & 0x7FF, 1) - 1075;

    private static BigInteger WholeUnits(double value, int exponent)
    {
        if (value == 0.0)
        {
            return BigInteger.Zero;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        long fraction = bits & 0xF_FFFF_FFFF_FFFF;
        long significand = ((bits >> 52) & 0x7FF) == 0 ? fraction : fraction | (1L << 52);
        return (BigInteger)(bits < 0 ? -significand : significand) << (Exponent(value) - exponent);
    }
}
