using System.Text;

namespace L2Loss.Files;

/// <summary>How a delimited file is written, and in what pieces it is read.</summary>
internal sealed record DelimitedOptions
{
    /// <summary>The character between two fields.</summary>
    internal char Delimiter { get; init; } = ',';

    /// <summary>True when the user gave the delimiter, which a <c>sep=</c> line of the file then does not change.</summary>
    internal bool IsDelimiterGiven { get; init; }

    /// <summary>The names of the columns of a file without a header; null where its first line has them.</summary>
    internal IReadOnlyList<string>? Header { get; init; }

    /// <summary>How the text is encoded unless a byte order mark says so; null is UTF-8.</summary>
    internal Encoding? Encoding { get; init; }

    /// <summary>How the file is compressed.</summary>
    internal Packing Packing { get; init; }

    /// <summary>How many bytes of text are read at a time, and so about the size of a piece.</summary>
    internal int PieceSize { get; init; } = 1 << 18;

    /// <summary>The most bytes of one record: an open quote must not take all memory.</summary>
    internal int MaximumRecord { get; init; } = TextOptions.MaximumRecord;
}
