using System.Numerics;

namespace L2Loss.Files;

/// <summary>
/// Finds where records end, in data that grows. Goes by the parity of quotes while every quote opens at the start of a
/// field or follows a closing one; at the first that does not, it starts over field by field.
/// </summary>
internal sealed class RecordScanner
{
    private readonly FieldReader _fields;
    private readonly byte _delimiter;
    private readonly bool _alwaysExact;
    private readonly byte[] _tail = new byte[ByteBlock.Size];
    private ulong _inside;
    private ulong _afterEnd;
    private int _scanned;

    // How much of a field that the data cuts off was looked at, and whether in quotes; 0 where none is cut off.
    private int _looked;
    private bool _isOpen;

    /// <summary>Records of such fields.</summary>
    internal RecordScanner(FieldReader fields)
    {
        _fields = fields;
        _delimiter = (byte)fields.Delimiter;
        _alwaysExact = fields.Delimiter is > '\x7F' or '"';
        Reset();
    }

    /// <summary>The end of the last whole record found; 0 before there is one.</summary>
    internal int End { get; private set; }

    /// <summary>True when quotes stand where they belong, so that their parity tells what is inside them.</summary>
    internal bool IsRegular { get; private set; }

    /// <summary>True when the data has quotes.</summary>
    internal bool HasQuotes { get; private set; }

    /// <summary>True when the data has carriage returns.</summary>
    internal bool HasReturns { get; private set; }

    /// <summary>Starts over, at the start of a record.</summary>
    internal void Reset()
    {
        End = 0;
        _scanned = 0;
        _looked = 0;
        _inside = 0;
        _afterEnd = 1;
        IsRegular = !_alwaysExact;
        HasQuotes = _alwaysExact;
        HasReturns = _alwaysExact;
    }

    /// <summary>Goes on to the end of the data.</summary>
    /// <param name="data">The data from the start of the first record on, with all that was scanned before.</param>
    /// <param name="cancellation">Ends a long scan.</param>
    internal void Scan(ReadOnlySpan<byte> data, CancellationToken cancellation)
    {
        if (IsRegular && !ScanParity(data))
        {
            IsRegular = false;
            HasQuotes = true;
            End = 0;
            _scanned = 0;
        }

        if (!IsRegular)
        {
            ScanFields(data, cancellation);
        }
    }

    private bool ScanParity(ReadOnlySpan<byte> data)
    {
        ref byte start = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(data);
        int position = _scanned;
        ulong returns = 0;
        for (; position < data.Length; position += ByteBlock.Size)
        {
            int left = data.Length - position;
            ref byte first = ref System.Runtime.CompilerServices.Unsafe.Add(ref start, position);
            if (left < ByteBlock.Size)
            {
                // Zeros are neither quotes nor line ends.
                Array.Clear(_tail);
                data[position..].CopyTo(_tail);
                first = ref _tail[0];
            }

            var block = new ByteBlock(ref first);
            ulong carriages = block.MaskOf((byte)'\r');
            ulong lines = block.MaskOf((byte)'\n') | carriages;
            ulong quotes = block.MaskOf((byte)'"');
            returns |= carriages;
            if ((quotes | _inside) == 0)
            {
                _afterEnd = left < ByteBlock.Size ? LastIsEnd(data) : (lines | block.MaskOf(_delimiter)) >> 63;
            }
            else
            {
                ulong inside = ByteBlock.Parity(quotes) ^ _inside;
                ulong ends = lines | block.MaskOf(_delimiter) | (quotes & ~inside);
                if ((quotes & inside & ~((ends << 1) | _afterEnd)) != 0)
                {
                    return false;
                }

                HasQuotes = true;
                lines &= ~inside;
                _inside = (ulong)((long)inside >> 63);
                _afterEnd = left < ByteBlock.Size ? (ends >> (left - 1)) & 1 : ends >> 63;
            }

            if (lines != 0)
            {
                End = position + 64 - BitOperations.LeadingZeroCount(lines);
            }
        }

        HasReturns |= returns != 0;
        _scanned = data.Length;
        return true;
    }

    private ulong LastIsEnd(ReadOnlySpan<byte> data) =>
        data[^1] == _delimiter || data[^1] is (byte)'\n' or (byte)'\r' ? 1UL : 0;

    private void ScanFields(ReadOnlySpan<byte> data, CancellationToken cancellation)
    {
        // A field that the data cuts off is read again when there is what may end it.
        if (_looked > 0 && !_fields.MayEnd(data, _looked, _isOpen))
        {
            _looked = data.Length;
            return;
        }

        _looked = 0;
        for (int fields = 1; _scanned < data.Length; fields++)
        {
            if ((fields & 0xFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            DelimitedField field = _fields.Read(data, _scanned);
            if (field.End is FieldEnd.Data or FieldEnd.OpenQuote)
            {
                (_looked, _isOpen) = (data.Length, field.End == FieldEnd.OpenQuote);
                return;
            }

            _scanned = field.Next;
            if (field.End == FieldEnd.Line)
            {
                End = field.Next;
            }
        }
    }
}
