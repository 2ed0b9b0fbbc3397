using System.Management.Automation;
using L2Loss.PowerShell.Gates;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Assert-L2Loss</c>: nothing where all summaries keep their limits, else an error that ends the script.
/// </summary>
[Cmdlet(VerbsLifecycle.Assert, "L2Loss")]
[OutputType(typeof(L2LossSummary))]
public sealed class AssertL2LossCommand : GateCommand
{
    // Where MyInvocation points is where the error is shown.
    private static readonly ScriptBlock StopScript =
        ScriptBlock.Create("param($record, $MyInvocation) Write-Error -ErrorRecord $record -ErrorAction Stop");

    private readonly List<L2LossVerdict> _verdicts = [];
    private readonly List<PSObject> _summaries = [];

    /// <summary>Writes the summaries where all of them passed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (!_verdicts.TrueForAll(verdict => verdict.Passed))
        {
            Stop(Errors.LossExceeded(_verdicts));
        }

        WriteObject(_summaries, enumerateCollection: true);
    }

    private protected override void Take(Judgement judgement, PSObject? summary)
    {
        _verdicts.Add(judgement.Verdict);
        if (PassThru && summary is not null)
        {
            _summaries.Add(summary);
        }
    }

    /// <summary>Ends the script with an error, whatever its ErrorActionPreference.</summary>
    /// <remarks>
    /// ThrowTerminatingError ends only the statement: the next line would publish, and the exit code of the script be 0. What
    /// -ErrorAction Stop throws ends the script.
    /// </remarks>
    private void Stop(ErrorRecord error)
    {
        error.CategoryInfo.Activity = MyInvocation.MyCommand.Name;
        InvokeCommand.InvokeScript(useLocalScope: true, StopScript, null, error, MyInvocation);
    }
}
