using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace L2Loss.Files;

/// <summary>
/// Reads the footer and the row groups of a Parquet file, and tells what is wrong with a bad one. For one thread at a
/// time; others may read the same file with a reader of their own.
/// </summary>
internal sealed class GuardedReader
{
    // More than any decimal of .NET surely holds.
    private const int MaximumDecimalDigits = 28;

    private readonly GuardedStream _stream;
    private readonly ParquetReader _reader;

    /// <summary>Reads the footer.</summary>
    /// <param name="stream">The file, for this reader alone.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="MalformedFileException">It is not a Parquet file, or one that cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be read, or changed since it was opened.</exception>
    internal GuardedReader(GuardedStream stream, CancellationToken cancellation)
    {
        _stream = stream;
        (_reader, Fields) = Guard("The file is not a Parquet file or is cut off", Open, cancellation);
    }

    /// <summary>The columns, nested ones among them.</summary>
    internal IReadOnlyList<Field> Fields { get; }

    /// <summary>The number of row groups.</summary>
    internal int RowGroupCount => _reader.RowGroupCount;

    /// <summary>Reads some columns of a row group, numbered from 0 on, and gives the number of its records.</summary>
    /// <exception cref="MalformedFileException">It is corrupt, or has what cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be read, or changed since it was opened.</exception>
    internal int Read(int index, IEnumerable<ParquetColumn> columns, CancellationToken cancellation) => Guard(
        $"Row group {index + 1} of the Parquet file is corrupt", () => ReadGroup(index, columns, cancellation), cancellation);

    /// <summary>Makes what holds some columns, numbered from 0 on.</summary>
    /// <exception cref="MalformedFileException">The footer tells of one that cannot be read.</exception>
    /// <exception cref="IOException">The file changed since it was opened.</exception>
    internal Dictionary<int, ParquetColumn> Hold(
        IEnumerable<int> columns, Func<int, ParquetColumn> create, CancellationToken cancellation) => Guard(
        "The columns of the Parquet file are corrupt", () => columns.ToDictionary(column => column, create), cancellation);

    private (ParquetReader Reader, Field[] Fields) Open()
    {
        ParquetFooter.Check(_stream);
        var options = new ParquetOptions { UseDateOnlyTypeForDates = true };
        ParquetReader reader = Open(options);
        ParquetSchema schema = reader.Schema;
        if (schema.Fields.Any(field => field is DecimalDataField { Precision: > MaximumDecimalDigits }))
        {
            options.UseBigDecimal = true;
            reader = Open(options);
            schema = reader.Schema;
        }

        FileMetaData meta = reader.Metadata!;
        if (meta.NumRows != meta.RowGroups.Sum(group => group.NumRows))
        {
            throw new InvalidDataException($"its row groups do not have the {meta.NumRows} records it tells of");
        }

        return (reader, [.. schema.Fields]);
    }

    private ParquetReader Open(ParquetOptions options)
    {
        _stream.Position = 0;
        return ParquetReader.CreateAsync(_stream, options).GetAwaiter().GetResult();
    }

    private int ReadGroup(int index, IEnumerable<ParquetColumn> columns, CancellationToken cancellation)
    {
        ParquetRowGroupReader group = _reader.OpenRowGroupReader(index);
        if (group.RowCount < 0 || group.RowCount > Array.MaxLength)
        {
            throw new InvalidDataException($"it tells of {group.RowCount} records");
        }

        foreach (ParquetColumn column in columns)
        {
            column.Read(group, (int)group.RowCount, cancellation);
        }

        return (int)group.RowCount;
    }

    /// <summary>
    /// Calls Parquet.Net, which throws exceptions of any type on a file that is not as it should be; those that are not
    /// the file's fault pass.
    /// </summary>
    private T Guard<T>(string what, Func<T> read, CancellationToken cancellation)
    {
        try
        {
            _stream.Begin(cancellation);
            return read();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            if (_stream.Failure is IOException failure)
            {
                throw new IOException(failure.Message, failure);
            }

            _stream.CheckUnchanged();
            string verdict = exception is NotSupportedException or NotImplementedException
                ? "The Parquet file uses what this reader does not know"
                : what;
            throw new MalformedFileException($"{verdict}: {exception.Message.TrimEnd('.')}.", exception);
        }
    }
}
