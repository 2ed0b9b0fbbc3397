namespace L2Loss.Files;

/// <summary>Opens a file by what its name says it holds.</summary>
internal static class RecordFiles
{
    /// <summary>Opens a file and reads the names of its columns.</summary>
    /// <param name="path">The file; .gz at the end means compressed.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="MalformedFileException">Its beginning breaks its format.</exception>
    internal static RecordFile Open(string path, TextOptions options) => throw new NotSupportedException(path);
}
