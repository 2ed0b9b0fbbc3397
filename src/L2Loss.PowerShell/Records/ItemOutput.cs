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

    private readonly Cmdlet _cmdlet;
    private readonly ItemOptions _options;
    private readonly WorstItems? _worst;

    internal ItemOutput(Cmdlet cmdlet, ItemOptions options)
    {
        _cmdlet = cmdlet;
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
    internal bool Take(ModelSums model, in MeasuredRecord measured)
    {
        if (!_options.Emits)
        {
            return false;
        }

        if (_options.Window is int window)
        {
            model.Window ??= new RollingMse(window);
            model.Window.Add(measured.Residual, measured.Weight);
        }

        return _worst is null || _worst.Accepts(measured.Residual.Difference);
    }

    /// <summary>Writes or keeps a record that was taken.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="measured">Its numbers.</param>
    /// <param name="record">The record itself, where a copy of it is asked for.</param>
    internal void Write(ModelSums model, in MeasuredRecord measured, PSObject? record)
    {
        L2LossItem item = NewItem(model);
        item.Index = measured.Number;
        item.Actual = measured.Actual;
        item.Predicted = measured.Predicted;
        item.Residual = measured.Residual.Value;
        item.Difference = measured.Residual.Difference;
        item.L2Loss = measured.Residual.Loss;
        item.Weight = measured.Weight;
        item.Model = model.Name;
        item.Group = model.Group;
        object output = record is not null ? RecordShape.CopyWith(record, item, ShowsModel) : item;
        if (_worst is null)
        {
            _cmdlet.WriteObject(output);
        }
        else
        {
            _worst.Add(output, item.Difference);
        }
    }

    /// <summary>Writes an item as it is.</summary>
    internal void WritePlain(L2LossItem item) => _cmdlet.WriteObject(item);

    /// <summary>Writes what has been kept for the end.</summary>
    internal void Finish()
    {
        foreach (object item in _worst?.Take() ?? [])
        {
            _cmdlet.WriteObject(item);
        }
    }

    /// <summary>An empty item of the class whose view shows what is to be shown.</summary>
    internal L2LossItem NewItem(ModelSums model)
    {
        bool showsIndex = _worst is not null || model.Window is not null || model.Sums.LeftOut > 0;
        if (model.Window is RollingMse window)
        {
            return new L2LossWindowItem(ShownKeys(showsIndex)) { WindowMse = window.Mse, WindowRmse = window.Rmse };
        }

        return showsIndex || ShowsModel || ShowsGroup ? new L2LossKeyedItem(ShownKeys(showsIndex)) : new L2LossItem();
    }

    private string[] ShownKeys(bool showsIndex)
    {
        int set = (showsIndex ? 1 : 0) | (ShowsGroup ? 2 : 0) | (ShowsModel ? 4 : 0);
        return KeySets[set] ??= [.. ItemKeys.Where((_, i) => (set & (1 << i)) != 0)];
    }
}
