using System.Management.Automation;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Gates;

/// <summary>Holds summaries against limits. What cannot be judged has not passed.</summary>
internal sealed class SummaryGate
{
    private readonly Cmdlet _cmdlet;
    private readonly IReadOnlyList<SummaryLimit> _limits;
    private readonly Baselines? _baselines;

    internal SummaryGate(Cmdlet cmdlet, IReadOnlyList<SummaryLimit> limits, Baselines? baselines)
    {
        _cmdlet = cmdlet;
        _limits = limits;
        _baselines = baselines;
    }

    /// <summary>The verdict on one summary, and the error or warning that goes with it.</summary>
    internal L2LossVerdict Judge(PSObject summary)
    {
        var verdict = new L2LossVerdict
        {
            Model = SummaryShape.GetText(summary, nameof(L2LossSummary.Model)),
            Group = SummaryShape.GetText(summary, nameof(L2LossSummary.Group)),
            Source = SummaryShape.GetText(summary, nameof(L2LossSummary.Source)),
        };
        if (!TryFindLimits(summary, verdict, out List<SummaryLimit> limits))
        {
            return verdict;
        }

        var checks = new List<L2LossCheck>(limits.Count);
        foreach (SummaryLimit limit in limits)
        {
            NumberFault? fault = SummaryShape.GetNumber(summary, limit.Property, out double value);
            if (fault is null or NumberFault.NotNumeric)
            {
                Fail(verdict, Errors.NotTestable(summary, limit.Property, isAbsent: fault is null));
            }

            checks.Add(limit.Check(value));
        }

        if (!double.IsNaN(verdict.BaselineMse))
        {
            verdict.RegressionPercent = Baselines.RegressionPercent(checks[^1].Value, verdict.BaselineMse);
        }

        verdict.Checks = checks;
        Decide(summary, verdict);
        return verdict;
    }

    /// <summary>Without anything to judge a gate has not passed either.</summary>
    internal L2LossVerdict JudgeNothing()
    {
        var verdict = new L2LossVerdict();
        Fail(verdict, Errors.NothingToTest());
        return verdict;
    }

    /// <summary>The limits of all summaries, and that which the baseline of this one sets.</summary>
    private bool TryFindLimits(PSObject summary, L2LossVerdict verdict, out List<SummaryLimit> limits)
    {
        limits = [.. _limits];
        if (_baselines is null)
        {
            return true;
        }

        if (!_baselines.TryFind(summary, out double baseline))
        {
            Fail(verdict, Errors.BaselineNotFound(summary, verdict.Model, verdict.Group));
            return false;
        }

        verdict.BaselineMse = baseline;
        limits.Add(_baselines.Limit(baseline));
        return true;
    }

    private void Decide(PSObject summary, L2LossVerdict verdict)
    {
        if (verdict.Reason is not null)
        {
            return;
        }

        if (!SummaryShape.HasRecords(summary))
        {
            verdict.Reason = Errors.NoRecordsToTest(verdict);
            _cmdlet.WriteWarning(verdict.Reason);
            return;
        }

        string[] unknown = [.. verdict.Checks
            .Where(check => !double.IsFinite(check.Value) || double.IsNaN(check.Limit)).Select(check => check.Name)];
        if (unknown.Length > 0)
        {
            verdict.Reason = Errors.ValueUnknown(verdict, unknown);
            _cmdlet.WriteWarning(verdict.Reason);
            return;
        }

        verdict.Passed = verdict.Checks.Count > 0 && verdict.Checks.All(check => check.Passed);
    }

    private void Fail(L2LossVerdict verdict, ErrorRecord error)
    {
        verdict.Reason = error.Exception.Message;
        _cmdlet.WriteError(error);
    }
}
