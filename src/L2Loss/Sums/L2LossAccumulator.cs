using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>
/// Takes records one by one or in blocks and gives the summary of them all, in constant memory.
/// </summary>
/// <remarks>
/// Records are summed exactly, arrays block by block to 95 bits and more: the sums lie within 1 ulp of the exact value and do
/// not depend on the order of the records. Small on purpose: there may be one for each of many groups. Not safe for use by
/// several threads at once.
/// </remarks>
internal sealed class L2LossAccumulator
{
    private static readonly int Threads = Environment.ProcessorCount;

    private LossSums _sums;
    private WorstRecord _worst;

    // Created for the first record that is left out: most groups have none.
    private StrongBox<LeftOutCounts>? _leftOut;

    /// <summary>The number of the worst record and the root of its loss: one of them changes when another record takes its place.</summary>
    internal (long Index, double Root) Worst => (_worst.Index, _worst.Root);

    /// <summary>Records seen, measured or not.</summary>
    internal long Read => Count + LeftOut;

    /// <summary>Records measured.</summary>
    internal long Count => _sums.Count;

    /// <summary>Records left out.</summary>
    internal long LeftOut => _leftOut is null ? 0 : _leftOut.Value.Total;

    /// <summary>Measures one record.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <returns>The residual of the record and its loss.</returns>
    internal Residual Add(in Number actual, in Number predicted) => AddAt(Read + 1, actual, predicted);

    /// <summary>Measures one record with a weight.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <param name="weight">How much the record counts; one of weight 0 is counted, but enters no sum.</param>
    /// <returns>The residual of the record and its loss, both without the weight.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The weight is negative.</exception>
    internal Residual Add(in Number actual, in Number predicted, in Number weight) =>
        AddAt(Read + 1, actual, predicted, weight);

    /// <summary>Measures one record of a given number with a weight.</summary>
    internal Residual AddAt(long index, in Number actual, in Number predicted, in Number weight)
    {
        // Not ThrowIfNegative, for which -0.0 is negative.
        ArgumentOutOfRangeException.ThrowIfLessThan(weight.Value, 0.0, nameof(weight));
        Residual residual = Residual.Of(actual, predicted);
        _sums.Add(actual, predicted, weight);
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
    internal void Add(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted) =>
        AddPairs(actual, predicted, default, Read);

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    /// <remarks>Each value is widened to double before anything is computed.</remarks>
    internal void Add(ReadOnlySpan<float> actual, ReadOnlySpan<float> predicted) =>
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
    internal void Add(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights)
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
    /// Measures a section of an array but for the records with a value that is not finite or a weight that is negative.
    /// </summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted, of the same length.</param>
    /// <param name="weights">How much each record counts, of the same length; empty where there are none.</param>
    /// <param name="before">The number of records before the section.</param>
    /// <param name="leftOut">Gets the positions in the section of the records left out, which are not counted.</param>
    /// <param name="stop">Ends a long section; the sums are of no use then.</param>
    internal void AddFinite<T>(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        long before,
        List<int> leftOut,
        CancellationToken stop = default)
        where T : unmanaged =>
        ArraySums.Add(actual, predicted, weights, ref _sums, ref _worst, before, leftOut, Threads, stop: stop);

    /// <summary>Measures one record of a given number.</summary>
    internal Residual AddAt(long index, in Number actual, in Number predicted)
    {
        Residual residual = Residual.Of(actual, predicted);
        _sums.Add(residual, actual, predicted);
        _worst.Offer(residual, index);
        return residual;
    }

    /// <summary>Measures one record of a given number; false, and nothing is done, where a value has a fault.</summary>
    /// <param name="index">The number of the record.</param>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <param name="weights">How much each record counts; null where there are no weights.</param>
    /// <param name="record">Its position in the columns.</param>
    internal bool TryAddAt(long index, NumberColumn actual, NumberColumn predicted, NumberColumn? weights, int record)
    {
        if (weights is null
            && actual.TryReadShort(record, out long a, out int scale)
            && predicted.TryReadShort(record, out long p, out int predictedScale))
        {
            int common = Math.Max(scale, predictedScale);
            if (Residual.TrySubtract(a, scale, p, predictedScale, out long residual, out long aligned))
            {
                _sums.Add(residual, aligned, common);
                _worst.Offer(residual, common, index);
                return true;
            }
        }

        Number weight = default;
        bool isMeasured = actual.Read(record, out Number number) == NumberFault.None;
        isMeasured &= predicted.Read(record, out Number prediction) == NumberFault.None;
        isMeasured &= weights is null || (weights.Read(record, out weight) == NumberFault.None && weight.Value >= 0.0);
        if (isMeasured && weights is null)
        {
            AddAt(index, number, prediction);
        }
        else if (isMeasured)
        {
            AddAt(index, number, prediction, weight);
        }

        return isMeasured;
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
            AddFinite(actual.Doubles, predicted.Doubles, w, before, leftOut);
        }
        else
        {
            var others = new List<int>();
            if (actual.IsBinary || predicted.IsBinary || weights is { IsBinary: true })
            {
                others.AddRange(Enumerable.Range(0, actual.Count));
            }
            else if (weights is not null)
            {
                WeightedRun.Add(actual, predicted, weights, before, ref _sums, ref _worst, others);
            }
            else
            {
                DecimalRun.Add(actual, predicted, before, ref _sums, ref _worst, others);
            }

            foreach (int i in others)
            {
                if (!TryAddAt(before + i + 1, actual, predicted, weights, i))
                {
                    leftOut.Add(i);
                }
            }
        }
    }

    /// <summary>Measures the records of small sums.</summary>
    internal void Add(in SmallSums small)
    {
        if (small.Count > 0)
        {
            _sums.Add(small.ToRun(), small.Count, small.Scale);
            _worst.Offer(small.Worst, small.Scale, small.WorstIndex);
        }
    }

    /// <summary>Gives the records another numbering, which leaves them in the same order.</summary>
    internal void Renumber(Func<long, long> number) => _worst.Renumber(number);

    /// <summary>Counts one record that cannot be measured.</summary>
    /// <param name="fault">Why it cannot.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fault"/> names no fault.</exception>
    internal void LeaveOut(NumberFault fault)
    {
        _leftOut ??= new StrongBox<LeftOutCounts>();
        _leftOut.Value.Count(fault);
    }

    /// <summary>Adds the records of another accumulator as if they had come after those of this one.</summary>
    /// <exception cref="InvalidOperationException">Together they are more than a long can count; nothing was added.</exception>
    internal void Add(L2LossAccumulator later)
    {
        ArgumentNullException.ThrowIfNull(later);
        Add(later, Read);
    }

    /// <summary>Adds the records of a later part of the data that this accumulator did not see all of.</summary>
    /// <param name="later">The accumulator of the part.</param>
    /// <param name="recordsBefore">The number of records before the part, in this accumulator or another.</param>
    internal void Add(L2LossAccumulator later, long recordsBefore)
    {
        if (later.Read > long.MaxValue - Math.Max(Read, recordsBefore))
        {
            throw new InvalidOperationException("The parts have more records than can be counted: 2^63 or more.");
        }

        _worst.Offer(later._worst, recordsBefore);
        _sums.Add(later._sums);
        if (later._leftOut is not null)
        {
            _leftOut ??= new StrongBox<LeftOutCounts>();
            _leftOut.Value.Add(later._leftOut.Value);
        }
    }

    /// <summary>The records behind a summary, so that more can be added to them.</summary>
    /// <param name="mergeState">The <see cref="L2LossSummary.MergeState"/> of the summary.</param>
    /// <exception cref="FormatException">The text is no such state.</exception>
    internal static L2LossAccumulator FromMergeState(string mergeState)
    {
        ArgumentNullException.ThrowIfNull(mergeState);
        if (!StateText.TryRead(mergeState, out MergeState state))
        {
            throw new FormatException("The text is not the merge state of a summary.");
        }

        return Of(state);
    }

    /// <summary>The records behind a state.</summary>
    internal static L2LossAccumulator Of(in MergeState state)
    {
        var accumulator = new L2LossAccumulator { _worst = state.Worst, _leftOut = new StrongBox<LeftOutCounts>(state.LeftOut) };
        accumulator._sums.Add(state.Totals);
        return accumulator;
    }

    /// <summary>The summary of all records so far; more may follow.</summary>
    internal L2LossSummary ToSummary()
    {
        var summary = new L2LossSummary();
        Fill(summary);
        return summary;
    }

    /// <summary>Puts all numbers into a new summary.</summary>
    internal void Fill(L2LossSummary summary)
    {
        var state = new MergeState(_leftOut?.Value ?? default, _worst, _sums.ToTotals());
        summary.Read = Read;
        summary.LeftOutCounts = state.LeftOut;
        summary.SetMergeState(PackedState.Pack(state));
        Means.Fill(summary, state.Totals, state.Worst);
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

        var leftOut = new List<int>();
        AddFinite(actual, predicted, weights, before, leftOut);
        foreach (int i in leftOut)
        {
            double weight = weights.IsEmpty ? 1.0 : weights[i];
            LeaveOut(FaultOf(FloatingPoint.Widen(actual[i]), FloatingPoint.Widen(predicted[i]), weight));
        }
    }

    private static NumberFault FaultOf(double actual, double predicted, double weight) => NumberFaultOrder.First(
        NumberFaultOrder.First(NumberReader.ReadDouble(actual, out _), NumberReader.ReadDouble(predicted, out _)),
        NumberFaultOrder.OfWeight(NumberReader.ReadDouble(weight, out Number number), number));
}
