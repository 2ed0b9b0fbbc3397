namespace L2Loss.Files;

/// <summary>A long list that grows without being copied.</summary>
internal sealed class Chunks<T>
    where T : struct
{
    private const int Bits = 14;
    private const int Size = 1 << Bits;

    private readonly List<T[]> _chunks = [];

    /// <summary>The number of entries.</summary>
    internal int Count { get; private set; }

    /// <summary>An entry.</summary>
    internal ref T this[int index] => ref _chunks[index >> Bits][index & (Size - 1)];

    /// <summary>Takes all out.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Adds an entry.</summary>
    internal void Add(in T value)
    {
        if (Count == _chunks.Count << Bits)
        {
            _chunks.Add(new T[Size]);
        }

        Count++;
        this[Count - 1] = value;
    }

    /// <summary>Adds entries.</summary>
    internal void AddRange(ReadOnlySpan<T> values)
    {
        while (!values.IsEmpty)
        {
            Span<T> places = Extend(values.Length);
            values[..places.Length].CopyTo(places);
            values = values[places.Length..];
        }
    }

    /// <summary>Adds up to so many entries, at least one, and gives their places.</summary>
    internal Span<T> Extend(int most)
    {
        if (Count == _chunks.Count << Bits)
        {
            _chunks.Add(new T[Size]);
        }

        Span<T> free = _chunks[Count >> Bits].AsSpan(Count & (Size - 1));
        free = free[..Math.Min(free.Length, most)];
        Count += free.Length;
        return free;
    }
}
