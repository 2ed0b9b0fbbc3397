namespace L2Loss;

/// <summary>The mean squared error of the last records, whose number is given; before there are so many, of all.</summary>
/// <remarks>
/// The sums are exact, so what a record added can be taken away again: the mean depends on the records in the window and on
/// nothing before them.
/// </remarks>
internal sealed class RollingMse
{
    private const int FirstCapacity = 16;

    // A ring that grows with the records up to the length of the window.
    private readonly int _length;
    private (Residual Residual, double Weight)[] _records;
    private int _start;
    private int _count;

    // sum(w * r^2) * 10^(2 * scale) and sum(w)
    private ExactSum _losses;
    private ExactSum _weights;
    private int _scale;

    /// <summary>An empty window.</summary>
    /// <param name="length">The number of records in it; at least 1.</param>
    internal RollingMse(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _length = length;
        _records = new (Residual, double)[Math.Min(length, FirstCapacity)];
    }

    /// <summary>The MSE of the window, in the squared unit of the data; NaN while the weights in it are all 0.</summary>
    internal double Mse
    {
        get
        {
            // Usual numbers: 100 bits settle the nearest double.
            if (2 * _scale <= Number.MaximumExactScale && _losses.TryToDoubleDouble(out DoubleDouble losses)
                && _weights.TryToDoubleDouble(out DoubleDouble weights) && weights.Hi > 0.0)
            {
                DoubleDouble mean = losses / (weights * new DoubleDouble(PowersOfTen.Exact(2 * _scale)));
                if (mean.RoundsSafely && (mean.Hi == 0.0 || double.IsNormal(mean.Hi)))
                {
                    return mean.Hi;
                }
            }

            ExactNumber divisor = _weights.ToNumber();
            return divisor.IsZero ? double.NaN : _losses.ToNumber(2 * _scale).ToDouble(divisor);
        }
    }

    /// <summary>Its root, in the unit of the data: right also where the squares overflow.</summary>
    internal double Rmse
    {
        get
        {
            double mse = Mse;
            return mse == 0.0 || (!double.IsNormal(mse) && !double.IsNaN(mse))
                ? _losses.ToNumber(2 * _scale).Root(_weights.ToNumber())
                : Math.Sqrt(mse);
        }
    }

    /// <summary>Adds a record, which takes the place of the oldest one once the window is full.</summary>
    internal void Add(in Residual residual, double weight)
    {
        if (_count == _length)
        {
            (Residual oldest, double oldestWeight) = _records[_start];
            Sum(oldest, oldestWeight, isTaken: true);
            _start = (_start + 1) % _length;
            _count--;
        }
        else if (_count == _records.Length)
        {
            // Nothing was taken yet: the ring starts at its first place.
            Array.Resize(ref _records, (int)Math.Min(2L * _count, _length));
        }

        _records[(int)(((long)_start + _count) % _length)] = (residual, weight);
        _count++;
        Sum(residual, weight, isTaken: false);
    }

    private void Sum(in Residual residual, double weight, bool isTaken)
    {
        if (residual.Scale > _scale)
        {
            ExactNumber losses = _losses.ToNumber(2 * _scale);
            _losses = default;
            _scale = residual.Scale;
            _losses.Add(losses, 2 * _scale);
        }

        double signed = isTaken ? -weight : weight;
        _weights.Add(signed);
        if (residual.TryToDyadic(_scale, out Dyadic error))
        {
            _losses.AddSquareProduct(error, Dyadic.Of(signed));
        }
        else
        {
            ExactNumber exact = residual.ToExact();
            _losses.Add(exact * exact * ExactNumber.Of(signed), 2 * _scale);
        }
    }
}
