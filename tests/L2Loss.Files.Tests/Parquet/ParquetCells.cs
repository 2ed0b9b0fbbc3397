using Parquet;
using Parquet.Schema;
using Xunit;

namespace L2Loss.Files.Tests;

/// <summary>A whole Parquet file read cell by cell, every column both as number and as text.</summary>
internal sealed record ParquetCells(string[] Columns, string[] Nested, Dictionary<string, List<ParquetCells.Cell>> Cells)
{
    internal static ParquetCells Read(byte[] bytes, NumberReader? reader = null)
    {
        using var file = new ParquetFile(new MemoryStream(bytes));
        int[] all = [.. Enumerable.Range(0, file.Columns.Count)];
        file.Select(new ColumnSelection(all, all, reader ?? new NumberReader()));
        RecordBlock block = file.CreateBlock();
        Dictionary<string, List<Cell>> cells = file.Columns.ToDictionary(column => column, _ => new List<Cell>());
        while (file.ReadPiece(CancellationToken.None) is RecordPiece piece)
        {
            while (piece.Read(block, CancellationToken.None))
            {
                Assert.InRange(block.Count, 1, NumberColumn.Capacity);
                foreach (int column in all)
                {
                    for (int record = 0; record < block.Count; record++)
                    {
                        Assert.Equal(0, block.Line(record));
                        NumberFault fault = block.Numbers[column].Read(record, out Number number);
                        cells[file.Columns[column]].Add(new Cell(fault, number, block.Text(record, column)));
                    }
                }
            }

            piece.Dispose();
        }

        Assert.Equal(bytes.Length, file.Position);
        return new ParquetCells([.. file.Columns], [.. file.NestedColumns], cells);
    }

    /// <summary>Writes one column of numbers, some null, in row groups of three.</summary>
    internal static byte[] Write<T>(DataField field, T?[] values, CompressionMethod compression = CompressionMethod.Snappy)
        where T : struct
    {
        var stream = new MemoryStream();
        var schema = new ParquetSchema(field);
        var options = new ParquetOptions { CompressionMethod = compression };
        ParquetWriter writer = ParquetWriter.CreateAsync(schema, stream, options).GetAwaiter().GetResult();
        foreach (T?[] group in values.Chunk(3))
        {
            using ParquetRowGroupWriter rows = writer.CreateRowGroup();
            if (field.IsNullable)
            {
                rows.WriteAsync<T>(field, (ReadOnlyMemory<T?>)group).GetAwaiter().GetResult();
            }
            else
            {
                rows.WriteAsync<T>(field, (ReadOnlyMemory<T>)group.Select(value => value!.Value).ToArray()).GetAwaiter().GetResult();
            }
        }

        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return stream.ToArray();
    }

    internal static byte[] Data(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Parquet", "Data", name));

    internal readonly record struct Cell(NumberFault Fault, Number Number, string? Text);
}
