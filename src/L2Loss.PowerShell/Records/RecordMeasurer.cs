using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>Measures records: objects with a property for the actual value and one for each prediction.</summary>
internal sealed class RecordMeasurer
{
    private readonly Measurement _measurement;
    private readonly ValueSource _actual;
    private readonly ValueSource[] _predicted;
    private readonly ModelSums[] _models;
    private readonly bool _passesThrough;
    private long _records;
    private bool _isShapeKnown;

    internal RecordMeasurer(
        Measurement measurement, ValueSource actual, ValueSource[] predicted, bool passesThrough)
    {
        _measurement = measurement;
        _actual = actual;
        _predicted = predicted;
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

        object? actualValue = GetValue(_actual, record, out RuntimeException? failure);
        NumberFault actualFault = _measurement.Reader.Read(actualValue, out Number actual);
        bool isActualReported = false;
        for (int i = 0; i < _predicted.Length; i++)
        {
            object? predictedValue = GetValue(_predicted[i], record, out RuntimeException? predictedFailure);
            NumberFault predictedFault = _measurement.Reader.Read(predictedValue, out Number predicted);
            if ((actualFault | predictedFault) == NumberFault.None)
            {
                Add(_models[i], record, actual, predicted);
            }
            else if (Measurement.IsActualFirst(actualFault, predictedFault))
            {
                // One bad actual value spoils the record for every model; it is reported once.
                LeaveOut(_models[i], actualFault, _actual, actualValue, failure, record, isActualReported);
                isActualReported = true;
            }
            else
            {
                LeaveOut(_models[i], predictedFault, _predicted[i], predictedValue, predictedFailure, record, false);
            }
        }
    }

    private void Add(ModelSums model, PSObject record, in Number actual, in Number predicted)
    {
        Residual residual = model.Sums.Add(actual, predicted);
        if (_passesThrough)
        {
            _measurement.Write(RecordShape.CopyWith(record, residual.Difference, residual.Loss));
        }
        else if (_measurement.EmitsItems)
        {
            _measurement.WriteItem(model, actual, predicted, residual);
        }
    }

    private void LeaveOut(
        ModelSums model, NumberFault fault, ValueSource source, object? value, RuntimeException? failure,
        PSObject record, bool isReported)
    {
        model.Sums.LeaveOut(fault);
        if (isReported)
        {
            return;
        }

        long number = _records;
        if (failure is null)
        {
            _measurement.ReportBad(fault, number, source.Place, value, record);
        }
        else
        {
            _measurement.Report.Add(fault, () => Errors.FailedValue(number, source.Place, failure, record));
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

    /// <summary>The first record must have every property; a later one without it has a missing value.</summary>
    private void LearnShape(PSObject record)
    {
        _isShapeKnown = true;
        RequireProperty(_actual, "ActualProperty", record);
        for (int i = 0; i < _predicted.Length; i++)
        {
            _models[i].Name = RequireProperty(_predicted[i], "PredictedProperty", record);
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

    private static object? GetValue(ValueSource source, PSObject record, out RuntimeException? failure)
    {
        failure = null;
        try
        {
            object? value = source.GetValue(record);
            return value is PSObject wrapped ? wrapped.BaseObject : value;
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException exception)
        {
            // The failure itself stands in for the value: it is reported and no number can come of it.
            failure = exception;
            return exception;
        }
    }
}
