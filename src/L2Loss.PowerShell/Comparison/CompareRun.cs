using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Comparison;

/// <summary>Compares models on the same records: a comparison of each group and model with a baseline.</summary>
internal sealed class CompareRun : RecordRun
{
    private readonly string? _baselineName;
    private int _baseline;

    /// <summary>A run over one source.</summary>
    /// <param name="settings">What all sources share.</param>
    /// <param name="source">The file; null for records from elsewhere.</param>
    /// <param name="baseline">The name of the model to compare with; null for the first.</param>
    internal CompareRun(RunSettings settings, string? source, string? baseline)
        : base(settings, source, ItemOptions.None, isWeighted: false) => _baselineName = baseline;

    /// <inheritdoc/>
    internal override void Start(string?[] models, string[] keys)
    {
        // A list of lists names no model, and a list of numbers is only one.
        string[] names = [.. models.Select((model, i) => model ?? FormattableString.Invariant($"Model{i + 1}"))];
        base.Start(names, keys);
        if (names.Length < 2)
        {
            Output.Throw(Errors.TooFewModels(names));
        }

        _baseline = _baselineName is null
            ? 0
            : Array.FindIndex(names, model => model.Equals(_baselineName, StringComparison.OrdinalIgnoreCase));
        if (_baseline < 0)
        {
            Output.Throw(Errors.UnknownModel(_baselineName!, names));
        }
    }

    /// <inheritdoc/>
    internal override GroupSums NewGroup(RecordKey key) => new ComparisonSums(key, Models.Length, _baseline);

    /// <inheritdoc/>
    internal override void FinishEmpty(string[] models, string[] keys)
    {
        if (models.Any(WildcardPattern.ContainsWildcardCharacters))
        {
            Output.Warning(Errors.NothingToCompare(Source));
        }
        else
        {
            base.FinishEmpty(models, keys);
        }
    }

    /// <inheritdoc/>
    protected override object[] MakeResults(GroupSums group)
    {
        var sums = (ComparisonSums)group;
        return [.. Enumerable.Range(0, Models.Length).Where(i => i != _baseline).Select(i => Compare(sums, i, LabelOf(group)))];
    }

    /// <inheritdoc/>
    protected override void WriteResult(object result)
    {
        var comparison = (L2LossComparison)result;
        if (comparison.Count == 0)
        {
            Output.Warning(Errors.NothingCompared(comparison));
        }

        Output.Write(comparison);
    }

    private L2LossComparison Compare(ComparisonSums sums, int model, GroupLabel? label)
    {
        L2LossComparison comparison = sums.ToComparison(model);
        comparison.Model = Models[model];
        comparison.Baseline = Models[_baseline];
        comparison.Group = label?.Text;
        comparison.Key = label?.Key.Copy();
        comparison.Source = Source;
        return comparison;
    }
}
