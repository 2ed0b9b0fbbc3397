namespace L2Loss.Reports;

/// <summary>The records that add most to the sum of squares; of two alike the first.</summary>
internal sealed class WorstRecords
{
    /// <summary>The most records it holds.</summary>
    internal const int Most = 20;

    private readonly List<L2LossItem> _items = [];
    private double _least = double.NegativeInfinity;

    /// <summary>The worst first.</summary>
    internal IReadOnlyList<L2LossItem> Items => _items;

    /// <summary>Keeps a record that is worse than one of those kept.</summary>
    internal void Offer(L2LossItem item)
    {
        double size = item.Size;
        if (!(size > _least))
        {
            return;
        }

        int place = _items.Count;
        while (place > 0 && _items[place - 1].Size < size)
        {
            place--;
        }

        _items.Insert(place, item.Copy());
        if (_items.Count > Most)
        {
            _items.RemoveAt(Most);
        }

        _least = _items.Count == Most ? _items[Most - 1].Size : double.NegativeInfinity;
    }
}
