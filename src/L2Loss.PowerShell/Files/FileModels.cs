using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>The models of a run for each group of a file.</summary>
internal sealed class FileModels
{
    private readonly Measurement _measurement;
    private readonly string[] _names;
    private readonly bool _isGrouped;
    private readonly Dictionary<GroupSums, ModelSums[]> _models = [];

    internal FileModels(Measurement measurement, string[] names, bool isGrouped)
    {
        _measurement = measurement;
        _names = names;
        _isGrouped = isGrouped;
    }

    /// <summary>Gives the run a summary for each model of all groups, in this order.</summary>
    internal void Summarise(IEnumerable<GroupSums> groups, CancellationToken cancellation)
    {
        foreach (GroupSums group in groups)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (ModelSums model in _models.TryGetValue(group, out ModelSums[]? known) ? known : Create(group))
            {
                _measurement.Add(model);
            }
        }
    }

    /// <summary>The models of a group.</summary>
    internal ModelSums[] Of(GroupSums group)
    {
        if (!_models.TryGetValue(group, out ModelSums[]? models))
        {
            models = Create(group);
            _models.Add(group, models);
        }

        return models;
    }

    private ModelSums[] Create(GroupSums group)
    {
        string? key = _isGrouped ? GroupKey.Shown(group.Key) : null;
        return [.. _names.Select((name, i) => new ModelSums(name, key, group.Models[i]))];
    }
}
