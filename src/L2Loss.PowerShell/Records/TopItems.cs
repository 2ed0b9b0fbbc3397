namespace L2Loss.PowerShell.Records;

/// <summary>Keeps what belongs to the records with the largest losses, and no more of them than asked for.</summary>
internal sealed class TopItems
{
    private readonly int _length;

    // The least bad comes first; of two alike the later one.
    private readonly SortedDictionary<(double Difference, long Order), object> _items = [];
    private (double Difference, long Order) _least;
    private long _seen;

    internal TopItems(int length) => _length = length;

    /// <summary>The difference that a record must exceed to be kept.</summary>
    internal double Least => _items.Count < _length ? -1.0 : _least.Difference;

    /// <summary>True for a record that is worse than one of those kept, or while there are too few of them.</summary>
    internal bool Accepts(double difference) => difference > Least;

    /// <summary>Keeps what belongs to a record.</summary>
    /// <param name="item">The item.</param>
    /// <param name="difference">Records are in the same order by difference as by loss, and it does not overflow.</param>
    internal void Add(object item, double difference)
    {
        _items.Add((difference, -_seen++), item);
        if (_items.Count > _length)
        {
            _items.Remove(_least);
        }

        _least = _items.First().Key;
    }

    /// <summary>The worst first.</summary>
    internal IEnumerable<object> Descending => _items.Values.Reverse();
}
