using System.Numerics;
using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

/// <summary>Blocks of columns give what their records give one by one, and what whole numbers of any size give.</summary>
public sealed class ColumnTests
{
    private static readonly Gen<long> Borders = Gen.Select(
        AnyOf(
            0, 1, 1L << 30, 1L << 31, 94906265, 1L << 48, 1L << 51, 1L << 52, 1L << 53, 1L << 55, 999_999_999_999_999_999,
            1L << 60, 1L << 61, 1L << 62, long.MaxValue - 2),
        Gen.Long[-2, 2],
        Gen.Bool,
        (border, offset, isNegative) => isNegative ? -border - offset : border + offset);

    private static readonly Gen<long> Mantissas = Gen.OneOf(
        Gen.Long[-99_999, 99_999],
        Gen.Int.Select(value => (long)value),
        Gen.Long[-99_999_999_999_999_999, 99_999_999_999_999_999],
        Gen.Long,
        Borders);

    private static readonly Gen<(NumberFault Fault, Number Number)> ShortDecimals =
        Gen.Select(Mantissas, Gen.Int[0, 22], Decimal);

    private static readonly Gen<(NumberFault Fault, Number Number)> AnyValues = Gen.Frequency(
        (40, Gen.Select(Gen.Long[-99_999_999, 99_999_999], Gen.Int[0, 3], Decimal)),
        (2, ShortDecimals),
        (1, Gen.Decimal.Select(value => (NumberFault.None, Number.FromDecimal(value)))),
        (1, Gen.Double[-1e20, 1e20].Select(value => (NumberFault.None, Number.Binary(value)))),
        (1, Gen.Const((NumberFault.Missing, default(Number)))),
        (1, Gen.Const((NumberFault.NotFinite, default(Number)))));

    /// <summary>Columns of one scale each and of one size, as most files have them.</summary>
    private static readonly Gen<(NumberFault, Number)[][]> UniformColumns =
        Gen.Select(Gen.Int[1, 600], Gen.Int[0, 4], Gen.Int[0, 22], Gen.Int[3, 62]).SelectMany(
            (count, scale, otherScale, bits) => Gen.Select(
                Gen.Long[-(1L << bits), 1L << bits].Select(mantissa => Decimal(mantissa, scale)).Array[count],
                Gen.Long[-(1L << bits), 1L << bits].Select(mantissa => Decimal(mantissa, otherScale)).Array[count],
                (actual, predicted) => new[] { actual, predicted }));

    private static readonly Gen<(NumberFault, Number)[][]> ShortColumns = Pairs(ShortDecimals);

    private static readonly Gen<(NumberFault, Number)[][]> MixedColumns = Pairs(AnyValues);

    [Fact]
    public void Columns_of_one_scale_are_summed_as_their_records() => UniformColumns.Sample(AssertAsRecords, iter: 300);

    [Fact]
    public void Columns_of_many_scales_are_summed_as_their_records() => ShortColumns.Sample(AssertAsRecords, iter: 100);

    [Fact]
    public void Columns_of_any_values_are_summed_as_their_records() => MixedColumns.Sample(AssertAsRecords, iter: 300);

    [Fact]
    public void Weighted_columns_are_summed_as_their_records() =>
        Gen.Select(MixedColumns, AnyValues.Array[600]).Sample(
            (columns, weights) => AssertAsRecords([.. columns, weights[..columns[0].Length]]), iter: 100);

    [Fact]
    public void Weighted_columns_of_narrow_numbers_are_summed_as_their_records() =>
        Gen.Select(Gen.Int[1, 600], Gen.Int[1, 25], Gen.Int[1, 33], Gen.Int[0, 14]).SelectMany(
            (count, bits, actualBits, weightBits) => Gen.Select(
                Gen.Long[-(1L << bits), 1L << bits].Array[count],
                Gen.Long[-(1L << actualBits), 1L << actualBits].Array[count],
                Gen.Long[0, 1L << weightBits].Array[count])).Sample(
            (errors, actuals, weights) => AssertAsRecords(
            [
                [.. actuals.Select(actual => Decimal(actual, 2))],
                [.. actuals.Select((actual, i) => Decimal(actual - errors[i], 2))],
                [.. weights.Select(weight => Decimal(weight, 1))],
            ]),
            iter: 300);

    [Theory]
    [InlineData((1L << 15) - 1, (1L << 31) - 1, (1L << 12) - 1)]
    [InlineData((1L << 23) - 1, -(1L << 31) + 1, 15)]
    [InlineData(-(1L << 23) + 1, (1L << 31) - 1, 16)]
    [InlineData(1L << 23, 1L << 31, 1L << 12)]
    [InlineData((1L << 31) - 1, (1L << 42) - 1, 3)]
    [InlineData((1L << 21) - 1, (1L << 42) - 1, (1L << 21) - 1)]
    public void A_full_block_of_the_largest_weighted_numbers_has_the_sums_of_its_records(long residual, long actual, long weight) =>
        AssertAsRecords(
        [
            [.. Enumerable.Repeat(Decimal(actual, 0), NumberColumn.Capacity)],
            [.. Enumerable.Repeat(Decimal(actual - residual, 0), NumberColumn.Capacity)],
            [.. Enumerable.Repeat(Decimal(weight, 0), NumberColumn.Capacity)],
        ]);

    [Fact]
    public void Columns_of_one_scale_have_exact_sums() => UniformColumns.Sample(AssertExact, iter: 300);

    [Fact]
    public void Columns_of_many_scales_have_exact_sums() => ShortColumns.Sample(AssertExact, iter: 100);

    [Fact]
    public void A_full_block_of_the_largest_mantissas_has_exact_sums()
    {
        const long Largest = 999_999_999_999_999_999;
        long[] limits = [1L << 29, (1L << 30) - 1, (1L << 59) - 1, Largest, (1L << 60) - 1, long.MaxValue];
        Assert.All(limits, limit =>
        {
            (NumberFault, Number)[] actual = [.. Enumerable.Repeat(Decimal(limit, 3), NumberColumn.Capacity)];
            (NumberFault, Number)[] predicted = [.. Enumerable.Repeat(Decimal(0, 0), NumberColumn.Capacity)];
            AssertExact([actual, predicted]);
            AssertExact([predicted, actual]);
        });
    }

    [Fact]
    public void Of_decimals_that_are_the_same_double_the_first_is_the_worst() =>
        Gen.Select(
            Gen.Long[1L << 50, (1L << 60) - 8], Gen.Int[0, 18],
            Gen.Select(Gen.Long[-4, 4], Gen.Bool).Array[1, 300]).Sample(
            (centre, scale, offsets) =>
            {
                (NumberFault, Number)[] actual =
                [
                    .. offsets.Select(offset => Decimal((centre + offset.Item1) * (offset.Item2 ? -1 : 1), scale)),
                ];
                (NumberFault, Number)[] predicted = [.. offsets.Select(_ => Decimal(0, 0))];
                AssertAsRecords([actual, predicted]);
                AssertExact([actual, predicted]);
            },
            iter: 500);

    [Fact]
    public void Binary_columns_are_summed_as_arrays() =>
        Gen.Select(
            Gen.Frequency((300, Gen.Double[-1e6, 1e6]), (1, AnyOf(double.NaN, double.PositiveInfinity, 1e300)))
                .Array[0, NumberColumn.Capacity],
            Gen.Double[-1e3, 1e3].Array[NumberColumn.Capacity],
            Gen.Bool).Sample(
            (actual, errors, isWeighted) =>
            {
                double[] predicted = [.. actual.Select((value, i) => value - errors[i])];
                double[] weights = [.. actual.Select((_, i) => Math.Abs(errors[i]))];
                var arrays = new L2LossAccumulator();
                var columns = new L2LossAccumulator();
                var leftOut = new List<int>();
                NumberColumn? weightColumn = null;
                if (isWeighted)
                {
                    arrays.Add(actual, predicted, weights);
                    weightColumn = BinaryColumn(weights);
                }
                else
                {
                    arrays.Add(actual, predicted);
                }

                columns.AddColumns(BinaryColumn(actual), BinaryColumn(predicted), weightColumn, 0, leftOut);
                foreach (int record in leftOut)
                {
                    columns.LeaveOut(double.IsNaN(predicted[record]) && !double.IsInfinity(actual[record])
                        ? NumberFault.Missing : NumberFault.NotFinite);
                }

                Assert.Equal(arrays.ToSummary().MergeState, columns.ToSummary().MergeState);
            },
            iter: 100);

    [Fact]
    public void Parts_with_the_number_of_records_before_them_are_added_as_if_read_in_order() =>
        ShortColumns.Sample(
            columns =>
            {
                // The even records belong to the group, the others to another one.
                var whole = new L2LossAccumulator();
                L2LossAccumulator[] parts = [new(), new()];
                int half = columns[0].Length / 2;
                for (int i = 0; i < columns[0].Length; i += 2)
                {
                    whole.AddAt(i + 1, columns[0][i].Item2, columns[1][i].Item2);
                    L2LossAccumulator part = parts[i < half ? 0 : 1];
                    part.AddAt(i < half ? i + 1 : i + 1 - half, columns[0][i].Item2, columns[1][i].Item2);
                }

                parts[0].Add(parts[1], half);
                Assert.Equal(whole.ToSummary().MergeState, parts[0].ToSummary().MergeState);
            },
            iter: 50);

    private static (NumberFault Fault, Number Number) Decimal(long mantissa, int scale) =>
        (NumberFault.None, Number.FromMantissa(mantissa, scale));

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<(NumberFault, Number)[][]> Pairs(Gen<(NumberFault Fault, Number Number)> values) =>
        Gen.Int[1, 600].SelectMany(count => Gen.Select(
            values.Array[count], values.Array[count], (actual, predicted) => new[] { actual, predicted }));

    private static void AssertAsRecords((NumberFault Fault, Number Number)[][] columns)
    {
        const int Before = 7;
        var records = new L2LossAccumulator();
        var expectedOut = new List<int>();
        for (int i = 0; i < columns[0].Length; i++)
        {
            bool isWeighted = columns.Length == 3;
            if (columns.Any(column => column[i].Fault != NumberFault.None) || (isWeighted && columns[2][i].Number.Value < 0.0))
            {
                expectedOut.Add(i);
            }
            else if (isWeighted)
            {
                records.AddAt(Before + i + 1, columns[0][i].Number, columns[1][i].Number, columns[2][i].Number);
            }
            else
            {
                records.AddAt(Before + i + 1, columns[0][i].Number, columns[1][i].Number);
            }
        }

        var block = new L2LossAccumulator();
        var leftOut = new List<int>();
        NumberColumn? weights = columns.Length == 3 ? Column(columns[2]) : null;
        block.AddColumns(Column(columns[0]), Column(columns[1]), weights, Before, leftOut);
        Assert.Equal(expectedOut, leftOut);
        Assert.Equal(records.ToSummary().MergeState, block.ToSummary().MergeState);
    }

    /// <summary>All columns are decimals without a fault.</summary>
    private static void AssertExact((NumberFault Fault, Number Number)[][] columns)
    {
        BigInteger[] actual = [.. columns[0].Select(value => InLeastUnits(value.Number))];
        BigInteger[] residuals = [.. columns[1].Select((value, i) => actual[i] - InLeastUnits(value.Number))];
        var block = new L2LossAccumulator();
        block.AddColumns(Column(columns[0]), Column(columns[1]), null, 0, []);
        Assert.True(StateText.TryRead(block.ToSummary().MergeState!, out MergeState state));
        LossTotals totals = state.Totals;
        BigInteger unit = BigInteger.Pow(10, 28);
        Rational[] expected =
        [
            new(Sum(residuals), unit), new(Sum(residuals.Select(BigInteger.Abs)), unit),
            new(Sum(residuals.Select(value => value * value)), BigInteger.Pow(unit, 2)),
            new(Sum(residuals.Select(value => BigInteger.Pow(value, 4))), BigInteger.Pow(unit, 4)), new(Sum(actual), unit),
            new(Sum(actual.Select(value => value * value)), BigInteger.Pow(unit, 2)),
        ];
        ExactNumber[] sums =
        [
            totals.Residuals, totals.Absolutes, totals.Squares, totals.SquaredLosses, totals.Actuals, totals.SquaredActuals,
        ];
        Assert.Equal(expected, sums.Select(Value));

        BigInteger largest = residuals.Max(BigInteger.Abs);
        double key = new Rational(largest, unit).Nearest();
        int first = Array.FindIndex(residuals, value =>
            BigInteger.Abs(value) >= largest - (largest >> 40)
            && new Rational(BigInteger.Abs(value), unit).Nearest() == key);
        Assert.Equal((first + 1, key), (state.Worst.Index, state.Worst.Root));
        Assert.Equal(
            new Rational(residuals[first] * residuals[first], unit * unit).Nearest(), block.ToSummary().LargestLoss);
    }

    private static BigInteger InLeastUnits(Number number) => number.Mantissa * BigInteger.Pow(10, 28 - number.Scale);

    private static BigInteger Sum(IEnumerable<BigInteger> values) => values.Aggregate(BigInteger.Zero, BigInteger.Add);

    private static Rational Value(ExactNumber number) =>
        new Rational(number.Digits.ToBigInteger(), BigInteger.Pow(10, number.Scale)) * Rational.PowerOfTwo(number.Exponent);

    private static NumberColumn Column((NumberFault Fault, Number Number)[] values)
    {
        var column = new NumberColumn();
        foreach ((NumberFault fault, Number number) in values)
        {
            column.Add(fault, number);
        }

        return column;
    }

    private static NumberColumn BinaryColumn(double[] values)
    {
        var column = new NumberColumn();
        values.CopyTo(column.SetBinary(values.Length));
        return column;
    }
}
