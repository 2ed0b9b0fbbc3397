using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Comparison;

/// <summary>Compares models, whatever their numbers are read from: a group for each key, in order of appearance.</summary>
internal sealed class ModelComparer
{
    private readonly Measurement _measurement;
    private readonly string? _baseline;
    private readonly List<GroupComparison> _groups = [];

    /// <summary>Compares with the baseline of a name; null for the first model.</summary>
    internal ModelComparer(Measurement measurement, string? baseline)
    {
        _measurement = measurement;
        _baseline = baseline;
    }

    /// <summary>Starts a group; ends the command where there is nothing to compare.</summary>
    internal GroupComparison NewGroup(string[] models, string? key)
    {
        if (models.Length < 2)
        {
            _measurement.Throw(Errors.TooFewModels(models));
        }

        int baseline = _baseline is null
            ? 0
            : Array.FindIndex(models, model => model.Equals(_baseline, StringComparison.OrdinalIgnoreCase));
        if (baseline < 0)
        {
            _measurement.Throw(Errors.UnknownModel(_baseline!, models));
        }

        var group = new GroupComparison(models, baseline, key);
        _groups.Add(group);
        return group;
    }

    /// <summary>The comparisons of all groups; the warning of many bad records goes before them.</summary>
    internal IReadOnlyList<L2LossComparison> Finish()
    {
        _measurement.Report.Finish();
        L2LossComparison[] comparisons = [.. _groups.SelectMany(group => group.Finish())];
        foreach (L2LossComparison comparison in comparisons)
        {
            comparison.Source = _measurement.Source;
        }

        return comparisons;
    }
}
