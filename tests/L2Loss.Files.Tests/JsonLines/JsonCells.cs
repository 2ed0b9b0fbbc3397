using System.Text;
using Xunit;

namespace L2Loss.Files.Tests;

/// <summary>A whole JSON Lines file read cell by cell, every column both as number and as text.</summary>
internal sealed record JsonCells(string[] Columns, List<JsonCells.Cell> Cells)
{
    internal static JsonCells Read(byte[] bytes, int pieceSize = 1 << 20, NumberReader? reader = null, Encoding? encoding = null)
    {
        using var file = new JsonLinesFile(new MemoryStream(bytes), encoding: encoding, pieceSize: pieceSize);
        int[] all = [.. Enumerable.Range(0, file.Columns.Count)];
        file.Select(new ColumnSelection(all, all, reader ?? new NumberReader()));
        RecordBlock block = file.CreateBlock();
        var cells = new List<Cell>();
        while (file.ReadPiece(CancellationToken.None) is RecordPiece piece)
        {
            while (piece.Read(block, CancellationToken.None))
            {
                for (int record = 0; record < block.Count; record++)
                {
                    foreach (int column in all)
                    {
                        NumberFault fault = block.Numbers[column].Read(record, out Number number);
                        cells.Add(new Cell(block.Line(record), block.Text(record, column), fault, number));
                    }
                }
            }

            piece.Dispose();
        }

        Assert.Equal(bytes.Length, file.Position);
        return new JsonCells([.. file.Columns], cells);
    }

    internal static JsonCells Read(string text, int pieceSize = 1 << 20, NumberReader? reader = null) =>
        Read(Encoding.UTF8.GetBytes(text), pieceSize, reader);

    internal readonly record struct Cell(long Line, string? Text, NumberFault Fault, Number Number);
}
