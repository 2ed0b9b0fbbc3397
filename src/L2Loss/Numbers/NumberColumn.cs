using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>
/// One column of a block of records, as numbers. Short decimals, the usual case, lie side by side as mantissa and number
/// of decimal places; binary numbers lie in an array of doubles; the rest, faults among them, is kept apart.
/// </summary>
/// <remarks>Reused from block to block. Holds either decimals and others, or doubles, never both.</remarks>
internal sealed class NumberColumn
{
    /// <summary>The most records of a block.</summary>
    internal const int Capacity = 2048;

    /// <summary>A scale that says: the mantissa is an index into the other values.</summary>
    internal const byte OtherScale = byte.MaxValue;

    private readonly long[] _mantissas = new long[Capacity];
    private readonly byte[] _scales = new byte[Capacity];
    private readonly List<(Number Number, NumberFault Fault)> _others = [];
    private double[]? _doubles;
    private int _count;

    /// <summary>The number of records.</summary>
    internal int Count => _count;

    /// <summary>True when the column holds doubles, of which a NaN is missing and an infinity not finite.</summary>
    internal bool IsBinary { get; private set; }

    /// <summary>The mantissas of the short decimals.</summary>
    internal ReadOnlySpan<long> Mantissas => _mantissas.AsSpan(0, _count);

    /// <summary>The decimal places of the short decimals.</summary>
    internal ReadOnlySpan<byte> Scales => _scales.AsSpan(0, _count);

    /// <summary>The doubles of a binary column.</summary>
    internal ReadOnlySpan<double> Doubles => _doubles.AsSpan(0, _count);

    /// <summary>Empties the column for the next block.</summary>
    internal void Clear()
    {
        _count = 0;
        _others.Clear();
        IsBinary = false;
    }

    /// <summary>Makes it a binary column and gives the place for its doubles.</summary>
    internal Span<double> SetBinary(int count)
    {
        Clear();
        IsBinary = true;
        _count = count;
        _doubles ??= new double[Capacity];
        return _doubles.AsSpan(0, count);
    }

    /// <summary>Gives the place for so many short decimals; <see cref="Set"/> puts any other number in its place.</summary>
    internal Span<long> SetShort(int count, out Span<byte> scales)
    {
        Clear();
        _count = count;
        scales = _scales.AsSpan(0, count);
        return _mantissas.AsSpan(0, count);
    }

    /// <summary>Puts any number, or the reason why there is none, in the place of one record.</summary>
    internal void Set(int record, NumberFault fault, in Number number)
    {
        if (fault == NumberFault.None && number.IsShort && number.Scale <= Number.MaximumExactScale)
        {
            _mantissas[record] = number.Mantissa;
            _scales[record] = (byte)number.Scale;
            return;
        }

        _mantissas[record] = _others.Count;
        _scales[record] = OtherScale;
        _others.Add((number, fault));
    }

    /// <summary>Adds the short decimal mantissa * 10^-scale of at most 18 digits and 22 decimal places.</summary>
    internal void AddShort(long mantissa, int scale)
    {
        _mantissas[_count] = mantissa;
        _scales[_count] = (byte)scale;
        _count++;
    }

    /// <summary>Adds any number, or the reason why there is none.</summary>
    internal void Add(NumberFault fault, in Number number)
    {
        Set(_count, fault, number);
        _count++;
    }

    /// <summary>Puts a fault in the place of the value of one record, from 0 on.</summary>
    internal void SetFault(int record, NumberFault fault)
    {
        if (IsBinary)
        {
            // Doubles have no place for a fault.
            ReadOnlySpan<double> doubles = Doubles;
            Clear();
            foreach (double value in doubles)
            {
                Add(NumberReader.ReadDouble(value, out Number number), number);
            }
        }

        Set(record, fault, default);
    }

    /// <summary>Makes all numbers missing that mean it to a reader.</summary>
    internal void MarkMissing(NumberReader reader)
    {
        if (!reader.HasMissingNumbers)
        {
            return;
        }

        if (IsBinary)
        {
            reader.CopyMarked(Doubles, _doubles);
            return;
        }

        for (int record = 0; record < _count; record++)
        {
            if (Read(record, out Number number) == NumberFault.None && reader.IsMissing(number))
            {
                Set(record, NumberFault.Missing, default);
            }
        }
    }

    /// <summary>The value of one record, from 0 on, where it is a short decimal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadShort(int record, out long mantissa, out int scale)
    {
        mantissa = _mantissas[record];
        scale = _scales[record];
        return !IsBinary && scale != OtherScale;
    }

    /// <summary>The value of one record, from 0 on.</summary>
    internal NumberFault Read(int record, out Number number)
    {
        if (IsBinary)
        {
            return NumberReader.ReadDouble(_doubles![record], out number);
        }

        if (_scales[record] != OtherScale)
        {
            number = Number.FromMantissa(_mantissas[record], _scales[record]);
            return NumberFault.None;
        }

        (number, NumberFault fault) = _others[(int)_mantissas[record]];
        return fault;
    }
}
