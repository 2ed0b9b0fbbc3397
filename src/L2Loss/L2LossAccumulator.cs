namespace L2Loss;

/// <summary>
/// Takes records one by one or in blocks and gives the summary of them all, in constant memory.
/// </summary>
/// <remarks>
/// Decimals are summed exactly, binary numbers in double-double: the sums lie within 1 ulp of the exact value and do
/// not depend on the order of the records. Not safe for use by several threads at once.
/// </remarks>
public sealed class L2LossAccumulator
{
    private readonly DecimalSums _decimals = new();
    private readonly BinarySums _binaries = new();
    private long _missing;
    private long _notNumeric;
    private long _notFinite;
    private double _largestDifference = -1.0;
    private double _largestLoss;
    private long _largestIndex;

    /// <summary>Records seen, measured or not.</summary>
    public long Read { get; private set; }

    /// <summary>Records measured.</summary>
    public long Count => _decimals.Count + _binaries.Count;

    /// <summary>Records left out.</summary>
    public long LeftOut => Read - Count;

    /// <summary>Measures one record.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was foretold.</param>
    /// <returns>The residual of the record and its loss.</returns>
    public Residual Add(in Number actual, in Number predicted)
    {
        Residual residual = Residual.Of(actual, predicted);
        if (residual.Kind == Residual.Form.Binary)
        {
            _binaries.Add(residual, actual);
        }
        else
        {
            _decimals.Add(residual, actual);
        }

        Read++;
        if (residual.Difference > _largestDifference)
        {
            _largestDifference = residual.Difference;
            _largestLoss = residual.Loss;
            _largestIndex = Read;
        }

        return residual;
    }

    /// <summary>Counts one record that cannot be measured.</summary>
    /// <param name="fault">Why it cannot.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fault"/> names no fault.</exception>
    public void LeaveOut(NumberFault fault)
    {
        switch (fault)
        {
            case NumberFault.Missing:
                _missing++;
                break;
            case NumberFault.NotNumeric:
                _notNumeric++;
                break;
            case NumberFault.NotFinite:
                _notFinite++;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "A record is left out for a fault only.");
        }

        Read++;
    }

    /// <summary>The summary of all records so far; more may follow.</summary>
    public L2LossSummary ToSummary()
    {
        var summary = new L2LossSummary
        {
            Read = Read,
            Count = Count,
            Missing = _missing,
            NotNumeric = _notNumeric,
            NotFinite = _notFinite,
            WeightSum = Count,
        };
        if (Count > 0)
        {
            summary.MaxError = _largestDifference;
            summary.LargestLoss = _largestLoss;
            summary.LargestIndex = _largestIndex;
            if (_binaries.Count == 0)
            {
                ExactMeans.Fill(summary, _decimals.ToTotals());
            }
            else
            {
                WideMeans.Fill(summary, _decimals.ToTotals(), _binaries);
            }
        }

        return summary;
    }
}
