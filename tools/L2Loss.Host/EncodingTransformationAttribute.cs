using System.Management.Automation;
using System.Text;

namespace L2Loss.Host;

/// <summary>Reads an encoding by PowerShell's name for it, by .NET's or by code page.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The encodings of single languages, which .NET leaves out by default.</summary>
    private static EncodingProvider National => CodePagesEncodingProvider.Instance;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        return (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            string name => ByName(name),
            int codePage => National.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage),
            var other => other,
        };
    }

    private static Encoding ByName(string name)
    {
        return name.ToLowerInvariant() switch
        {
            "utf8" or "utf8bom" or "utf8nobom" => Encoding.UTF8,
            "unicode" => Encoding.Unicode,
            "bigendianunicode" => Encoding.BigEndianUnicode,
            "utf32" => Encoding.UTF32,
            "bigendianutf32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
            "ascii" => Encoding.ASCII,
            _ => National.GetEncoding(name) ?? Encoding.GetEncoding(name),
        };
    }
}
