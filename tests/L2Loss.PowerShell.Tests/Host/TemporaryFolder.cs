namespace L2Loss.PowerShell.Tests.Host;

/// <summary>A folder for the files of one test class.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("l2loss-host-").FullName;

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
    }

    public void Write(string name, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, name), text);
    }

    public void Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(System.IO.Path.Combine(Path, name), bytes);
    }
}
