using System.Numerics;

namespace L2Loss;

/// <summary>The sums of <see cref="PairedLosses"/> over records of decimals, exact.</summary>
internal sealed class PairedDecimals
{
    private const int MaximumScale = DecimalTotals.MaximumScale;

    // One entry per number of decimal places, grown as they are met.
    private ScaleSums[] _scales = [];
    private Totals _wide;

    /// <summary>Adds one record; the result is the sign of the difference of the losses.</summary>
    internal int Add(in Residual model, in Residual baseline)
    {
        int scale = Math.Max(model.Scale, baseline.Scale);
        if (TryAlign(model, scale, out long m) && TryAlign(baseline, scale, out long b))
        {
            if (scale >= _scales.Length)
            {
                Array.Resize(ref _scales, scale + 1);
            }

            _scales[scale].Add(m, b);
            return Math.Abs(m).CompareTo(Math.Abs(b));
        }

        BigInteger square = BigInteger.Pow(model.Digits * PowersOfTen.Big(MaximumScale - model.Scale), 2);
        BigInteger baselineSquare = BigInteger.Pow(baseline.Digits * PowersOfTen.Big(MaximumScale - baseline.Scale), 2);
        BigInteger difference = square - baselineSquare;
        _wide.Squares += square;
        _wide.BaselineSquares += baselineSquare;
        _wide.SquaredDifferences += difference * difference;
        return difference.Sign;
    }

    internal PairedTotals ToTotals()
    {
        Totals totals = _wide;
        for (int scale = 0; scale < _scales.Length; scale++)
        {
            _scales[scale].AddTo(ref totals, MaximumScale - scale);
        }

        return new PairedTotals
        {
            Squares = new ExactNumber(totals.Squares, 0, 2 * MaximumScale),
            BaselineSquares = new ExactNumber(totals.BaselineSquares, 0, 2 * MaximumScale),
            SquaredDifferences = new ExactNumber(totals.SquaredDifferences, 0, 4 * MaximumScale),
        };
    }

    private static bool TryAlign(in Residual residual, int scale, out long mantissa)
    {
        mantissa = residual.Mantissa;
        int places = scale - residual.Scale;
        if (!residual.IsShort || places > PowersOfTen.MaximumLong)
        {
            return false;
        }

        long high = Math.BigMul(mantissa, PowersOfTen.Long(places), out mantissa);
        return high == mantissa >> 63 && mantissa != long.MinValue;
    }

    /// <summary>The finished sums: losses in units of 10^-56, their squares of 10^-112.</summary>
    private struct Totals
    {
        internal BigInteger Squares;
        internal BigInteger BaselineSquares;
        internal BigInteger SquaredDifferences;
    }

    /// <summary>Sums of short mantissas with the same number of decimal places.</summary>
    private struct ScaleSums
    {
        private UInt320 _squares;
        private UInt320 _baselineSquares;
        private UInt320 _squaredDifferences;

        internal void Add(long model, long baseline)
        {
            UInt128 square = Square(model);
            UInt128 baselineSquare = Square(baseline);
            _squares.Add(square);
            _baselineSquares.Add(baselineSquare);
            _squaredDifferences.AddSquare(square > baselineSquare ? square - baselineSquare : baselineSquare - square);
        }

        internal readonly void AddTo(ref Totals totals, int places)
        {
            BigInteger unit = PowersOfTen.Big(2 * places);
            totals.Squares += _squares.ToBigInteger() * unit;
            totals.BaselineSquares += _baselineSquares.ToBigInteger() * unit;
            totals.SquaredDifferences += _squaredDifferences.ToBigInteger() * unit * unit;
        }

        private static UInt128 Square(long value) => (UInt128)((Int128)value * value);
    }
}
