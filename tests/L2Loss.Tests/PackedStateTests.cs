using System.Numerics;
using CsCheck;
using Xunit;

namespace L2Loss.Tests;

/// <summary>A packed state has the merge state that it was packed from.</summary>
public sealed class PackedStateTests
{
    private static readonly Gen<ExactNumber> Number = Gen.Select(
        Gen.OneOf(Gen.Const(BigInteger.Zero), Gen.Long.Select(value => (BigInteger)value), Gen.Byte.Array[1, 300].Select(bytes => new BigInteger(bytes))),
        Gen.OneOf(Gen.Const(0), Gen.Int[-10_000, 10_000]),
        Gen.Int[0, 168]).Select((digits, exponent, scale) => new ExactNumber(digits, exponent, scale));

    private static readonly Gen<LeftOutCounts> Counts = Gen.Long[0, 1L << 60].Array[8].Select(values => new LeftOutCounts
    {
        Missing = values[0],
        NotNumeric = values[1],
        NotFinite = values[2],
        InvalidWeight = values[3],
        Malformed = values[4],
        UnmatchedActual = values[5],
        UnmatchedPredicted = values[6],
        DuplicateKeys = values[7],
    });

    private static readonly Gen<WorstRecord> Worst = Gen.Select(Gen.Long, Gen.Double[0, 1e200], Gen.Double[0, 1e200], Number)
        .Select((index, root, maxError, square) => new WorstRecord(index, root, root * root, maxError, square));

    [Fact]
    public void Reads_what_it_packed() =>
        Gen.Select(Gen.OneOf(Gen.Const(default(LeftOutCounts)), Counts), Worst, Number.Array[9], Gen.Long[0, long.MaxValue]).Sample(
            (counts, worst, sums, count) =>
            {
                var totals = new LossTotals
                {
                    Count = count,
                    WeightedCount = count / 2,
                    Weights = sums[0],
                    SquaredWeights = sums[1],
                    Residuals = sums[2],
                    Absolutes = sums[3],
                    Squares = sums[4],
                    TwiceWeightedSquares = sums[5],
                    SquaredLosses = sums[6],
                    Actuals = sums[7],
                    SquaredActuals = sums[8],
                };
                var state = new MergeState(counts, worst, totals);
                Assert.Equal(StateText.Write(state), StateText.Write(PackedState.Unpack(PackedState.Pack(state))));
            },
            iter: 200);
}
