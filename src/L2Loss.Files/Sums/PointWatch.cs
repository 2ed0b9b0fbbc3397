namespace L2Loss.Files;

/// <summary>
/// Watches for columns in which one value has a decimal comma while others, such as <c>1.234</c>, have a point that may
/// separate thousands: read as decimals, they would be a thousand times too small.
/// </summary>
internal sealed class PointWatch
{
    // So many values of a column are named.
    private const int Most = 3;

    // After so many numbers that were no text it is a column of numbers.
    private const int EnoughNumbers = 100;

    private readonly string?[] _commas;
    private readonly int[] _numbers;
    private readonly List<(long Record, string Text)>[] _points;

    private PointWatch(int parts)
    {
        _commas = new string?[parts];
        _numbers = new int[parts];
        _points = new List<(long, string)>[parts];
        for (int i = 0; i < parts; i++)
        {
            _points[i] = [];
        }
    }

    /// <summary>Watches the numbers at so many positions; null where text is read by a culture: its points mean what that says.</summary>
    internal static PointWatch? For(NumberReader reader, int parts) => reader.IsInvariant ? new PointWatch(parts) : null;

    /// <summary>The number of positions.</summary>
    internal int Parts => _commas.Length;

    /// <summary>The first value at a position that has a decimal comma; null where there is none.</summary>
    internal string? Comma(int part) => _commas[part];

    /// <summary>The first values at a position whose point is ambiguous, with the number of their record.</summary>
    internal IReadOnlyList<(long Record, string Text)> Points(int part) => _points[part];

    /// <summary>Looks at a number that was read from a record.</summary>
    internal void Look(IRecord record, int part, NumberFault fault, in Number number)
    {
        if (fault == NumberFault.None)
        {
            if (number.IsShort && IsAmbiguous(number.Mantissa, number.Scale) && IsWatched(part))
            {
                AddPoint(part, record.Index, record.Text(part));
            }
        }
        else if (fault == NumberFault.NotNumeric && _commas[part] is null && record.Text(part) is string text && HasComma(text))
        {
            _commas[part] = text.Trim();
        }
    }

    /// <summary>Looks at a whole column of a block.</summary>
    internal void Look(BlockRecord record, int part, NumberColumn column)
    {
        ReadOnlySpan<byte> scales = column.IsBinary ? default : column.Scales;
        for (int start = 0; start < scales.Length && IsWatched(part);)
        {
            int next = scales[start..].IndexOf((byte)3);
            if (next < 0)
            {
                return;
            }

            start += next;
            if (IsAmbiguous(column.Mantissas[start], 3))
            {
                record.Position = start;
                AddPoint(part, record.Index, record.Text(part));
            }

            start++;
        }
    }

    /// <summary>Looks at a whole block, whose bad values nobody else looks at.</summary>
    internal void Look(BlockRecord record)
    {
        for (int part = 0; part < Parts; part++)
        {
            NumberColumn column = record.Block.Numbers[part];
            Look(record, part, column);
            ReadOnlySpan<byte> scales = column.IsBinary ? default : column.Scales;
            for (int start = 0; start < scales.Length && _commas[part] is null; start++)
            {
                int next = scales[start..].IndexOf(NumberColumn.OtherScale);
                if (next < 0)
                {
                    break;
                }

                start += next;
                record.Position = start;
                Look(record, part, record.Read(part, out Number number), number);
            }
        }
    }

    /// <summary>Adds what was seen in a later part of the source.</summary>
    internal void Add(PointWatch later, long recordsBefore)
    {
        for (int i = 0; i < _commas.Length; i++)
        {
            _commas[i] ??= later._commas[i];
            foreach ((long record, string text) in later._points[i].Take(Most - _points[i].Count))
            {
                _points[i].Add((recordsBefore + record, text));
            }
        }
    }

    /// <summary>Three digits after the point, one to three before it, and no zero at the start.</summary>
    private static bool IsAmbiguous(long mantissa, int scale) => scale == 3 && Math.Abs(mantissa) is >= 1000 and < 1_000_000;

    private static bool HasComma(string text)
    {
        ReadOnlySpan<char> number = text.AsSpan().Trim();
        int comma = number.IndexOf(',');
        if (comma < 0 || number[(comma + 1)..].IsEmpty)
        {
            return false;
        }

        foreach (char character in number[(comma + 1)..])
        {
            if (character is < '0' or > '9')
            {
                return false;
            }
        }

        foreach (char character in number[..comma].TrimStart("+-".AsSpan()))
        {
            if (character is not ('.' or (>= '0' and <= '9')))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsWatched(int part) => _points[part].Count < Most && _numbers[part] < EnoughNumbers;

    private void AddPoint(int part, long record, string? text)
    {
        _numbers[part] += text is null ? 1 : 0;
        List<(long Record, string Text)> points = _points[part];
        if (text is not null && text.Contains('.') && (points.Count == 0 || points[^1].Record < record))
        {
            points.Add((record, text.Trim()));
        }
    }
}
