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
        return value is null or "\\t" or "`t" ? (value is null ? null : '\t')
            : LanguagePrimitives.TryConvertTo(value, out char one) && one is not ('\r' or '\n') && !char.IsSurrogate(one) ? one
            : throw Errors.NotADelimiter(value);
    }
}
