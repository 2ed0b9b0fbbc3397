using System.Collections.Concurrent;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace L2Loss.Files;

/// <summary>
/// A Parquet file. A piece is a row group, of which only the selected columns are read; memory is bounded by those of
/// the largest row group, times the pieces in use.
/// </summary>
/// <remarks>
/// Numbers are columns of every integer and floating-point type, of decimals (exact) and of text. Truth values, dates,
/// times, identifiers and bytes are not numeric. Nested and repeated columns are no columns here; their names are in
/// <see cref="NestedColumns"/>, for the message to who asks for one.
/// </remarks>
internal sealed class ParquetRecordFile : RecordFile
{
    // More than any decimal of .NET surely holds.
    private const int MaximumDecimalDigits = 28;

    private readonly GuardedStream _stream;
    private readonly ParquetReader _reader;
    private readonly DataField[] _fields;
    private readonly string[] _columns;
    private readonly ConcurrentBag<Dictionary<int, ParquetColumn>> _free = [];
    private ColumnSelection? _selection;
    private int _next;

    /// <summary>Opens a file and reads its footer.</summary>
    /// <param name="file">The file, which can seek; disposed with this object, also when opening fails.</param>
    /// <param name="cancellation">Ends the reading of the footer.</param>
    /// <exception cref="MalformedFileException">It is not a Parquet file, or one that cannot be read.</exception>
    internal ParquetRecordFile(Stream file, CancellationToken cancellation = default)
    {
        _stream = new GuardedStream(file);
        try
        {
            (_reader, Field[] fields) = Guard("The file is not a Parquet file or is cut off", Open, cancellation);
            _fields = [.. fields.OfType<DataField>().Where(field => !field.IsArray)];
            _columns = [.. _fields.Select(field => field.Name)];
            NestedColumns = [.. fields.Except(_fields).Select(field => field.Name)];
            if (_columns.Distinct(StringComparer.Ordinal).Count() < _columns.Length)
            {
                throw new MalformedFileException("The Parquet file has two columns of the same name.");
            }
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Columns => _columns;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> NestedColumns { get; }

    /// <inheritdoc/>
    internal override long Length => _stream.Length;

    /// <inheritdoc/>
    internal override long Position => _stream.Farthest;

    /// <inheritdoc/>
    internal override void Select(ColumnSelection selection) => _selection = selection;

    /// <summary>A block for the pieces of this file, once columns are selected.</summary>
    internal override RecordBlock CreateBlock() => new ParquetBlock(Selection.Numbers.Length);

    /// <inheritdoc/>
    internal override RecordPiece? ReadPiece(CancellationToken cancellation)
    {
        if (_next == _reader.RowGroupCount)
        {
            CheckUnchanged();
            _stream.Advance(Length);
            return null;
        }

        int group = _next++;
        RecordPiece piece = Guard($"Row group {group + 1} of the Parquet file is corrupt", () => ReadGroup(group, cancellation), cancellation);
        _stream.Advance(Length / _reader.RowGroupCount * _next);
        return piece;
    }

    /// <inheritdoc/>
    public override void Dispose() => _stream.Dispose();

    private ColumnSelection Selection => _selection ?? throw new InvalidOperationException("Select columns first.");

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

    private ParquetPiece ReadGroup(int index, CancellationToken cancellation)
    {
        ParquetRowGroupReader group = _reader.OpenRowGroupReader(index);
        if (group.RowCount < 0 || group.RowCount > Array.MaxLength)
        {
            throw new InvalidDataException($"it tells of {group.RowCount} records");
        }

        if (!_free.TryTake(out Dictionary<int, ParquetColumn>? columns))
        {
            columns = Selection.Numbers.Concat(Selection.Texts).Distinct()
                .ToDictionary(column => column, column => ParquetColumns.Create(_fields[column], Selection.Reader));
        }

        foreach (ParquetColumn column in columns.Values)
        {
            column.Read(group, (int)group.RowCount, cancellation);
        }

        return new ParquetPiece(columns, _free, Selection.Numbers, (int)group.RowCount);
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

            CheckUnchanged();
            string verdict = exception is NotSupportedException or NotImplementedException
                ? "The Parquet file uses what this reader does not know"
                : what;
            throw new MalformedFileException($"{verdict}: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private void CheckUnchanged()
    {
        if (_stream.CurrentLength != Length)
        {
            throw new IOException(
                $"The file changed while it was read: it had {Length} bytes when it was opened and has {_stream.CurrentLength} now.");
        }
    }
}
