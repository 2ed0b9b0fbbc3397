using System.Collections;
using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>Measures lists of numbers: actual values, predicted values and, where given, weights.</summary>
internal sealed class ArrayMeasurer
{
    private readonly Measurement _measurement;
    private readonly ModelSums _model;
    private readonly IList _actuals;
    private readonly IList _predictions;
    private readonly IList? _weights;

    internal ArrayMeasurer(Measurement measurement, object actual, object predicted, object? weight)
    {
        _measurement = measurement;
        _actuals = ToList(actual);
        _predictions = ToList(predicted);
        _weights = weight is null ? null : ToList(weight);
        if (_actuals.Count != _predictions.Count)
        {
            measurement.Throw(Errors.LengthMismatch(_actuals.Count, _predictions.Count));
        }

        if (_weights is not null && _weights.Count != _actuals.Count)
        {
            measurement.Throw(Errors.WeightLengthMismatch(_weights.Count, _actuals.Count));
        }

        _model = measurement.AddModel(null);
    }

    internal void Measure()
    {
        if (_weights is null && DoubleBlocks.Of(_actuals) is DoubleBlocks actual
            && DoubleBlocks.Of(_predictions) is DoubleBlocks predicted)
        {
            MeasureBlocks(actual, predicted);
            return;
        }

        for (int i = 0; i < _actuals.Count && !_measurement.IsStopping; i++)
        {
            MeasureRecord(_actuals[i], _predictions[i], _weights?[i]);
        }
    }

    private void MeasureBlocks(DoubleBlocks actuals, DoubleBlocks predictions)
    {
        double[] actualBuffer = new double[LossBlock.Length];
        double[] predictedBuffer = new double[LossBlock.Length];
        for (int start = 0; start < actuals.Length && !_measurement.IsStopping; start += LossBlock.Length)
        {
            int length = Math.Min(LossBlock.Length, actuals.Length - start);
            ReadOnlySpan<double> actual = actuals.Block(start, actualBuffer.AsSpan(0, length));
            ReadOnlySpan<double> predicted = predictions.Block(start, predictedBuffer.AsSpan(0, length));
            if (!_model.Sums.TryAdd(actual, predicted))
            {
                // Somewhere is a NaN or an infinity: pair by pair, so that it is reported and the others count.
                for (int i = 0; i < length; i++)
                {
                    MeasureRecord(actual[i], predicted[i], null);
                }
            }
            else if (_measurement.EmitsItems)
            {
                WriteItems(_model.Sums.Read - length, actual, predicted);
            }
        }
    }

    private void WriteItems(long before, ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        double[] residuals = new double[actual.Length];
        double[] losses = new double[actual.Length];
        LossBlock.Compute(actual, predicted, residuals, losses);
        for (int i = 0; i < actual.Length; i++)
        {
            _measurement.Write(new L2LossItem
            {
                Index = before + i + 1,
                Actual = actual[i],
                Predicted = predicted[i],
                Residual = residuals[i],
                Difference = Math.Abs(residuals[i]),
                L2Loss = losses[i],
            });
        }
    }

    private void MeasureRecord(object? actualValue, object? predictedValue, object? weightValue)
    {
        RecordValue actual = Read("-Actual", actualValue);
        RecordValue predicted = Read("-Predicted", predictedValue);
        RecordValue weight = _weights is null ? RecordValue.NoWeight : ReadWeight(weightValue);
        if ((actual.Fault | predicted.Fault | weight.Fault) != NumberFault.None)
        {
            ref readonly RecordValue worse = ref RecordValue.First(in actual, in predicted);
            LeaveOut(RecordValue.First(in worse, in weight));
            return;
        }

        Residual residual = _weights is null
            ? _model.Sums.Add(actual.Number, predicted.Number)
            : _model.Sums.Add(actual.Number, predicted.Number, weight.Number);
        if (_measurement.EmitsItems)
        {
            _measurement.WriteItem(_model, actual.Number, predicted.Number, weight.Number, residual);
        }
    }

    private void LeaveOut(RecordValue bad)
    {
        _model.Sums.LeaveOut(bad.Fault);
        _measurement.ReportBad(bad.Fault, _model.Sums.Read, bad.Place, bad.Value, bad.Value);
    }

    private RecordValue ReadWeight(object? value)
    {
        RecordValue weight = Read("-Weight", value);
        return weight with { Fault = Measurement.WeightFault(weight.Fault, weight.Number) };
    }

    private RecordValue Read(string place, object? value)
    {
        object? bare = Bare(value);
        NumberFault fault = _measurement.Reader.Read(bare, out Number number);
        return new RecordValue(place, bare, fault, number);
    }

    /// <summary>A list as it is; another collection copied; a single value as a list of one.</summary>
    private static IList ToList(object value)
    {
        object bare = Bare(value)!;
        return bare switch
        {
            IList list => list,
            string => new[] { bare },
            _ when LanguagePrimitives.GetEnumerable(bare) is IEnumerable values => values.Cast<object?>().ToArray(),
            _ => new[] { bare },
        };
    }

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
