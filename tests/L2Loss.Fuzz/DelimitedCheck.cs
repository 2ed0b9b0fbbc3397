using System.Text;
using L2Loss.Files;

namespace L2Loss.Fuzz;

/// <summary>What came of an input.</summary>
internal readonly record struct Outcome(long Records, bool IsMalformed);

/// <summary>
/// Reads an input with two sizes of pieces. Fails unless both say the same: the columns, every text and number of every
/// record, or that the file is malformed and where.
/// </summary>
internal static class DelimitedCheck
{
    private static readonly char[] Delimiters = [',', ',', ',', ';', '\t', ' ', '"', 'é', '0'];
    private static readonly Encoding?[] Encodings = [null, null, null, Encoding.Latin1, Encoding.Unicode, Encoding.UTF32];
    private static readonly NumberReader Reader = new();

    internal static Outcome Run(byte[] bytes, Mutations random)
    {
        var options = new DelimitedOptions
        {
            Delimiter = Delimiters[random.Below(Delimiters.Length)],
            Encoding = Encodings[random.Below(Encodings.Length)],
            Packing = bytes.Length > 1 && bytes[0] == 0x1F && bytes[1] == 0x8B ? Packing.Gzip : Packing.None,
            PieceSize = 1 + random.Below(80),
        };
        (string one, long records, bool isMalformed) = Describe(bytes, options);
        (string other, _, _) = Describe(bytes, options with { PieceSize = 4096 });
        if (one != other)
        {
            throw new InvalidOperationException($"{options}\n--- one\n{one}\n--- other\n{other}");
        }

        return new Outcome(records, isMalformed);
    }

    private static (string Text, long Records, bool IsMalformed) Describe(byte[] bytes, DelimitedOptions options)
    {
        var text = new StringBuilder();
        long records = 0;
        try
        {
            using DelimitedFile file = DelimitedFile.Open(new MemoryStream(bytes), options);
            text.AppendJoin('|', file.Columns).Append('\n');
            int[] all = [.. Enumerable.Range(0, file.Columns.Count)];
            file.Select(new ColumnSelection(all, all, Reader));
            RecordBlock block = file.CreateBlock();
            while (file.ReadPiece(CancellationToken.None) is { } piece)
            {
                while (piece.Read(block))
                {
                    records += block.Count;
                    Append(text, block, all.Length);
                }

                piece.Dispose();
            }

            return (text.ToString(), records, false);
        }
        catch (MalformedFileException error)
        {
            // What came before an error depends on the pieces; the error does not.
            return (error.Message, 0, true);
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
