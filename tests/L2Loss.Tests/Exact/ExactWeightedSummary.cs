using System.Numerics;

namespace L2Loss.Tests.Exact;

/// <summary>The summary of weighted doubles of moderate size, in whole multiples of 2^-200.</summary>
internal sealed class ExactWeightedSummary
{
    private static readonly BigInteger Unit = BigInteger.One << 200;

    private readonly BigInteger _weights;
    private readonly BigInteger _actuals;
    private readonly BigInteger _squaredActuals;
    private readonly BigInteger _residuals;
    private readonly BigInteger _absolutes;
    private readonly BigInteger _squares;

    public ExactWeightedSummary(double[] actual, double[] predicted, double[] weights)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            BigInteger a = WholeUnits(actual[i]);
            BigInteger w = WholeUnits(weights[i]);
            BigInteger r = a - WholeUnits(predicted[i]);
            _weights += w;
            _actuals += w * a;
            _squaredActuals += w * a * a;
            _residuals += w * r;
            _absolutes += w * BigInteger.Abs(r);
            _squares += w * r * r;
        }
    }

    /// <summary>
    /// WeightSum, SumOfSquares, Mse, Mae, MeanError, MeanActual and TotalSumOfSquares, each the nearest double.
    /// </summary>
    public double[] Nearest() =>
    [
        new Rational(_weights, Unit).Nearest(),
        new Rational(_squares, Unit * Unit * Unit).Nearest(),
        new Rational(_squares, _weights * Unit * Unit).Nearest(),
        new Rational(_absolutes, _weights * Unit).Nearest(),
        new Rational(_residuals, _weights * Unit).Nearest(),
        new Rational(_actuals, _weights * Unit).Nearest(),
        new Rational((_squaredActuals * _weights) - (_actuals * _actuals), _weights * Unit * Unit * Unit).Nearest(),
    ];

    private static BigInteger WholeUnits(double value)
    {
        Rational exact = Rational.Of(value);
        return exact.Numerator * (Unit / exact.Denominator);
    }
}
