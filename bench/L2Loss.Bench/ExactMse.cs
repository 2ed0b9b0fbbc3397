using System.Numerics;

namespace L2Loss.Bench;

/// <summary>The mean squared error without any rounding, in whole numbers; shares no code with what it judges.</summary>
internal sealed class ExactMse
{
    // The mean is _sum * 2^(2 * _exponent) / _count.
    private readonly BigInteger _sum;
    private readonly int _exponent;
    private readonly int _count;

    internal ExactMse(double[] actual, double[] predicted)
    {
        _count = actual.Length;
        _exponent = Math.Min(actual.Min(ExponentOf), predicted.Min(ExponentOf));
        for (int i = 0; i < _count; i++)
        {
            BigInteger residual = InUnits(actual[i], _exponent) - InUnits(predicted[i], _exponent);
            _sum += residual * residual;
        }
    }

    /// <summary>How far a result is from the exact mean, in units of the last place of the result.</summary>
    internal double ErrorInUlp(double mse)
    {
        // All in units of 2^exponent, times the count; a thousand of them for three decimals.
        double ulp = Math.BitIncrement(mse) - mse;
        int exponent = Math.Min(2 * _exponent, ExponentOf(ulp));
        BigInteger error = (InUnits(mse, exponent) * _count) - (_sum << ((2 * _exponent) - exponent));
        return (double)(BigInteger.Abs(error) * 1000 / (InUnits(ulp, exponent) * _count)) / 1000.0;
    }

    /// <summary>The exponent of the last bit of a normal number.</summary>
    private static int ExponentOf(double value) => value == 0.0 ? 0 : Math.ILogB(value) - 52;

    private static BigInteger InUnits(double value, int exponent)
    {
        int own = ExponentOf(value);
        return new BigInteger(Math.ScaleB(value, -own)) << (own - exponent);
    }
}
