using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>Measures records: objects with a property for the actual value and one for each prediction.</summary>
internal sealed class RecordMeasurer
{
    private readonly Measurement _measurement;
    private readonly NumberReader _reader;
    private readonly ValueSource _actual;
    private readonly ValueSource[] _predicted;
    private readonly ValueSource? _weight;
    private readonly ModelSums[] _models;
    private readonly bool _passesThrough;
    private long _records;
    private bool _isShapeKnown;

    internal RecordMeasurer(
        Measurement measurement, ValueSource actual, ValueSource[] predicted, ValueSource? weight, bool passesThrough)
    {
        _measurement = measurement;
        _reader = measurement.Reader;
        _actual = actual;
        _predicted = predicted;
        _weight = weight;
        _passesThrough = passesThrough;
        _models = [.. predicted.Select(source => measurement.AddModel(source.Name))];
    }

    internal void Measure(PSObject? record)
    {
        _records++;
        if (record is null)
        {
            LeaveOutNull();
            return;
        }

        if (!_isShapeKnown)
        {
            LearnShape(record);
        }

        // What all models share is read once.
        NumberFault actualFault = Read(_actual, record, out object? actualValue, out Number actual);
        NumberFault weightFault = NumberFault.None;
        object? weightValue = null;
        Number weight = default;
        if (_weight is not null)
        {
            weightFault = Read(_weight, record, out weightValue, out weight);
            weightFault = Measurement.WeightFault(weightFault, weight);
        }

        bool isSharedReported = false;
        for (int i = 0; i < _predicted.Length; i++)
        {
            NumberFault fault = Read(_predicted[i], record, out object? predictedValue, out Number predicted);
            if ((actualFault | weightFault | fault) == NumberFault.None)
            {
                Add(_models[i], record, actual, predicted, weight);
            }
            else
            {
                LeaveOut(
                    _models[i],
                    record,
                    new BadValue(actualFault, _actual.Place, actualValue),
                    new BadValue(weightFault, _weight?.Place, weightValue),
                    new BadValue(fault, _predicted[i].Place, predictedValue),
                    ref isSharedReported);
            }
        }
    }

    private void Add(ModelSums model, PSObject record, in Number actual, in Number predicted, in Number weight)
    {
        Residual residual = _weight is null
            ? model.Sums.Add(actual, predicted)
            : model.Sums.Add(actual, predicted, weight);
        if (_passesThrough)
        {
            _measurement.Write(RecordShape.CopyWith(record, residual.Difference, residual.Loss));
        }
        else if (_measurement.EmitsItems)
        {
            double weightValue = _weight is null ? 1.0 : weight.Value;
            _measurement.WriteItem(model, model.Sums.Read, actual.Value, predicted.Value, weightValue, residual);
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
        long number = _records;
        if (bad.Value is RuntimeException failure)
        {
            _measurement.Report.Add(bad.Fault, () => Errors.FailedValue(number, bad.Place!, failure, record));
        }
        else
        {
            _measurement.ReportBad(bad, number, record);
        }
    }

    private void LeaveOutNull()
    {
        foreach (ModelSums model in _models)
        {
            model.Sums.LeaveOut(NumberFault.Missing);
        }

        long number = _records;
        _measurement.Report.Add(NumberFault.Missing, () => Errors.NullRecord(number));
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

    /// <summary>The first record must have every property; a later one without it has a missing value.</summary>
    private void LearnShape(PSObject record)
    {
        _isShapeKnown = true;
        RequireProperty(_actual, "ActualProperty", record);
        for (int i = 0; i < _predicted.Length; i++)
        {
            _models[i].Name = RequireProperty(_predicted[i], "PredictedProperty", record);
        }

        if (_weight is not null)
        {
            RequireProperty(_weight, "WeightProperty", record);
        }
    }

    /// <summary>The name of the source, a property as the record spells it.</summary>
    private string RequireProperty(ValueSource source, string parameter, PSObject record)
    {
        if (source.Property is not string property)
        {
            return source.Name;
        }

        if (RecordShape.FindName(record, property) is not string name)
        {
            _measurement.Throw(
                Errors.PropertyNotFound(parameter, property, RecordShape.PropertyNames(record), record));
            return property;
        }

        return name;
    }
}
