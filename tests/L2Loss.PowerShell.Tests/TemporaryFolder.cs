using System.Text;

namespace L2Loss.PowerShell.Tests;

/// <summary>A folder of files that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string FullName { get; } = Directory.CreateTempSubdirectory("l2loss-").FullName;

    public void Dispose() => Directory.Delete(FullName, recursive: true);

    /// <summary>Writes a file in UTF-8 without a byte order mark and gives its path.</summary>
    internal string Write(string name, string content) => Write(name, new UTF8Encoding(false).GetBytes(content));

    internal string Write(string name, byte[] content)
    {
        string path = Path.Combine(FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
