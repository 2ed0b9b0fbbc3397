using System.Collections.Concurrent;
using Parquet.Schema;

namespace L2Loss.Files;

/// <summary>
/// A Parquet file. A piece is a row group, of which only the selected columns are read, on the thread that parses it;
/// memory is bounded by those of the largest row group, times the pieces in use.
/// </summary>
/// <remarks>
/// Numbers are columns of every integer and floating-point type, of decimals (exact) and of text. Truth values, dates,
/// times, identifiers and bytes are not numeric. Nested and repeated columns are no columns here; their names are in
/// <see cref="NestedColumns"/>, for the message to who asks for one.
/// </remarks>
internal sealed class ParquetRecordFile : RecordFile
{
    private readonly SharedFile _file;
    private readonly DataField[] _fields;
    private readonly string[] _columns;
    private readonly int _groups;
    private readonly ConcurrentBag<RowGroupDecoder> _free = [];
    private GuardedReader? _firstReader;
    private ColumnSelection? _selection;
    private int _next;
    private int _decoded;

    /// <summary>Opens a file and reads its footer.</summary>
    /// <param name="file">The file, which can seek; disposed with this object, also when opening fails.</param>
    /// <param name="cancellation">Ends the reading of the footer.</param>
    /// <exception cref="MalformedFileException">It is not a Parquet file, or one that cannot be read.</exception>
    internal ParquetRecordFile(Stream file, CancellationToken cancellation = default)
    {
        _file = new SharedFile(file);
        try
        {
            _firstReader = new GuardedReader(new GuardedStream(_file), cancellation);
            _groups = _firstReader.RowGroupCount;
            _fields = [.. _firstReader.Fields.OfType<DataField>().Where(field => !field.IsArray)];
            _columns = [.. _fields.Select(field => field.Name)];
            NestedColumns = [.. _firstReader.Fields.Except(_fields).Select(field => field.Name)];
            if (_columns.Distinct(StringComparer.Ordinal).Count() < _columns.Length)
            {
                throw new MalformedFileException("The Parquet file has two columns of the same name.");
            }
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Columns => _columns;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> NestedColumns { get; }

    /// <inheritdoc/>
    internal override string Description => $"Parquet, {_groups} row groups, {_columns.Length} columns";

    /// <inheritdoc/>
    internal override long Length => _file.Length;

    /// <inheritdoc/>
    /// <remarks>Row groups are taken to be of the same size.</remarks>
    internal override long Position => _groups == 0 ? Length : (long)((double)Length * Volatile.Read(ref _decoded) / _groups);

    /// <summary>The columns asked for.</summary>
    internal ColumnSelection Selection => _selection ?? throw new InvalidOperationException("Select columns first.");

    /// <inheritdoc/>
    internal override void Select(ColumnSelection selection) => _selection = selection;

    /// <summary>A block for the pieces of this file, once columns are selected.</summary>
    internal override RecordBlock CreateBlock() => new ParquetBlock(Selection.Numbers.Length);

    /// <inheritdoc/>
    internal override RecordPiece? ReadPiece(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _file.CheckUnchanged();
        return _next == _groups ? null : new ParquetPiece(this, _next++, cancellation);
    }

    /// <summary>Decodes a row group; for any thread.</summary>
    /// <param name="group">The row group, from 0 on.</param>
    /// <param name="rows">The number of its records.</param>
    /// <param name="cancellation">Ends the decoding.</param>
    /// <returns>What holds its columns, to be given back.</returns>
    /// <inheritdoc cref="GuardedReader.Read"/>
    internal RowGroupDecoder Decode(int group, out int rows, CancellationToken cancellation)
    {
        // One that fails is not used again.
        RowGroupDecoder decoder = _free.TryTake(out RowGroupDecoder? free) ? free : CreateDecoder(cancellation);
        rows = decoder.Decode(group, cancellation);
        _file.CheckUnchanged();
        Interlocked.Increment(ref _decoded);
        return decoder;
    }

    /// <summary>Takes the decoder of a piece back for the next one.</summary>
    internal void GiveBack(RowGroupDecoder? decoder)
    {
        if (decoder is not null)
        {
            _free.Add(decoder);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();

    private RowGroupDecoder CreateDecoder(CancellationToken cancellation)
    {
        GuardedReader reader = Interlocked.Exchange(ref _firstReader, null) ?? new GuardedReader(new GuardedStream(_file), cancellation);
        return new RowGroupDecoder(
            reader,
            reader.Hold(
                Selection.Numbers.Concat(Selection.Texts).Distinct(),
                column => ParquetColumns.Create(_fields[column], Selection.Reader),
                cancellation));
    }
}
