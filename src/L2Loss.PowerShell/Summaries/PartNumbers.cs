namespace L2Loss.PowerShell.Summaries;

/// <summary>
/// Where the records of each part are among those of all, for one model: a part has the records of all its groups, and they
/// come after all records of the parts before it.
/// </summary>
/// <remarks>
/// A summary does not say which others were measured with it: those of one source are, up to the one whose group comes again.
/// </remarks>
internal sealed class PartNumbers
{
    private readonly Dictionary<string, int> _latest = new(StringComparer.Ordinal);
    private readonly List<long> _records = [];
    private long _total;
    private long[] _before = [];

    /// <summary>Adds the records of one group, and gives the number of their part.</summary>
    /// <param name="source">Where they come from, if that is known.</param>
    /// <param name="last">The number of the part in which the group was last; -1 for a new group.</param>
    /// <param name="records">How many they are.</param>
    /// <exception cref="OverflowException">There are more records than can be counted; nothing was added.</exception>
    internal int Add(string? source, int last, long records)
    {
        _total = checked(_total + records);
        source ??= string.Empty;
        if (!_latest.TryGetValue(source, out int part) || part <= last)
        {
            _latest[source] = part = _records.Count;
            _records.Add(0);
        }

        _records[part] += records;
        return part;
    }

    /// <summary>How many records come before a part; asked when all have been added.</summary>
    internal long Before(int part)
    {
        if (_before.Length == 0)
        {
            _before = new long[_records.Count];
            for (int i = 1; i < _before.Length; i++)
            {
                _before[i] = _before[i - 1] + _records[i - 1];
            }
        }

        return _before[part];
    }
}
