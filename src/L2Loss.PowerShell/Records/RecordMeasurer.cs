using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>Measures records: objects with a property for the actual value and one for each prediction.</summary>
internal sealed class RecordMeasurer
{
    private readonly Measurement _measurement;
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

        // What all models share is read, and if it is bad reported, once.
        RecordValue actual = Read(_actual, record);
        RecordValue weight = _weight is null ? RecordValue.NoWeight : ReadWeight(_weight, record);
        bool isReported = false;
        for (int i = 0; i < _predicted.Length; i++)
        {
            RecordValue predicted = Read(_predicted[i], record);
            if ((actual.Fault | predicted.Fault | weight.Fault) == NumberFault.None)
            {
                Add(_models[i], record, actual.Number, predicted.Number, weight.Number);
                continue;
            }

            ref readonly RecordValue shared = ref RecordValue.First(in actual, in weight);
            ref readonly RecordValue bad = ref RecordValue.First(in shared, in predicted);
            _models[i].Sums.LeaveOut(bad.Fault);
            bool isShared = !ReferenceEquals(bad.Place, predicted.Place);
            if (!isShared || !isReported)
            {
                Report(bad, record);
            }

            isReported |= isShared;
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
            _measurement.WriteItem(model, model.Sums.Read, actual, predicted, weight, residual);
        }
    }

    private void Report(RecordValue bad, PSObject record)
    {
        long number = _records;
        if (bad.Value is RuntimeException failure)
        {
            _measurement.Report.Add(
                bad.Fault, () => Errors.FailedValue(number, bad.Place, failure, record));
        }
        else
        {
            _measurement.ReportBad(bad.Fault, number, bad.Place, bad.Value, record);
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

    private RecordValue ReadWeight(ValueSource source, PSObject record)
    {
        RecordValue weight = Read(source, record);
        return weight with { Fault = Measurement.WeightFault(weight.Fault, weight.Number) };
    }

    private RecordValue Read(ValueSource source, PSObject record)
    {
        object? value;
        try
        {
            value = RecordValue.Bare(source.GetValue(record));
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

        NumberFault fault = _measurement.Reader.Read(value, out Number number);
        return new RecordValue(source.Place, value, fault, number);
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
