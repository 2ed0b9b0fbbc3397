using System.Globalization;
using System.Management.Automation;
using System.Text;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Reads an encoding by PowerShell's name for it, by .NET's or by code page, as Import-Csv does.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncodingNameAttribute : ArgumentTransformationAttribute
{
    /// <summary>PowerShell's names, for completion.</summary>
    internal static readonly string[] Names =
        ["ansi", "ascii", "bigendianunicode", "bigendianutf32", "oem", "unicode", "utf8", "utf8BOM", "utf8NoBOM", "utf32"];

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = ObjectValue.Unwrap(inputData);
        try
        {
            return value switch
            {
                string name when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int page) =>
                    ByPage(page),
                string name => ByName(name),
                int page => ByPage(page),
                _ => value,
            };
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            throw Errors.UnknownEncoding(value, failure);
        }
    }

    /// <summary>The encoding of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static Encoding ByName(string name) => name.ToUpperInvariant() switch
    {
        "UTF8" or "UTF8BOM" or "UTF8NOBOM" => Encoding.UTF8,
        "UNICODE" => Encoding.Unicode,
        "BIGENDIANUNICODE" => Encoding.BigEndianUnicode,
        "UTF32" => Encoding.UTF32,
        "BIGENDIANUTF32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        "ASCII" => Encoding.ASCII,
        "ANSI" => ByPage(CultureInfo.CurrentCulture.TextInfo.ANSICodePage),
        "OEM" => ByPage(CultureInfo.CurrentCulture.TextInfo.OEMCodePage),
        _ => NationalEncodings.Find(name) ?? Encoding.GetEncoding(name),
    };

    /// <summary>A name of an encoding: one that any PowerShell knows, where there is one.</summary>
    internal static string NameOf(Encoding encoding) =>
        Names.Skip(1).FirstOrDefault(name => ByName(name).CodePage == encoding.CodePage) ?? encoding.WebName;

    private static Encoding ByPage(int page) => NationalEncodings.Find(page) ?? Encoding.GetEncoding(page);
}
