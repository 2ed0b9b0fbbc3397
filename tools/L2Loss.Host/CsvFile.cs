using System.Management.Automation;
using System.Text;
using CsvHelper;

namespace L2Loss.Host;

/// <summary>
/// Reads a CSV file row by row into the objects of PowerShell's Import-Csv: a string property for each column, null where
/// a row is too short. CsvHelper reads; this class adds PowerShell's rules for headers, comments, blank lines and blanks.
/// </summary>
internal sealed class CsvFile : IDisposable
{
    private readonly CsvReader _reader;
    private readonly string[] _names;
    private readonly string? _typeName;
    private bool _hasRowWaiting;

    /// <summary>Reads the header, unless one is given.</summary>
    /// <exception cref="ExtendedTypeSystemException">The header has a name twice.</exception>
    public CsvFile(Stream stream, char delimiter, Encoding encoding, string[]? header)
    {
        _reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = delimiter,
            Encoding = encoding,

            // PowerShell has its own rules for both.
            HasHeader = false,
            SkipEmptyLines = false,

            // A quote after blanks opens a quoted value. The blanks after a value come back in Value.
            TrimWhitespace = true,
        });
        _hasRowWaiting = _reader.Read();
        _typeName = ReadTypeName();
        _names = header is null ? ReadHeader() : [.. header];
        HasUnnamedColumns = NameColumns(_names);
        RejectDuplicates(_names);
    }

    /// <summary>Whether columns got names that the header does not give.</summary>
    public bool HasUnnamedColumns { get; }

    /// <summary>The next row, or null at the end of the file.</summary>
    public PSObject? Read()
    {
        while (MoveNext())
        {
            // A blank line is no row.
            if (_reader.FieldCount > 1 || Value(0).Length > 0)
            {
                return ToObject();
            }
        }

        return null;
    }

    public void Dispose()
    {
        _reader.Dispose();
    }

    /// <summary>Goes to the row that was looked at ahead, or reads one. Reading no further keeps a slow source's rows prompt.</summary>
    private bool MoveNext()
    {
        if (_hasRowWaiting)
        {
            _hasRowWaiting = false;
            return true;
        }

        return _reader.Read();
    }

    /// <summary>A first line `#TYPE name`, as Export-Csv of Windows PowerShell writes it, names the type of the rows.</summary>
    private string? ReadTypeName()
    {
        if (!_hasRowWaiting || !_reader.RawRecord.StartsWith("#"u8))
        {
            return null;
        }

        var line = Encoding.UTF8.GetString(_reader.RawRecord);
        _hasRowWaiting = _reader.Read();

        const string Mark = "#TYPE";
        if (!line.StartsWith(Mark, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var name = line[Mark.Length..].Trim();
        return name.Length == 0 ? null : name;
    }

    private string[] ReadHeader()
    {
        // The mark of the column names among the comments of a W3C extended log.
        const string Fields = "#Fields: ";

        while (MoveNext())
        {
            var names = new List<string>(_reader.FieldCount);
            for (var i = 0; i < _reader.FieldCount; i++)
            {
                names.Add(Value(i));
            }

            while (names.Count > 1 && names[^1].Length == 0)
            {
                names.RemoveAt(names.Count - 1);
            }

            if (names[0].StartsWith(Fields, StringComparison.Ordinal))
            {
                names[0] = names[0][Fields.Length..];
                return [.. names];
            }

            if (!names[0].StartsWith('#'))
            {
                return [.. names];
            }
        }

        return [];
    }

    private static bool NameColumns(string[] names)
    {
        var unnamed = 0;
        for (var i = 0; i < names.Length; i++)
        {
            if (string.IsNullOrEmpty(names[i]))
            {
                unnamed++;
                names[i] = $"H{unnamed}";
            }
        }

        return unnamed > 0;
    }

    private static void RejectDuplicates(string[] names)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (!seen.Add(name))
            {
                throw new ExtendedTypeSystemException($"The member \"{name}\" is already present.");
            }
        }
    }

    private PSObject ToObject()
    {
        var row = new PSObject(_names.Length);
        var properties = row.Properties;
        for (var i = 0; i < _names.Length; i++)
        {
            var value = i < _reader.FieldCount ? Value(i) : null;

            // Validated means: known not to be there yet. Looking it up would be most of the cost of a row.
            properties.Add(new PSNoteProperty(_names[i], value), preValidated: true);
        }

        if (_typeName is not null)
        {
            row.TypeNames.Clear();
            row.TypeNames.Add(_typeName);
            row.TypeNames.Add("CSV:" + _typeName);
        }

        return row;
    }

    private string Value(int index)
    {
        var raw = _reader.GetRawSpan(index);
        var value = _reader.GetString(index);
        return raw.Length > 0 && raw[^1] is (byte)' ' or (byte)'\t' && value.Length > 0
            ? value + BlanksAfter(value, raw)
            : value;
    }

    /// <summary>
    /// What PowerShell keeps of the blanks that follow a value: none after a closing quote, one after a single word, all
    /// after several. A column named `Actual ` here has that name there too.
    /// </summary>
    private static string BlanksAfter(string value, ReadOnlySpan<byte> raw)
    {
        var text = raw.TrimEnd(" \t"u8);
        if (text.TrimStart(" \t"u8)[0] == '"')
        {
            return text[^1] == '"' ? "" : Encoding.UTF8.GetString(raw[text.Length..]);
        }

        var kept = value.AsSpan().IndexOfAny(" \t\"") < 0 ? 1 : raw.Length - text.Length;
        return Encoding.UTF8.GetString(raw.Slice(text.Length, kept));
    }
}
