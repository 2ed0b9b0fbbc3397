using System.Text;

namespace L2Loss.Files;

/// <summary>How to read a file, beyond what its name tells.</summary>
/// <param name="Delimiter">
/// What separates the values of text; null: what its <c>sep=</c> line says, a tab for .tsv and .tab, else a comma.
/// </param>
/// <param name="Encoding">The encoding of text without a byte order mark; null: UTF-8.</param>
/// <param name="Header">The names of the columns of delimited text without a header; null where its first line has them.</param>
internal sealed record TextOptions(char? Delimiter = null, Encoding? Encoding = null, IReadOnlyList<string>? Header = null)
{
    /// <summary>The most bytes of one record, in every format.</summary>
    internal const int MaximumRecord = 1 << 28;

    /// <summary>The most columns of a file.</summary>
    internal const int MaximumColumns = 1 << 20;
}
