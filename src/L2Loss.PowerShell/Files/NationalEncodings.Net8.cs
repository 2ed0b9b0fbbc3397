using System.Text;

namespace L2Loss.PowerShell.Files;

/// <summary>The encodings of single languages, which .NET leaves out by default.</summary>
internal static class NationalEncodings
{
    internal static Encoding? Find(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name);

    internal static Encoding? Find(int page) => CodePagesEncodingProvider.Instance.GetEncoding(page);
}
