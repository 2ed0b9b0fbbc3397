namespace L2Loss.Files;

/// <summary>Values that are bytes of any number, one behind another.</summary>
internal sealed class ByteValues
{
    private byte[] _bytes = new byte[256];
    private int[] _ends = new int[64];

    /// <summary>How many values there are.</summary>
    internal int Count { get; private set; }

    /// <summary>One of them.</summary>
    internal ReadOnlySpan<byte> this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.AsSpan(start, _ends[index] - start);
        }
    }

    /// <summary>Takes all away.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Adds a value.</summary>
    internal void Add(ReadOnlySpan<byte> value) => Add(value, default);

    /// <summary>Adds a value in two parts.</summary>
    internal void Add(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        int start = Count == 0 ? 0 : _ends[Count - 1];
        long end = (long)start + first.Length + second.Length;
        if (end > TextOptions.MaximumRecord)
        {
            throw new InvalidDataException($"some values have more than {TextOptions.MaximumRecord} bytes together");
        }

        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Max(end, 2L * _bytes.Length));
        }

        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * Count);
        }

        first.CopyTo(_bytes.AsSpan(start));
        second.CopyTo(_bytes.AsSpan(start + first.Length));
        _ends[Count] = (int)end;
        Count++;
    }
}
