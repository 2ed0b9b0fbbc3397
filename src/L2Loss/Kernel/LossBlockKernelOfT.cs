using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace L2Loss;

/// <summary>The block kernel for one vector width and one element type (float or double).</summary>
internal static class LossBlockKernel<TOps, TVector, T>
    where TOps : struct, ILaneOps<TVector>
    where TVector : struct
    where T : struct, INumberBase<T>
{
    private const int Lanes = LossBlockKernel.Lanes;

    /// <summary>Sums one block of at most <see cref="LossBlockKernel.BlockLength"/> pairs.</summary>
    [SkipLocalsInit]
    public static BlockStatus Run(
        ref KernelState state, ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, out BlockSums sums)
    {
        if (actual.Length != predicted.Length || actual.Length > LossBlockKernel.BlockLength)
        {
            throw new ArgumentException("The block is too long, or its columns differ in length.");
        }

        Span<double> lanes = stackalloc double[LossBlockKernel.RowCount * Lanes];
        Unsafe.SkipInit(out sums);
        if (state.HasBiases)
        {
            bool exact = AccumulateAny(in state, actual, predicted, lanes);
            if ((!exact || ResidualsAreExact(in state, lanes))
                && Finish(ref state, actual, predicted, lanes, double.NaN, ref sums))
            {
                return BlockStatus.Done;
            }

            // Once wrong is enough: the rest of the run takes the general way.
            state.ExactResiduals &= !exact || ResidualsAreExact(in state, lanes);
        }

        BlockStatus status = Measure(ref state, actual, predicted, lanes, out double maxAbs);
        if (status != BlockStatus.Done)
        {
            state.HasBiases = false;
            return status;
        }

        AccumulateAny(in state, actual, predicted, lanes);
        if (!Finish(ref state, actual, predicted, lanes, maxAbs, ref sums))
        {
            throw new InvalidOperationException("A measured block cannot fail.");
        }

        state.HasBiases = true;
        return BlockStatus.Done;
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

    /// <summary>The one pass over the pairs.</summary>
    // Optimised at once: most sessions measure a single array, and tiers would start with the slow one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TResiduals>(
        in KernelState state, ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, Span<double> lanes)
        where TResiduals : struct, IResiduals
    {
        double pivot = state.Pivot;
        PadRow pad = new(actual, predicted, pivot);
        double linearBias = 1.5 * LossBlockKernel.PowerOfTwo(LossBlockKernel.LinearExponent(state.SquareExponent));
        double actualBias = 1.5 * LossBlockKernel.PowerOfTwo(LossBlockKernel.LinearExponent(state.ActualExponent));
        double squareBias = LossBlockKernel.PowerOfTwo(state.SquareExponent);
        double fourthBias = LossBlockKernel.PowerOfTwo(state.FourthExponent);
        double actualSquareBias = LossBlockKernel.PowerOfTwo(state.ActualExponent);

        // Lanes never meet before the end, so a narrow vector can take its lanes over all rows, then the next ones:
        // the accumulators fit its registers, and the block is still in the first-level cache.
        for (int first = 0; first < Lanes; first += TOps.Count)
        {
            TVector grid = TOps.Broadcast(linearBias);
            TVector two = TOps.Broadcast(2.0);
            TVector center = TOps.Broadcast(pivot);
            TVector zero = TOps.Broadcast(0.0);
            TVector sum = grid;
            TVector sumLow = zero;
            TVector abs = grid;
            TVector absLow = zero;
            TVector square = TOps.Broadcast(squareBias);
            TVector squareLow = zero;
            TVector fourth = TOps.Broadcast(fourthBias);
            TVector fourthLow = zero;
            TVector act = TOps.Broadcast(actualBias);
            TVector actLow = zero;
            TVector actSquare = TOps.Broadcast(actualSquareBias);
            TVector actSquareLow = zero;
            TVector max = zero;
            TVector min = TOps.Broadcast(double.MaxValue);

            ref T aRef = ref MemoryMarshal.GetReference(actual);
            ref T pRef = ref MemoryMarshal.GetReference(predicted);
            nuint end = (nuint)(actual.Length & -Lanes);
            for (int part = 0; part < 2; part++)
            {
                for (nuint i = (nuint)first; i < end; i += Lanes)
                {
                    Prefetch.Hint(ref Unsafe.Add(ref aRef, i + (nuint)LossBlockKernel.PrefetchDistance));
                    Prefetch.Hint(ref Unsafe.Add(ref pRef, i + (nuint)LossBlockKernel.PrefetchDistance));
                    TVector a = TOps.Load(ref aRef, i);
                    TVector p = TOps.Load(ref pRef, i);

                    // r + e = a - p exactly: by TwoDiff, or as p is near enough to a that e is zero (to be checked).
                    TVector r = TOps.Subtract(a, p);
                    TVector e = zero;
                    if (TResiduals.AreExact)
                    {
                        min = TOps.Min(min, TOps.Abs(a));
                    }
                    else
                    {
                        TVector b = TOps.Subtract(r, a);
                        e = TOps.Subtract(TOps.Subtract(a, TOps.Subtract(r, b)), TOps.Add(p, b));
                    }

                    // r = high + (r - high) with high on the grid ulp(bias): one split serves the sums of r and |r|.
                    TVector high = TOps.Subtract(TOps.Add(grid, r), grid);
                    TVector low = TOps.Subtract(r, high);
                    low = TResiduals.AreExact ? low : TOps.Add(low, e);
                    TVector sign = TOps.SignOne(r);
                    sum = TOps.Add(sum, high);
                    sumLow = TOps.Add(sumLow, low);
                    abs = TOps.MultiplyAdd(sign, high, abs);
                    absLow = TOps.MultiplyAdd(sign, low, absLow);

                    // (r + e)^2 = t + rest; e^2 is below 2^-106 of it.
                    TVector old = square;
                    square = TOps.MultiplyAdd(r, r, square);
                    TVector t = TOps.Subtract(square, old);
                    TVector rest = TOps.MultiplySubtract(r, r, t);
                    rest = TResiduals.AreExact ? rest : TOps.MultiplyAdd(r, TOps.Add(e, e), rest);
                    squareLow = TOps.Add(squareLow, rest);
                    max = TOps.Max(max, t);

                    // (t + rest)^2 = t^2 + rest * (2t + rest).
                    old = fourth;
                    fourth = TOps.MultiplyAdd(t, t, fourth);
                    TVector t4 = TOps.Subtract(fourth, old);
                    TVector rest4 = TOps.MultiplyAdd(
                        rest, TOps.MultiplyAdd(two, t, rest), TOps.MultiplySubtract(t, t, t4));
                    fourthLow = TOps.Add(fourthLow, rest4);

                    TVector d = TOps.Subtract(a, center);
                    old = act;
                    act = TOps.Add(act, d);
                    actLow = TOps.Add(actLow, TOps.Subtract(d, TOps.Subtract(act, old)));

                    old = actSquare;
                    actSquare = TOps.MultiplyAdd(d, d, actSquare);
                    TVector dd = TOps.MultiplySubtract(d, d, TOps.Subtract(actSquare, old));
                    actSquareLow = TOps.Add(actSquareLow, dd);
                }

                aRef = ref pad.Actual;
                pRef = ref pad.Predicted;
                end = pad.End;
            }

            ref double target = ref lanes[first];
            TOps.Store(sum, ref Row(ref target, LossBlockKernel.SumRow));
            TOps.Store(sumLow, ref Row(ref target, LossBlockKernel.SumLowRow));
            TOps.Store(abs, ref Row(ref target, LossBlockKernel.AbsRow));
            TOps.Store(absLow, ref Row(ref target, LossBlockKernel.AbsLowRow));
            TOps.Store(square, ref Row(ref target, LossBlockKernel.SquareRow));
            TOps.Store(squareLow, ref Row(ref target, LossBlockKernel.SquareLowRow));
            TOps.Store(fourth, ref Row(ref target, LossBlockKernel.FourthRow));
            TOps.Store(fourthLow, ref Row(ref target, LossBlockKernel.FourthLowRow));
            TOps.Store(act, ref Row(ref target, LossBlockKernel.ActualRow));
            TOps.Store(actLow, ref Row(ref target, LossBlockKernel.ActualLowRow));
            TOps.Store(actSquare, ref Row(ref target, LossBlockKernel.ActualSquareRow));
            TOps.Store(actSquareLow, ref Row(ref target, LossBlockKernel.ActualSquareLowRow));
            TOps.Store(max, ref Row(ref target, LossBlockKernel.MaxRow));
            TOps.Store(min, ref Row(ref target, LossBlockKernel.MinRow));
        }
    }

    /// <summary>
    /// Checks the biases after the pass and combines the lanes. False if the block must be measured; then maxAbs, its
    /// largest |r|, is NaN.
    /// </summary>
    private static bool Finish(
        ref KernelState state,
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> lanes,
        double maxAbs,
        ref BlockSums sums)
    {
        bool measured = !double.IsNaN(maxAbs);
        bool squareFits = LossBlockKernel.InWindow(
            lanes, LossBlockKernel.SquareRow, state.SquareExponent, LossBlockKernel.SquareWindow, out bool zeroSquare);
        bool fourthFits = LossBlockKernel.InWindow(
            lanes, LossBlockKernel.FourthRow, state.FourthExponent, LossBlockKernel.FourthWindow, out _);
        bool actualFits = LossBlockKernel.InWindow(
            lanes, LossBlockKernel.ActualSquareRow, state.ActualExponent, LossBlockKernel.SquareWindow, out _);

        int linear = LossBlockKernel.LinearExponent(state.SquareExponent);
        double linearBias = 1.5 * LossBlockKernel.PowerOfTwo(linear);
        sums.Absolute = LossBlockKernel.Total(lanes, LossBlockKernel.AbsRow, linearBias, linear);

        // Blocks without any residual are common (perfect predictions) and right with any bias.
        bool noResidual = zeroSquare && sums.Absolute.Hi == 0.0;
        if (!measured && !(actualFits && (noResidual || (squareFits && fourthFits)) && PivotIsExact(in state, lanes)))
        {
            return false;
        }

        sums.Residual = LossBlockKernel.Total(lanes, LossBlockKernel.SumRow, linearBias, linear);
        sums.Square = LossBlockKernel.Total(
            lanes, LossBlockKernel.SquareRow, LossBlockKernel.PowerOfTwo(state.SquareExponent), state.SquareExponent);
        sums.Fourth = LossBlockKernel.Total(
            lanes, LossBlockKernel.FourthRow, LossBlockKernel.PowerOfTwo(state.FourthExponent), state.FourthExponent);
        int actualLinear = LossBlockKernel.LinearExponent(state.ActualExponent);
        sums.Actual = LossBlockKernel.Total(
            lanes, LossBlockKernel.ActualRow, 1.5 * LossBlockKernel.PowerOfTwo(actualLinear), actualLinear);
        sums.ActualSquare = LossBlockKernel.Total(
            lanes,
            LossBlockKernel.ActualSquareRow,
            LossBlockKernel.PowerOfTwo(state.ActualExponent),
            state.ActualExponent);
        sums.Pivot = state.Pivot;
        sums.MaxIndex = -1;

        if (!noResidual)
        {
            // The pass kept the largest t only: a square rounded to the grid. Look again if it may be a new maximum.
            double bound = LossBlockKernel.MaxOf(lanes, LossBlockKernel.MaxRow)
                + LossBlockKernel.PowerOfTwo(state.SquareExponent - 52);
            if (!measured && bound * (1.0 + 1e-15) >= state.MaxAbs * state.MaxAbs)
            {
                maxAbs = FindMax(actual, predicted);
            }

            if (maxAbs > state.MaxAbs)
            {
                state.MaxAbs = maxAbs;
                sums.MaxIndex = FindIndex(actual, predicted, maxAbs);
            }
        }

        return true;
    }

    // |r| at most |a|/2 puts p within [a/2, 2a], where a - p is exact (Sterbenz). MaxRow holds squares, rounded to
    // the grid. When a lane overflowed its bias this may say yes; then the check of the bias fails.
    private static bool ResidualsAreExact(in KernelState state, ReadOnlySpan<double> lanes)
    {
        double smallest = LossBlockKernel.MinOf(lanes, LossBlockKernel.MinRow);
        double largestSquare = LossBlockKernel.MaxOf(lanes, LossBlockKernel.MaxRow)
            + LossBlockKernel.PowerOfTwo(state.SquareExponent - 52);
        return smallest * smallest >= 4.1 * largestSquare;
    }

    // If any |a - c| exceeded |c|/2 its square would make a lane exceed c^2/4; if none does, all a lie within
    // [c/2, 2c] and each a - c was exact (Sterbenz). So the sum of squares is check enough, if a strict one.
    private static bool PivotIsExact(in KernelState state, ReadOnlySpan<double> lanes)
    {
        if (state.Pivot == 0.0)
        {
            return true;
        }

        double bias = LossBlockKernel.PowerOfTwo(state.ActualExponent);
        double largest = LossBlockKernel.MaxOf(lanes, LossBlockKernel.ActualSquareRow) - bias;
        return largest < 0.2 * state.Pivot * state.Pivot;
    }

    /// <summary>Plain sums of the block, to set the biases or to say why it cannot be summed.</summary>
    private static BlockStatus Measure(
        ref KernelState state,
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        Span<double> lanes,
        out double maxAbs)
    {
        Estimate(actual, predicted, state.Pivot, lanes);
        double square = LossBlockKernel.MaxOf(lanes, 0);
        double fourth = LossBlockKernel.MaxOf(lanes, 1);
        double actualSquare = LossBlockKernel.MaxOf(lanes, 2);
        maxAbs = LossBlockKernel.MaxOf(lanes, 3);
        double maxActual = LossBlockKernel.MaxOf(lanes, 4);
        double minActual = LossBlockKernel.MinOf(lanes, 5);

        // Also when square is NaN or infinite.
        if (!(square < double.MaxValue) && !AllFinite(actual, predicted))
        {
            return BlockStatus.NonFinite;
        }

        if (state.Pivot != 0.0 && !(actualSquare < 0.19 * state.Pivot * state.Pivot))
        {
            state.Pivot = 0.0;
            return Measure(ref state, actual, predicted, lanes, out maxAbs);
        }

        bool tooSmall = (maxAbs != 0.0 && maxAbs < LossBlockKernel.MinResidual)
            || (maxActual != 0.0 && maxActual < LossBlockKernel.MinActual);
        bool inRange = maxAbs <= LossBlockKernel.MaxResidual && maxActual <= LossBlockKernel.MaxActual;
        if (!inRange || (tooSmall && !state.TolerateUnderflow))
        {
            return BlockStatus.OutOfRange;
        }

        // Only the first block of a run may choose the faster way: later ones were measured because something failed.
        state.ExactResiduals = minActual > 2.5 * maxAbs && (state.ExactResiduals || !state.HasBiases);
        state.SquareExponent = Math.Max(-500, Exponent(square) + LossBlockKernel.SquareSlack);
        state.FourthExponent = Math.Max(-850, Exponent(fourth) + LossBlockKernel.FourthSlack);
        state.ActualExponent = Math.Max(-850, Exponent(actualSquare) + LossBlockKernel.SquareSlack);
        return BlockStatus.Done;
    }

    // Of an empty sum, any exponent will do.
    private static int Exponent(double sum) => sum == 0.0 ? -850 : Math.ILogB(sum);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Estimate(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, double pivot, Span<double> lanes)
    {
        PadRow pad = new(actual, predicted, pivot);
        for (int first = 0; first < Lanes; first += TOps.Count)
        {
            TVector center = TOps.Broadcast(pivot);
            TVector zero = TOps.Broadcast(0.0);
            TVector square = zero;
            TVector fourth = zero;
            TVector actSquare = zero;
            TVector max = zero;
            TVector maxActual = zero;
            TVector min = TOps.Broadcast(double.MaxValue);

            ref T aRef = ref MemoryMarshal.GetReference(actual);
            ref T pRef = ref MemoryMarshal.GetReference(predicted);
            nuint end = (nuint)(actual.Length & -Lanes);
            for (int part = 0; part < 2; part++)
            {
                for (nuint i = (nuint)first; i < end; i += Lanes)
                {
                    TVector a = TOps.Load(ref aRef, i);
                    TVector r = TOps.Subtract(a, TOps.Load(ref pRef, i));
                    TVector d = TOps.Subtract(a, center);
                    TVector loss = TOps.MultiplyAdd(r, r, zero);
                    square = TOps.Add(square, loss);
                    fourth = TOps.MultiplyAdd(loss, loss, fourth);
                    actSquare = TOps.MultiplyAdd(d, d, actSquare);
                    max = TOps.Max(max, TOps.Abs(r));
                    maxActual = TOps.Max(maxActual, TOps.Abs(d));
                    min = TOps.Min(min, TOps.Abs(a));
                }

                aRef = ref pad.Actual;
                pRef = ref pad.Predicted;
                end = pad.End;
            }

            ref double target = ref lanes[first];
            TOps.Store(square, ref Row(ref target, 0));
            TOps.Store(fourth, ref Row(ref target, 1));
            TOps.Store(actSquare, ref Row(ref target, 2));
            TOps.Store(max, ref Row(ref target, 3));
            TOps.Store(maxActual, ref Row(ref target, 4));
            TOps.Store(min, ref Row(ref target, 5));
        }
    }

    /// <summary>The largest |a - p| of a block without NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double FindMax(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted)
    {
        Span<double> lanes = stackalloc double[Lanes];
        TVector max = TOps.Broadcast(0.0);
        TVector max2 = max;
        ref T a = ref MemoryMarshal.GetReference(actual);
        ref T p = ref MemoryMarshal.GetReference(predicted);
        nuint step = (nuint)TOps.Count;
        nuint length = (nuint)actual.Length;
        nuint i = 0;
        for (; i + (2 * step) <= length; i += 2 * step)
        {
            max = TOps.Max(max, TOps.Abs(TOps.Subtract(TOps.Load(ref a, i), TOps.Load(ref p, i))));
            max2 = TOps.Max(max2, TOps.Abs(TOps.Subtract(TOps.Load(ref a, i + step), TOps.Load(ref p, i + step))));
        }

        lanes.Clear();
        TOps.Store(TOps.Max(max, max2), ref lanes[0]);
        double result = LossBlockKernel.MaxOf(lanes, 0);
        for (; i < length; i++)
        {
            result = Math.Max(result, Math.Abs(OpsScalar.Load(ref a, i) - OpsScalar.Load(ref p, i)));
        }

        return result;
    }

    /// <summary>The first index where |a - p| is maxAbs.</summary>
    private static int FindIndex(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, double maxAbs)
    {
        TVector wanted = TOps.Broadcast(maxAbs);
        ref T a = ref MemoryMarshal.GetReference(actual);
        ref T p = ref MemoryMarshal.GetReference(predicted);
        int i = 0;
        for (; i + TOps.Count <= actual.Length; i += TOps.Count)
        {
            TVector r = TOps.Subtract(TOps.Load(ref a, (nuint)i), TOps.Load(ref p, (nuint)i));
            uint mask = TOps.EqualMask(TOps.Abs(r), wanted);
            if (mask != 0)
            {
                return i + BitOperations.TrailingZeroCount(mask);
            }
        }

        while (Math.Abs(OpsScalar.Load(ref a, (nuint)i) - OpsScalar.Load(ref p, (nuint)i)) != maxAbs)
        {
            i++;
        }

        return i;
    }

    private static bool AllFinite(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted)
    {
        bool finite = true;
        for (int i = 0; i < actual.Length; i++)
        {
            finite &= T.IsFinite(actual[i]) && T.IsFinite(predicted[i]);
        }

        return finite;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double Row(ref double target, int row) => ref Unsafe.Add(ref target, row * Lanes);

    /// <summary>The last, incomplete row of a block, filled up with pairs that add nothing to any sum.</summary>
    private ref struct PadRow
    {
        public readonly ref T Actual;
        public readonly ref T Predicted;
        public readonly nuint End;

        public PadRow(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, double pivot)
        {
            int done = actual.Length & -Lanes;
            if (done != actual.Length)
            {
                T[] buffer = new T[2 * Lanes];
                buffer.AsSpan().Fill(T.CreateTruncating(pivot));
                actual[done..].CopyTo(buffer);
                predicted[done..].CopyTo(buffer.AsSpan(Lanes));
                Actual = ref buffer[0];
                Predicted = ref buffer[Lanes];
                End = Lanes;
            }
        }
    }
}
