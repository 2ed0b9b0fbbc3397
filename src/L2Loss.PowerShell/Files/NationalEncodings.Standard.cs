using System.Reflection;
using System.Text;

namespace L2Loss.PowerShell.Files;

/// <summary>
/// The encodings of single languages, which .NET leaves out by default. .NET Framework has no provider of them: there they
/// are like all others.
/// </summary>
internal static class NationalEncodings
{
    private static readonly EncodingProvider? Provider =
        Type.GetType("System.Text.CodePagesEncodingProvider, System.Text.Encoding.CodePages")
            ?.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)
            ?.GetValue(null) as EncodingProvider;

    internal static Encoding? Find(string name) => Provider?.GetEncoding(name);

    internal static Encoding? Find(int page) => Provider?.GetEncoding(page);
}
