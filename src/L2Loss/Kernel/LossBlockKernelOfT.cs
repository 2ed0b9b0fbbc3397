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
    private const int Lanes = LossBlockKernel.Lanes;

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

        Span<double> lanes = stackalloc double[LossBlockKernel.RowCount * Lanes];
        Unsafe.SkipInit(out sums);
        bool isDone = false;
        if (state.HasBiases)
        {
            bool exact = AccumulateAny(in state, actual, predicted, lanes);
            isDone = (!exact || ResidualsAreExact(in state, lanes))
                && Finish(ref state, actual, predicted, lanes, double.NaN, ref sums);

            // Once wrong is enough: the rest of the run takes the general way.
            state.ExactResiduals &= isDone || !exact || ResidualsAreExact(in state, lanes);
        }

        if (!isDone)
        {
            state.HasBiases = Measure(ref state, actual, predicted, lanes, out double maxAbs);
            if (!state.HasBiases)
            {
                return false;
            }

            AccumulateAny(in state, actual, predicted, lanes);
            isDone = Finish(ref state, actual, predicted, lanes, maxAbs, ref sums);
            Debug.Assert(isDone, "A measured block cannot fail.");
        }

        sums.IsWide = !LinearSumsAreExact(in state, lanes, sums.Absolute.Hi != 0.0)
            && !LinearSumsAreExact(in state, Smallest(actual, predicted), sums.Absolute.Hi != 0.0);
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

    /// <summary>The one pass over the pairs.</summary>
    // Optimised at once: most sessions measure a single array, and tiers would start with the slow one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TResiduals>(
        in KernelState state, ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, Span<double> lanes)
        where TResiduals : struct, IResiduals
    {
        TOps ops = default;

        double pivot = state.Pivot;
        PadRow pad = new(actual, predicted, pivot);
        double linearBias = 1.5 * LossBlockKernel.PowerOfTwo(LossBlockKernel.LinearExponent(state.SquareExponent));
        double actualBias = 1.5 * LossBlockKernel.PowerOfTwo(LossBlockKernel.LinearExponent(state.ActualExponent));
        double squareBias = LossBlockKernel.PowerOfTwo(state.SquareExponent);
        double fourthBias = LossBlockKernel.PowerOfTwo(state.FourthExponent);
        double actualSquareBias = LossBlockKernel.PowerOfTwo(state.ActualExponent);

        // Lanes never meet before the end, so a narrow vector can take its lanes over all rows, then the next ones:
        // the accumulators fit its registers, and the block is still in the first-level cache.
        for (int first = 0; first < Lanes; first += ops.Count)
        {
            TVector grid = ops.Broadcast(linearBias);
            TVector two = ops.Broadcast(2.0);
            TVector center = ops.Broadcast(pivot);
            TVector zero = ops.Broadcast(0.0);
            TVector sum = grid;
            TVector sumLow = zero;
            TVector abs = grid;
            TVector absLow = zero;
            TVector square = ops.Broadcast(squareBias);
            TVector squareLow = zero;
            TVector squareLeast = zero;
            TVector fourth = ops.Broadcast(fourthBias);
            TVector fourthLow = zero;
            TVector act = ops.Broadcast(actualBias);
            TVector actLow = zero;
            TVector actSquare = ops.Broadcast(actualSquareBias);
            TVector actSquareLow = zero;
            TVector max = zero;
            TVector min = ops.Broadcast(double.MaxValue);

            ref T aRef = ref MemoryMarshal.GetReference(actual);
            ref T pRef = ref MemoryMarshal.GetReference(predicted);
            nuint end = (nuint)(actual.Length & -Lanes);
            for (int part = 0; part < 2; part++)
            {
                for (nuint i = (nuint)first; i < end; i += Lanes)
                {
                    Prefetch.Hint(ref Unsafe.Add(ref aRef, i + (nuint)LossBlockKernel.PrefetchDistance));
                    Prefetch.Hint(ref Unsafe.Add(ref pRef, i + (nuint)LossBlockKernel.PrefetchDistance));
                    TVector a = ops.Load(ref aRef, i);
                    TVector p = ops.Load(ref pRef, i);

                    // r + e = a - p exactly: by TwoDiff, or as p is near enough to a that e is zero (to be checked).
                    TVector r = ops.Subtract(a, p);
                    TVector e = zero;
                    min = ops.Min(min, ops.Abs(a));
                    if (!default(TResiduals).AreExact)
                    {
                        min = ops.Min(min, ops.Abs(p));
                        TVector b = ops.Subtract(r, a);
                        e = ops.Subtract(ops.Subtract(a, ops.Subtract(r, b)), ops.Add(p, b));
                    }

                    // r = high + (r - high) with high on the grid ulp(bias): one split serves the sums of r and |r|.
                    TVector high = ops.Subtract(ops.Add(grid, r), grid);
                    TVector low = ops.Subtract(r, high);
                    low = default(TResiduals).AreExact ? low : ops.Add(low, e);
                    TVector sign = ops.SignOne(r);
                    sum = ops.Add(sum, high);
                    sumLow = ops.Add(sumLow, low);
                    abs = ops.MultiplyAdd(sign, high, abs);
                    absLow = ops.MultiplyAdd(sign, low, absLow);

                    // (r + e)^2 = t + rest + e^2. Below 2^-106 of it, e^2 decides a tie of r = 1 and e = 2^-54.
                    TVector old = square;
                    square = ops.MultiplyAdd(r, r, square);
                    TVector t = ops.Subtract(square, old);
                    TVector rest = ops.MultiplySubtract(r, r, t);
                    rest = default(TResiduals).AreExact ? rest : ops.MultiplyAdd(r, ops.Add(e, e), rest);
                    squareLow = ops.Add(squareLow, rest);
                    squareLeast = default(TResiduals).AreExact ? zero : ops.MultiplyAdd(e, e, squareLeast);
                    max = ops.Max(max, t);

                    // (t + rest)^2 = t^2 + rest * (2t + rest).
                    old = fourth;
                    fourth = ops.MultiplyAdd(t, t, fourth);
                    TVector t4 = ops.Subtract(fourth, old);
                    TVector rest4 = ops.MultiplyAdd(
                        rest, ops.MultiplyAdd(two, t, rest), ops.MultiplySubtract(t, t, t4));
                    fourthLow = ops.Add(fourthLow, rest4);

                    TVector d = ops.Subtract(a, center);
                    old = act;
                    act = ops.Add(act, d);
                    actLow = ops.Add(actLow, ops.Subtract(d, ops.Subtract(act, old)));

                    old = actSquare;
                    actSquare = ops.MultiplyAdd(d, d, actSquare);
                    TVector dd = ops.MultiplySubtract(d, d, ops.Subtract(actSquare, old));
                    actSquareLow = ops.Add(actSquareLow, dd);
                }

                aRef = ref pad.Actual;
                pRef = ref pad.Predicted;
                end = pad.End;
            }

            ref double target = ref lanes[first];
            ops.Store(sum, ref Row(ref target, LossBlockKernel.SumRow));
            ops.Store(sumLow, ref Row(ref target, LossBlockKernel.SumLowRow));
            ops.Store(abs, ref Row(ref target, LossBlockKernel.AbsRow));
            ops.Store(absLow, ref Row(ref target, LossBlockKernel.AbsLowRow));
            ops.Store(square, ref Row(ref target, LossBlockKernel.SquareRow));
            ops.Store(squareLow, ref Row(ref target, LossBlockKernel.SquareLowRow));
            ops.Store(squareLeast, ref Row(ref target, LossBlockKernel.SquareLeastRow));
            ops.Store(fourth, ref Row(ref target, LossBlockKernel.FourthRow));
            ops.Store(fourthLow, ref Row(ref target, LossBlockKernel.FourthLowRow));
            ops.Store(act, ref Row(ref target, LossBlockKernel.ActualRow));
            ops.Store(actLow, ref Row(ref target, LossBlockKernel.ActualLowRow));
            ops.Store(actSquare, ref Row(ref target, LossBlockKernel.ActualSquareRow));
            ops.Store(actSquareLow, ref Row(ref target, LossBlockKernel.ActualSquareLowRow));
            ops.Store(max, ref Row(ref target, LossBlockKernel.MaxRow));
            ops.Store(min, ref Row(ref target, LossBlockKernel.MinRow));
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
        sums.SquareLeast = LaneTotals.Sum(lanes.Slice(LossBlockKernel.SquareLeastRow * Lanes, Lanes));
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

    // Every value is a multiple of the last bit of the smallest one that is not 0. In units of that bit the parts of
    // residuals and of distances from the pivot that are not on the grid of the bias have up to 41 bits more than the
    // exponents are apart from here; a lane adds up 257 halves of them, and eight lanes are added: 53 bits at most. (In
    // the exact way the smallest prediction may have half the size of the smallest actual, and so may the pivot.)
    private static bool LinearSumsAreExact(in KernelState state, ReadOnlySpan<double> lanes, bool hasResiduals) =>
        LinearSumsAreExact(in state, 0.5 * LossBlockKernel.MinOf(lanes, LossBlockKernel.MinRow), hasResiduals);

    private static bool LinearSumsAreExact(in KernelState state, double smallest, bool hasResiduals)
    {
        int exponent = LossBlockKernel.LinearExponent(state.ActualExponent);
        if (hasResiduals)
        {
            exponent = Math.Max(exponent, LossBlockKernel.LinearExponent(state.SquareExponent));
        }

        return smallest >= LossBlockKernel.PowerOfTwo(exponent - LossBlockKernel.LinearBits);
    }

    /// <summary>Plain sums of the block, to set the biases; false if it cannot be summed.</summary>
    private static bool Measure(
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

        // Of a value that is not finite the square is not, either.
        if (!(square < double.MaxValue))
        {
            return false;
        }

        if (state.Pivot != 0.0 && !(actualSquare < 0.19 * state.Pivot * state.Pivot))
        {
            state.Pivot = 0.0;
            return Measure(ref state, actual, predicted, lanes, out maxAbs);
        }

        bool isTooSmall = (maxAbs != 0.0 && maxAbs < LossBlockKernel.MinResidual)
            || (maxActual != 0.0 && maxActual < LossBlockKernel.MinActual);
        if (isTooSmall || !(maxAbs <= LossBlockKernel.MaxResidual && maxActual <= LossBlockKernel.MaxActual))
        {
            return false;
        }

        // Only the first block of a run may choose the faster way: later ones were measured because something failed.
        state.ExactResiduals = minActual > 2.5 * maxAbs && (state.ExactResiduals || !state.HasBiases);
        state.SquareExponent = Math.Max(-500, Exponent(square) + LossBlockKernel.SquareSlack);
        state.FourthExponent = Math.Max(-850, Exponent(fourth) + LossBlockKernel.FourthSlack);
        state.ActualExponent = Math.Max(-850, Exponent(actualSquare) + LossBlockKernel.SquareSlack);
        return true;
    }

    // Of an empty sum, any exponent will do.
    private static int Exponent(double sum) => sum == 0.0 ? -850 : Math.ILogB(sum);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Estimate(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, double pivot, Span<double> lanes)
    {
        TOps ops = default;

        PadRow pad = new(actual, predicted, pivot);
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

                aRef = ref pad.Actual;
                pRef = ref pad.Predicted;
                end = pad.End;
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

    /// <summary>The largest |a - p| of a block without NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double FindMax(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted)
    {
        TOps ops = default;

        Span<double> lanes = stackalloc double[Lanes];
        TVector max = ops.Broadcast(0.0);
        TVector max2 = max;
        ref T a = ref MemoryMarshal.GetReference(actual);
        ref T p = ref MemoryMarshal.GetReference(predicted);
        nuint step = (nuint)ops.Count;
        nuint length = (nuint)actual.Length;
        nuint i = 0;
        for (; i + (2 * step) <= length; i += 2 * step)
        {
            max = ops.Max(max, ops.Abs(ops.Subtract(ops.Load(ref a, i), ops.Load(ref p, i))));
            max2 = ops.Max(max2, ops.Abs(ops.Subtract(ops.Load(ref a, i + step), ops.Load(ref p, i + step))));
        }

        lanes.Clear();
        ops.Store(ops.Max(max, max2), ref lanes[0]);
        double result = LossBlockKernel.MaxOf(lanes, 0);
        for (; i < length; i++)
        {
            result = Math.Max(result, Math.Abs(default(OpsScalar).Load(ref a, i) - default(OpsScalar).Load(ref p, i)));
        }

        return result;
    }

    /// <summary>The first index where |a - p| is maxAbs.</summary>
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

    /// <summary>The smallest magnitude of both columns that is not 0; the largest double where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Smallest(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted)
    {
        TOps ops = default;

        Span<double> lanes = stackalloc double[Lanes];
        lanes.Fill(double.MaxValue);
        TVector min = ops.Broadcast(double.MaxValue);
        ref T a = ref MemoryMarshal.GetReference(actual);
        ref T p = ref MemoryMarshal.GetReference(predicted);
        nuint length = (nuint)actual.Length;
        nuint i = 0;
        for (; i + (nuint)ops.Count <= length; i += (nuint)ops.Count)
        {
            min = ops.Min(min, ops.Min(LargeForZero(ops.Load(ref a, i)), LargeForZero(ops.Load(ref p, i))));
        }

        ops.Store(min, ref lanes[0]);
        double smallest = LossBlockKernel.MinOf(lanes, 0);
        for (; i < length; i++)
        {
            double x = Math.Abs(default(OpsScalar).Load(ref a, i));
            double y = Math.Abs(default(OpsScalar).Load(ref p, i));
            smallest = Math.Min(smallest, Math.Min(x == 0.0 ? smallest : x, y == 0.0 ? smallest : y));
        }

        return smallest;
    }

    /// <summary>The magnitude; the largest double for 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LargeForZero(TVector x)
    {
        TOps ops = default;

        TVector large = ops.Broadcast(double.MaxValue);
        return ops.Add(ops.Abs(x), ops.Subtract(large, ops.KeepWhereNotZero(large, x)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double Row(ref double target, int row) => ref Unsafe.Add(ref target, row * Lanes);

    /// <summary>The last, incomplete row of a block, filled up with pairs that add nothing to any sum.</summary>
    private readonly ref struct PadRow
    {
        private readonly Span<T> _buffer;

        public PadRow(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, double pivot)
        {
            int done = actual.Length & -Lanes;
            if (done != actual.Length)
            {
                _buffer = new T[2 * Lanes];
                _buffer.Fill(FloatingPoint.Narrow<T>(pivot));
                actual[done..].CopyTo(_buffer);
                predicted[done..].CopyTo(_buffer[Lanes..]);
            }
        }

        public ref T Actual => ref MemoryMarshal.GetReference(_buffer);

        public ref T Predicted => ref Unsafe.Add(ref Actual, Lanes);

        public nuint End => _buffer.IsEmpty ? 0u : Lanes;
    }
}
