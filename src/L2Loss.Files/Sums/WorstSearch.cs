using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>Looks through blocks for records whose difference may be among the largest.</summary>
internal sealed class WorstSearch
{
    // The bound of what the rounding of two values and of their difference may hide.
    private const double Slack = 2e-15;

    private static readonly Comparer<(int Model, MeasuredRecord Record)> InOrder = Comparer<(int Model, MeasuredRecord Record)>.Create(
        (one, other) => (one.Record.Number, one.Model).CompareTo((other.Record.Number, other.Model)));

    private readonly ColumnRoles _roles;
    private readonly int _wanted;
    private readonly object _lock = new();
    private double _limit = -1.0;

    /// <summary>A search for the worst records of a file.</summary>
    /// <param name="roles">What its columns are.</param>
    /// <param name="wanted">How many are asked for.</param>
    internal WorstSearch(ColumnRoles roles, int wanted)
    {
        _roles = roles;
        _wanted = wanted;
    }

    /// <summary>From now on only larger differences count, in parts of the file that are later or not handed over yet.</summary>
    internal void RaiseLimit(double limit)
    {
        lock (_lock)
        {
            _limit = Math.Max(_limit, limit);
        }
    }

    /// <summary>
    /// Adds the records of a block, in order, of which a difference is beyond the limit. Where many have been found, only those
    /// stay that may be among the worst.
    /// </summary>
    /// <param name="numbers">The numbers of the block.</param>
    /// <param name="before">The number of records before it.</param>
    /// <param name="found">Those found in the piece of the block.</param>
    internal void Search(NumberColumn[] numbers, long before, List<(int Model, MeasuredRecord Record)> found)
    {
        double limit = Volatile.Read(ref _limit);
        Span<double> actual = stackalloc double[NumberColumn.Capacity];
        Span<double> predicted = stackalloc double[NumberColumn.Capacity];
        int start = found.Count;
        Approximate(numbers[0], actual);
        for (int model = 0; model < _roles.Predicted.Length; model++)
        {
            Approximate(numbers[model + 1], predicted);
            for (int i = 0; i < numbers[0].Count; i++)
            {
                // What is no number, or not read here, is looked at closely.
                double most = Math.Abs(actual[i] - predicted[i]) + (Slack * (Math.Abs(actual[i]) + Math.Abs(predicted[i])));
                if (!(most <= limit) && TryMeasure(numbers, model, i, before, out MeasuredRecord record) && record.Residual.Difference > limit)
                {
                    found.Add((model, record));
                }
            }
        }

        if (_roles.Predicted.Length > 1)
        {
            found.Sort(start, found.Count - start, InOrder);
        }

        if (found.Count - NumberColumn.Capacity > 2L * _wanted)
        {
            Thin(found);
        }
    }

    /// <summary>Keeps the worst records, of those alike the first.</summary>
    private void Thin(List<(int Model, MeasuredRecord Record)> found)
    {
        // A stable sort.
        (int Model, MeasuredRecord Record)[] worst = [.. found.OrderByDescending(one => one.Record.Residual.Difference).Take(_wanted)];
        double least = worst[^1].Record.Residual.Difference;
        Array.Sort(worst, InOrder);
        found.Clear();
        found.AddRange(worst);

        // The next smaller one: an earlier part, which is still searched, may have one alike.
        RaiseLimit(least > 0.0 ? BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(least) - 1) : -1.0);
    }

    /// <summary>The values to 2^-51 of themselves; NaN for one that takes longer to read.</summary>
    [MethodImpl(HotLoop.Options)]
    private static void Approximate(NumberColumn column, Span<double> values)
    {
        if (column.IsBinary)
        {
            column.Doubles.CopyTo(values);
            return;
        }

        ReadOnlySpan<long> mantissas = column.Mantissas;
        ReadOnlySpan<byte> scales = column.Scales;
        for (int i = 0; i < mantissas.Length; i++)
        {
            values[i] = scales[i] == NumberColumn.OtherScale ? double.NaN : mantissas[i] * PowersOfTen.Inverse(scales[i]);
        }
    }

    private bool TryMeasure(NumberColumn[] numbers, int model, int record, long before, out MeasuredRecord measured)
    {
        Number weight = default;
        bool isMeasured = numbers[0].Read(record, out Number actual) == NumberFault.None;
        isMeasured &= numbers[model + 1].Read(record, out Number predicted) == NumberFault.None;
        isMeasured &= _roles.Weight is null
            || NumberFaultOrder.OfWeight(numbers[^1].Read(record, out weight), weight) == NumberFault.None;
        measured = isMeasured
            ? new MeasuredRecord(
                before + record + 1,
                actual.Value,
                predicted.Value,
                _roles.Weight is null ? 1.0 : weight.Value,
                Residual.Of(actual, predicted))
            : default;
        return isMeasured;
    }
}
