using System.Text;
using L2Loss.Files;

namespace L2Loss.Fuzz;

/// <summary>
/// Reads an input with two sizes of pieces. Fails unless both say the same: the columns, every text and number of every
/// record, or that the file is malformed and where.
/// </summary>
internal static class DelimitedCheck
{
    private static readonly char[] Delimiters = [',', ',', ',', ';', '\t', ' ', '"', 'é', '0'];
    private static readonly Encoding?[] Encodings = [null, null, null, Encoding.Latin1, Encoding.Unicode, Encoding.UTF32];
    private static readonly NumberReader Reader = new();

    internal static void Run(Random random)
    {
        var mutations = new Mutations(random);
        byte[] bytes = mutations.Next();
        var options = new TextOptions(Encoding: Encodings[random.Next(Encodings.Length)]);
        char usual = Delimiters[random.Next(Delimiters.Length)];
        int size = 1 + random.Next(80);
        Check.Same(
            Describe(bytes, options, usual, size),
            Describe(bytes, options, usual, 4096),
            $"{options}, delimiter {usual}, pieces of {size}, of {Convert.ToHexString(bytes)}");
    }

    private static string Describe(byte[] bytes, TextOptions options, char usual, int pieceSize)
    {
        var text = new StringBuilder();
        try
        {
            Packing packing = bytes.Length > 1 && bytes[0] == 0x1F && bytes[1] == 0x8B ? Packing.Gzip : Packing.None;
            using DelimitedFile file = DelimitedFile.Open(new MemoryStream(bytes), options, packing, usual, pieceSize);
            text.AppendJoin('|', file.Columns).Append('\n');
            int[] all = [.. Enumerable.Range(0, file.Columns.Count)];
            file.Select(new ColumnSelection(all, all, Reader));
            RecordBlock block = file.CreateBlock();
            while (file.ReadPiece(CancellationToken.None) is { } piece)
            {
                while (piece.Read(block, CancellationToken.None))
                {
                    Append(text, block, all.Length);
                }

                piece.Dispose();
            }

            return text.ToString();
        }
        catch (MalformedFileException error)
        {
            // What came before an error depends on the pieces; the error does not.
            return error.Message;
        }
    }

    private static void Append(StringBuilder text, RecordBlock block, int columns)
    {
        for (int record = 0; record < block.Count; record++)
        {
            text.Append(block.Line(record)).Append(block.Fault(record)).Append(':');
            for (int column = 0; column < columns; column++)
            {
                string? cell = block.Text(record, column);
                NumberFault fault = block.Numbers[column].Read(record, out Number number);
                NumberFault expectedFault = Reader.Read(cell, out Number expected);
                expectedFault = block.Fault(record) == NumberFault.None ? expectedFault : block.Fault(record);
                if (fault != expectedFault || !number.Equals(expected) || number.Scale != expected.Scale)
                {
                    throw new InvalidOperationException($"'{cell}' is {expectedFault} {expected}, not {fault} {number}.");
                }

                text.Append(cell is null ? "-" : "'" + cell + "'").Append('|');
            }

            text.Append('\n');
        }

        if (block.Numbers.Any(column => column.Count != block.Count))
        {
            throw new InvalidOperationException("A column has not as many numbers as the block has records.");
        }
    }
}
