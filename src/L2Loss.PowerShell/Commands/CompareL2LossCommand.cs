using System.Management.Automation;
using L2Loss.PowerShell.Comparison;
using L2Loss.PowerShell.Completion;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Compare-L2Loss</c>: whether models are better than a baseline on the same records, and whether by chance.
/// </summary>
[Cmdlet(VerbsData.Compare, "L2Loss", DefaultParameterSetName = RecordSet)]
[OutputType(typeof(L2LossComparison))]
public sealed class CompareL2LossCommand : RecordCommand
{
    /// <summary>The model that the others are compared with.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Baseline { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!IsBound(nameof(Predicted)))
        {
            ThrowTerminatingError(Errors.TooFewModels([]));
        }
    }

    private protected override RecordRun NewRun(RunSettings settings, string? source) =>
        new CompareRun(settings, source, Baseline);
}
