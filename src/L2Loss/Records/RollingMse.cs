namespace L2Loss;

/// <summary>The mean squared error of the last records, whose number is given; before there are so many, of all.</summary>
/// <remarks>
/// Nothing is ever subtracted from a sum, so no error grows with the number of records: the older part of the window is
/// kept as sums from each of its records to its end, the newer part as one sum. When the older part is used up, the
/// whole window becomes the older part; so a record costs constant time on average.
/// </remarks>
internal sealed class RollingMse
{
    // A ring. In the older part each place holds the sum from there to the end of that part.
    private readonly (WideSum Loss, WideSum Weight)[] _terms;
    private int _start;
    private int _count;
    private int _older;
    private (WideSum Loss, WideSum Weight) _newer;

    /// <summary>An empty window.</summary>
    /// <param name="length">The number of records in it; at least 1.</param>
    internal RollingMse(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _terms = new (WideSum, WideSum)[length];
    }

    /// <summary>The MSE of the window, in the squared unit of the data; NaN while the weights in it are all 0.</summary>
    internal double Mse => Mean is WideSum mean ? mean.ToDouble() : double.NaN;

    /// <summary>Its root, in the unit of the data: right also where the squares overflow.</summary>
    internal double Rmse => Mean is WideSum mean ? mean.Sqrt().ToDouble() : double.NaN;

    private WideSum? Mean
    {
        get
        {
            (WideSum loss, WideSum weight) = _older > 0 ? Sum(_terms[_start], _newer) : _newer;
            return weight.IsZero ? null : loss / weight;
        }
    }

    /// <summary>Adds a record, which takes the place of the oldest one once the window is full.</summary>
    internal void Add(in Residual residual, double weight)
    {
        if (_count == _terms.Length)
        {
            Drop();
        }

        WideSum error = residual.ToWide();
        (WideSum, WideSum) term = (error * error * weight, WideSum.From(weight));
        _terms[(_start + _count) % _terms.Length] = term;
        _count++;
        _newer = Sum(_newer, term);
    }

    private void Drop()
    {
        if (_older == 0)
        {
            for (int i = _count - 2; i >= 0; i--)
            {
                ref (WideSum, WideSum) place = ref _terms[(_start + i) % _terms.Length];
                place = Sum(place, _terms[(_start + i + 1) % _terms.Length]);
            }

            _older = _count;
            _newer = default;
        }

        _start = (_start + 1) % _terms.Length;
        _count--;
        _older--;
    }

    private static (WideSum Loss, WideSum Weight) Sum(
        in (WideSum Loss, WideSum Weight) a, in (WideSum Loss, WideSum Weight) b) =>
        (a.Loss + b.Loss, a.Weight + b.Weight);
}
