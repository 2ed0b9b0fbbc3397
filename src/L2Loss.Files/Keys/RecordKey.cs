namespace L2Loss.Files;

/// <summary>
/// The values of the key columns of a record: of its group, or of a join. Compared value by value as text in any case,
/// without white space around them; a value that is not there counts as empty.
/// </summary>
internal readonly struct RecordKey : IEquatable<RecordKey>
{
    // Null without keys; text for one value, which most keys have; else an array of texts.
    private readonly object? _values;

    private RecordKey(object values) => _values = values;

    /// <summary>The number of values; 0 without grouping.</summary>
    internal int Count => _values is string[] values ? values.Length : _values is null ? 0 : 1;

    /// <summary>The only value, or an array of them; null without grouping.</summary>
    internal object? Values => _values;

    /// <summary>One of the values.</summary>
    internal string this[int index] => _values is string[] values ? values[index] : (string)_values!;

    /// <summary>A key of one value.</summary>
    internal static RecordKey Of(string? value) => new(value?.Trim() ?? string.Empty);

    /// <summary>A key of several values, which are trimmed in place.</summary>
    internal static RecordKey Of(string?[] values)
    {
        if (values.Length <= 1)
        {
            return values.Length == 0 ? default : Of(values[0]);
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = values[i]?.Trim() ?? string.Empty;
        }

        return new RecordKey(values);
    }

    /// <summary>The key of a record of a file.</summary>
    internal static RecordKey Of(RecordBlock block, int record, int[] columns)
    {
        if (columns.Length <= 1)
        {
            return columns.Length == 0 ? default : Of(block.Text(record, columns[0]));
        }

        string?[] values = new string?[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            values[i] = block.Text(record, columns[i]);
        }

        return Of(values);
    }

    /// <inheritdoc/>
    public bool Equals(RecordKey other)
    {
        if (_values is not string[] values)
        {
            return string.Equals(_values as string, other._values as string, StringComparison.OrdinalIgnoreCase)
                && other._values is not string[];
        }

        return other._values is string[] others && values.SequenceEqual(others, StringComparer.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RecordKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 0;
        for (int i = 0; i < Count; i++)
        {
            hash = (hash * 31) + StringComparer.OrdinalIgnoreCase.GetHashCode(this[i]);
        }

        return hash;
    }

    /// <summary>The values, separated by a comma and a blank.</summary>
    public override string ToString() => _values is string[] values ? string.Join(", ", values) : _values as string ?? string.Empty;
}
