using System.Management.Automation;
using System.Numerics.Tensors;

namespace L2Loss.Neighbour;

/// <summary>Computes something with the library that L2Loss ships in a newer version.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Norm")]
[OutputType(typeof(double))]
public sealed class MeasureNormCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public double[] Value { get; set; } = [];

    protected override void EndProcessing() => WriteObject(TensorPrimitives.Norm<double>(Value));
}
