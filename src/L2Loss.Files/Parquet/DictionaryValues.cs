namespace L2Loss.Files;

/// <summary>The distinct values of a column in a row group, to which its pages refer by number.</summary>
internal sealed class DictionaryValues
{
    private readonly long[] _numbers = [];
    private readonly ByteValues? _bytes;

    /// <summary>Decodes a page with all values.</summary>
    internal DictionaryValues(ParquetField field, PageBytes bytes, int count)
    {
        Count = count;
        ValueDecoder decoder = ValueDecoder.Create(ParquetEncoding.Plain, field, bytes, null);
        if (ValueDecoder.IsBytes(field))
        {
            _bytes = new ByteValues();
            decoder.Read(count, _bytes);
        }
        else
        {
            // A truth value takes a bit.
            long bits = Math.Max(1, 8 * ValueDecoder.Width(field));
            _numbers = count * bits <= 8L * bytes.Left ? new long[count] : throw new InvalidDataException("its dictionary is cut off");
            decoder.Read(_numbers);
        }
    }

    /// <summary>How many there are.</summary>
    internal int Count { get; }

    /// <summary>Gives numbers.</summary>
    internal void CopyTo(ReadOnlySpan<int> indices, Span<long> to)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            to[i] = _numbers[indices[i]];
        }
    }

    /// <summary>Gives bytes.</summary>
    internal void CopyTo(ReadOnlySpan<int> indices, ByteValues to)
    {
        foreach (int index in indices)
        {
            to.Add(_bytes![index]);
        }
    }
}
