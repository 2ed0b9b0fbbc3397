namespace L2Loss.Files;

/// <summary>The values of the key columns of a record as one text, by which two files are joined.</summary>
/// <remarks>Compared as text in any case, as everything in PowerShell; white space around a value does not matter.</remarks>
internal static class JoinKey
{
    /// <summary>How keys compare.</summary>
    internal static readonly StringComparer Comparer = StringComparer.OrdinalIgnoreCase;

    /// <summary>The key of a record; a value that is not there counts as empty.</summary>
    internal static string Of(RecordBlock block, int record, int[] columns) => columns.Length == 1
        ? Value(block, record, columns[0])
        : string.Join(GroupKey.Separator, columns.Select(column => Value(block, record, column)));

    /// <summary>The values of a key.</summary>
    internal static string[] Values(string key) => key.Split(GroupKey.Separator);

    private static string Value(RecordBlock block, int record, int column) =>
        block.Text(record, column)?.Trim() ?? string.Empty;
}
