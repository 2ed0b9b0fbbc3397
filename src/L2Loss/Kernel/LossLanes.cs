using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>Constants and checks of the lanes of a block, which do not depend on the vector width.</summary>
/// <remarks>
/// <para>
/// Each sum is kept in each of 8 lanes as a biased fixed-point accumulator H and a double L of what H rounded away.
/// H starts at a power of two M that no lane's sum exceeds, so H stays in one binade, and n = H + x; t = n - H;
/// L += x - t; H = n loses nothing: H is at least x (the FastTwoSum condition), and n - H is exact in one binade.
/// That is 4 operations where a double-double sum takes 20. For squares, n = fma(x, x, H), L += fma(x, x, -t).
/// </para>
/// <para>
/// M is guessed from the blocks before. The check after the block is free: H minus M, as integers, is the lane's sum
/// in units of ulp(M); it must be less than 2^52 (no overflow: sums of squares only grow, so the last H tells of all)
/// and not be too small (L would have too few bits). NaN fails it too. A block that fails is measured in plain
/// doubles (Estimate), then summed with biases that are right for certain.
/// </para>
/// <para>
/// Sum of |x| over m rows is at most sqrt(m * sum of squares) (Cauchy-Schwarz), so the biases of the signed sums
/// follow from those of the squares and need no check.
/// </para>
/// </remarks>
internal static class LossLanes
{
    /// <summary>Logical lanes, whatever the vector width.</summary>
    public const int Count = 8;

    /// <summary>The pairs that the passes take one after the other: 4 KB of doubles a column.</summary>
    internal const int StripLength = 512;

    // In pairs: 8 KB of doubles. Nearer is too late when the columns come from memory (measured at 1e7 pairs: 128 gives
    // 1.5 times the time of reading, 256 to 1024 give 1.25), farther pushes out what is still needed.
    internal const int PrefetchDistance = 1024;

    // log2 of sqrt(LossBlock.Length / Count), for the Cauchy-Schwarz bound.
    internal const int HalfLogRows = 4;

    // Room above and below the estimated sum before a block must be redone, as powers of two. Each bit above costs a
    // bit of accuracy; fourth powers vary more.
    internal const int SquareSlack = 2;
    internal const int FourthSlack = 3;
    internal const int SquareWindow = 9;
    internal const int FourthWindow = 12;

    // How far the smallest value may lie below the bias of the linear sums for those to be exact.
    internal const int LinearBits = 41;

    // Safe ranges: r^4 summed stays below 2^1023, and the last of its 106 bits above 2^-1074.
    internal const double MaxResidual = 1.8092513943330656e75;      // 2^250
    internal const double MinResidual = 6.2230152778611417e-61;     // 2^-200
    internal const double MaxActual = 3.2733906078961419e150;       // 2^500
    internal const double MinActual = 3.8725919148493183e-121;      // 2^-400

    internal const int SumRow = 0;
    internal const int SumLowRow = 1;
    internal const int AbsRow = 2;
    internal const int AbsLowRow = 3;
    internal const int SquareRow = 4;
    internal const int SquareLowRow = 5;
    internal const int FourthRow = 6;
    internal const int FourthLowRow = 7;
    internal const int ActualRow = 8;
    internal const int ActualLowRow = 9;
    internal const int ActualSquareRow = 10;
    internal const int ActualSquareLowRow = 11;
    internal const int MaxRow = 12;
    internal const int MinRow = 13;
    internal const int SquareLeastRow = 14;
    internal const int RowCount = 15;

    /// <summary>2^-90: of a value that is a smaller part of the largest residual, a sum of 106 bits has next to nothing.</summary>
    internal const double LeastPart = 1.0 / (1L << 45) / (1L << 45);

    /// <summary>2^exponent for normal results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);

    /// <summary>Exponent for the bias of the signed sums, given that of the squares: 2^(result - 1) bounds them.</summary>
    internal static int LinearExponent(int squareExponent) => ((squareExponent + 1) >> 1) + HalfLogRows + 1;

    /// <summary>What the signed sums start with: they may go up and down.</summary>
    internal static double LinearBias(int squareExponent) => 1.5 * PowerOfTwo(LinearExponent(squareExponent));

    /// <summary>Lets all lanes start.</summary>
    internal static void Start(in KernelState state, Span<double> lanes)
    {
        lanes.Clear();
        Fill(lanes, SumRow, LinearBias(state.SquareExponent));
        Fill(lanes, AbsRow, LinearBias(state.SquareExponent));
        Fill(lanes, SquareRow, PowerOfTwo(state.SquareExponent));
        Fill(lanes, FourthRow, PowerOfTwo(state.FourthExponent));
        Fill(lanes, ActualRow, LinearBias(state.ActualExponent));
        Fill(lanes, ActualSquareRow, PowerOfTwo(state.ActualExponent));
        Fill(lanes, MinRow, double.MaxValue);
    }

    /// <summary>Sum over the lanes of (H - bias), and of L: exact in H (an integer sum), in a fixed order in L.</summary>
    internal static DoubleDouble Total(ReadOnlySpan<double> lanes, int row, double bias, int exponent) =>
        DoubleDouble.FromFixedPoint(
            LaneTotals.SumOfUnits(lanes.Slice(row * Count, Count), bias),
            PowerOfTwo(exponent - 52),
            LaneTotals.Sum(lanes.Slice((row + 1) * Count, Count)));

    /// <summary>Whether all lanes stayed in the binade of the bias 2^exponent, and one has enough bits.</summary>
    internal static bool InWindow(ReadOnlySpan<double> lanes, int row, int exponent, int window, out bool allZero)
    {
        // As unsigned numbers, a value below the bias, a NaN and an infinity are large too. OR keeps the top bit.
        ulong any = LaneTotals.AnyUnits(lanes.Slice(row * Count, Count), PowerOfTwo(exponent));
        allZero = any == 0;
        return any < (1UL << 52) && any >= (1UL << (52 - window));
    }

    [MethodImpl(HotLoop.Options)]
    internal static double MaxOf(ReadOnlySpan<double> lanes, int row)
    {
        double max = 0.0;
        foreach (double value in lanes.Slice(row * Count, Count))
        {
            // A NaN wins, and stays.
            max = value <= max || double.IsNaN(max) ? max : value;
        }

        return max;
    }

    [MethodImpl(HotLoop.Options)]
    internal static double MinOf(ReadOnlySpan<double> lanes, int row)
    {
        double min = double.MaxValue;
        foreach (double value in lanes.Slice(row * Count, Count))
        {
            min = value < min ? value : min;
        }

        return min;
    }

    private static void Fill(Span<double> lanes, int row, double value) => lanes.Slice(row * Count, Count).Fill(value);
}
