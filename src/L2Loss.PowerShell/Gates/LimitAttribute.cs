using System.Management.Automation;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Gates;

/// <summary>
/// Reads a limit as the module reads every number: PowerShell itself takes null and <c>''</c> for 0 and <c>'1,5'</c> for
/// 15, and a gate with another limit than the one that was meant passes what it should stop.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LimitAttribute : ArgumentTransformationAttribute
{
    private static readonly NumberReader Reader = new();

    /// <summary>The smallest limit that makes sense.</summary>
    public double Minimum { get; set; }

    /// <summary>The largest limit that makes sense.</summary>
    public double Maximum { get; set; } = double.MaxValue;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        NumberFault fault = Reader.Read(ObjectValue.Unwrap(inputData), out Number number);
        if (fault != NumberFault.None)
        {
            throw Errors.NotALimit(inputData);
        }

        if (number.Value < Minimum || number.Value > Maximum)
        {
            throw Errors.LimitOutOfRange(number.Value, Minimum, Maximum);
        }

        return number.Value;
    }
}
