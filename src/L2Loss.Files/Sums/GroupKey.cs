namespace L2Loss.Files;

/// <summary>The values of the key columns of a record as one text.</summary>
internal static class GroupKey
{
    /// <summary>Between the values: ", " of the shown text may occur in a value.</summary>
    internal const char Separator = '\u001F';

    /// <summary>The key of a record; a value that is not there counts as empty.</summary>
    internal static string Of(RecordBlock block, int record, int[] columns)
    {
        if (columns.Length <= 1)
        {
            return (columns.Length == 0 ? null : block.Text(record, columns[0])) ?? string.Empty;
        }

        return string.Join(Separator, columns.Select(column => block.Text(record, column)));
    }

    /// <summary>The values of a key as they are shown.</summary>
    internal static string Shown(string key) => key.Replace(Separator.ToString(), ", ", StringComparison.Ordinal);
}
