namespace L2Loss.PowerShell.Records;

/// <summary>Keeps what belongs to the records with the largest losses, and no more of them than asked for.</summary>
internal sealed class WorstItems
{
    private readonly int _length;

    // The least bad comes out first; of two alike the later one.
    private readonly PriorityQueue<object, (double Difference, long Order)> _items = new();
    private long _seen;

    internal WorstItems(int length) => _length = length;

    /// <summary>True for a record that is worse than one of those kept, or while there are too few of them.</summary>
    internal bool Accepts(double difference) =>
        _items.Count < _length || (_items.TryPeek(out _, out (double Difference, long) least) && difference > least.Difference);

    /// <summary>Keeps what belongs to a record.</summary>
    /// <param name="item">The item.</param>
    /// <param name="difference">Records are in the same order by difference as by loss, and it does not overflow.</param>
    internal void Add(object item, double difference)
    {
        _items.Enqueue(item, (difference, -_seen++));
        if (_items.Count > _length)
        {
            _items.Dequeue();
        }
    }

    /// <summary>The worst first.</summary>
    internal IEnumerable<object> Take()
    {
        var items = new object[_items.Count];
        for (int i = items.Length - 1; i >= 0; i--)
        {
            items[i] = _items.Dequeue();
        }

        return items;
    }
}
