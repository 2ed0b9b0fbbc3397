namespace L2Loss;

/// <summary>
/// Takes records one by one or in blocks and gives the summary of them all, in constant memory.
/// </summary>
/// <remarks>
/// Records are summed exactly, arrays in double-double block by block: the sums lie within 1 ulp of the exact value and do
/// not depend on the order of the records. Not safe for use by several threads at once.
/// </remarks>
public sealed partial class L2LossAccumulator
{
    // Fewer decimals are measured faster one by one.
    private const int MinimumRun = 8;

    private static readonly int Threads = Environment.ProcessorCount;

    private readonly DecimalSums _decimals = new();
    // Created when it is first needed: a file may have an accumulator for each of many groups.
    private BinarySums? _binaries;
    private WorstRecord _worst;
    private LeftOutCounts _leftOut;

    /// <summary>Records seen, measured or not.</summary>
    public long Read => Count + LeftOut;

    /// <summary>Records measured.</summary>
    public long Count => _decimals.Count + (_binaries?.Count ?? 0);

    /// <summary>Records left out.</summary>
    public long LeftOut => _leftOut.Total;

    private BinarySums Binaries => _binaries ??= new BinarySums();

    /// <summary>Measures one record.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <returns>The residual of the record and its loss.</returns>
    public Residual Add(in Number actual, in Number predicted) => AddAt(Read + 1, actual, predicted);

    /// <summary>Measures one record with a weight.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <param name="weight">How much the record counts; one of weight 0 is counted, but enters no sum.</param>
    /// <returns>The residual of the record and its loss, both without the weight.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The weight is negative.</exception>
    public Residual Add(in Number actual, in Number predicted, in Number weight) =>
        AddAt(Read + 1, actual, predicted, weight);

    /// <summary>Measures one record of a given number with a weight.</summary>
    internal Residual AddAt(long index, in Number actual, in Number predicted, in Number weight)
    {
        // Not ThrowIfNegative, for which -0.0 is negative.
        ArgumentOutOfRangeException.ThrowIfLessThan(weight.Value, 0.0, nameof(weight));
        Residual residual = Residual.Of(actual, predicted);
        Binaries.Add(actual, predicted, weight);
        if (weight.Value > 0.0)
        {
            _worst.Offer(residual, weight, index);
        }

        return residual;
    }

    /// <summary>Measures arrays of records; a pair with a NaN is missing, one with an infinity not finite.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Add(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted) =>
        AddPairs(actual, predicted, default, Read);

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    /// <remarks>Each value is widened to double before anything is computed.</remarks>
    public void Add(ReadOnlySpan<float> actual, ReadOnlySpan<float> predicted) =>
        AddPairs(actual, predicted, default, Read);

    /// <summary>
    /// Measures arrays of records with weights; a record with a NaN is missing, one with an infinite value not finite,
    /// any other with a negative or infinite weight has an invalid weight.
    /// </summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted, of the same length.</param>
    /// <param name="weights">
    /// How much each record counts, of the same length; a record of weight 0 is counted, but enters no sum.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Add(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights)
    {
        if (actual.Length != weights.Length)
        {
            throw new ArgumentException(
                $"There are {actual.Length} actual values and {weights.Length} weights.", nameof(weights));
        }

        AddPairs(actual, predicted, weights, Read);
    }

    /// <summary>Measures arrays of records of which the first has a given number before it.</summary>
    internal void AddAfter(long before, ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted) =>
        AddPairs(actual, predicted, default, before);

    /// <summary>
    /// Measures a section of an array but for the blocks that the kernel cannot sum: with a value that is not finite, or
    /// with weights one that is negative or numbers too far from 1. They are left to the caller.
    /// </summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted, of the same length.</param>
    /// <param name="weights">How much each record counts, of the same length; empty where there are none.</param>
    /// <param name="before">The number of records before the section.</param>
    /// <returns>The start of each block left out; a block is <see cref="LossBlockKernel.BlockLength"/> long.</returns>
    internal List<int> AddFinite<T>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights, long before)
        where T : unmanaged
    {
        var badBlocks = new List<int>();
        if (weights.IsEmpty)
        {
            PairSummation.Add(actual, predicted, Binaries, ref _worst, before, badBlocks, Threads);
        }
        else
        {
            PairSummation.AddWeighted(actual, predicted, weights, Binaries, ref _worst, before, badBlocks, Threads);
        }

        return badBlocks;
    }

    /// <summary>Measures one record of a given number.</summary>
    internal Residual AddAt(long index, in Number actual, in Number predicted)
    {
        Residual residual = Residual.Of(actual, predicted);
        if (residual.IsDecimal)
        {
            _decimals.Add(residual, actual);
        }
        else
        {
            Binaries.Add(actual, predicted);
        }

        _worst.Offer(residual, index);
        return residual;
    }

    /// <summary>Measures one record of a given number; false, and nothing is done, where a value has a fault.</summary>
    /// <param name="index">The number of the record.</param>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <param name="record">Its position in the columns.</param>
    internal bool TryAddAt(long index, NumberColumn actual, NumberColumn predicted, int record)
    {
        if (actual.TryReadShort(record, out long a, out int scale)
            && predicted.TryReadShort(record, out long p, out int predictedScale))
        {
            int common = Math.Max(scale, predictedScale);
            if (Residual.TrySubtract(a, scale, p, predictedScale, out long residual, out long aligned))
            {
                _decimals.Add(residual, aligned, common);
                _worst.Offer(residual, common, index);
                return true;
            }

            if (Residual.TrySubtractWide(a, scale, p, predictedScale, out residual))
            {
                _decimals.AddApart(residual, common, a, scale);
                _worst.Offer(residual, common, index);
                return true;
            }
        }

        NumberFault fault = actual.Read(record, out Number number) | predicted.Read(record, out Number prediction);
        if (fault == NumberFault.None)
        {
            AddAt(index, number, prediction);
        }

        return fault == NumberFault.None;
    }

    /// <summary>Measures a block of records but for those with a fault, which are left to the caller.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted, of the same length.</param>
    /// <param name="weights">How much each record counts; null where there are no weights.</param>
    /// <param name="before">The number of records before the block.</param>
    /// <param name="leftOut">Gets the positions in the block of the records left out.</param>
    internal void AddColumns(
        NumberColumn actual, NumberColumn predicted, NumberColumn? weights, long before, List<int> leftOut)
    {
        if (actual.IsBinary && predicted.IsBinary && weights is null or { IsBinary: true })
        {
            ReadOnlySpan<double> w = weights is null ? default : weights.Doubles;
            if (actual.Count > 0 && AddFinite(actual.Doubles, predicted.Doubles, w, before).Count > 0)
            {
                AddRecords(actual, predicted, weights, 0..actual.Count, before, leftOut);
            }
        }
        else if (actual.IsBinary || predicted.IsBinary || weights is not null)
        {
            AddRecords(actual, predicted, weights, 0..actual.Count, before, leftOut);
        }
        else
        {
            AddDecimals(actual, predicted, before, leftOut);
        }
    }

    /// <summary>Counts one record that cannot be measured.</summary>
    /// <param name="fault">Why it cannot.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fault"/> names no fault.</exception>
    public void LeaveOut(NumberFault fault)
    {
        if (!_leftOut.TryCount(fault))
        {
            throw new ArgumentOutOfRangeException(nameof(fault), fault, "A record is left out for a fault only.");
        }
    }

    /// <summary>Adds the records of another accumulator as if they had come after those of this one.</summary>
    public void Add(L2LossAccumulator later)
    {
        ArgumentNullException.ThrowIfNull(later);
        Add(later, Read);
    }

    /// <summary>Adds the records of a later part of the data that this accumulator did not see all of.</summary>
    /// <param name="later">The accumulator of the part.</param>
    /// <param name="recordsBefore">The number of records before the part, in this accumulator or another.</param>
    internal void Add(L2LossAccumulator later, long recordsBefore)
    {
        _worst.Offer(later._worst, recordsBefore);
        _decimals.Add(later._decimals);
        if (later._binaries is not null)
        {
            Binaries.Add(later._binaries);
        }

        _leftOut.Add(later._leftOut);
    }

    /// <summary>The records behind a summary, so that more can be added to them.</summary>
    /// <param name="mergeState">The <see cref="L2LossSummary.MergeState"/> of the summary.</param>
    /// <exception cref="FormatException">The text is no such state.</exception>
    public static L2LossAccumulator FromMergeState(string mergeState)
    {
        ArgumentNullException.ThrowIfNull(mergeState);
        var accumulator = new L2LossAccumulator();
        if (!MergeState.TryRead(
            mergeState,
            out accumulator._leftOut,
            out accumulator._worst,
            out DecimalTotals decimals,
            out ExactTotals binaries))
        {
            throw new FormatException("The text is not the merge state of a summary.");
        }

        accumulator._decimals.Add(decimals);
        if (binaries.Count > 0)
        {
            accumulator.Binaries.Add(binaries);
        }

        return accumulator;
    }

    /// <summary>The summary of all records so far; more may follow.</summary>
    public L2LossSummary ToSummary()
    {
        var summary = new L2LossSummary();
        Fill(summary);
        return summary;
    }

    /// <summary>Puts all numbers into a new summary.</summary>
    internal void Fill(L2LossSummary summary)
    {
        DecimalTotals decimals = _decimals.ToTotals();
        summary.Read = Read;
        summary.Count = Count;
        summary.Missing = _leftOut.Missing;
        summary.UnmatchedActual = _leftOut.UnmatchedActual;
        summary.UnmatchedPredicted = _leftOut.UnmatchedPredicted;
        summary.DuplicateKeys = _leftOut.DuplicateKeys;
        summary.NotNumeric = _leftOut.NotNumeric;
        summary.NotFinite = _leftOut.NotFinite;
        summary.InvalidWeight = _leftOut.InvalidWeight;
        summary.Malformed = _leftOut.Malformed;
        summary.WeightSum = Count;
        (LeftOutCounts leftOut, WorstRecord worst, ExactTotals binaries) = (_leftOut, _worst, _binaries?.ToTotals() ?? default);
        summary.SetMergeState(() => MergeState.Write(leftOut, worst, decimals, binaries));
        if (_worst.Index != 0)
        {
            summary.MaxError = _worst.MaxError;
            summary.LargestIndex = Math.Max(_worst.Index, 0);
            summary.LargestLoss = _worst.Loss;
        }

        if (binaries.Count > 0)
        {
            MixedMeans.Fill(summary, ExactTotals.Of(decimals) + binaries, _worst);
        }
        else if (decimals.Count > 0)
        {
            ExactMeans.Fill(summary, decimals);
        }
    }

    private void AddDecimals(NumberColumn actual, NumberColumn predicted, long before, List<int> leftOut)
    {
        for (int start = 0; start < actual.Count;)
        {
            int length = DecimalRun.Length(actual.Scales[start..], predicted.Scales[start..]);
            Range run = start..(start + Math.Max(length, 1));
            if (length < MinimumRun)
            {
                AddRecords(actual, predicted, null, run, before, leftOut);
            }
            else if (!DecimalRun.TryAdd(actual, predicted, run, before, _decimals, ref _worst))
            {
                int scale = DecimalRun.AddMost(actual, predicted, run, before, _decimals, ref _worst);
                AddOthers(actual, predicted, run, scale, before);
            }

            start = run.End.Value;
        }
    }

    /// <summary>Adds the short decimals of a run that have more places than the others, or too few.</summary>
    private void AddOthers(NumberColumn actual, NumberColumn predicted, Range run, int scale, long before)
    {
        for (int i = run.Start.Value; i < run.End.Value; i++)
        {
            if (!DecimalRun.Fits(actual.Scales[i], scale) || !DecimalRun.Fits(predicted.Scales[i], scale))
            {
                TryAddAt(before + i + 1, actual, predicted, i);
            }
        }
    }

    private void AddRecords(
        NumberColumn actual, NumberColumn predicted, NumberColumn? weights, Range records, long before,
        List<int> leftOut)
    {
        for (int i = records.Start.Value; i < records.End.Value; i++)
        {
            bool isAdded = weights is null
                ? TryAddAt(before + i + 1, actual, predicted, i)
                : TryAddWeighted(before + i + 1, actual, predicted, weights, i);
            if (!isAdded)
            {
                leftOut.Add(i);
            }
        }
    }

    private bool TryAddWeighted(
        long index, NumberColumn actual, NumberColumn predicted, NumberColumn weights, int record)
    {
        NumberFault fault = actual.Read(record, out Number a) | predicted.Read(record, out Number p)
            | weights.Read(record, out Number weight);
        bool isMeasured = fault == NumberFault.None && weight.Value >= 0.0;
        if (isMeasured)
        {
            AddAt(index, a, p, weight);
        }

        return isMeasured;
    }

    /// <summary>The weights are empty where there are none.</summary>
    private void AddPairs<T>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights, long before)
        where T : unmanaged
    {
        if (actual.Length != predicted.Length)
        {
            throw new ArgumentException(
                $"There are {actual.Length} actual and {predicted.Length} predicted values.", nameof(predicted));
        }

        foreach (int start in AddFinite(actual, predicted, weights, before))
        {
            int end = Math.Min(start + LossBlockKernel.BlockLength, actual.Length);
            for (int i = start; i < end; i++)
            {
                double? weight = weights.IsEmpty ? null : weights[i];
                AddOrLeaveOut(
                    before + i + 1, FloatingPoint.Widen(actual[i]), FloatingPoint.Widen(predicted[i]), weight);
            }
        }
    }

    private void AddOrLeaveOut(long index, double actual, double predicted, double? weight)
    {
        NumberFault fault = NumberFaultOrder.First(
            NumberReader.ReadDouble(actual, out Number a), NumberReader.ReadDouble(predicted, out Number p));
        Number w = default;
        if (weight is double given)
        {
            fault = NumberFaultOrder.First(fault, NumberFaultOrder.OfWeight(NumberReader.ReadDouble(given, out w), w));
        }

        if (fault != NumberFault.None)
        {
            LeaveOut(fault);
        }
        else if (weight is null)
        {
            AddAt(index, a, p);
        }
        else
        {
            AddAt(index, a, p, w);
        }
    }
}
