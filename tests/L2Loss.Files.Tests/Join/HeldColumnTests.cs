using CsCheck;
using Xunit;

namespace L2Loss.Files.Tests.Join;

/// <summary>A column in memory gives back what it was given.</summary>
public sealed class HeldColumnTests
{
    private static readonly Gen<double> Doubles =
        Gen.OneOf(Gen.Double, OneOf(double.NaN, double.NegativeInfinity, -0.0, 0.1));

    private static readonly Gen<(NumberFault Fault, Number Number)> Numbers = Gen.OneOf(
        Gen.Select(Gen.Long[-99999, 99999], Gen.Int[0, 28]).Select((m, s) => (NumberFault.None, Number.FromMantissa(m, s))),
        OneOf(NumberFault.Missing, NumberFault.NotNumeric, NumberFault.NotFinite).Select(f => (f, default(Number))),
        Gen.Decimal.Select(value => (NumberFault.None, Number.FromDecimal(value))));

    [Fact]
    public void Numbers_and_doubles_come_back_in_any_order() =>
        Gen.Select(Numbers.Array[0, 40], Doubles.Array[0, 40], Gen.Int[0, 1000]).Sample((numbers, doubles, seed) =>
        {
            var held = new HeldColumn();
            var expected = new List<(NumberFault, Number)>();
            var column = new NumberColumn();
            foreach ((NumberFault fault, Number number) in numbers)
            {
                column.Add(fault, number);
                expected.Add((fault, number));
            }

            AddAll(held, column, expected, 0);
            doubles.CopyTo(column.SetBinary(doubles.Length));
            expected.AddRange(doubles.Select(value => (NumberReader.ReadDouble(value, out Number number), number)));
            AddAll(held, column, expected, numbers.Length);

            var random = new Random(seed);
            int[] rows = [.. Enumerable.Range(-1, expected.Count + 1).OrderBy(_ => random.Next())];
            var target = new NumberColumn();
            held.CopyTo(target, rows);

            Assert.Equal(rows.Length, target.Count);
            Assert.Equal(numbers.Length == 0, target.IsBinary);
            Assert.Equal(
                rows.Select(row => row < 0 ? (NumberFault.Missing, default) : expected[row]),
                rows.Select((_, i) => (target.Read(i, out Number number), number)));
        });

    [Fact]
    public void A_fault_takes_the_place_of_a_double_or_a_decimal_and_leaves_the_others() =>
        Gen.Select(Doubles.Array[1, 20], Gen.Int[0, 1000]).Sample((doubles, seed) =>
        {
            var column = new NumberColumn();
            doubles.CopyTo(column.SetBinary(doubles.Length));
            int record = seed % doubles.Length;

            column.SetFault(record, NumberFault.DuplicateKey);

            Assert.Equal(
                doubles.Select((value, i) => i == record ? NumberFault.DuplicateKey : NumberReader.ReadDouble(value, out Number _)),
                doubles.Select((_, i) => column.Read(i, out Number _)));
        });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void AddAll(HeldColumn held, NumberColumn column, List<(NumberFault Fault, Number)> expected, int before)
    {
        var bad = new List<int>();
        int middle = column.Count / 3;
        held.Add(column, 0, middle, bad);
        held.Add(column, middle, column.Count, bad);
        Assert.Equal(Enumerable.Range(0, column.Count).Where(i => expected[before + i].Fault != NumberFault.None), bad);
    }
}
