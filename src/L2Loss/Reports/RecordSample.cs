namespace L2Loss.Reports;

/// <summary>
/// A random sample of records, each of them as likely as any other, without knowing how many will come. The same records
/// give the same sample.
/// </summary>
internal sealed class RecordSample
{
    /// <summary>The most records it holds.</summary>
    internal const int Most = 2000;

    private readonly List<L2LossItem> _items = [];
    private ulong _state = 0x9E37_79B9_7F4A_7C15;
    private long _seen;

    /// <summary>True while no record had to go.</summary>
    internal bool IsWhole => _seen == _items.Count;

    internal IReadOnlyList<L2LossItem> Items => _items;

    /// <summary>Takes a record into the sample, or not.</summary>
    internal void Offer(L2LossItem item)
    {
        _seen++;
        if (_items.Count < Most)
        {
            _items.Add(item.Copy());
            return;
        }

        ulong place = Math.BigMul(Next(), (ulong)_seen, out ulong _);
        if (place < Most)
        {
            _items[(int)place] = item.Copy();
        }
    }

    /// <summary>At most so many of them, spread over the sample.</summary>
    internal IEnumerable<L2LossItem> Take(int most)
    {
        int count = Math.Min(most, _items.Count);
        for (int i = 0; i < count; i++)
        {
            yield return _items[(int)((long)i * _items.Count / count)];
        }
    }

    /// <summary>SplitMix64, which is the same everywhere.</summary>
    private ulong Next()
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return mixed ^ (mixed >> 31);
    }
}
