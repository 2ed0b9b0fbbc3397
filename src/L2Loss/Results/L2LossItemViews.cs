namespace L2Loss;

/// <summary>
/// An item among those of several models: the same properties, and a format view that shows the model.
/// </summary>
/// <remarks>
/// A class of its own, since an extra type name would cost each item a wrapper and a list of names: half its price.
/// </remarks>
public sealed class L2LossModelItem : L2LossItem
{
}

/// <summary>An item of a group: the same properties, and a format view that shows the group.</summary>
public sealed class L2LossGroupItem : L2LossItem
{
}

/// <summary>
/// An item of a group among those of several models: the same properties, and a format view that shows both.
/// </summary>
public sealed class L2LossGroupModelItem : L2LossItem
{
}

/// <summary>An item with the errors of the last records up to its own.</summary>
public class L2LossWindowItem : L2LossItem
{
    /// <summary>The mean squared error of the window, in the squared unit of the data.</summary>
    public double WindowMse { get; set; }

    /// <summary>Its root, in the unit of the data.</summary>
    public double WindowRmse { get; set; }
}

/// <summary>The same among several models or groups: with a format view that shows both.</summary>
public sealed class L2LossWindowGroupItem : L2LossWindowItem
{
}
