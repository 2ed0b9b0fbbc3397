using Parquet;

namespace L2Loss.Files;

/// <summary>One column of a row group.</summary>
internal abstract class ParquetColumn
{
    /// <summary>Reads the column of a row group.</summary>
    internal abstract void Read(ParquetRowGroupReader group, int rows, CancellationToken cancellation);

    /// <summary>Gives some rows as numbers.</summary>
    internal abstract void CopyTo(NumberColumn target, int start, int count);

    /// <summary>The invariant text of one value; null for null.</summary>
    internal abstract string? Text(int row);
}
