using System.Management.Automation;
using L2Loss.PowerShell.Gates;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Test-L2Loss</c>: whether summaries keep limits, as true or false.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "L2Loss")]
[OutputType(typeof(bool), typeof(L2LossVerdict))]
public sealed class TestL2LossCommand : GateCommand
{
    private bool _allPassed = true;

    /// <summary>One true or false for all summaries.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>An object with every limit, value and verdict instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (All && Detailed)
        {
            ThrowTerminatingError(Errors.ParameterConflict(nameof(All), nameof(Detailed)));
        }

        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (All)
        {
            WriteObject(_allPassed);
        }
    }

    private protected override void Take(Judgement judgement, PSObject? summary)
    {
        _allPassed &= judgement.Verdict.Passed;
        if (judgement.Error is not null)
        {
            WriteError(judgement.Error);
        }

        if (judgement.Warning is not null)
        {
            WriteWarning(judgement.Warning);
        }

        if (!All)
        {
            WriteObject(Detailed ? judgement.Verdict : judgement.Verdict.Passed);
        }
    }
}
