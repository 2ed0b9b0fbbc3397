using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private bool _isAfterEnd;
    private bool _isAfterReturn;
    private long _lineEnds;
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
        _lineEnds = 0;
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

    /// <summary>How many line ends there are up to the end of the last whole record, or in all of the data where there is none.</summary>
    internal long CountLines(ReadOnlySpan<byte> data) =>
        !IsRegular || End == 0 ? LineCounter.Count(End == 0 ? data : data[..End]) : _lineEnds - LineCounter.Count(data[End.._scanned]);

    private bool ScanParity(ReadOnlySpan<byte> data)
    {
        byte before = _scanned == 0 ? (byte)'\n' : data[_scanned - 1];
        _isAfterReturn = before == (byte)'\r';
        _isAfterEnd = _isAfterReturn || before == (byte)'\n' || before == _delimiter || (before == (byte)'"' && _inside == 0);
        ReadOnlySpan<byte> rest = data[_scanned..];
        int whole = rest.Length - (rest.Length % ByteBlock.Size);
        if (!ScanBlocks(rest[..whole], _scanned))
        {
            return false;
        }

        if (whole < rest.Length)
        {
            // Zeros are neither quotes nor line ends.
            Array.Clear(_tail);
            rest[whole..].CopyTo(_tail);
            if (!ScanBlocks(_tail, _scanned + whole))
            {
                return false;
            }
        }

        _scanned = data.Length;
        return true;
    }

    /// <summary>Scans whole blocks. No call, so that all it works with stays in registers.</summary>
    [MethodImpl(HotLoop.Options)]
    private bool ScanBlocks(ReadOnlySpan<byte> data, int offset)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        ulong wasInside = _inside;
        ulong afterEnd = _isAfterEnd ? 1UL : 0;
        ulong afterReturn = _isAfterReturn ? 1UL : 0;
        ulong anyReturns = 0;
        ulong anyQuotes = 0;
        int end = End - offset;
        long lineEnds = 0;
        for (int position = 0; position < data.Length; position += ByteBlock.Size)
        {
            var block = new ByteBlock(ref Unsafe.Add(ref start, position));
            ulong returns = block.MaskOf((byte)'\r');
            ulong feeds = block.MaskOf((byte)'\n');
            ulong quotes = block.MaskOf((byte)'"');
            ulong lines = returns | feeds;
            ulong ends = lines | block.MaskOf(_delimiter);
            anyReturns |= returns;
            anyQuotes |= quotes;
            lineEnds += BitOperations.PopCount(LineCounter.Ends(returns, feeds, ref afterReturn));
            if ((quotes | wasInside) != 0)
            {
                ulong inside = ByteBlock.Parity(quotes) ^ wasInside;
                ends |= quotes & ~inside;
                if ((quotes & inside & ~((ends << 1) | afterEnd)) != 0)
                {
                    return false;
                }

                lines &= ~inside;
                wasInside = (ulong)((long)inside >> 63);
            }

            afterEnd = ends >> 63;
            end = lines == 0 ? end : position + ByteBlock.Size - BitOperations.LeadingZeroCount(lines);
        }

        (_inside, _isAfterEnd, _isAfterReturn) = (wasInside, afterEnd != 0, afterReturn != 0);
        HasReturns |= anyReturns != 0;
        HasQuotes |= anyQuotes != 0;
        End = end + offset;
        _lineEnds += lineEnds;
        return true;
    }

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
