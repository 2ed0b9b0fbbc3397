using System.Management.Automation;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Comparison;

/// <summary>Compares the models of records: objects with a property for the actual value and one for each model.</summary>
internal sealed class RecordComparer
{
    private readonly RecordReader<GroupComparison> _reader;
    private readonly RecordPlan _plan;
    private Number[] _predicted = [];

    internal RecordComparer(Measurement measurement, ModelComparer comparer, RecordPlan plan)
    {
        _plan = plan;
        _reader = new RecordReader<GroupComparison>(
            measurement,
            plan,
            (predicted, key) => comparer.NewGroup([.. predicted.Select(source => source.Name)], key),
            (group, fault) => group.LeaveOut(fault));
    }

    internal void Add(PSObject? record)
    {
        if (!_reader.TryNext(record, out GroupComparison? group))
        {
            return;
        }

        ValueSource[] sources = _reader.Predicted;
        if (_predicted.Length != sources.Length)
        {
            _predicted = new Number[sources.Length];
        }

        NumberFault fault = _reader.Read(_plan.Actual, record, out object? value, out Number actual);
        var bad = new BadValue(fault, _plan.Actual.Place, value);
        for (int i = 0; i < sources.Length; i++)
        {
            fault = _reader.Read(sources[i], record, out value, out _predicted[i]);
            bad = BadValue.First(bad, new BadValue(fault, sources[i].Place, value));
        }

        if (bad.Fault == NumberFault.None)
        {
            group.Add(actual, _predicted);
        }
        else
        {
            group.LeaveOut(bad.Fault);
            _reader.Report(bad, record);
        }
    }

    /// <summary>Leaves out a record that has no values.</summary>
    internal void LeaveOut(NumberFault fault, Func<ErrorRecord> makeError) => _reader.LeaveOut(fault, makeError);

    /// <summary>Without a single record there are the models that were asked for; a wildcard then means none yet.</summary>
    internal void Finish()
    {
        bool isLearnt = _reader.Predicted.Length > 0;
        if (isLearnt || !_plan.Predicted.Any(source => WildcardPattern.ContainsWildcardCharacters(source.Property ?? "")))
        {
            _reader.Finish();
        }
    }
}
