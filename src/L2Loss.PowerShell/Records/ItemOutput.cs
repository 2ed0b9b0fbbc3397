using System.Management.Automation;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>Writes the items of a run, or copies of its records: all of them at once, or the worst at the end.</summary>
internal sealed class ItemOutput
{
    private readonly CommandOutput _output;
    private readonly ItemOptions _options;
    private readonly WorstItems? _worst;

    internal ItemOutput(CommandOutput output, ItemOptions options)
    {
        _output = output;
        _options = options;
        _worst = options.Top is int top ? new WorstItems(top) : null;
    }

    /// <summary>False for the summary alone.</summary>
    internal bool IsAsked => _options.Emits;

    /// <summary>Whether the records themselves are written.</summary>
    internal bool PassesThrough => _options.PassesThrough;

    /// <summary>True where every record becomes an item that holds nothing but its own numbers.</summary>
    internal bool IsPlain => _worst is null && _options is { Window: null, PassesThrough: false };

    /// <summary>Whether the items are shown with their model.</summary>
    internal bool ShowsModel { get; set; }

    /// <summary>Whether the items are shown with their group.</summary>
    internal bool ShowsGroup { get; set; }

    /// <summary>Takes a record into account; true when <see cref="Write"/> is to follow.</summary>
    internal bool Take(LossSums group, int model, in MeasuredRecord measured)
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
    /// <param name="name">The name of the model.</param>
    /// <param name="label">How the group is shown; null without grouping.</param>
    internal void Write(
        LossSums group, int model, in MeasuredRecord measured, PSObject? record, string? name, GroupLabel? label)
    {
        L2LossItem item = NewItem(group.Windows?[model]);
        item.Index = measured.Number;
        item.Actual = measured.Actual;
        item.Predicted = measured.Predicted;
        item.Residual = measured.Residual.Value;
        item.Difference = measured.Residual.Difference;
        item.L2Loss = measured.Residual.Loss;
        item.Weight = measured.Weight;
        item.Model = name;
        item.Group = label?.Text;
        item.Key = label?.Key;
        object output = record is not null ? RecordShape.CopyWith(record, item, ShowsModel) : item;
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
        foreach (object item in _worst?.Take() ?? [])
        {
            _output.Write(item);
        }
    }

    /// <summary>But for the window the classes differ in their format view only.</summary>
    private L2LossItem NewItem(RollingMse? window)
    {
        if (window is not null)
        {
            L2LossWindowItem item = ShowsModel || ShowsGroup ? new L2LossWindowGroupItem() : new L2LossWindowItem();
            item.WindowMse = window.Mse;
            item.WindowRmse = window.Rmse;
            return item;
        }

        return (ShowsModel, ShowsGroup) switch
        {
            (false, false) => new L2LossItem(),
            (true, false) => new L2LossModelItem(),
            (false, true) => new L2LossGroupItem(),
            _ => new L2LossGroupModelItem(),
        };
    }
}
