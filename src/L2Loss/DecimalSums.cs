using System.Numerics;

namespace L2Loss;

/// <summary>
/// The sums over records whose actual and predicted values are both decimals. They are whole numbers of
/// 10^-scale, so nothing is rounded, in whatever order they are added.
/// </summary>
internal sealed class DecimalSums
{
    /// <summary>A mantissa below this is summed without allocation; fourth powers then leave room for 2^63 records.</summary>
    internal const long ShortLimit = 1L << 48;

    private const int MaximumScale = 28;

    // One entry per number of decimal places, grown as they are met: most data has one or two.
    private ScaleSums[] _scales = [];
    private DecimalTotals _wide;
    private long _count;

    internal long Count => _count;

    internal void Add(in Residual residual, in Number actual)
    {
        _count++;
        if (residual.IsShort)
        {
            SumsAt(residual.Scale).AddResidual(residual.Mantissa);
        }
        else
        {
            AddWideResidual(residual.Digits * PowersOfTen.Big(MaximumScale - residual.Scale));
        }

        if (actual.IsShort && actual.Mantissa is < ShortLimit and > -ShortLimit)
        {
            SumsAt(actual.Scale).AddActual(actual.Mantissa);
        }
        else
        {
            var mantissa = (BigInteger)actual.DecimalMantissa(out int scale);
            AddWideActual(mantissa * PowersOfTen.Big(MaximumScale - scale));
        }
    }

    internal void Add(in DecimalTotals totals)
    {
        _count += totals.Count;
        _wide.Residuals += totals.Residuals;
        _wide.Absolutes += totals.Absolutes;
        _wide.Squares += totals.Squares;
        _wide.SquaredLosses += totals.SquaredLosses;
        _wide.Actuals += totals.Actuals;
        _wide.SquaredActuals += totals.SquaredActuals;
    }

    internal DecimalTotals ToTotals()
    {
        DecimalTotals totals = _wide;
        totals.Count = _count;
        for (int scale = 0; scale < _scales.Length; scale++)
        {
            _scales[scale].AddTo(ref totals, MaximumScale - scale);
        }

        return totals;
    }

    private ref ScaleSums SumsAt(int scale)
    {
        if (scale >= _scales.Length)
        {
            Array.Resize(ref _scales, scale + 1);
        }

        return ref _scales[scale];
    }

    private void AddWideResidual(BigInteger mantissa)
    {
        BigInteger square = mantissa * mantissa;
        _wide.Residuals += mantissa;
        _wide.Absolutes += BigInteger.Abs(mantissa);
        _wide.Squares += square;
        _wide.SquaredLosses += square * square;
    }

    private void AddWideActual(BigInteger mantissa)
    {
        _wide.Actuals += mantissa;
        _wide.SquaredActuals += mantissa * mantissa;
    }

    /// <summary>Sums of short mantissas with the same number of decimal places.</summary>
    private struct ScaleSums
    {
        private Int128 _residuals;
        private UInt128 _absolutes;
        private UInt256 _squares;
        private UInt256 _squaredLosses;
        private Int128 _actuals;
        private UInt256 _squaredActuals;

        internal void AddResidual(long mantissa)
        {
            ulong magnitude = (ulong)Math.Abs(mantissa);
            UInt128 square = (UInt128)magnitude * magnitude;
            _residuals += mantissa;
            _absolutes += magnitude;
            _squares.Add(square);
            _squaredLosses.AddSquare(square);
        }

        internal void AddActual(long mantissa)
        {
            ulong magnitude = (ulong)Math.Abs(mantissa);
            _actuals += mantissa;
            _squaredActuals.Add((UInt128)magnitude * magnitude);
        }

        internal readonly void AddTo(ref DecimalTotals totals, int places)
        {
            BigInteger unit = PowersOfTen.Big(places);
            totals.Residuals += (BigInteger)_residuals * unit;
            totals.Absolutes += (BigInteger)_absolutes * unit;
            totals.Squares += _squares.ToBigInteger() * PowersOfTen.Big(2 * places);
            totals.SquaredLosses += _squaredLosses.ToBigInteger() * PowersOfTen.Big(4 * places);
            totals.Actuals += (BigInteger)_actuals * unit;
            totals.SquaredActuals += _squaredActuals.ToBigInteger() * PowersOfTen.Big(2 * places);
        }
    }
}
