using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace L2Loss;

/// <summary>The block kernel for one vector width and one element type (float or double).</summary>
internal static class LossBlockKernel<TOps, TVector, T>
    where TOps : struct, ILaneOps<TVector>
    where TVector : struct
    where T : unmanaged
{
    private const int Lanes = LossLanes.Count;

    /// <summary>
    /// Sums one block of at most <see cref="LossBlock.Length"/> pairs; false where some value is not finite, or so far from
    /// 1 that squares or fourth powers could overflow or lose bits: then nothing was summed.
    /// </summary>
    [SkipLocalsInit]
    public static bool TryRun(
        ref KernelState state, ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, out BlockSums sums)
    {
        if (actual.Length != predicted.Length || actual.Length > LossBlock.Length)
        {
            throw new ArgumentException("The block is too long, or its columns differ in length.");
        }

        Span<double> lanes = stackalloc double[LossLanes.RowCount * Lanes];
        Unsafe.SkipInit(out sums);
        bool isDone = false;
        if (state.HasBiases)
        {
            bool exact = AccumulateAny(in state, actual, predicted, lanes);
            isDone = (!exact || ResidualsAreExact(lanes)) && Finish(ref state, actual, predicted, lanes, false, ref sums);

            // Once wrong is enough: the rest of the run takes the general way.
            state.ExactResiduals &= isDone || !exact || ResidualsAreExact(lanes);
        }

        if (!isDone)
        {
            state.HasBiases = Measure(ref state, actual, predicted, lanes);
            if (!state.HasBiases)
            {
                return false;
            }

            AccumulateAny(in state, actual, predicted, lanes);
            isDone = Finish(ref state, actual, predicted, lanes, true, ref sums);
            Debug.Assert(isDone, "A measured block cannot fail.");
        }

        sums.IsWide = !LinearSumsAreExact(in state, lanes, sums.Absolute.Hi != 0.0);
        sums.LosesTerms = LossLanes.MinOf(lanes, LossLanes.MinRow)
            < LossLanes.LeastPart * LossLanes.MaxOf(lanes, LossLanes.MaxRow);
        return true;
    }

    /// <summary>Chooses the way to sum; true if it was the exact one.</summary>
    private static bool AccumulateAny(
        in KernelState state, ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, Span<double> lanes)
    {
        // Padding has zeros among the actuals, so the exact way is for full rows only.
        if (state.ExactResiduals && actual.Length % Lanes == 0)
        {
            Accumulate<ExactResiduals>(in state, actual, predicted, lanes);
            return true;
        }

        Accumulate<RoundedResiduals>(in state, actual, predicted, lanes);
        return false;
    }

    /// <summary>The passes over the pairs, a strip at a time: it stays in the first-level cache.</summary>
    private static void Accumulate<TResiduals>(
        in KernelState state, ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, Span<double> lanes)
        where TResiduals : struct, IResiduals
    {
        LossLanes.Start(state, lanes);
        double grid = LossLanes.LinearBias(state.SquareExponent);
        int full = actual.Length & -Lanes;
        for (int start = 0; start < full; start += LossLanes.StripLength)
        {
            int length = Math.Min(LossLanes.StripLength, full - start);
            AddStrip<TResiduals>(actual.Slice(start, length), predicted.Slice(start, length), state.Pivot, grid, lanes);
        }

        if (full != actual.Length)
        {
            PadRow pad = new(actual[full..], predicted[full..], state.Pivot);
            AddStrip<TResiduals>(pad.Actual, pad.Predicted, state.Pivot, grid, lanes);
        }
    }

    [SkipLocalsInit]
    private static void AddStrip<TResiduals>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, double pivot, double grid, Span<double> lanes)
        where TResiduals : struct, IResiduals
    {
        Span<double> errors = stackalloc double[LossLanes.StripLength];
        if (2 * default(TOps).Count <= Lanes)
        {
            LossPasses<OpsTwice<TOps, TVector>, Twice<TVector>, T>.AddActuals(actual, pivot, lanes);
            LossPasses<TOps, TVector, T>.AddResiduals<TResiduals>(actual, predicted, grid, lanes, errors);
            LossPasses<OpsTwice<TOps, TVector>, Twice<TVector>, T>.AddSquares<TResiduals>(actual, predicted, lanes, errors);
        }
        else
        {
            LossPasses<TOps, TVector, T>.AddActuals(actual, pivot, lanes);
            LossPasses<TOps, TVector, T>.AddResiduals<TResiduals>(actual, predicted, grid, lanes, errors);
            LossPasses<TOps, TVector, T>.AddSquares<TResiduals>(actual, predicted, lanes, errors);
        }
    }

    /// <summary>Checks the biases after the passes and combines the lanes. False if the block must be measured.</summary>
    private static bool Finish(
        ref KernelState state,
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> lanes,
        bool isMeasured,
        ref BlockSums sums)
    {
        bool squareFits = LossLanes.InWindow(
            lanes, LossLanes.SquareRow, state.SquareExponent, LossLanes.SquareWindow, out bool zeroSquare);
        bool fourthFits = LossLanes.InWindow(
            lanes, LossLanes.FourthRow, state.FourthExponent, LossLanes.FourthWindow, out _);
        bool actualFits = LossLanes.InWindow(
            lanes, LossLanes.ActualSquareRow, state.ActualExponent, LossLanes.SquareWindow, out bool zeroActual);
        double maxAbs = LossLanes.MaxOf(lanes, LossLanes.MaxRow);
        int actualLinear = LossLanes.LinearExponent(state.ActualExponent);
        sums.Actual = LossLanes.Total(
            lanes, LossLanes.ActualRow, LossLanes.LinearBias(state.ActualExponent), actualLinear);

        // Blocks without any residual (perfect predictions) or with one actual only are common, and right with any bias.
        // (The squares of distances between values that are not tiny do not vanish.)
        bool isSquared = (zeroSquare && maxAbs == 0.0) || (squareFits && fourthFits);
        bool isCentred = actualFits
            || (zeroActual && LossLanes.MaxOf(lanes, LossLanes.ActualSquareLowRow) == 0.0
                && LossLanes.MinOf(lanes, LossLanes.MinRow) >= LossLanes.MinActual);
        if (!isMeasured && !(isSquared && isCentred && PivotIsExact(in state, lanes)))
        {
            return false;
        }

        int linear = LossLanes.LinearExponent(state.SquareExponent);
        double linearBias = LossLanes.LinearBias(state.SquareExponent);
        sums.Absolute = LossLanes.Total(lanes, LossLanes.AbsRow, linearBias, linear);
        sums.Residual = LossLanes.Total(lanes, LossLanes.SumRow, linearBias, linear);
        sums.Square = LossLanes.Total(
            lanes, LossLanes.SquareRow, LossLanes.PowerOfTwo(state.SquareExponent), state.SquareExponent);
        sums.SquareLeast = LaneTotals.Sum(lanes.Slice(LossLanes.SquareLeastRow * Lanes, Lanes));
        sums.Fourth = LossLanes.Total(
            lanes, LossLanes.FourthRow, LossLanes.PowerOfTwo(state.FourthExponent), state.FourthExponent);
        sums.ActualSquare = LossLanes.Total(
            lanes,
            LossLanes.ActualSquareRow,
            LossLanes.PowerOfTwo(state.ActualExponent),
            state.ActualExponent);
        sums.Pivot = state.Pivot;
        sums.MaxIndex = -1;
        if (maxAbs > state.MaxAbs)
        {
            state.MaxAbs = maxAbs;
            sums.MaxIndex = FindIndex(actual, predicted, maxAbs);
        }

        return true;
    }

    // |r| at most |a|/2 puts p within [a/2, 2a], where a - p is exact (Sterbenz).
    private static bool ResidualsAreExact(ReadOnlySpan<double> lanes) =>
        LossLanes.MinOf(lanes, LossLanes.MinRow) >= 2.1 * LossLanes.MaxOf(lanes, LossLanes.MaxRow);

    // If any |a - c| exceeded |c|/2 its square would make a lane exceed c^2/4; if none does, all a lie within
    // [c/2, 2c] and each a - c was exact (Sterbenz). So the sum of squares is check enough, if a strict one.
    private static bool PivotIsExact(in KernelState state, ReadOnlySpan<double> lanes)
    {
        if (state.Pivot == 0.0)
        {
            return true;
        }

        double bias = LossLanes.PowerOfTwo(state.ActualExponent);
        double largest = LossLanes.MaxOf(lanes, LossLanes.ActualSquareRow) - bias;
        return largest < 0.2 * state.Pivot * state.Pivot;
    }

    // Every value is a multiple of the last bit of the smallest one that is not 0. In units of that bit the parts of
    // residuals and of distances from the pivot that are not on the grid of the bias have up to 41 bits more than the
    // exponents are apart from here; a lane adds up 257 halves of them, and eight lanes are added: 53 bits at most. (In
    // the exact way the smallest prediction may have half the size of the smallest actual, and so may the pivot.)
    private static bool LinearSumsAreExact(in KernelState state, ReadOnlySpan<double> lanes, bool hasResiduals)
    {
        int exponent = LossLanes.LinearExponent(state.ActualExponent);
        if (hasResiduals)
        {
            exponent = Math.Max(exponent, LossLanes.LinearExponent(state.SquareExponent));
        }

        double smallest = 0.5 * LossLanes.MinOf(lanes, LossLanes.MinRow);
        return smallest >= LossLanes.PowerOfTwo(exponent - LossLanes.LinearBits);
    }

    /// <summary>Plain sums of the block, to set the biases; false if it cannot be summed.</summary>
    private static bool Measure(
        ref KernelState state,
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        Span<double> lanes)
    {
        Estimate(actual, predicted, state.Pivot, lanes);
        double square = LossLanes.MaxOf(lanes, 0);
        double fourth = LossLanes.MaxOf(lanes, 1);
        double actualSquare = LossLanes.MaxOf(lanes, 2);
        double maxAbs = LossLanes.MaxOf(lanes, 3);
        double maxActual = LossLanes.MaxOf(lanes, 4);
        double minActual = LossLanes.MinOf(lanes, 5);

        // Of a value that is not finite the square is not, either.
        if (!(square < double.MaxValue))
        {
            return false;
        }

        if (state.Pivot != 0.0 && !(actualSquare < 0.19 * state.Pivot * state.Pivot))
        {
            state.Pivot = 0.0;
            return Measure(ref state, actual, predicted, lanes);
        }

        bool isTooSmall = (maxAbs != 0.0 && maxAbs < LossLanes.MinResidual)
            || (maxActual != 0.0 && maxActual < LossLanes.MinActual);
        if (isTooSmall || !(maxAbs <= LossLanes.MaxResidual && maxActual <= LossLanes.MaxActual))
        {
            return false;
        }

        // Only the first block of a run may choose the faster way: later ones were measured because something failed.
        state.ExactResiduals = minActual > 2.5 * maxAbs && (state.ExactResiduals || !state.HasBiases);
        state.SquareExponent = Math.Max(-500, Exponent(square) + LossLanes.SquareSlack);
        state.FourthExponent = Math.Max(-850, Exponent(fourth) + LossLanes.FourthSlack);
        state.ActualExponent = Math.Max(-850, Exponent(actualSquare) + LossLanes.SquareSlack);
        return true;
    }

    // Of an empty sum, any exponent will do.
    private static int Exponent(double sum) => sum == 0.0 ? -850 : Math.ILogB(sum);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Estimate(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, double pivot, Span<double> lanes)
    {
        TOps ops = default;

        int full = actual.Length & -Lanes;
        PadRow pad = full != actual.Length ? new(actual[full..], predicted[full..], pivot) : default;
        for (int first = 0; first < Lanes; first += ops.Count)
        {
            TVector center = ops.Broadcast(pivot);
            TVector zero = ops.Broadcast(0.0);
            TVector square = zero;
            TVector fourth = zero;
            TVector actSquare = zero;
            TVector max = zero;
            TVector maxActual = zero;
            TVector min = ops.Broadcast(double.MaxValue);

            ref T aRef = ref MemoryMarshal.GetReference(actual);
            ref T pRef = ref MemoryMarshal.GetReference(predicted);
            nuint end = (nuint)(actual.Length & -Lanes);
            for (int part = 0; part < 2; part++)
            {
                for (nuint i = (nuint)first; i < end; i += Lanes)
                {
                    TVector a = ops.Load(ref aRef, i);
                    TVector r = ops.Subtract(a, ops.Load(ref pRef, i));
                    TVector d = ops.Subtract(a, center);
                    TVector loss = ops.MultiplyAdd(r, r, zero);
                    square = ops.Add(square, loss);
                    fourth = ops.MultiplyAdd(loss, loss, fourth);
                    actSquare = ops.MultiplyAdd(d, d, actSquare);
                    max = ops.Max(max, ops.Abs(r));
                    maxActual = ops.Max(maxActual, ops.Abs(d));
                    min = ops.Min(min, ops.Abs(a));
                }

                aRef = ref MemoryMarshal.GetReference(pad.Actual);
                pRef = ref MemoryMarshal.GetReference(pad.Predicted);
                end = (nuint)pad.Actual.Length;
            }

            ref double target = ref lanes[first];
            ops.Store(square, ref Row(ref target, 0));
            ops.Store(fourth, ref Row(ref target, 1));
            ops.Store(actSquare, ref Row(ref target, 2));
            ops.Store(max, ref Row(ref target, 3));
            ops.Store(maxActual, ref Row(ref target, 4));
            ops.Store(min, ref Row(ref target, 5));
        }
    }

    /// <summary>The first index where |a - p| is maxAbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FindIndex(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, double maxAbs)
    {
        TOps ops = default;

        TVector wanted = ops.Broadcast(maxAbs);
        ref T a = ref MemoryMarshal.GetReference(actual);
        ref T p = ref MemoryMarshal.GetReference(predicted);
        int i = 0;
        for (; i + ops.Count <= actual.Length; i += ops.Count)
        {
            TVector r = ops.Subtract(ops.Load(ref a, (nuint)i), ops.Load(ref p, (nuint)i));
            uint mask = ops.EqualMask(ops.Abs(r), wanted);
            if (mask != 0)
            {
                return i + BitOperations.TrailingZeroCount(mask);
            }
        }

        while (Math.Abs(default(OpsScalar).Load(ref a, (nuint)i) - default(OpsScalar).Load(ref p, (nuint)i)) != maxAbs)
        {
            i++;
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double Row(ref double target, int row) => ref Unsafe.Add(ref target, row * Lanes);

    /// <summary>The last, incomplete row of a block, filled up with pairs that add nothing to any sum.</summary>
    private readonly ref struct PadRow
    {
        private readonly Span<T> _buffer;

        public PadRow(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, double pivot)
        {
            _buffer = new T[2 * Lanes];
            _buffer.Fill(FloatingPoint.Narrow<T>(pivot));
            actual.CopyTo(_buffer);
            predicted.CopyTo(_buffer[Lanes..]);
        }

        public ReadOnlySpan<T> Actual => _buffer.IsEmpty ? default : _buffer[..Lanes];

        public ReadOnlySpan<T> Predicted => _buffer.IsEmpty ? default : _buffer[Lanes..];
    }
}
