using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>
/// Reads records one by one: which group one belongs to, the numbers in it, and what is wrong with it. Knows nothing of
/// what becomes of the numbers.
/// </summary>
/// <typeparam name="T">What is kept for a group, such as the sums of all models.</typeparam>
internal sealed class RecordReader<T>
    where T : class
{
    private readonly Measurement _measurement;
    private readonly NumberReader _reader;
    private readonly RecordPlan _plan;
    private readonly Func<ValueSource[], string?, T> _newGroup;
    private readonly Action<T, NumberFault> _leaveOut;
    private readonly Dictionary<NumberFault, long> _leftOutBeforeFirst = [];
    private RecordGroups<T>? _groups;

    /// <summary>Reads as the parameters say.</summary>
    /// <param name="measurement">Gets the errors.</param>
    /// <param name="plan">Where the values are.</param>
    /// <param name="newGroup">Starts a group, given the sources of the predictions and the key values as text.</param>
    /// <param name="leaveOut">Counts a record without values in its group.</param>
    internal RecordReader(
        Measurement measurement, RecordPlan plan, Func<ValueSource[], string?, T> newGroup, Action<T, NumberFault> leaveOut)
    {
        _measurement = measurement;
        _reader = measurement.Reader;
        _plan = plan;
        _newGroup = newGroup;
        _leaveOut = leaveOut;
    }

    /// <summary>The number of the record, from 1 on.</summary>
    internal long Index { get; private set; }

    /// <summary>Where the predictions are, one for each model: known from the first record on.</summary>
    internal ValueSource[] Predicted { get; private set; } = [];

    /// <summary>Goes on to the next record and finds its group; false for null, which is counted and reported.</summary>
    internal bool TryNext([NotNullWhen(true)] PSObject? record, [NotNullWhen(true)] out T? group)
    {
        if (record is null)
        {
            group = null;
            long number = Index + 1;
            LeaveOut(NumberFault.Missing, () => Errors.NullRecord(number));
            return false;
        }

        Index++;
        group = (_groups ?? Learn(record)).Of(record);
        return true;
    }

    /// <summary>Goes on to a record that has no values, such as null or a line that is broken.</summary>
    internal void LeaveOut(NumberFault fault, Func<ErrorRecord> makeError)
    {
        Index++;
        if (_groups is null)
        {
            _leftOutBeforeFirst[fault] = _leftOutBeforeFirst.GetValueOrDefault(fault) + 1;
        }
        else
        {
            _leaveOut(_groups.Of(null), fault);
        }

        _measurement.Report.Add(fault, makeError);
    }

    /// <summary>Reads one number of the record.</summary>
    internal NumberFault Read(ValueSource source, PSObject record, out object? value, out Number number)
    {
        try
        {
            value = BadValue.Bare(source.GetValue(record));
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException failure)
        {
            // The failure itself stands in for the value: it is reported, and no number can come of it.
            value = failure;
        }

        return _reader.Read(value, out number);
    }

    /// <summary>Reports or counts a bad value of the record.</summary>
    internal void Report(BadValue bad, PSObject record)
    {
        string where = _measurement.Where(Index);
        if (bad.Value is RuntimeException failure)
        {
            _measurement.Report.Add(bad.Fault, () => Errors.FailedValue(where, bad.Place!, failure, record));
        }
        else
        {
            _measurement.ReportBad(bad, where, record);
        }
    }

    /// <summary>Without a single record there are the models that were asked for.</summary>
    internal void Finish() => _groups ??= Start(_plan.Predicted);

    /// <summary>The first record tells which models there are, and must have every property.</summary>
    private RecordGroups<T> Learn(PSObject record)
    {
        if (!_plan.TryResolve(record, out ValueSource[] predicted, out ErrorRecord? error))
        {
            _measurement.Throw(error);
        }

        return _groups = Start(predicted);
    }

    private RecordGroups<T> Start(ValueSource[] predicted)
    {
        Predicted = predicted;
        var groups = new RecordGroups<T>(_plan.Keys, group => _newGroup(predicted, group));
        foreach (KeyValuePair<NumberFault, long> leftOut in _leftOutBeforeFirst)
        {
            for (long i = 0; i < leftOut.Value; i++)
            {
                _leaveOut(groups.Of(null), leftOut.Key);
            }
        }

        return groups;
    }
}
