using System.Buffers.Binary;
using System.Diagnostics;

namespace L2Loss.Files;

/// <summary>The bits of a stream, those of a byte from its lowest on, or its bytes.</summary>
/// <remarks>
/// <see cref="Bits"/> holds <see cref="Count"/> bits (and above them some of the next ones), the bytes from
/// <see cref="Next"/> on come after them. Behind the end of the stream are some zeros, so that eight bytes can always be
/// read at once.
/// </remarks>
internal sealed class BitReader(Stream source, CancellationToken cancellation)
{
    /// <summary>As many bits as there are at least after <see cref="Refill"/>.</summary>
    internal const int LeastBits = 56;

    private const int Step = sizeof(ulong);
    private const int Zeros = 4 * Step;

    private int _end;

    /// <summary>The bytes that were read.</summary>
    internal byte[] Bytes { get; } = new byte[(1 << 16) + Zeros];

    /// <summary>The first of them that is not in <see cref="Bits"/>.</summary>
    internal int Next { get; set; }

    /// <summary>The last place where eight of them can be read.</summary>
    internal int Last => (IsAtEnd ? _end + Zeros : _end) - Step;

    /// <summary>Whether all bytes of the stream were read.</summary>
    internal bool IsAtEnd { get; private set; }

    /// <summary>Whether bits were taken that are not of the stream.</summary>
    internal bool IsPastEnd => Next - (Count >> 3) > _end;

    /// <summary>The next bits.</summary>
    internal ulong Bits { get; set; }

    /// <summary>How many bits there are.</summary>
    internal int Count { get; set; }

    /// <summary>Has at least 56 bits.</summary>
    internal void Refill()
    {
        if (Next > Last)
        {
            Fill();
        }

        Bits |= BinaryPrimitives.ReadUInt64LittleEndian(Bytes.AsSpan(Next)) << Count;
        Next += (63 - Count) >> 3;
        Count |= LeastBits;
    }

    /// <summary>Skips bits that are there.</summary>
    internal void Skip(int count)
    {
        Debug.Assert(count <= Count, "there are as many");
        Bits >>= count;
        Count -= count;
    }

    /// <summary>Takes up to 16 bits.</summary>
    internal int Take(int count)
    {
        Refill();
        int value = (int)Bits & ((1 << count) - 1);
        Skip(count);
        return value;
    }

    /// <summary>Goes on with the first byte of which no bit was taken.</summary>
    internal void Align()
    {
        if (IsPastEnd)
        {
            throw MalformedFileException.Damaged();
        }

        Next -= Count >> 3;
        (Bits, Count) = (0, 0);
    }

    /// <summary>Some of the bytes that come next, at most so many; none at the end of the stream.</summary>
    internal ReadOnlySpan<byte> TakeBytes(int count)
    {
        Debug.Assert(Count == 0, "no byte is begun");
        if (Next == _end && !IsAtEnd)
        {
            Fill();
        }

        int length = Math.Min(count, _end - Next);
        Next += length;
        return Bytes.AsSpan(Next - length, length);
    }

    /// <summary>Reads more bytes; those in <see cref="Bits"/> stay.</summary>
    /// <exception cref="MalformedFileException">There were no more before.</exception>
    internal void Fill()
    {
        if (IsAtEnd)
        {
            throw MalformedFileException.Damaged();
        }

        int start = Math.Max(Next - Step, 0);
        Bytes.AsSpan(start, _end - start).CopyTo(Bytes);
        Next -= start;
        _end -= start;
        while (!IsAtEnd && _end - Next < Step)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = source.Read(Bytes, _end, Bytes.Length - Zeros - _end);
            _end += count;
            IsAtEnd = count == 0;
        }

        if (IsAtEnd)
        {
            Bytes.AsSpan(_end, Zeros).Clear();
        }
    }
}
