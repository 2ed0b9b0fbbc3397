namespace L2Loss.Files.Tests.Delimited;

/// <summary>
/// A table read character by character, written after the rules of Import-Csv and nothing else: the truth that the
/// reader is held against.
/// </summary>
internal sealed class PlainTable
{
    private readonly string _text;
    private readonly char _delimiter;
    private int _position;

    internal PlainTable(string text, char delimiter)
    {
        _text = text;
        _delimiter = delimiter;
        ReadAll();
    }

    /// <summary>The names of the columns, with blanks around them.</summary>
    internal List<string> Header { get; private set; } = [];

    /// <summary>The number of names before those at the end that are empty were left out.</summary>
    internal int HeaderFields { get; private set; }

    /// <summary>The fields of each record; those that are not there are not.</summary>
    internal List<List<string>> Records { get; } = [];

    /// <summary>The line of each record.</summary>
    internal List<long> Lines { get; } = [];

    /// <summary>The line of the quote that is open at the end; 0 when none is.</summary>
    internal long OpenQuoteLine { get; private set; }

    private bool AtEnd => _position >= _text.Length;

    /// <summary>The value that Import-Csv gives the property of a column.</summary>
    internal string? Cell(int record, int column) =>
        column < Records[record].Count ? Records[record][column] : null;

    private void ReadAll()
    {
        if (_text.StartsWith('#'))
        {
            while (!AtEnd && !SkipLineEnd())
            {
                _position++;
            }
        }

        while (!AtEnd && Header.Count == 0)
        {
            List<string> names = ReadRecord();
            HeaderFields = names.Count;
            while (names.Count > 1 && names[^1].Length == 0)
            {
                names.RemoveAt(names.Count - 1);
            }

            if (names.Count > 0 && names[0].StartsWith("#Fields: ", StringComparison.Ordinal))
            {
                names[0] = names[0]["#Fields: ".Length..];
                Header = names;
            }
            else if (names.Count > 0 && !names[0].StartsWith('#'))
            {
                Header = names;
            }
        }

        int unnamed = 0;
        Header = [.. Header.Select(name => name.Length > 0 ? name : "H" + ++unnamed)];
        while (!AtEnd)
        {
            long line = LineAt(_position);
            List<string> fields = ReadRecord();
            if (fields.Count > 1 || (fields.Count == 1 && fields[0].Length > 0))
            {
                Records.Add(fields);
                Lines.Add(line);
            }
        }
    }

    private List<string> ReadRecord()
    {
        var fields = new List<string>();
        string word = string.Empty;
        while (!AtEnd)
        {
            char next = _text[_position];
            if (next == _delimiter)
            {
                _position++;
                fields.Add(word);
                word = string.Empty;
            }
            else if (next == '"' && word.Length == 0)
            {
                word = ReadQuoted();
                word += ReadRest(trims: true, out bool isLast);
                fields.Add(word);
                word = string.Empty;
                if (isLast)
                {
                    return fields;
                }
            }
            else if (next == '"' || (next is ' ' or '\t' && word.Length > 0))
            {
                _position++;
                word += next;
                word += ReadRest(trims: next != '"', out bool isLast);
                fields.Add(word);
                word = string.Empty;
                if (isLast)
                {
                    return fields;
                }
            }
            else if (SkipLineEnd())
            {
                fields.Add(word);
                return fields;
            }
            else
            {
                _position++;
                word += next is ' ' or '\t' ? string.Empty : next.ToString();
            }
        }

        if (word.Length > 0)
        {
            fields.Add(word);
        }

        return fields;
    }

    private string ReadQuoted()
    {
        int open = _position++;
        string word = string.Empty;
        while (!AtEnd)
        {
            char next = _text[_position++];
            if (next != '"')
            {
                word += next;
            }
            else if (!AtEnd && _text[_position] == '"')
            {
                _position++;
                word += '"';
            }
            else
            {
                return word;
            }
        }

        OpenQuoteLine = LineAt(open);
        return word;
    }

    private string ReadRest(bool trims, out bool isLast)
    {
        string rest = string.Empty;
        while (!AtEnd)
        {
            if (_text[_position] == _delimiter)
            {
                _position++;
                isLast = false;
                return trims && rest.Trim(' ', '\t').Length == 0 ? string.Empty : rest;
            }

            if (SkipLineEnd())
            {
                break;
            }

            rest += _text[_position++];
        }

        isLast = true;
        return trims && rest.Trim(' ', '\t').Length == 0 ? string.Empty : rest;
    }

    private bool SkipLineEnd()
    {
        if (_text[_position] is not ('\r' or '\n'))
        {
            return false;
        }

        bool isPair = _text[_position] == '\r' && _position + 1 < _text.Length && _text[_position + 1] == '\n';
        _position += isPair ? 2 : 1;
        return true;
    }

    private long LineAt(int position) => 1 + _text[..position].Replace("\r\n", "\n").Count(c => c is '\r' or '\n');
}
