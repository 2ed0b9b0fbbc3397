namespace L2Loss.Files;

/// <summary>The order of all records of a file while several pieces of it are worked on at once.</summary>
/// <remarks>A place in it is the number of a piece, from 0 on, and that of a record in the piece, below 2^32.</remarks>
internal sealed class PieceOrder
{
    private const int RecordBits = 32;

    // For each piece whose turn has come the number of records before it.
    private readonly List<long> _before = [];

    /// <summary>The number of pieces whose turn has come.</summary>
    internal int Count => _before.Count;

    /// <summary>The place of a record.</summary>
    internal static long PlaceOf(long piece, long record) => (piece << RecordBits) + record;

    /// <summary>The piece of a place.</summary>
    internal static long PieceOf(long place) => place >> RecordBits;

    /// <summary>The number of a record in its piece, by its place.</summary>
    internal static long RecordOf(long place) => (uint)place;

    /// <summary>Adds the next piece, and the number of records before it.</summary>
    internal void Add(long before) => _before.Add(before);

    /// <summary>The number of a record in the file, by its place.</summary>
    internal long NumberOf(long place) => _before[(int)PieceOf(place)] + RecordOf(place);
}
