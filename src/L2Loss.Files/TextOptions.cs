using System.Text;

namespace L2Loss.Files;

/// <summary>How to read a file, beyond what its name tells.</summary>
/// <param name="Delimiter">What parts the values of text; null: a tab for .tsv and .tab, else a comma.</param>
/// <param name="Encoding">The encoding of text without a byte order mark; null: UTF-8.</param>
internal sealed record TextOptions(char? Delimiter, Encoding? Encoding);
