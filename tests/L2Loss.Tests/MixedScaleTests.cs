using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

/// <summary>Decimals with different numbers of places, whose sums are kept at one of them.</summary>
public sealed class MixedScaleTests
{
    // Of any length up to 63 bits, and of any number of places that a short decimal has.
    private static readonly Gen<Given> Decimals = Gen.Select(Gen.Long, Gen.Int[1, 63], Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 22]))
        .Select((bits, length, scale) => Given.OfDecimal(Scaled(bits >> length, scale)));

    private static readonly Gen<Pair[]> Records =
        Gen.Select(Decimals, Decimals).Select((actual, predicted) => new Pair(actual, predicted)).Array[1, 30];

    [Fact]
    public void Their_sums_are_exact() => Records.Sample(
        records =>
        {
            var expected = new ExactSummary(records);
            L2LossSummary summary = Sum(records).ToSummary();
            Assert.Equal(
                (expected.SumOfSquares, expected.Mae, expected.MeanError, expected.MeanActual, expected.StandardError),
                (summary.SumOfSquares, summary.Mae, summary.MeanError, summary.MeanActual, summary.StandardError));
        },
        iter: 3000);

    [Fact]
    public void Their_sums_do_not_depend_on_order_or_parts() => Gen.Select(Records, Gen.Int[0, 30]).Sample(
        (records, cut) =>
        {
            cut = Math.Min(cut, records.Length);
            L2LossAccumulator parts = Sum(records[..cut]);
            parts.Add(Sum(records[cut..]));
            string expected = Sum(records).ToSummary().MergeState!;
            Assert.Equal(expected, parts.ToSummary().MergeState);
            Assert.Equal(Sums(expected), Sums(Sum([.. records.Reverse()]).ToSummary().MergeState!));
        },
        iter: 3000);

    [Fact]
    public void Sums_too_long_for_the_places_of_a_later_record_stay_exact()
    {
        Pair[] records =
        [
            .. Enumerable.Repeat(Pair.OfTexts("4000000000000000000", "-4000000000000000000"), 100),
            Pair.OfTexts("0.0000000000000000000001", "0"),
            Pair.OfTexts("0.5", "-4000000000000000000"),
        ];
        var expected = new ExactSummary(records);
        L2LossSummary summary = Sum(records).ToSummary();
        Assert.Equal((expected.SumOfSquares, expected.MeanActual), (summary.SumOfSquares, summary.MeanActual));
    }

    [Fact]
    public void The_sums_of_a_group_take_256_bytes_at_most()
    {
        const int Groups = 1000;
        Number[] values = [Of(12m), Of(12.5m), Of(12.25m), Of(0.125m), Of(7m)];
        var groups = new L2LossAccumulator[Groups];
        Fill(groups, values);

        // A collection counts the rest of a page as taken: hardly every time.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => Allocated()), 1, 256 * Groups);

        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Fill(groups, values);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void Fill(L2LossAccumulator[] groups, Number[] values)
    {
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = new L2LossAccumulator();
            for (int j = 1; j < values.Length; j++)
            {
                groups[i].Add(values[j], values[j - 1]);
            }
        }
    }

    private static Number Of(decimal value) => Number.FromDecimal(value);

    private static L2LossAccumulator Sum(Pair[] records)
    {
        var sums = new L2LossAccumulator();
        foreach (Pair record in records)
        {
            sums.Add(record.Actual.Number, record.Predicted.Number);
        }

        return sums;
    }

    /// <summary>The last eleven parts of a state: the counts and sums, which the order of the records does not change.</summary>
    private static string[] Sums(string state) => state.Split(' ')[^11..];

    private static decimal Scaled(long mantissa, int scale)
    {
        ulong magnitude = mantissa < 0 ? 0 - (ulong)mantissa : (ulong)mantissa;
        return new decimal((int)(uint)magnitude, (int)(magnitude >> 32), 0, mantissa < 0, (byte)scale);
    }
}
