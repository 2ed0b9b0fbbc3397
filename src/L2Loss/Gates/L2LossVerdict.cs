using System.Collections.ObjectModel;
using System.Collections.Specialized;

namespace L2Loss;

/// <summary>What a gate says of one summary: the verdict and every check behind it.</summary>
public class L2LossVerdict
{
    /// <summary>True only where there is a check and all of them passed.</summary>
    public bool Passed { get; set; }

    /// <summary>The model of the summary.</summary>
    public string? Model { get; set; }

    /// <summary>The group of the summary.</summary>
    public string? Group { get; set; }

    /// <summary>The key values of the summary.</summary>
    public OrderedDictionary? Key { get; set; }

    /// <summary>The source of the summary.</summary>
    public string? Source { get; set; }

    /// <summary>Why the summary failed, with the sentences of its failed checks; null where it passed.</summary>
    public string? Reason { get; set; }

    /// <summary>The Mse of the baseline; NaN without one.</summary>
    public double BaselineMse { get; set; } = double.NaN;

    /// <summary>By how many percent the Mse is above that of the baseline, below it when negative; NaN without one.</summary>
    public double RegressionPercent { get; set; } = double.NaN;

    /// <summary>One check for each limit.</summary>
    public IReadOnlyList<L2LossCheck> Checks { get; set; } = [];

    /// <summary>The verdict and what it rests on, in one line.</summary>
    public override string ToString()
    {
        string which = VisibleText.Names(Source, Group, Model);
        string said = Passed ? string.Join("; ", Checks) : Reason ?? string.Empty;
        return $"{(Passed ? "Passed" : "Failed")}{(which.Length == 0 ? string.Empty : $", {which}")}: {said}";
    }

    /// <summary>Checks that are sentences where a list shows as text, as in CSV.</summary>
    internal sealed class CheckList(IList<L2LossCheck> checks) : ReadOnlyCollection<L2LossCheck>(checks)
    {
        /// <inheritdoc/>
        public override string ToString() => string.Join("; ", this);
    }
}
