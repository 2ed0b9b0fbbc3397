using System.Collections;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>
/// A source of records that are lists of numbers: the actual values, the predicted ones of each model and, where given,
/// weights. It is the record at its position.
/// </summary>
internal sealed class ListRecords : IRecord, IRecordSink
{
    // Between sections Ctrl+C is heeded: a few milliseconds.
    private const int SectionLength = 64 * ArraySums.ChunkLength;

    private readonly RecordRun _run;
    private readonly IList[] _lists;
    private readonly string[] _places;
    private readonly int _models;
    private readonly int _count;
    private readonly Observation _observation;
    private readonly PointWatch? _points;
    private int _position;

    /// <summary>Lists of the same length; otherwise the command ends.</summary>
    internal ListRecords(RecordRun run, object actual, object predicted, object? weight)
    {
        _run = run;
        (string? Name, IList Values)[] models = [.. NumberList.Models(predicted)];
        _models = models.Length;
        IList[] lists = [NumberList.Of(actual), .. models.Select(model => model.Values)];
        string[] places = ["-Actual", .. models.Select(model => model.Name is null ? "-Predicted" : $"-Predicted {Text.Quote(model.Name)}")];
        _lists = weight is null ? lists : [.. lists, NumberList.Of(weight)];
        _places = weight is null ? places : [.. places, "-Weight"];
        run.Start([.. models.Select(model => model.Name)], []);
        _count = _lists[0].Count;
        for (int i = 1; i < _lists.Length; i++)
        {
            if (_lists[i].Count != _count)
            {
                run.Output.Throw(Errors.LengthMismatch(_places[0], _count, _places[i], _lists[i].Count));
            }
        }

        _points = run.NewPoints();
        _observation = run.NewObservation(_points);
    }

    private bool HasWeights => _lists.Length > _models + 1;

    /// <inheritdoc/>
    public long Index => _position + 1L;

    /// <summary>Measures all records, and writes what came of them.</summary>
    internal void Measure()
    {
        GroupSums group = _run.NewGroup(default);
        if (group is not ModelSums sums || !TryMeasureSpans(sums))
        {
            MeasureEach(group);
        }

        _run.Finish([group], _points, part => _places[part]);
    }

    /// <inheritdoc/>
    public NumberFault Read(int part, out Number number) =>
        _run.Reader.Read(ObjectValue.Unwrap(_lists[part][_position]), out number);

    string? IRecord.Text(int part) => ObjectValue.Unwrap(_lists[part][_position]) as string;

    void IRecordSink.Measured(ModelSums group, int model, in MeasuredRecord measured) =>
        _run.Measured(group, model, measured, null);

    void IRecordSink.LeftOut(int part, NumberFault fault)
    {
        object? value = _lists[part][_position];
        _run.ReportBad(new BadValue(fault, _places[part], ObjectValue.Shown(value)), Text.Where(null, 0, Index), value);
    }

    private void MeasureEach(GroupSums group)
    {
        for (_position = 0; _position < _count; _position++)
        {
            if ((_position & 0xFF) == 0)
            {
                _run.Output.ThrowIfStopped();
            }

            _observation.Read(this);
            group.Add(_observation, this);
        }
    }

    /// <summary>Arrays whose values doubles hold are summed as they lie there, on all processors; false for other lists.</summary>
    private bool TryMeasureSpans(ModelSums sums)
    {
        if (_run.Items.IsAsked && (!_run.Items.IsPlain || _models > 1))
        {
            return false;
        }

        bool isInPlace = !_run.Items.IsAsked && !_run.Reader.HasMissingNumbers && (!HasWeights || _lists[^1] is double[]);
        if (isInPlace && TryAllAs(out double[][] doubles))
        {
            MeasureInPlace(sums, doubles);
            return true;
        }

        if (isInPlace && TryAllAs(out float[][] floats))
        {
            MeasureInPlace(sums, floats);
            return true;
        }

        DoubleBlocks?[] blocks = [.. _lists.Select(DoubleBlocks.Of)];
        if (blocks.Any(block => block is null))
        {
            return false;
        }

        MeasureBlocks(sums, blocks!);
        return true;
    }

    private bool TryAllAs<T>(out T[][] arrays)
    {
        arrays = [.. _lists.Take(_models + 1).OfType<T[]>()];
        return arrays.Length == _models + 1;
    }

    /// <summary>Past the largest array of all the start overflows, hence its check.</summary>
    private void MeasureInPlace<T>(ModelSums sums, T[][] arrays)
        where T : unmanaged
    {
        for (int start = 0; start >= 0 && start < _count; start += SectionLength)
        {
            _run.Output.ThrowIfStopped();
            int length = Math.Min(SectionLength, _count - start);
            var bad = new List<int>();
            for (int i = 0; i < _models; i++)
            {
                ReadOnlySpan<double> weights = HasWeights ? ((double[])_lists[^1]).AsSpan(start, length) : default;
                AddSpans<T>(sums, i, arrays[0].AsSpan(start, length), arrays[i + 1].AsSpan(start, length), weights, start, bad);
            }

            AddFaults(sums, start, bad);
        }
    }

    private void MeasureBlocks(ModelSums sums, DoubleBlocks[] lists)
    {
        double[][] buffers = [.. lists.Select(_ => new double[LossBlock.Length])];
        var bad = new List<int>();
        for (int start = 0; start >= 0 && start < _count; start += LossBlock.Length)
        {
            _run.Output.ThrowIfStopped();
            int length = Math.Min(LossBlock.Length, _count - start);
            ReadOnlySpan<double> actual = Block(lists[0], buffers[0], start, length);
            ReadOnlySpan<double> weights = HasWeights ? Block(lists[^1], buffers[^1], start, length) : default;
            bad.Clear();
            for (int i = 0; i < _models; i++)
            {
                ReadOnlySpan<double> predicted = Block(lists[i + 1], buffers[i + 1], start, length);
                AddSpans(sums, i, actual, predicted, weights, start, bad);
                if (_run.Items.IsAsked)
                {
                    WriteItems(sums, start, actual, predicted, weights, bad);
                }
            }

            if (!_run.Items.IsAsked)
            {
                AddFaults(sums, start, bad);
            }
        }
    }

    private ReadOnlySpan<double> Block(DoubleBlocks list, double[] buffer, int start, int length)
    {
        ReadOnlySpan<double> values = list.Block(start, buffer.AsSpan(0, length));
        if (!_run.Reader.HasMissingNumbers)
        {
            return values;
        }

        _run.Reader.CopyMarked(values, buffer);
        return buffer.AsSpan(0, length);
    }

    private void AddSpans<T>(
        ModelSums sums,
        int model,
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        int start,
        List<int> bad)
        where T : unmanaged
    {
        try
        {
            sums.Models[model].AddFinite(actual, predicted, weights, start, bad, _run.Output.Stop);
        }
        catch (OperationCanceledException)
        {
            _run.Output.ThrowIfStopped();
            throw;
        }
    }

    /// <summary>Leaves out the records of a section that some model could not measure.</summary>
    private void AddFaults(ModelSums sums, int start, List<int> bad)
    {
        IEnumerable<int> positions = _models == 1 ? bad : bad.Distinct().OrderBy(position => position);
        int count = 0;
        foreach (int position in positions)
        {
            if ((count++ & 0xFF) == 0)
            {
                _run.Output.ThrowIfStopped();
            }

            AddFault(sums, start + position);
        }
    }

    private void AddFault(ModelSums sums, int position)
    {
        _position = position;
        _observation.Read(this);
        sums.AddFaults(_observation, this);
    }

    /// <summary>Writes the items of a section of the only model, and what is wrong with the records that have none.</summary>
    private void WriteItems(
        ModelSums sums,
        int start,
        ReadOnlySpan<double> actual,
        ReadOnlySpan<double> predicted,
        ReadOnlySpan<double> weights,
        List<int> bad)
    {
        double[] residuals = new double[actual.Length];
        double[] losses = new double[actual.Length];
        LossBlock.Compute(actual, predicted, residuals, losses);
        int reported = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            if (reported < bad.Count && bad[reported] == i)
            {
                AddFault(sums, start + i);
                reported++;
                continue;
            }

            double weight = weights.IsEmpty ? 1.0 : weights[i];
            _run.Output.Write(
                _run.Items.NewItem(sums, 0, start + i + 1L, actual[i], predicted[i], residuals[i], losses[i], weight));
        }
    }
}
