using System.Text;

namespace L2Loss.Files;

/// <summary>What ends a field.</summary>
internal enum FieldEnd
{
    /// <summary>The delimiter: another field follows.</summary>
    Delimiter,

    /// <summary>A line end: the record is complete.</summary>
    Line,

    /// <summary>The end of the data.</summary>
    Data,

    /// <summary>The end of the data inside quotes.</summary>
    OpenQuote,
}

/// <summary>Where the text of a field lies.</summary>
/// <param name="Start">The first byte of the text, after an opening quote.</param>
/// <param name="Length">The bytes of the text, up to a closing quote.</param>
/// <param name="IsQuoted">True when it stands in quotes.</param>
/// <param name="HasDoubledQuotes">True when a doubled quote in it means one.</param>
/// <param name="TailLength">The bytes of text right after the closing quote, which belong to it.</param>
/// <param name="End">What ends the field.</param>
/// <param name="Next">Where the next field or record starts.</param>
internal readonly record struct DelimitedField(
    int Start, int Length, bool IsQuoted, bool HasDoubledQuotes, int TailLength, FieldEnd End, int Next)
{
    /// <summary>True when the field has no text.</summary>
    internal bool IsEmpty => Length == 0 && TailLength == 0;

    /// <summary>True for nothing after the last delimiter of a file, which as in Import-Csv is no field.</summary>
    internal bool IsNothing => End == FieldEnd.Data && IsEmpty && !IsQuoted;

    /// <summary>True when the field has one run of bytes as text.</summary>
    internal bool IsPlain => !HasDoubledQuotes && TailLength == 0;
}

/// <summary>
/// Reads one field by the rules of Import-Csv, byte by byte: the one place that knows about stray blanks, quotes inside
/// text and text after quotes.
/// </summary>
internal sealed class FieldReader
{
    private readonly byte[] _delimiter;
    private readonly bool _quotes;

    /// <summary>Fields between this character.</summary>
    /// <exception cref="ArgumentException">The character ends lines or is half a character.</exception>
    internal FieldReader(char delimiter)
    {
        if (delimiter is '\r' or '\n' || char.IsSurrogate(delimiter))
        {
            throw new ArgumentException("A line end or half a character cannot be a delimiter.", nameof(delimiter));
        }

        Delimiter = delimiter;
        _delimiter = Encoding.UTF8.GetBytes([delimiter]);
        _quotes = delimiter != '"';
    }

    /// <summary>The character between fields.</summary>
    internal char Delimiter { get; }

    /// <summary>Reads the field at a position.</summary>
    internal DelimitedField Read(ReadOnlySpan<byte> data, int position)
    {
        // Files put one behind another have a byte order mark in the middle.
        int start = position < data.Length && data[position] == 0xEF && IsMarked(data, position) ? position + 3 : position;
        while (start < data.Length && IsBlank(data, start))
        {
            start++;
        }

        return _quotes && start < data.Length && data[start] == (byte)'"'
            ? ReadQuoted(data, start + 1)
            : ReadPlain(data, start);
    }

    /// <summary>False where what follows a field that was cut off goes on with it, for sure.</summary>
    /// <param name="data">The data, with more than there was.</param>
    /// <param name="end">Where it was cut off.</param>
    /// <param name="isOpen">Whether that was inside quotes.</param>
    internal bool MayEnd(ReadOnlySpan<byte> data, int end, bool isOpen)
    {
        if (!isOpen)
        {
            // The delimiter may have been cut off too.
            ReadOnlySpan<byte> rest = data[Math.Max(0, end - _delimiter.Length + 1)..];
            return rest.IndexOf(_delimiter) >= 0 || rest.IndexOfAny((byte)'\n', (byte)'\r') >= 0;
        }

        int quote;
        while ((quote = data[end..].IndexOf((byte)'"')) >= 0)
        {
            end += quote + 2;
            if (end > data.Length || data[end - 1] != (byte)'"')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True at a field that starts with a letter or a digit: its text is all up to its end, where quotes stand where they belong.</summary>
    internal static bool IsBare(ReadOnlySpan<byte> data, int start) =>
        start < data.Length && data[start] is > (byte)'"' and < 0xEF;

    /// <summary>Where the next line starts after a line end: CR LF is one.</summary>
    internal static int AfterLine(ReadOnlySpan<byte> data, int end) =>
        end + (data[end] == (byte)'\r' && end + 1 < data.Length && data[end + 1] == (byte)'\n' ? 2 : 1);

    /// <summary>The text of a field as characters.</summary>
    internal static string Text(ReadOnlySpan<byte> data, in DelimitedField field) =>
        field.IsPlain ? Encoding.UTF8.GetString(data.Slice(field.Start, field.Length)) : Encoding.UTF8.GetString(Unquote(data, field));

    /// <summary>The bytes of a field's text.</summary>
    internal static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> data, in DelimitedField field) =>
        field.IsPlain ? data.Slice(field.Start, field.Length) : Unquote(data, field);

    private static byte[] Unquote(ReadOnlySpan<byte> data, in DelimitedField field)
    {
        ReadOnlySpan<byte> inner = data.Slice(field.Start, field.Length);
        var text = new byte[field.Length + field.TailLength];
        int length = 0;
        while (!inner.IsEmpty)
        {
            // Inside quotes every quote is doubled.
            int quote = inner.IndexOf((byte)'"');
            int run = quote < 0 ? inner.Length : quote + 1;
            inner[..run].CopyTo(text.AsSpan(length));
            length += run;
            inner = inner[(quote < 0 ? run : run + 1)..];
        }

        data.Slice(field.Start + field.Length + 1, field.TailLength).CopyTo(text.AsSpan(length));
        return text.AsSpan(0, length + field.TailLength).ToArray();
    }

    private DelimitedField ReadQuoted(ReadOnlySpan<byte> data, int start)
    {
        int position = start;
        bool doubled = false;
        while (true)
        {
            int quote = data[position..].IndexOf((byte)'"');
            if (quote < 0)
            {
                return new DelimitedField(start, data.Length - start, true, doubled, 0, FieldEnd.OpenQuote, data.Length);
            }

            position += quote + 1;
            if (position == data.Length || data[position] != (byte)'"')
            {
                break;
            }

            doubled = true;
            position++;
        }

        // What follows up to the delimiter belongs to the text, unless it is blank.
        int length = position - 1 - start;
        bool blank = true;
        int end = position;
        for (; end < data.Length && !IsEnd(data, end); end++)
        {
            blank &= data[end] is (byte)' ' or (byte)'\t';
        }

        FieldEnd kind = EndAt(data, end, out int next);
        return new DelimitedField(start, length, true, doubled, blank ? 0 : end - position, kind, next);
    }

    private DelimitedField ReadPlain(ReadOnlySpan<byte> data, int start)
    {
        int end = start;
        int firstOdd = -1;
        int trimmed = start;
        for (; end < data.Length && !IsEnd(data, end); end++)
        {
            bool blank = data[end] is (byte)' ' or (byte)'\t';
            if (!blank)
            {
                trimmed = end + 1;
            }

            if (firstOdd < 0 && (blank || data[end] == (byte)'"'))
            {
                firstOdd = end;
            }
        }

        FieldEnd kind = EndAt(data, end, out int next);

        // Import-Csv keeps the first of the blanks after a word, and all of them after text with a blank or a quote.
        int length = firstOdd == trimmed && trimmed < end ? trimmed + 1 - start : end - start;
        return new DelimitedField(start, length, false, false, 0, kind, next);
    }

    private static bool IsMarked(ReadOnlySpan<byte> data, int position) =>
        data[position..].StartsWith("\uFEFF"u8) && (position == 0 || data[position - 1] is (byte)'\n' or (byte)'\r');

    private bool IsBlank(ReadOnlySpan<byte> data, int position) =>
        data[position] is (byte)' ' or (byte)'\t' && data[position] != _delimiter[0];

    private bool IsEnd(ReadOnlySpan<byte> data, int position) =>
        data[position] is (byte)'\n' or (byte)'\r' || IsDelimiter(data, position);

    private bool IsDelimiter(ReadOnlySpan<byte> data, int position) =>
        data[position] == _delimiter[0] && (_delimiter.Length == 1 || data[position..].StartsWith(_delimiter));

    private FieldEnd EndAt(ReadOnlySpan<byte> data, int end, out int next)
    {
        next = end;
        if (end == data.Length)
        {
            return FieldEnd.Data;
        }

        if (IsDelimiter(data, end))
        {
            next = end + _delimiter.Length;
            return FieldEnd.Delimiter;
        }

        next = AfterLine(data, end);
        return FieldEnd.Line;
    }
}
