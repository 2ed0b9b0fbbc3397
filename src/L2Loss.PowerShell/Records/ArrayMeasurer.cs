using System.Collections;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>Measures lists of numbers: actual values, predicted values and, where given, weights.</summary>
internal sealed class ArrayMeasurer
{
    // Between sections Ctrl+C is heeded: a few milliseconds.
    private const int SectionLength = 64 * PairSummation.ChunkLength;

    private readonly Measurement _measurement;
    private readonly ModelSums _model;
    private readonly IList _actuals;
    private readonly IList _predictions;
    private readonly IList? _weights;

    internal ArrayMeasurer(Measurement measurement, object actual, object predicted, object? weight)
    {
        _measurement = measurement;
        _actuals = NumberList.Of(actual);
        _predictions = NumberList.Of(predicted);
        _weights = weight is null ? null : NumberList.Of(weight);
        if (_actuals.Count != _predictions.Count)
        {
            measurement.Throw(Errors.LengthMismatch("Actual", _actuals.Count, "Predicted", _predictions.Count));
        }

        if (_weights is not null && _weights.Count != _actuals.Count)
        {
            measurement.Throw(Errors.LengthMismatch("Weight", _weights.Count, "Actual", _actuals.Count));
        }

        _model = measurement.AddModel(null, null);
    }

    internal void Measure()
    {
        DoubleBlocks? weights = _weights is null ? null : DoubleBlocks.Of(_weights);
        bool isInBlocks = (_weights is null || weights is not null)
            && (_measurement.Items.IsPlain || !_measurement.Items.IsAsked);
        bool isInPlace = !_measurement.Items.IsAsked && (_weights is null or double[]);
        if (isInPlace && _actuals is double[] actualDoubles && _predictions is double[] predictedDoubles)
        {
            MeasureInPlace(actualDoubles, predictedDoubles);
        }
        else if (isInPlace && _actuals is float[] actualFloats && _predictions is float[] predictedFloats)
        {
            MeasureInPlace(actualFloats, predictedFloats);
        }
        else if (isInBlocks && DoubleBlocks.Of(_actuals) is DoubleBlocks actual
            && DoubleBlocks.Of(_predictions) is DoubleBlocks predicted)
        {
            MeasureBlocks(actual, predicted, weights);
        }
        else
        {
            for (int i = 0; i < _actuals.Count && !_measurement.IsStopping; i++)
            {
                MeasureRecord(i + 1, _actuals[i], _predictions[i], _weights?[i]);
            }
        }
    }

    /// <summary>Without items there is nothing to do but to sum, on all processors.</summary>
    /// <remarks>Past the largest array of all the start overflows, hence its check.</remarks>
    private void MeasureInPlace<T>(T[] actual, T[] predicted)
        where T : unmanaged
    {
        for (int start = 0; start >= 0 && start < actual.Length && !_measurement.IsStopping; start += SectionLength)
        {
            int length = Math.Min(SectionLength, actual.Length - start);
            ReadOnlySpan<double> weights = _weights is double[] all ? all.AsSpan(start, length) : default;
            MeasureSection<T>(start, actual.AsSpan(start, length), predicted.AsSpan(start, length), weights);
        }
    }

    private void MeasureBlocks(DoubleBlocks actuals, DoubleBlocks predictions, DoubleBlocks? allWeights)
    {
        double[] actualBuffer = new double[LossBlock.Length];
        double[] predictedBuffer = new double[LossBlock.Length];
        double[] weightBuffer = new double[LossBlock.Length];
        for (int start = 0; start >= 0 && start < actuals.Length && !_measurement.IsStopping; start += LossBlock.Length)
        {
            int length = Math.Min(LossBlock.Length, actuals.Length - start);
            ReadOnlySpan<double> actual = actuals.Block(start, actualBuffer.AsSpan(0, length));
            ReadOnlySpan<double> predicted = predictions.Block(start, predictedBuffer.AsSpan(0, length));
            ReadOnlySpan<double> weights = default;
            if (allWeights is not null)
            {
                weights = allWeights.Block(start, weightBuffer.AsSpan(0, length));
            }

            if (MeasureSection(start, actual, predicted, weights) && _measurement.Items.IsAsked)
            {
                WriteItems(start, actual, predicted, weights);
            }
        }
    }

    /// <summary>
    /// Sums a section; false when something in it was left out, so that records had to be measured one by one. The
    /// weights are empty where there are none.
    /// </summary>
    private bool MeasureSection<T>(
        int start, ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights)
        where T : unmanaged
    {
        List<int> badBlocks = _model.Sums.AddFinite(actual, predicted, weights, start);
        foreach (int block in badBlocks)
        {
            int end = Math.Min(block + LossBlock.Length, actual.Length);
            for (int i = block; i < end; i++)
            {
                double a = FloatingPoint.Widen(actual[i]);
                double p = FloatingPoint.Widen(predicted[i]);
                if (weights.IsEmpty && !_measurement.Items.IsAsked && double.IsFinite(a) && double.IsFinite(p))
                {
                    _model.Sums.AddAt(start + i + 1, Number.Binary(a), Number.Binary(p));
                }
                else
                {
                    MeasureRecord(start + i + 1, a, p, weights.IsEmpty ? null : weights[i]);
                }
            }
        }

        return badBlocks.Count == 0;
    }

    private void WriteItems(
        long before, ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights)
    {
        double[] residuals = new double[actual.Length];
        double[] losses = new double[actual.Length];
        LossBlock.Compute(actual, predicted, residuals, losses);
        for (int i = 0; i < actual.Length; i++)
        {
            L2LossItem item = _measurement.Items.NewItem(_model);
            item.Index = before + i + 1;
            item.Actual = actual[i];
            item.Predicted = predicted[i];
            item.Residual = residuals[i];
            item.Difference = Math.Abs(residuals[i]);
            item.L2Loss = losses[i];
            item.Weight = weights.IsEmpty ? 1.0 : weights[i];
            _measurement.Items.WritePlain(item);
        }
    }

    private void MeasureRecord(long index, object? actualValue, object? predictedValue, object? weightValue)
    {
        NumberFault actualFault = Read(actualValue, out Number actual);
        NumberFault predictedFault = Read(predictedValue, out Number predicted);
        NumberFault weightFault = NumberFault.None;
        Number weight = default;
        if (_weights is not null)
        {
            weightFault = Read(weightValue, out weight);
            weightFault = NumberFaultOrder.OfWeight(weightFault, weight);
        }

        if ((actualFault | predictedFault | weightFault) != NumberFault.None)
        {
            BadValue worse = BadValue.First(
                new BadValue(actualFault, "-Actual", actualValue),
                new BadValue(predictedFault, "-Predicted", predictedValue));
            BadValue bad = BadValue.First(worse, new BadValue(weightFault, "-Weight", weightValue));
            _model.Sums.LeaveOut(bad.Fault);
            _measurement.ReportBad(bad, index, bad.Value);
            return;
        }

        Residual residual = _weights is null
            ? _model.Sums.AddAt(index, actual, predicted)
            : _model.Sums.AddAt(index, actual, predicted, weight);
        double counts = _weights is null ? 1.0 : weight.Value;
        var measured = new MeasuredRecord(index, actual.Value, predicted.Value, counts, residual);
        if (_measurement.Items.Take(_model, measured))
        {
            _measurement.Items.Write(_model, measured, null);
        }
    }

    private NumberFault Read(object? value, out Number number) =>
        _measurement.Reader.Read(BadValue.Bare(value), out number);
}
