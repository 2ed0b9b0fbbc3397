using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Parquet.Schema;

namespace L2Loss.Files;

/// <summary>A column of binary floating-point numbers.</summary>
internal sealed class BinaryParquetColumn<T> : ParquetColumn<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    internal BinaryParquetColumn(DataField field)
        : base(field, Read, value => value.ToString("R", CultureInfo.InvariantCulture))
    {
    }

    /// <inheritdoc/>
    internal override void CopyTo(NumberColumn target, int start, int count)
    {
        Span<double> doubles = target.SetBinary(count);
        if (Values is double[] values)
        {
            values.AsSpan(start, count).CopyTo(doubles);
        }
        else
        {
            TensorPrimitives.ConvertTruncating<T, double>(Values.AsSpan(start, count), doubles);
        }

        for (int record = 0; HasNulls && record < count; record++)
        {
            doubles[record] = IsNull(start + record) ? double.NaN : doubles[record];
        }
    }

    private static NumberFault Read(T value, out Number number) =>
        NumberReader.ReadDouble(double.CreateTruncating(value), out number);
}
