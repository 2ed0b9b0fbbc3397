namespace L2Loss;

/// <summary>The sums over one chunk of an array of pairs.</summary>
internal sealed partial class ArraySums
{
    private ErrorSums _sums;
    private WorstRecord _worst;
    private List<int>? _leftOut;

    /// <summary>Adds the chunk, which starts at a given pair of its column, to running sums.</summary>
    internal void AddTo(ref ErrorSums sums, ref WorstRecord worst, long before, int start, List<int> leftOut)
    {
        sums.Add(_sums);
        worst.Offer(_worst, before + start);
        foreach (int record in _leftOut ?? [])
        {
            leftOut.Add(start + record);
        }
    }

    /// <summary>Sums records one by one, exactly, but for those that cannot be measured.</summary>
    private void AddRecords<T>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights, int start)
        where T : unmanaged
    {
        for (int i = 0; i < actual.Length; i++)
        {
            double a = FloatingPoint.Widen(actual[i]);
            double p = FloatingPoint.Widen(predicted[i]);
            double w = weights.IsEmpty ? 1.0 : weights[i];
            if (!double.IsFinite(a) || !double.IsFinite(p) || !double.IsFinite(w) || w < 0.0)
            {
                (_leftOut ??= []).Add(start + i);
                continue;
            }

            Residual residual = Residual.OfDoubles(a, p);
            if (weights.IsEmpty)
            {
                _sums.Add(residual, Number.Binary(a), Number.Binary(p));
                _worst.Offer(residual, start + i + 1);
                continue;
            }

            _sums.Add(Number.Binary(a), Number.Binary(p), Number.Binary(w));
            if (w > 0.0)
            {
                _worst.Offer(residual, Number.Binary(w), start + i + 1);
            }
        }
    }
}
