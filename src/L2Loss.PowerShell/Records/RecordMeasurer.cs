using System.Management.Automation;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>Measures records: objects with a property for the actual value and one for each prediction.</summary>
internal sealed class RecordMeasurer
{
    private readonly Measurement _measurement;
    private readonly RecordReader<ModelSums[]> _reader;
    private readonly RecordPlan _plan;
    private readonly bool _isInBlocks;

    internal RecordMeasurer(Measurement measurement, RecordPlan plan)
    {
        _measurement = measurement;
        _reader = new RecordReader<ModelSums[]>(measurement, plan, NewGroup, LeaveOutNull);
        _plan = plan;

        // A group has records here and there, and a block for each would be large.
        _isInBlocks = !measurement.Items.IsAsked && plan.Weight is null && plan.Keys.Length == 0;
    }

    internal void Measure(PSObject? record)
    {
        if (!_reader.TryNext(record, out ModelSums[]? models))
        {
            return;
        }

        // What all models share is read once.
        NumberFault actualFault = _reader.Read(_plan.Actual, record, out object? actualValue, out Number actual);
        NumberFault weightFault = NumberFault.None;
        object? weightValue = null;
        Number weight = default;
        if (_plan.Weight is not null)
        {
            weightFault = _reader.Read(_plan.Weight, record, out weightValue, out weight);
            weightFault = NumberFaultOrder.OfWeight(weightFault, weight);
        }

        ValueSource[] sources = _reader.Predicted;
        bool isSharedReported = false;
        for (int i = 0; i < models.Length; i++)
        {
            NumberFault fault = _reader.Read(sources[i], record, out object? predictedValue, out Number predicted);
            if (actualFault == NumberFault.None && weightFault == NumberFault.None && fault == NumberFault.None)
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
                    new BadValue(fault, sources[i].Place, predictedValue),
                    ref isSharedReported);
            }
        }
    }

    /// <summary>Without a single record there are the models that were asked for.</summary>
    internal void Finish() => _reader.Finish();

    private void Add(ModelSums model, PSObject record, in Number actual, in Number predicted, in Number weight)
    {
        long index = _reader.Index;
        if (_isInBlocks && !actual.IsDecimal && !predicted.IsDecimal)
        {
            model.Buffer ??= new PairBuffer(model.Sums);
            model.Buffer.Add(index, actual.Value, predicted.Value);
            return;
        }

        Residual residual = _plan.Weight is null
            ? model.Sums.AddAt(index, actual, predicted)
            : model.Sums.AddAt(index, actual, predicted, weight);
        double counts = _plan.Weight is null ? 1.0 : weight.Value;
        var measured = new MeasuredRecord(index, actual.Value, predicted.Value, counts, residual);
        if (_measurement.Items.Take(model, measured))
        {
            _measurement.Items.Write(model, measured, _measurement.Items.PassesThrough ? record : null);
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
            _reader.Report(bad, record);
        }

        isSharedReported |= isShared;
    }

    private static void LeaveOutNull(ModelSums[] models)
    {
        foreach (ModelSums model in models)
        {
            model.Sums.LeaveOut(NumberFault.Missing);
        }
    }

    private ModelSums[] NewGroup(ValueSource[] predicted, string? group)
    {
        _measurement.Items.ShowsModel = predicted.Length > 1;
        _measurement.Items.ShowsGroup = _plan.Keys.Length > 0;
        return [.. predicted.Select(source => _measurement.AddModel(source.Name, group))];
    }
}
