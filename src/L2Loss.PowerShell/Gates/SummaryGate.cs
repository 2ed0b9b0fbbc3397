using System.Management.Automation;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Gates;

/// <summary>Holds summaries against limits. What cannot be judged has not passed.</summary>
internal sealed class SummaryGate
{
    private readonly IReadOnlyList<SummaryLimit> _limits;
    private readonly Baselines? _baselines;
    private bool _hasJudged;

    internal SummaryGate(IReadOnlyList<SummaryLimit> limits, Baselines? baselines)
    {
        _limits = limits;
        _baselines = baselines;
    }

    /// <summary>The verdict on one summary.</summary>
    internal Judgement Judge(PSObject input)
    {
        _hasJudged = true;
        var verdict = new L2LossVerdict();
        try
        {
            return Judge(new GivenSummary(input), verdict);
        }
        catch (Exception failure) when (GivenSummary.IsFailure(failure))
        {
            return Fail(verdict, Errors.FailedSummary(input, failure));
        }
    }

    /// <summary>Without anything to judge a gate has not passed, and neither has a baseline that no summary came for.</summary>
    internal IEnumerable<Judgement> Finish()
    {
        if (!_hasJudged)
        {
            yield return Fail(new L2LossVerdict(), Errors.NothingToTest());
            yield break;
        }

        foreach (SummaryIdentity baseline in _baselines?.Unmeasured ?? [])
        {
            var verdict = new L2LossVerdict { Model = baseline.Model, Group = baseline.Group, Key = baseline.Key };
            yield return Fail(verdict, Errors.BaselineNotMeasured(baseline));
        }
    }

    private Judgement Judge(GivenSummary summary, L2LossVerdict verdict)
    {
        (verdict.Model, verdict.Group, verdict.Key) = (summary.Identity.Model, summary.Identity.Group, summary.Identity.Key);
        verdict.Source = summary.Source;
        var checks = new List<L2LossCheck>();
        ErrorRecord? error = null;
        foreach (SummaryLimit limit in _limits)
        {
            checks.Add(limit.Check(Number(summary, limit.Property, ref error)));
        }

        if (_baselines is not null && _baselines.TryFind(summary.Identity, out double baseline))
        {
            L2LossCheck check = _baselines.Check(Number(summary, nameof(L2LossSummary.Mse), ref error), baseline);
            verdict.BaselineMse = baseline;
            verdict.RegressionPercent = Baselines.RegressionPercent(check.Value, baseline);
            checks.Add(check);
        }
        else if (_baselines is not null)
        {
            error ??= Errors.BaselineNotFound(summary.Input, verdict.Model, verdict.Group);
        }

        verdict.Checks = new L2LossVerdict.CheckList(checks);
        if (error is not null)
        {
            return Fail(verdict, error);
        }

        string? warning = !summary.HasRecords ? Errors.NoRecordsToTest(verdict) : Unknown(verdict);
        verdict.Passed = warning is null && checks.Count > 0 && checks.All(check => check.Passed);
        verdict.Reason = verdict.Passed ? null
            : !summary.HasRecords ? warning
            : string.Join("; ", checks.Where(check => !check.Passed));
        return new Judgement(verdict, null, warning);
    }

    private static double Number(GivenSummary summary, string property, ref ErrorRecord? error)
    {
        NumberFault? fault = summary.GetNumber(property, out double value);
        if (fault is null or NumberFault.NotNumeric)
        {
            error ??= Errors.NotTestable(summary.Input, property, isAbsent: fault is null);
        }

        return value;
    }

    /// <summary>What is said where a value is not known; null where all are.</summary>
    private static string? Unknown(L2LossVerdict verdict)
    {
        string[] unknown = [.. verdict.Checks
            .Where(check => !double.IsFinite(check.Value) || double.IsNaN(check.Limit)).Select(check => check.Name)];
        return unknown.Length > 0 ? Errors.ValueUnknown(verdict, unknown) : null;
    }

    private static Judgement Fail(L2LossVerdict verdict, ErrorRecord error)
    {
        verdict.Reason = error.Exception.Message;
        return new Judgement(verdict, error, null);
    }
}
