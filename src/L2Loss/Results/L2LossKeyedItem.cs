namespace L2Loss;

/// <summary>An item that is shown with its number, group or model: the same properties, and a view that shows those.</summary>
/// <remarks>
/// A class of its own, since an extra type name would cost each item a wrapper and a list of names: half its price.
/// </remarks>
internal class L2LossKeyedItem : L2LossItem
{
    private readonly string[] _keys;

    /// <param name="keys">The names of the properties that the view shows before the numbers; shared by many items.</param>
    internal L2LossKeyedItem(string[] keys) => _keys = keys;

    /// <summary>The names of the properties that the view shows before the numbers.</summary>
    /// <remarks>A method, so that all items have the same properties; the views of L2Loss.Format.ps1xml call it.</remarks>
    public string[] ShownKeys() => _keys;
}

/// <summary>An item with the errors of the last records up to its own.</summary>
internal sealed class L2LossWindowItem : L2LossKeyedItem
{
    internal L2LossWindowItem(string[] keys)
        : base(keys)
    {
    }

    /// <summary>The mean squared error of the window, in the squared unit of the data.</summary>
    public double WindowMse { get; set; }

    /// <summary>Its root, in the unit of the data.</summary>
    public double WindowRmse { get; set; }
}
