namespace L2Loss;

/// <summary>
/// The summary of a group from which no record was left out: the same properties, of which a list shows those that
/// L2Loss.Types.ps1xml says for this class.
/// </summary>
/// <remarks>
/// Any other summary brings its own list, which the engine keeps in a table: for a hundred thousand groups that costs more
/// than to measure them.
/// </remarks>
public sealed class L2LossGroupSummary : L2LossSummary
{
}
