using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace L2Loss;

/// <summary>
/// The passes of the block kernel over a strip of full rows. Each holds so few sums that they stay in sixteen registers;
/// the next finds the strip in the cache.
/// </summary>
// Optimised at once: most sessions measure a single array, and tiers would start with the slow one.
internal static class LossPasses<TOps, TVector, T>
    where TOps : struct, ILaneOps<TVector>
    where TVector : struct
    where T : unmanaged
{
    private const int Lanes = LossLanes.Count;

    /// <summary>The sums of a - pivot and of its square.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddActuals(ReadOnlySpan<T> actual, double pivot, Span<double> lanes)
    {
        TOps ops = default;

        ref T aRef = ref MemoryMarshal.GetReference(actual);
        nuint end = (nuint)actual.Length;

        // Lanes never meet before the end, so a narrow vector can take its lanes over all rows, then the next ones.
        for (int first = 0; first < Lanes; first += ops.Count)
        {
            ref double target = ref lanes[first];
            TVector center = ops.Broadcast(pivot);
            TVector sum = ops.Load(ref target, LossLanes.ActualRow * Lanes);
            TVector sumLow = ops.Load(ref target, LossLanes.ActualLowRow * Lanes);
            TVector square = ops.Load(ref target, LossLanes.ActualSquareRow * Lanes);
            TVector squareLow = ops.Load(ref target, LossLanes.ActualSquareLowRow * Lanes);
            for (nuint i = (nuint)first; i < end; i += Lanes)
            {
                Prefetch.Hint(ref Unsafe.Add(ref aRef, i + (nuint)LossLanes.PrefetchDistance));
                TVector d = ops.Subtract(ops.Load(ref aRef, i), center);
                TVector old = sum;
                sum = ops.Add(sum, d);
                sumLow = ops.AddTerm(sumLow, ops.Subtract(d, ops.Subtract(sum, old)));

                old = square;
                square = ops.MultiplyAdd(d, d, square);
                TVector rest = ops.MultiplySubtract(d, d, ops.Subtract(square, old));
                squareLow = ops.AddTerm(squareLow, rest);
            }

            ops.Store(sum, ref Row(ref target, LossLanes.ActualRow));
            ops.Store(sumLow, ref Row(ref target, LossLanes.ActualLowRow));
            ops.Store(square, ref Row(ref target, LossLanes.ActualSquareRow));
            ops.Store(squareLow, ref Row(ref target, LossLanes.ActualSquareLowRow));
        }
    }

    /// <summary>The sums of r = a - p and |r|, the largest |r|, the smallest magnitude, and the rounding errors of r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddResiduals<TResiduals>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, double bias, Span<double> lanes, Span<double> errors)
        where TResiduals : struct, IResiduals
    {
        TOps ops = default;

        ref T aRef = ref MemoryMarshal.GetReference(actual);
        ref T pRef = ref MemoryMarshal.GetReference(predicted);
        ref double eRef = ref MemoryMarshal.GetReference(errors);
        nuint end = (nuint)actual.Length;
        for (int first = 0; first < Lanes; first += ops.Count)
        {
            ref double target = ref lanes[first];
            TVector grid = ops.Broadcast(bias);
            TVector sum = ops.Load(ref target, LossLanes.SumRow * Lanes);
            TVector sumLow = ops.Load(ref target, LossLanes.SumLowRow * Lanes);
            TVector abs = ops.Load(ref target, LossLanes.AbsRow * Lanes);
            TVector absLow = ops.Load(ref target, LossLanes.AbsLowRow * Lanes);
            TVector min = ops.Load(ref target, LossLanes.MinRow * Lanes);
            TVector max = ops.Load(ref target, LossLanes.MaxRow * Lanes);
            for (nuint i = (nuint)first; i < end; i += Lanes)
            {
                TVector a = ops.Load(ref aRef, i);
                TVector p = ops.Load(ref pRef, i);
                TVector r = ops.Subtract(a, p);
                max = ops.Max(max, ops.Abs(r));

                // r = high + (r - high) with high on the grid ulp(bias): one split serves the sums of r and |r|.
                TVector high = ops.Subtract(ops.Add(grid, r), grid);
                TVector low = ops.Subtract(r, high);
                if (default(TResiduals).AreExact)
                {
                    // Where a is 0, p might be anything.
                    min = ops.Min(min, ops.Abs(a));
                }
                else
                {
                    min = ops.MinButZero(ops.MinButZero(min, a), p);

                    // r + e = a - p exactly.
                    TVector b = ops.Subtract(r, a);
                    TVector e = ops.Subtract(ops.Subtract(a, ops.Subtract(r, b)), ops.Add(p, b));
                    ops.Store(e, ref Unsafe.Add(ref eRef, i));
                    low = ops.Add(low, e);
                }

                TVector sign = ops.SignOne(r);
                sum = ops.AddTerm(sum, high);
                sumLow = ops.AddTerm(sumLow, low);
                abs = ops.MultiplyAdd(sign, high, abs);
                absLow = ops.MultiplyAdd(sign, low, absLow);
            }

            ops.Store(sum, ref Row(ref target, LossLanes.SumRow));
            ops.Store(sumLow, ref Row(ref target, LossLanes.SumLowRow));
            ops.Store(abs, ref Row(ref target, LossLanes.AbsRow));
            ops.Store(absLow, ref Row(ref target, LossLanes.AbsLowRow));
            ops.Store(min, ref Row(ref target, LossLanes.MinRow));
            ops.Store(max, ref Row(ref target, LossLanes.MaxRow));
        }
    }

    /// <summary>The sums of squares and fourth powers of r and its rounding errors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddSquares<TResiduals>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, Span<double> lanes, ReadOnlySpan<double> errors)
        where TResiduals : struct, IResiduals
    {
        TOps ops = default;

        ref T aRef = ref MemoryMarshal.GetReference(actual);
        ref T pRef = ref MemoryMarshal.GetReference(predicted);
        ref double eRef = ref MemoryMarshal.GetReference(errors);
        nuint end = (nuint)actual.Length;
        for (int first = 0; first < Lanes; first += ops.Count)
        {
            ref double target = ref lanes[first];
            TVector square = ops.Load(ref target, LossLanes.SquareRow * Lanes);
            TVector squareLow = ops.Load(ref target, LossLanes.SquareLowRow * Lanes);
            TVector squareLeast = ops.Load(ref target, LossLanes.SquareLeastRow * Lanes);
            TVector fourth = ops.Load(ref target, LossLanes.FourthRow * Lanes);
            TVector fourthLow = ops.Load(ref target, LossLanes.FourthLowRow * Lanes);
            for (nuint i = (nuint)first; i < end; i += Lanes)
            {
                Prefetch.Hint(ref Unsafe.Add(ref pRef, i + (nuint)LossLanes.PrefetchDistance));

                // (r + e)^2 = t + rest + e^2. Below 2^-106 of it, e^2 decides a tie of r = 1 and e = 2^-54.
                TVector r = ops.Subtract(ops.Load(ref aRef, i), ops.Load(ref pRef, i));
                TVector old = square;
                square = ops.MultiplyAdd(r, r, square);
                TVector t = ops.Subtract(square, old);
                TVector rest = ops.MultiplySubtract(r, r, t);
                if (!default(TResiduals).AreExact)
                {
                    TVector e = ops.Load(ref eRef, i);
                    rest = ops.MultiplyAdd(r, ops.Add(e, e), rest);
                    squareLeast = ops.MultiplyAdd(e, e, squareLeast);
                }

                squareLow = ops.Add(squareLow, rest);

                // (t + rest)^2 = t^2 + rest * (2t + rest).
                old = fourth;
                fourth = ops.MultiplyAdd(t, t, fourth);
                TVector t4 = ops.Subtract(fourth, old);
                TVector rest4 = ops.MultiplyAdd(
                    rest, ops.MultiplyAdd(ops.Broadcast(2.0), t, rest), ops.MultiplySubtract(t, t, t4));
                fourthLow = ops.Add(fourthLow, rest4);
            }

            ops.Store(square, ref Row(ref target, LossLanes.SquareRow));
            ops.Store(squareLow, ref Row(ref target, LossLanes.SquareLowRow));
            ops.Store(squareLeast, ref Row(ref target, LossLanes.SquareLeastRow));
            ops.Store(fourth, ref Row(ref target, LossLanes.FourthRow));
            ops.Store(fourthLow, ref Row(ref target, LossLanes.FourthLowRow));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double Row(ref double target, int row) => ref Unsafe.Add(ref target, row * Lanes);
}
