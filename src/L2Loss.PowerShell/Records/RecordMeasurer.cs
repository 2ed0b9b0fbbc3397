using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>Measures records: objects with a property for the actual value and one for each prediction.</summary>
internal sealed class RecordMeasurer
{
    private readonly Measurement _measurement;
    private readonly NumberReader _reader;
    private readonly RecordPlan _plan;
    private readonly bool _passesThrough;
    private ValueSource[] _predicted = [];
    private RecordGroups? _groups;
    private long _records;
    private long _nullsBeforeFirst;

    internal RecordMeasurer(Measurement measurement, RecordPlan plan, bool passesThrough)
    {
        _measurement = measurement;
        _reader = measurement.Reader;
        _plan = plan;
        _passesThrough = passesThrough;
    }

    internal void Measure(PSObject? record)
    {
        _records++;
        if (record is null)
        {
            LeaveOutNull();
            return;
        }

        ModelSums[] models = (_groups ?? Learn(record)).Of(record);

        // What all models share is read once.
        NumberFault actualFault = Read(_plan.Actual, record, out object? actualValue, out Number actual);
        NumberFault weightFault = NumberFault.None;
        object? weightValue = null;
        Number weight = default;
        if (_plan.Weight is not null)
        {
            weightFault = Read(_plan.Weight, record, out weightValue, out weight);
            weightFault = NumberFaults.OfWeight(weightFault, weight);
        }

        bool isSharedReported = false;
        for (int i = 0; i < models.Length; i++)
        {
            NumberFault fault = Read(_predicted[i], record, out object? predictedValue, out Number predicted);
            if ((actualFault | weightFault | fault) == NumberFault.None)
            {
                Add(models[i], record, actual, predicted, weight);
            }
            else
            {
                LeaveOut(
                    models[i],
                    record,
                    new BadValue(actualFault, _plan.Actual.Place, actualValue),
                    new BadValue(weightFault, _plan.Weight?.Place, weightValue),
                    new BadValue(fault, _predicted[i].Place, predictedValue),
                    ref isSharedReported);
            }
        }
    }

    /// <summary>Without a single record there are the models that were asked for.</summary>
    internal void Finish() => _groups ??= Start(_plan.Predicted);

    private void Add(ModelSums model, PSObject record, in Number actual, in Number predicted, in Number weight)
    {
        Residual residual = _plan.Weight is null
            ? model.Sums.AddAt(_records, actual, predicted)
            : model.Sums.AddAt(_records, actual, predicted, weight);
        if (_passesThrough)
        {
            string? modelName = _predicted.Length == 1 ? null : model.Name;
            _measurement.Write(RecordShape.CopyWith(record, residual.Difference, residual.Loss, modelName));
        }
        else if (_measurement.EmitsItems)
        {
            double weightValue = _plan.Weight is null ? 1.0 : weight.Value;
            _measurement.WriteItem(model, _records, actual.Value, predicted.Value, weightValue, residual);
        }
    }

    /// <summary>What all models share is reported once, if it is bad.</summary>
    private void LeaveOut(
        ModelSums model, PSObject record, BadValue actual, BadValue weight, BadValue predicted, ref bool isSharedReported)
    {
        BadValue shared = BadValue.First(actual, weight);
        BadValue bad = BadValue.First(shared, predicted);
        model.Sums.LeaveOut(bad.Fault);
        bool isShared = bad == shared;
        if (!isShared || !isSharedReported)
        {
            Report(bad, record);
        }

        isSharedReported |= isShared;
    }

    private void Report(BadValue bad, PSObject record)
    {
        string where = _measurement.Where(_records);
        if (bad.Value is RuntimeException failure)
        {
            _measurement.Report.Add(bad.Fault, () => Errors.FailedValue(where, bad.Place!, failure, record));
        }
        else
        {
            _measurement.ReportBad(bad, where, record);
        }
    }

    private void LeaveOutNull()
    {
        if (_groups is null)
        {
            _nullsBeforeFirst++;
        }
        else
        {
            LeaveOutNull(_groups);
        }

        long number = _records;
        _measurement.Report.Add(NumberFault.Missing, () => Errors.NullRecord(number));
    }

    private static void LeaveOutNull(RecordGroups groups)
    {
        foreach (ModelSums model in groups.Of(null))
        {
            model.Sums.LeaveOut(NumberFault.Missing);
        }
    }

    private NumberFault Read(ValueSource source, PSObject record, out object? value, out Number number)
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

    /// <summary>The first record tells which models there are, and must have every property.</summary>
    private RecordGroups Learn(PSObject record)
    {
        if (!_plan.TryResolve(record, out ValueSource[] predicted, out ErrorRecord? error))
        {
            _measurement.Throw(error);
        }

        return _groups = Start(predicted);
    }

    private RecordGroups Start(ValueSource[] predicted)
    {
        _predicted = predicted;
        _measurement.ShowsModel = predicted.Length > 1;
        _measurement.ShowsGroup = _plan.Keys.Length > 0;
        var groups = new RecordGroups(_measurement, _plan.Keys, [.. predicted.Select(source => source.Name)]);
        for (long i = 0; i < _nullsBeforeFirst; i++)
        {
            LeaveOutNull(groups);
        }

        return groups;
    }
}
