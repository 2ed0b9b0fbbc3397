using System.Numerics;

namespace L2Loss.Tests.Exact;

/// <summary>The summary in exact fractions: all values as whole numbers of one common unit.</summary>
internal sealed class ExactSummary
{
    private readonly BigInteger _count;
    private readonly BigInteger _unit = 1;
    private readonly BigInteger _actuals;
    private readonly BigInteger _squaredActuals;
    private readonly BigInteger _residuals;
    private readonly BigInteger _absolutes;
    private readonly BigInteger _squares;
    private readonly BigInteger _squaredLosses;
    private readonly BigInteger _largest;

    public ExactSummary(IReadOnlyCollection<Pair> pairs)
    {
        _count = pairs.Count;
        foreach (Rational value in pairs.SelectMany(pair => new[] { pair.Actual.Exact, pair.Predicted.Exact }))
        {
            _unit *= value.Denominator / BigInteger.GreatestCommonDivisor(_unit, value.Denominator);
        }

        foreach (Pair pair in pairs)
        {
            BigInteger actual = WholeUnits(pair.Actual.Exact);
            BigInteger residual = actual - WholeUnits(pair.Predicted.Exact);
            BigInteger loss = residual * residual;
            _actuals += actual;
            _squaredActuals += actual * actual;
            _residuals += residual;
            _absolutes += BigInteger.Abs(residual);
            _squares += loss;
            _squaredLosses += loss * loss;
            _largest = BigInteger.Max(_largest, BigInteger.Abs(residual));
        }
    }

    public double SumOfSquares => new Rational(_squares, _unit * _unit).Nearest();

    public double Mse => new Rational(_squares, _unit * _unit * _count).Nearest();

    public double Rmse => new Rational(_squares, _unit * _unit * _count).Sqrt().Nearest();

    public double Mae => new Rational(_absolutes, _unit * _count).Nearest();

    public double MeanError => new Rational(_residuals, _unit * _count).Nearest();

    public double MaxError => new Rational(_largest, _unit).Nearest();

    public double LargestShare =>
        _squares.IsZero ? double.NaN : new Rational(_largest * _largest, _squares).Nearest();

    public double MeanActual => new Rational(_actuals, _unit * _count).Nearest();

    public double TotalSumOfSquares => new Rational(Spread, _unit * _unit * _count).Nearest();

    public double R2 => Spread.IsZero ? double.NaN : new Rational(Spread - (_squares * _count), Spread).Nearest();

    /// <summary>How far R2 moves when TotalSumOfSquares moves by a share of itself: 1 - R2.</summary>
    public double R2Scale => Spread.IsZero ? 0.0 : new Rational(_squares * _count, Spread).Nearest();

    public double StandardError
    {
        get
        {
            if (_count < 2)
            {
                return double.NaN;
            }

            BigInteger spread = (_count * _squaredLosses) - (_squares * _squares);
            return new Rational(spread, BigInteger.Pow(_unit, 4) * _count * _count * (_count - 1)).Sqrt().Nearest();
        }
    }

    /// <summary>count * sum(a^2) - sum(a)^2.</summary>
    private BigInteger Spread => (_count * _squaredActuals) - (_actuals * _actuals);

    private BigInteger WholeUnits(Rational value) => value.Numerator * (_unit / value.Denominator);
}
