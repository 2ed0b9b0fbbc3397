namespace L2Loss.Files;

/// <summary>Reads the names of the columns as Import-Csv does.</summary>
internal static class DelimitedHeader
{
    private const string FieldsComment = "#Fields: ";

    /// <summary>Reads one record; the names in it, or null when it is a comment.</summary>
    /// <param name="piece">The start of the file.</param>
    /// <param name="reader">Reads one field.</param>
    /// <param name="position">Where the record starts, then where the next does.</param>
    /// <param name="count">The number of fields, those without a name at the end included.</param>
    /// <exception cref="MalformedFileException">The data ends inside quotes.</exception>
    internal static List<string>? Read(DelimitedPiece piece, FieldReader reader, ref int position, out int count)
    {
        var names = new List<string>();
        DelimitedField field;
        do
        {
            field = reader.Read(piece.Data, position);
            if (field.End == FieldEnd.OpenQuote)
            {
                throw piece.OpenQuote(field);
            }

            if (names.Count == TextOptions.MaximumColumns)
            {
                throw new MalformedFileException($"Line {piece.Line(position)} has more than {names.Count} columns.");
            }

            if (!field.IsNothing)
            {
                names.Add(FieldReader.Text(piece.Data, field));
            }

            position = field.Next;
        }
        while (field.End == FieldEnd.Delimiter);

        count = names.Count;
        while (names.Count > 1 && names[^1].Length == 0)
        {
            names.RemoveAt(names.Count - 1);
        }

        // The extended log format of W3C names its columns in a comment.
        if (names.Count > 0 && names[0].StartsWith(FieldsComment, StringComparison.Ordinal))
        {
            names[0] = names[0][FieldsComment.Length..];
        }
        else if (names.Count > 0 && names[0] is ['#', ..])
        {
            return null;
        }

        int unnamed = 0;
        return [.. names.Select(name => name.Length == 0 ? $"H{++unnamed}" : name.Trim())];
    }
}
