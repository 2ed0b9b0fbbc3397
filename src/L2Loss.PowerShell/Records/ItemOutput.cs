using System.Management.Automation;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>Writes the items of a run, or copies of its records: all of them at once, or the worst at the end.</summary>
internal sealed class ItemOutput
{
    private static readonly string[] ItemKeys =
        [nameof(L2LossItem.Index), nameof(L2LossItem.Group), nameof(L2LossItem.Model)];

    // Shared by all items: one list for each of the sets of ItemKeys.
    private static readonly string[]?[] KeySets = new string[]?[8];

    private readonly CommandOutput _output;
    private readonly ItemOptions _options;
    private readonly TopItems? _worst;
    private string?[] _models = [];
    private bool _isGrouped;

    internal ItemOutput(CommandOutput output, ItemOptions options)
    {
        _output = output;
        _options = options;
        _worst = options.Top is int top ? new TopItems(top) : null;
    }

    /// <summary>False for the summary alone.</summary>
    internal bool IsAsked => _options.Emits;

    /// <summary>Whether the records themselves are written.</summary>
    internal bool PassesThrough => _options.PassesThrough;

    /// <summary>True where every record becomes an item that holds nothing but its own numbers.</summary>
    internal bool IsPlain => _worst is null && _options is { Window: null, PassesThrough: false };

    /// <summary>
    /// How many items of the worst records are written, where they hold nothing but their own numbers; null where others are.
    /// </summary>
    internal int? WorstCount => _options is { Emits: true, Window: null, PassesThrough: false } ? _options.Top : null;

    /// <summary>The difference that a record must exceed to be among the worst.</summary>
    internal double LeastKept => _worst!.Least;

    private bool ShowsModel => _models.Length > 1;

    /// <summary>Begins when the models are known; items are shown with their model where there are several, and with their group.</summary>
    internal void Start(string?[] models, bool isGrouped)
    {
        _models = models;
        _isGrouped = isGrouped;
    }

    /// <summary>Takes a record into account; true when <see cref="Write"/> is to follow.</summary>
    internal bool Take(ModelSums group, int model, in MeasuredRecord measured)
    {
        if (!_options.Emits)
        {
            return false;
        }

        if (_options.Window is int window)
        {
            group.Windows ??= [.. group.Models.Select(_ => new RollingMse(window))];
            group.Windows[model].Add(measured.Residual, measured.Weight);
        }

        return _worst is null || _worst.Accepts(measured.Residual.Difference);
    }

    /// <summary>Writes or keeps a record that was taken.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="model">Its model.</param>
    /// <param name="measured">Its numbers.</param>
    /// <param name="record">The record itself, where a copy of it is asked for.</param>
    /// <param name="label">How the group is shown; null without grouping.</param>
    internal void Write(ModelSums group, int model, in MeasuredRecord measured, Func<PSObject>? record, GroupLabel? label)
    {
        L2LossItem item = NewItem(
            group,
            model,
            measured.Number,
            measured.Actual,
            measured.Predicted,
            measured.Residual.Value,
            measured.Residual.Loss,
            measured.Weight);
        item.Group = label?.Text;
        item.ShareKey(label?.Key);
        object output = record is not null ? RecordShape.CopyWith(record(), item, ShowsModel) : item;
        if (_worst is null)
        {
            _output.Write(output);
        }
        else
        {
            _worst.Add(output, item.Difference);
        }
    }

    /// <summary>Writes what has been kept for the end.</summary>
    internal void Finish()
    {
        foreach (object item in _worst?.Descending ?? [])
        {
            _output.Write(item);
        }
    }

    /// <summary>The item of a record, of the class whose view shows what is to be shown.</summary>
    internal L2LossItem NewItem(
        ModelSums group, int model, long index, double actual, double predicted, double residual, double loss, double weight)
    {
        L2LossItem item = NewItem(group, model);
        item.Index = index;
        item.Actual = actual;
        item.Predicted = predicted;
        item.Residual = residual;
        item.Difference = Math.Abs(residual);
        item.L2Loss = loss;
        item.Weight = weight;
        item.Model = _models[model];
        return item;
    }

    private L2LossItem NewItem(ModelSums group, int model)
    {
        bool showsIndex = _worst is not null || group.Windows is not null || group.Models[model].LeftOut > 0;
        if (group.Windows?[model] is RollingMse window)
        {
            return new L2LossWindowItem(ShownKeys(showsIndex)) { WindowMse = window.Mse, WindowRmse = window.Rmse };
        }

        return showsIndex || ShowsModel || _isGrouped ? new L2LossKeyedItem(ShownKeys(showsIndex)) : new L2LossItem();
    }

    private string[] ShownKeys(bool showsIndex)
    {
        int set = (showsIndex ? 1 : 0) | (_isGrouped ? 2 : 0) | (ShowsModel ? 4 : 0);
        return KeySets[set] ??= [.. ItemKeys.Where((_, i) => (set & (1 << i)) != 0)];
    }
}
