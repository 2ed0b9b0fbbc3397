using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace L2Loss;

/// <summary>The block kernel for pairs with weights, for one vector width and one element type (float or double).</summary>
/// <remarks>
/// Differences and products are error-free up to terms of 2^-105 of them; each sum is kept in each of 8 lanes as a
/// running double and a second one of what that rounded away (Ogita, Rump, Oishi, "Accurate sum and dot product",
/// SIAM J. Sci. Comput. 26, 2005). A lane has 256 rows, so some 2^-95 of the sum of the magnitudes may be lost. There
/// is nothing to guess as in <see cref="LossBlockKernel{TOps, TVector, T}"/>; only the range is checked, after the pass.
/// </remarks>
internal static class WeightedBlockKernel<TOps, TVector, T>
    where TOps : struct, ILaneOps<TVector>
    where TVector : struct
    where T : unmanaged
{
    private const int Lanes = LossLanes.Count;

    // Safe ranges: w^2 * r^4 summed stays below 2^1023, and the last of 106 bits of any sum above 2^-1074.
    private const double MaxWeight = 1.329227995784916e36; // 2^120
    private const double MaxDistance = 1.532495540865889e54; // 2^180
    private const double MinSum = 4.060706939705039e-115; // 2^-380

    // Each sum has a second row for its low parts.
    private const int WeightRow = 0;
    private const int SquaredWeightRow = 2;
    private const int ResidualRow = 4;
    private const int AbsoluteRow = 6;
    private const int SquareRow = 8;
    private const int TwiceWeightedRow = 10;
    private const int SquaredLossRow = 12;
    private const int ActualRow = 14;
    private const int ActualSquareRow = 16;
    private const int MaxLossRow = 18;
    private const int MaxErrorRow = 19;
    private const int MaxDistanceRow = 20;
    private const int MinWeightRow = 21;
    private const int SquareLeastRow = 22;
    private const int CountRow = 23;
    private const int LeastWeightRow = 24;
    private const int LeastValueRow = 25;
    private const int RowCount = 26;

    /// <summary>Sums one block.</summary>
    /// <param name="actual">At most <see cref="LossBlock.Length"/> values.</param>
    /// <param name="predicted">As many.</param>
    /// <param name="weights">As many.</param>
    /// <param name="pivot">A number near the actual values.</param>
    /// <param name="sums">The sums.</param>
    /// <returns>
    /// False when some value is not finite, a weight is negative or the values are too far from 1.
    /// </returns>
    internal static bool TryRun(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        double pivot,
        out WeightedBlockSums sums)
    {
        if (actual.Length != predicted.Length || actual.Length != weights.Length)
        {
            throw new ArgumentException("The columns differ in length.");
        }

        Span<double> lanes = stackalloc double[RowCount * Lanes];
        Accumulate(actual, predicted, weights, pivot, lanes);
        sums = new WeightedBlockSums
        {
            Weight = Total(lanes, WeightRow),
            SquaredWeight = Total(lanes, SquaredWeightRow),
            Residual = Total(lanes, ResidualRow),
            Absolute = Total(lanes, AbsoluteRow),
            Square = Total(lanes, SquareRow),
            SquareLeast = LaneTotals.Sum(lanes.Slice(SquareLeastRow * Lanes, Lanes)),
            TwiceWeightedSquare = Total(lanes, TwiceWeightedRow),
            SquaredLoss = Total(lanes, SquaredLossRow),
            Actual = Total(lanes, ActualRow),
            ActualSquare = Total(lanes, ActualSquareRow),
            Pivot = pivot,
            MaxLoss = LossLanes.MaxOf(lanes, MaxLossRow),
            MaxError = LossLanes.MaxOf(lanes, MaxErrorRow),
            MaxDistance = LossLanes.MaxOf(lanes, MaxDistanceRow),
            LeastWeight = LossLanes.MinOf(lanes, LeastWeightRow),
            LeastValue = LossLanes.MinOf(lanes, LeastValueRow),
            WeightedCount = (int)LaneTotals.Sum(lanes.Slice(CountRow * Lanes, Lanes)),
        };

        // The rounding error of a - p is NaN when either is not finite, and so is its product with any weight.
        double weight = sums.Weight.Hi;
        bool isValid = !double.IsNaN(sums.Residual.Hi) && LossLanes.MinOf(lanes, MinWeightRow) >= 0.0;
        bool isSmallEnough = weight <= MaxWeight && sums.MaxError <= MaxDistance && sums.MaxDistance <= MaxDistance;
        bool isLargeEnough = (weight == 0.0 || weight >= MinSum)
            && (sums.MaxError == 0.0 || (sums.Absolute.Hi >= MinSum && sums.Square.Hi >= MinSum))
            && (sums.MaxDistance == 0.0 || sums.ActualSquare.Hi >= MinSum);
        return isValid && isSmallEnough && isLargeEnough;
    }

    /// <summary>The passes over the block, a strip at a time, each with few sums, as in the other kernel.</summary>
    private static void Accumulate(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        double pivot,
        Span<double> lanes)
    {
        lanes.Clear();
        lanes.Slice(MinWeightRow * Lanes, Lanes).Fill(double.MaxValue);
        lanes.Slice(LeastWeightRow * Lanes, Lanes).Fill(double.MaxValue);
        lanes.Slice(LeastValueRow * Lanes, Lanes).Fill(double.MaxValue);
        int full = actual.Length & -Lanes;
        for (int start = 0; start < full; start += LossLanes.StripLength)
        {
            int length = Math.Min(LossLanes.StripLength, full - start);
            AddStrip(
                actual.Slice(start, length), predicted.Slice(start, length), weights.Slice(start, length), pivot, lanes);
        }

        if (full != actual.Length)
        {
            // The last, incomplete row is filled up with weights of 0.
            Span<T> lastActual = stackalloc T[Lanes];
            Span<T> lastPredicted = stackalloc T[Lanes];
            Span<double> lastWeights = stackalloc double[Lanes];
            actual[full..].CopyTo(lastActual);
            predicted[full..].CopyTo(lastPredicted);
            weights[full..].CopyTo(lastWeights);
            AddStrip(lastActual, lastPredicted, lastWeights, pivot, lanes);
        }
    }

    [SkipLocalsInit]
    private static void AddStrip(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        double pivot,
        Span<double> lanes)
    {
        Span<double> products = stackalloc double[4 * LossLanes.StripLength];
        AddWeights(weights, lanes);
        AddActuals(actual, weights, pivot, lanes);
        AddResiduals(actual, predicted, weights, lanes, products);
        AddSquares(products[..(4 * actual.Length)], lanes);
    }

    // Optimised at once, as the unweighted kernel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWeights(ReadOnlySpan<double> weights, Span<double> lanes)
    {
        TOps ops = default;

        ref double wRef = ref MemoryMarshal.GetReference(weights);
        TVector zero = ops.Broadcast(0.0);
        TVector one = ops.Broadcast(1.0);
        for (int first = 0; first < Lanes; first += ops.Count)
        {
            ref double target = ref lanes[first];
            LaneSum weight = new(ref target, WeightRow);
            LaneSum squaredWeight = new(ref target, SquaredWeightRow);
            TVector min = ops.Load(ref target, MinWeightRow * Lanes);
            TVector least = ops.Load(ref target, LeastWeightRow * Lanes);
            TVector count = ops.Load(ref target, CountRow * Lanes);
            for (nuint i = (nuint)first; i < (nuint)weights.Length; i += Lanes)
            {
                Prefetch.Hint(ref Unsafe.Add(ref wRef, i + (nuint)LossLanes.PrefetchDistance));
                TVector w = ops.Load(ref wRef, i);
                min = ops.Min(min, w);
                least = ops.MinButZero(least, w);
                count = ops.Add(count, ops.KeepWhereNotZero(one, w));
                weight.Add(w, zero);
                squaredWeight.AddProduct(w, new DoubleDoubleLanes(w, zero));
            }

            weight.Store(ref target, WeightRow);
            squaredWeight.Store(ref target, SquaredWeightRow);
            ops.Store(min, ref Unsafe.Add(ref target, MinWeightRow * Lanes));
            ops.Store(least, ref Unsafe.Add(ref target, LeastWeightRow * Lanes));
            ops.Store(count, ref Unsafe.Add(ref target, CountRow * Lanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddActuals(
        ReadOnlySpan<T> actual, ReadOnlySpan<double> weights, double pivot, Span<double> lanes)
    {
        TOps ops = default;

        ref T aRef = ref MemoryMarshal.GetReference(actual);
        ref double wRef = ref MemoryMarshal.GetReference(weights);
        TVector center = ops.Broadcast(pivot);
        for (int first = 0; first < Lanes; first += ops.Count)
        {
            ref double target = ref lanes[first];
            LaneSum sum = new(ref target, ActualRow);
            LaneSum square = new(ref target, ActualSquareRow);
            TVector max = ops.Load(ref target, MaxDistanceRow * Lanes);
            TVector least = ops.Load(ref target, LeastValueRow * Lanes);
            for (nuint i = (nuint)first; i < (nuint)actual.Length; i += Lanes)
            {
                Prefetch.Hint(ref Unsafe.Add(ref aRef, i + (nuint)LossLanes.PrefetchDistance));
                TVector a = ops.Load(ref aRef, i);
                TVector w = ops.Load(ref wRef, i);
                DoubleDoubleLanes d = DoubleDoubleLanes.Difference(a, center, w);
                DoubleDoubleLanes wd = DoubleDoubleLanes.Product(w, d);
                sum.Add(wd);
                square.AddProduct(wd, d);
                max = ops.Max(max, ops.Abs(d.High));
                least = ops.MinButZero(least, a);
            }

            sum.Store(ref target, ActualRow);
            square.Store(ref target, ActualSquareRow);
            ops.Store(max, ref Unsafe.Add(ref target, MaxDistanceRow * Lanes));
            ops.Store(least, ref Unsafe.Add(ref target, LeastValueRow * Lanes));
        }
    }

    /// <summary>The products are w * r and w * r^2, both parts of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddResiduals(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        Span<double> lanes,
        Span<double> products)
    {
        TOps ops = default;

        ref T aRef = ref MemoryMarshal.GetReference(actual);
        ref T pRef = ref MemoryMarshal.GetReference(predicted);
        ref double wRef = ref MemoryMarshal.GetReference(weights);
        for (int first = 0; first < Lanes; first += ops.Count)
        {
            ref double target = ref lanes[first];
            ref double product = ref products[first];
            LaneSum residual = new(ref target, ResidualRow);
            LaneSum absolute = new(ref target, AbsoluteRow);
            TVector squareLeast = ops.Load(ref target, SquareLeastRow * Lanes);
            TVector max = ops.Load(ref target, MaxErrorRow * Lanes);
            TVector least = ops.Load(ref target, LeastValueRow * Lanes);
            for (nuint i = (nuint)first; i < (nuint)actual.Length; i += Lanes)
            {
                Prefetch.Hint(ref Unsafe.Add(ref pRef, i + (nuint)LossLanes.PrefetchDistance));
                TVector p = ops.Load(ref pRef, i);
                TVector w = ops.Load(ref wRef, i);
                DoubleDoubleLanes r = DoubleDoubleLanes.Difference(ops.Load(ref aRef, i), p, w);
                DoubleDoubleLanes wr = DoubleDoubleLanes.Product(w, r);
                DoubleDoubleLanes loss = DoubleDoubleLanes.Product(wr, r);
                residual.Add(wr);
                absolute.AddProduct(ops.SignOne(r.High), wr);
                squareLeast = ops.MultiplyAdd(wr.Low, r.Low, squareLeast);
                max = ops.Max(max, ops.Abs(r.High));
                least = ops.MinButZero(least, p);
                ops.Store(wr.High, ref product);
                ops.Store(wr.Low, ref Unsafe.Add(ref product, Lanes));
                ops.Store(loss.High, ref Unsafe.Add(ref product, 2 * Lanes));
                ops.Store(loss.Low, ref Unsafe.Add(ref product, 3 * Lanes));
                product = ref Unsafe.Add(ref product, 4 * Lanes);
            }

            residual.Store(ref target, ResidualRow);
            absolute.Store(ref target, AbsoluteRow);
            ops.Store(squareLeast, ref Unsafe.Add(ref target, SquareLeastRow * Lanes));
            ops.Store(max, ref Unsafe.Add(ref target, MaxErrorRow * Lanes));
            ops.Store(least, ref Unsafe.Add(ref target, LeastValueRow * Lanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSquares(ReadOnlySpan<double> products, Span<double> lanes)
    {
        TOps ops = default;

        ref double productRef = ref MemoryMarshal.GetReference(products);
        for (int first = 0; first < Lanes; first += ops.Count)
        {
            ref double target = ref lanes[first];
            LaneSum square = new(ref target, SquareRow);
            LaneSum twiceWeighted = new(ref target, TwiceWeightedRow);
            LaneSum squaredLoss = new(ref target, SquaredLossRow);
            TVector max = ops.Load(ref target, MaxLossRow * Lanes);
            for (nuint i = (nuint)first; i < (nuint)products.Length; i += 4 * Lanes)
            {
                DoubleDoubleLanes wr = new(ops.Load(ref productRef, i), ops.Load(ref productRef, i + Lanes));
                DoubleDoubleLanes loss = new(ops.Load(ref productRef, i + (2 * Lanes)), ops.Load(ref productRef, i + (3 * Lanes)));
                square.Add(loss);
                twiceWeighted.AddProduct(wr, wr);
                squaredLoss.AddProduct(loss, loss);
                max = ops.Max(max, loss.High);
            }

            square.Store(ref target, SquareRow);
            twiceWeighted.Store(ref target, TwiceWeightedRow);
            squaredLoss.Store(ref target, SquaredLossRow);
            ops.Store(max, ref Unsafe.Add(ref target, MaxLossRow * Lanes));
        }
    }

    /// <summary>The sum over the lanes, in a fixed order.</summary>
    private static DoubleDouble Total(ReadOnlySpan<double> lanes, int row)
    {
        DoubleDouble total = default;
        double low = 0.0;
        for (int i = row * Lanes; i < (row + 1) * Lanes; i++)
        {
            total = DoubleDouble.Sum(total.Hi, lanes[i]);
            low += total.Lo + lanes[i + Lanes];
        }

        return DoubleDouble.Sum(total.Hi, low);
    }

    /// <summary>High + Low; the low part is some 2^-52 of the high one.</summary>
    private readonly struct DoubleDoubleLanes(TVector high, TVector low)
    {
        public readonly TVector High = high;
        public readonly TVector Low = low;

        /// <summary>x - y exactly; the high part is 0 without a weight, however large the values are.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static DoubleDoubleLanes Difference(TVector x, TVector y, TVector weight)
        {
            TOps ops = default;

            TVector high = ops.Subtract(x, y);
            TVector part = ops.Subtract(high, x);
            TVector low = ops.Subtract(ops.Subtract(x, ops.Subtract(high, part)), ops.Add(y, part));
            return new DoubleDoubleLanes(ops.KeepWhereNotZero(high, weight), low);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static DoubleDoubleLanes Product(TVector x, DoubleDoubleLanes y)
        {
            TOps ops = default;

            TVector high = ops.MultiplyAdd(x, y.High, ops.Broadcast(0.0));
            return new DoubleDoubleLanes(high, ops.MultiplyAdd(x, y.Low, ops.MultiplySubtract(x, y.High, high)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static DoubleDoubleLanes Product(DoubleDoubleLanes x, DoubleDoubleLanes y)
        {
            TOps ops = default;

            DoubleDoubleLanes product = Product(x.High, y);
            return new DoubleDoubleLanes(product.High, ops.MultiplyAdd(x.Low, y.High, product.Low));
        }
    }

    /// <summary>A running sum.</summary>
    private struct LaneSum
    {
        private TVector _high;
        private TVector _low;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public LaneSum(ref double target, int row)
        {
            TOps ops = default;

            _high = ops.Load(ref target, (nuint)(row * Lanes));
            _low = ops.Load(ref target, (nuint)((row + 1) * Lanes));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(DoubleDoubleLanes term) => Add(term.High, term.Low);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(TVector high, TVector low)
        {
            TOps ops = default;

            TVector sum = ops.Add(_high, high);
            TVector part = ops.Subtract(sum, _high);
            TVector lost = ops.Add(ops.Subtract(_high, ops.Subtract(sum, part)), ops.Subtract(high, part));
            _low = ops.Add(_low, ops.Add(lost, low));
            _high = sum;
        }

        /// <summary>
        /// Adds x * y to a sum of which neither is negative: then part is the product but for less than an ulp of the
        /// sum, so that one fused operation gives both the error of the product and that of the addition.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddProduct(TVector x, DoubleDoubleLanes y)
        {
            TOps ops = default;

            TVector sum = ops.MultiplyAdd(x, y.High, _high);
            TVector part = ops.Subtract(sum, _high);
            TVector lost = ops.MultiplyAdd(x, y.Low, ops.MultiplySubtract(x, y.High, part));
            _low = ops.Add(_low, ops.Add(ops.Subtract(_high, ops.Subtract(sum, part)), lost));
            _high = sum;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddProduct(DoubleDoubleLanes x, DoubleDoubleLanes y)
        {
            TOps ops = default;

            _low = ops.MultiplyAdd(x.Low, y.High, _low);
            AddProduct(x.High, y);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(ref double target, int row)
        {
            TOps ops = default;

            ops.Store(_high, ref Unsafe.Add(ref target, row * Lanes));
            ops.Store(_low, ref Unsafe.Add(ref target, (row + 1) * Lanes));
        }
    }
}
