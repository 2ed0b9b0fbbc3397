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
