using System.Data;
using System.Data.Common;

namespace L2Loss.Files;

/// <summary>
/// The rows of a database as records: the columns of a data reader, read once and in order, with the getter of their type.
/// The reader stays its owner's and is not closed.
/// </summary>
internal sealed class DataReaderFile : RecordFile
{
    // So many rows are summed before what was bad in them is reported.
    private const int BlocksOfPiece = 64;

    private readonly IDataReader _reader;
    private readonly DbDataReader? _asynchronous;
    private readonly int _blockLength;
    private readonly string[] _columns;
    private bool _isAtEnd;

    /// <summary>Takes a reader before its next row.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="blockLength">How many rows are read before they are measured: 1 where each is wanted at once.</param>
    /// <exception cref="DataReaderException">It is closed.</exception>
    internal DataReaderFile(IDataReader reader, int blockLength = NumberColumn.Capacity)
    {
        _reader = reader;
        _asynchronous = reader as DbDataReader;
        _blockLength = blockLength;
        _columns = Guard(() => NamesOf(reader));
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Columns => _columns;

    /// <inheritdoc/>
    /// <remarks>Nobody knows how many rows there are.</remarks>
    internal override long Length => 0;

    /// <inheritdoc/>
    internal override long Position => 0;

    /// <inheritdoc/>
    internal override bool IsSequential => true;

    /// <summary>The rows read so far.</summary>
    internal long Records { get; private set; }

    /// <summary>The names of the columns of a record, in their order.</summary>
    internal static string[] NamesOf(IDataRecord record)
    {
        string[] names = new string[record.FieldCount];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = record.GetName(i);
        }

        return names;
    }

    /// <inheritdoc/>
    internal override RecordBlock CreateBlock() => new DataReaderBlock(Selection);

    /// <inheritdoc/>
    internal override RecordPiece? ReadPiece(CancellationToken cancellation) =>
        _isAtEnd ? null : new DataReaderPiece(this, BlocksOfPiece);

    /// <summary>Reads the next rows into a block; false where there are none.</summary>
    /// <exception cref="DataReaderException">The reader failed.</exception>
    internal bool Read(DataReaderBlock block, CancellationToken cancellation)
    {
        block.Clear();
        return Guard(() =>
        {
            while (!_isAtEnd && block.Count < _blockLength)
            {
                if (!ReadRow(cancellation))
                {
                    _isAtEnd = true;
                    break;
                }

                block.Add(_reader);
                if (Records++ == 0)
                {
                    block.Learn(_reader);
                }
            }

            block.Finish();
            return block.Count > 0;
        });
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // The reader is its owner's.
    }

    /// <summary>Goes to the next row; where the driver can, waiting for it ends when the command is stopped.</summary>
    private bool ReadRow(CancellationToken cancellation)
    {
        if (_asynchronous is null)
        {
            cancellation.ThrowIfCancellationRequested();
            return _reader.Read();
        }

        return _asynchronous.ReadAsync(cancellation).GetAwaiter().GetResult();
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
        {
            _isAtEnd = true;
            throw new DataReaderException(Records, failure);
        }
    }
}
