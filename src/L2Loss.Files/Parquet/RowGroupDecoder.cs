namespace L2Loss.Files;

/// <summary>Decodes the selected columns of one row group after another, into the same memory.</summary>
internal sealed class RowGroupDecoder
{
    private readonly GuardedReader _reader;
    private readonly Dictionary<int, ParquetColumn> _columns;

    /// <param name="reader">Reads the row groups.</param>
    /// <param name="columns">The columns by their position in the file.</param>
    internal RowGroupDecoder(GuardedReader reader, Dictionary<int, ParquetColumn> columns)
    {
        _reader = reader;
        _columns = columns;
    }

    /// <summary>The column at a position in the file, as the last row group has it.</summary>
    internal ParquetColumn Column(int position) => _columns[position];

    /// <summary>Decodes a row group and gives the number of its records.</summary>
    /// <inheritdoc cref="GuardedReader.Read"/>
    internal int Decode(int group, CancellationToken cancellation) => _reader.Read(group, _columns.Values, cancellation);
}
