using System.Management.Automation;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Reads a delimiter, also as other languages write a tab.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DelimiterAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = ObjectValue.Unwrap(inputData);
        return value switch
        {
            "\\t" or "`t" => '\t',
            string { Length: not 1 } or '\r' or '\n' => throw Errors.NotADelimiter(value),
            _ => inputData,
        };
    }
}
