namespace L2Loss.Files.Tests.Delimited;

/// <summary>Everything that <see cref="DelimitedFile"/> says about a file.</summary>
internal sealed class ReadTable
{
    internal IReadOnlyList<string> Columns { get; private set; } = [];

    internal List<string?[]> Records { get; } = [];

    internal List<(NumberFault Fault, Number Number)[]> Numbers { get; } = [];

    internal List<long> Lines { get; } = [];

    /// <summary>The records with more values than there are columns.</summary>
    internal List<int> Malformed { get; } = [];

    internal int Pieces { get; private set; }

    /// <summary>Reads all columns of a file as texts and as numbers.</summary>
    internal static ReadTable Read(
        byte[] bytes,
        TextOptions? options = null,
        Packing packing = Packing.None,
        int pieceSize = 1 << 16,
        NumberReader? reader = null)
    {
        using DelimitedFile file = DelimitedFile.Open(new MemoryStream(bytes), options ?? new TextOptions(), packing, pieceSize: pieceSize);
        return Read(file, reader);
    }

    internal static ReadTable Read(DelimitedFile file, NumberReader? reader = null)
    {
        var table = new ReadTable { Columns = file.Columns };
        int[] all = [.. Enumerable.Range(0, file.Columns.Count)];
        file.Select(new ColumnSelection(all, all, reader ?? new NumberReader()));
        RecordBlock block = file.CreateBlock();
        while (file.ReadPiece(CancellationToken.None) is { } piece)
        {
            table.Pieces++;
            while (piece.Read(block, CancellationToken.None))
            {
                table.Add(block, all);
            }

            piece.Dispose();
        }

        return table;
    }

    private void Add(RecordBlock block, int[] columns)
    {
        for (int record = 0; record < block.Count; record++)
        {
            if (block.Fault(record) == NumberFault.Malformed)
            {
                Malformed.Add(Records.Count);
            }

            Records.Add([.. columns.Select(column => block.Text(record, column))]);
            Lines.Add(block.Line(record));
            Numbers.Add([.. columns.Select(column =>
            {
                NumberFault fault = block.Numbers[column].Read(record, out Number number);
                return (fault, number);
            })]);
        }

        foreach (NumberColumn column in block.Numbers)
        {
            Xunit.Assert.Equal(block.Count, column.Count);
        }
    }
}
