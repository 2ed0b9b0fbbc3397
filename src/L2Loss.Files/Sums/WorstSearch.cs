namespace L2Loss.Files;

/// <summary>Looks through blocks for records whose difference may be among the largest.</summary>
internal sealed class WorstSearch
{
    // The bound of what the rounding of two values and of their difference may hide.
    private const double Slack = 2e-15;

    private readonly ColumnRoles _roles;
    private double _limit = -1.0;

    /// <summary>A search in columns of these roles.</summary>
    internal WorstSearch(ColumnRoles roles) => _roles = roles;

    /// <summary>Only larger differences count; it may grow while threads search, each in a later part of the file.</summary>
    internal double Limit
    {
        get => Volatile.Read(ref _limit);
        set => Volatile.Write(ref _limit, value);
    }

    /// <summary>Adds the records of a block, in order, of which a difference is beyond the limit.</summary>
    /// <param name="numbers">The numbers of the block.</param>
    /// <param name="before">The number of records before it.</param>
    /// <param name="found">Gets them.</param>
    internal void Search(NumberColumn[] numbers, long before, List<(int Model, MeasuredRecord Record)> found)
    {
        double limit = Limit;
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
            found.Sort(start, found.Count - start, Comparer<(int Model, MeasuredRecord Record)>.Create(
                (one, other) => (one.Record.Number, one.Model).CompareTo((other.Record.Number, other.Model))));
        }
    }

    /// <summary>The values to 2^-51 of themselves; NaN for one that takes longer to read.</summary>
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
