namespace L2Loss.PowerShell.Records;

/// <summary>What is written for each record.</summary>
/// <param name="Emits">False for the summary alone.</param>
/// <param name="PassesThrough">Copies of the records instead of items.</param>
/// <param name="Window">So many last records have their MSE in the item; null for none.</param>
/// <param name="Top">Only so many of the worst, at the end; null for all, at once.</param>
internal sealed record ItemOptions(bool Emits, bool PassesThrough, int? Window, int? Top)
{
    /// <summary>Nothing for a record.</summary>
    internal static readonly ItemOptions None = new(false, false, null, null);
}
