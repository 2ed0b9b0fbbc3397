using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>The sums of a block of short decimals, of which there is a prediction of a model and one of a baseline.</summary>
internal struct PairedRun
{
    // Sums of a block of squares of numbers below it fit into two words, and those of their squared differences into three.
    private const ulong ResidualLimit = 1UL << 31;

    private ulong _squares;
    private ulong _highSquares;
    private ulong _baselineSquares;
    private ulong _highBaselineSquares;
    private ulong _differences;
    private ulong _highDifferences;
    private ulong _topDifferences;

    /// <summary>The number of decimal places.</summary>
    internal int Scale { get; private set; }

    /// <summary>The number of records.</summary>
    internal int Count { get; private set; }

    /// <summary>The records where the model has the smaller loss.</summary>
    internal int Wins { get; private set; }

    /// <summary>The records where both losses are the same.</summary>
    internal int Ties { get; private set; }

    /// <summary>The sum of the squared residuals of the model.</summary>
    internal readonly (ulong High, ulong Low) Squares => (_highSquares, _squares);

    /// <summary>The sum of the squared residuals of the baseline.</summary>
    internal readonly (ulong High, ulong Low) BaselineSquares => (_highBaselineSquares, _baselineSquares);

    /// <summary>The sum of the squared differences of both.</summary>
    internal readonly ulong[] SquaredDifferences => [_differences, _highDifferences, _topDifferences];

    /// <summary>Sums the records that suit it.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What the model predicted.</param>
    /// <param name="baseline">What the baseline predicted.</param>
    /// <param name="isLeftOut">The records that do not count here.</param>
    /// <param name="others">Gets the positions of the others, in order.</param>
    [MethodImpl(HotLoop.Options)]
    internal static PairedRun Of(
        NumberColumn actual, NumberColumn predicted, NumberColumn baseline, ReadOnlySpan<bool> isLeftOut, List<int> others)
    {
        int scale = ShortRun.ScaleOf(baseline, ShortRun.ScaleOf(predicted, ShortRun.ScaleOf(actual)));
        var run = new PairedRun { Scale = scale };
        ReadOnlySpan<long> a = actual.Mantissas;
        ReadOnlySpan<long> p = predicted.Mantissas;
        ReadOnlySpan<long> q = baseline.Mantissas;
        ReadOnlySpan<byte> actualScales = actual.Scales;
        ReadOnlySpan<byte> predictedScales = predicted.Scales;
        ReadOnlySpan<byte> baselineScales = baseline.Scales;
        int count = 0, wins = 0, ties = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (isLeftOut[i])
            {
                continue;
            }

            bool fits = ShortRun.TryAlign(a[i], actualScales[i], scale, out long observed);
            fits &= ShortRun.TryAlign(p[i], predictedScales[i], scale, out long prediction);
            fits &= ShortRun.TryAlign(q[i], baselineScales[i], scale, out long baselinePrediction);
            ulong model = Magnitude.Of(observed - prediction);
            ulong other = Magnitude.Of(observed - baselinePrediction);
            if (!fits || (model | other) >= ResidualLimit)
            {
                others.Add(i);
                continue;
            }

            count++;
            run.Add(model * model, other * other);
            wins += model < other ? 1 : 0;
            ties += model == other ? 1 : 0;
        }

        run.Count = count;
        run.Wins = wins;
        run.Ties = ties;
        return run;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ulong square, ulong baselineSquare)
    {
        _squares += square;
        _highSquares += _squares < square ? 1UL : 0UL;
        _baselineSquares += baselineSquare;
        _highBaselineSquares += _baselineSquares < baselineSquare ? 1UL : 0UL;
        ulong difference = Magnitude.Of((long)(square - baselineSquare));
        ulong high = Math.BigMul(difference, difference, out ulong low);
        _differences += low;
        high += _differences < low ? 1UL : 0UL;
        _highDifferences += high;
        _topDifferences += _highDifferences < high ? 1UL : 0UL;
    }
}
