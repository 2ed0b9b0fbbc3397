using System.Management.Automation;

namespace L2Loss.Bench;

/// <summary>Takes records and does nothing: what the engine itself costs.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "NoOp")]
public sealed class NoOpCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
    }
}
