namespace L2Loss.Files;

/// <summary>
/// Pairs of doubles that come one by one, to be summed in blocks as arrays are: a small part of the time that single
/// records take.
/// </summary>
internal sealed class PairBuffer
{
    private readonly double[] _actual = new double[LossBlock.Length];
    private readonly double[] _predicted = new double[LossBlock.Length];
    private readonly L2LossAccumulator _sums;
    private long _before;
    private int _count;

    internal PairBuffer(L2LossAccumulator sums) => _sums = sums;

    /// <summary>Takes the record of a number; both of its values are finite.</summary>
    internal void Add(long index, double actual, double predicted)
    {
        if (_count == _actual.Length || index != _before + _count + 1)
        {
            Flush();
            _before = index - 1;
        }

        _actual[_count] = actual;
        _predicted[_count] = predicted;
        _count++;
    }

    /// <summary>Sums what is still there.</summary>
    internal void Flush()
    {
        if (_count > 0)
        {
            _sums.AddAfter(_before, _actual.AsSpan(0, _count), _predicted.AsSpan(0, _count));
            _count = 0;
        }
    }
}
