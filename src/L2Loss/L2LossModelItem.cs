namespace L2Loss;

/// <summary>
/// An item among those of several models: the same properties, and a format view that shows the model.
/// </summary>
public sealed class L2LossModelItem : L2LossItem
{
}
