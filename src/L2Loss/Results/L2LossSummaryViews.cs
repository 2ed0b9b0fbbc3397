namespace L2Loss;

/// <summary>
/// The summary of a group from which no record was left out: the same properties, of which a list shows those that
/// L2Loss.Types.ps1xml says for this class.
/// </summary>
/// <remarks>
/// Any other summary brings a list of its own, which the engine keeps in a table: for a hundred thousand groups that costs
/// more than to measure them. A class of its own, since what a type says hides what an object says: said for all summaries,
/// it would hold for those with something else to show, too.
/// </remarks>
public sealed class L2LossGroupSummary : L2LossSummary
{
}

/// <summary>The same for a group of the records of a file: a list shows the file.</summary>
public sealed class L2LossFileGroupSummary : L2LossSummary
{
}
