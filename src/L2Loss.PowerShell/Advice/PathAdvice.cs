using System.Management.Automation;

namespace L2Loss.PowerShell.Advice;

/// <summary>What to do about a path under which nothing is found.</summary>
internal static class PathAdvice
{
    /// <summary>The line to type; null where nothing is known to help.</summary>
    /// <param name="call">The command as it was called.</param>
    /// <param name="path">The path.</param>
    /// <param name="exists">Whether there is a file of that name.</param>
    internal static string? Find(CommandLine call, string path, Func<string, bool> exists)
    {
        if (Uri.TryCreate(path, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            string name = Path.GetFileName(address.AbsolutePath) is { Length: > 0 } last ? last : "data.csv";
            string file = Text.PathArgument(name, "data.csv");
            return call.After($"Invoke-WebRequest {Text.PathArgument(path, "$address")} -OutFile {file}", $"-Path {file}");
        }

        return WildcardPattern.ContainsWildcardCharacters(path) && exists(path)
            ? $"its name has wildcards: {call} {Text.PathParameter(path)}"
            : null;
    }
}
