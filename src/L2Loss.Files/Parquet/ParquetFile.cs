using System.Collections.Concurrent;

namespace L2Loss.Files;

/// <summary>
/// A Parquet file. A piece is a row group, of which only the selected columns are read, page by page, on the thread that
/// parses it; memory is bounded by a page of each column, times the pieces in use.
/// </summary>
/// <remarks>
/// Numbers are columns of every integer and floating-point type, of decimals (exact) and of text. Truth values, dates,
/// times, identifiers and bytes are not numeric. Nested and repeated columns are no columns here; their names are in
/// <see cref="NestedColumns"/>, for the message to who asks for one.
/// </remarks>
internal sealed class ParquetFile : RecordFile
{
    private readonly SharedFile _file;
    private readonly ParquetFooter _footer;
    private readonly string[] _columns;
    private readonly ConcurrentBag<Dictionary<int, ParquetColumn>> _free = [];
    private readonly ConcurrentBag<ParquetColumn> _all = [];
    private readonly long _rows;
    private int _next;
    private long _read;

    /// <summary>Opens a file and reads its footer.</summary>
    /// <param name="file">The file, which can seek; disposed with this object, also when opening fails.</param>
    /// <param name="cancellation">Ends the reading of the footer.</param>
    /// <exception cref="MalformedFileException">It is not a Parquet file, or one that cannot be read.</exception>
    internal ParquetFile(Stream file, CancellationToken cancellation = default)
    {
        if (!file.CanSeek)
        {
            file.Dispose();
            throw new IOException("A Parquet file is read from its end, and so not from a pipe.");
        }

        _file = new SharedFile(file);
        try
        {
            _footer = ParquetFooter.Read(_file, cancellation);
            _columns = [.. _footer.Fields.Select(field => field.Name)];
            _rows = _footer.Groups.Sum(group => group.Rows);
        }
        catch (InvalidDataException failure)
        {
            _file.Dispose();
            throw new MalformedFileException($"The file is not a Parquet file or is cut off: {failure.Message}.", failure);
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
    internal override IReadOnlyList<string> NestedColumns => _footer.Nested;

    /// <inheritdoc/>
    internal override string Description => $"Parquet, {_footer.Groups.Length} row groups, {_columns.Length} columns";

    /// <inheritdoc/>
    internal override long Length => _file.Length;

    /// <inheritdoc/>
    /// <remarks>Records are taken to be of the same size.</remarks>
    internal override long Position => _rows == 0 ? Length : (long)((double)Length * Volatile.Read(ref _read) / _rows);

    /// <summary>A block for the pieces of this file, once columns are selected.</summary>
    internal override RecordBlock CreateBlock() => new ParquetBlock(Selection.Numbers.Length);

    /// <inheritdoc/>
    internal override RecordPiece? ReadPiece(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _file.CheckUnchanged();
        return _next == _footer.Groups.Length ? null : new ParquetPiece(this, _next++);
    }

    /// <summary>A row group, from 0 on.</summary>
    internal RowGroup Group(int index) => _footer.Groups[index];

    /// <summary>The columns asked for, by their position, for a piece to read.</summary>
    internal Dictionary<int, ParquetColumn> TakeColumns()
    {
        if (_free.TryTake(out Dictionary<int, ParquetColumn>? free))
        {
            return free;
        }

        var columns = new Dictionary<int, ParquetColumn>();
        foreach (int position in Selection.Numbers.Concat(Selection.Texts).Distinct())
        {
            Guard(0, _columns[position], () =>
            {
                var column = new ParquetColumn(_file, _footer.Fields[position], Selection.Reader);
                _all.Add(column);
                columns.Add(position, column);
            });
        }

        return columns;
    }

    /// <summary>Takes the columns of a piece back for the next one.</summary>
    internal void GiveBack(Dictionary<int, ParquetColumn>? columns)
    {
        if (columns is not null)
        {
            _free.Add(columns);
        }
    }

    /// <summary>Counts records that have been read.</summary>
    internal void AddRead(int count) => Interlocked.Add(ref _read, count);

    /// <summary>
    /// Decodes some of a column. The libraries for compressed pages throw exceptions of any type on bytes that are not as
    /// they should be; those that are not the file's fault pass.
    /// </summary>
    internal void Guard(int group, string column, Action decode)
    {
        try
        {
            decode();
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException
            or MalformedFileException or IOException { InnerException: null }))
        {
            _file.CheckUnchanged();
            string what = failure is NotSupportedException
                ? "The Parquet file has what this reader does not know"
                : $"Row group {group + 1} of the Parquet file is corrupt";
            throw new MalformedFileException($"{what}: column '{column}': {failure.Message.TrimEnd('.')}.", failure);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (ParquetColumn column in _all)
        {
            column.Dispose();
        }

        _file.Dispose();
    }
}
