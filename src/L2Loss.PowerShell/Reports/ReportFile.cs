using System.Management.Automation;
using System.Text;
using L2Loss.PowerShell.Files;

namespace L2Loss.PowerShell.Reports;

/// <summary>
/// The file that a report goes to: found to be writable before the records are read, and written in one step after them, so
/// that a run that was stopped leaves the older one whole.
/// </summary>
internal sealed partial class ReportFile : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly PSCmdlet _cmdlet;
    private readonly string _path;
    private readonly bool _appends;

    // Null where the file itself is written.
    private string? _temporary;

    private ReportFile(PSCmdlet cmdlet, string path, string fullName, bool appends)
    {
        _cmdlet = cmdlet;
        _path = path;
        FullName = fullName;
        _appends = appends;
    }

    /// <summary>The file as the file system has it.</summary>
    internal string FullName { get; }

    /// <summary>The file of a path; ends the command where it cannot be written.</summary>
    internal static ReportFile Open(PSCmdlet cmdlet, string path, bool appends, bool noClobber, bool force)
    {
        var file = new ReportFile(cmdlet, path, Resolve(cmdlet, path), appends);
        if (Directory.Exists(file.FullName))
        {
            cmdlet.ThrowTerminatingError(Errors.ReportInFolder(path));
        }

        if (System.IO.Path.GetDirectoryName(file.FullName) is string folder && !Directory.Exists(folder))
        {
            cmdlet.ThrowTerminatingError(Errors.ReportWithoutFolder(path, folder));
        }

        if (File.Exists(file.FullName))
        {
            if (noClobber && !appends)
            {
                cmdlet.ThrowTerminatingError(Errors.ReportExists(path));
            }

            if (!force && (File.GetAttributes(file.FullName) & FileAttributes.ReadOnly) != 0)
            {
                cmdlet.ThrowTerminatingError(Errors.ReportReadOnly(path));
            }
        }

        if (!appends && !file.IsSpecial())
        {
            file.MakeTemporary();
        }

        return file;
    }

    /// <summary>Writes the report.</summary>
    internal void Write(string text)
    {
        try
        {
            bool isReadOnly = File.Exists(FullName) && (File.GetAttributes(FullName) & FileAttributes.ReadOnly) != 0;
            if (isReadOnly)
            {
                File.SetAttributes(FullName, File.GetAttributes(FullName) & ~FileAttributes.ReadOnly);
            }

            if (_appends)
            {
                Append(text);
            }
            else if (_temporary is null)
            {
                File.WriteAllText(FullName, text, Utf8);
            }
            else
            {
                File.WriteAllText(_temporary, text, Utf8);
                Replace(_temporary, FullName);
                _temporary = null;
            }

            if (isReadOnly)
            {
                File.SetAttributes(FullName, File.GetAttributes(FullName) | FileAttributes.ReadOnly);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _cmdlet.ThrowTerminatingError(Errors.ReportNotWritten(_path, failure));
        }
    }

    /// <summary>Removes what was not needed.</summary>
    public void Dispose()
    {
        if (_temporary is not null)
        {
            try
            {
                File.Delete(_temporary);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // It is empty, and nothing can be done about it.
            }

            _temporary = null;
        }
    }

    private static string Resolve(PSCmdlet cmdlet, string path)
    {
        FileSystemPath found = FileSystemPath.Literal(cmdlet, path);
        if (found.File is null)
        {
            cmdlet.ThrowTerminatingError(found.Provider is string provider
                ? Errors.ReportNotAFile(path, provider)
                : Errors.ReportNotWritten(path, found.Failure!));
        }

        return found.File!;
    }

    /// <summary>A link or a device, which is written through and never replaced.</summary>
    private bool IsSpecial() =>
        FullName.StartsWith("/dev/", StringComparison.Ordinal)
        || (File.Exists(FullName)
            && (File.GetAttributes(FullName) & (FileAttributes.ReparsePoint | FileAttributes.Device)) != 0);

    private void MakeTemporary()
    {
        string temporary = $"{FullName}.{Guid.NewGuid().ToString("N")[..8]}.tmp";
        try
        {
            File.WriteAllText(temporary, string.Empty);
            _temporary = temporary;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // In a folder that takes no new file, one that is there may still be written.
            if (!File.Exists(FullName))
            {
                _cmdlet.ThrowTerminatingError(Errors.ReportNotWritten(_path, failure));
            }
        }
    }

    /// <summary>Adds to the file in its own encoding, on a line of its own.</summary>
    private void Append(string text)
    {
        using var stream = new FileStream(FullName, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        Encoding encoding = Utf8;
        if (stream.CanSeek && stream.Length > 0)
        {
            var start = new byte[2];
            int read = stream.Read(start, 0, start.Length);
            encoding = (read, start[0], start[1]) switch
            {
                (2, 0xFF, 0xFE) => Encoding.Unicode,
                (2, 0xFE, 0xFF) => Encoding.BigEndianUnicode,
                _ => Utf8,
            };
            // A heading needs an empty line before it.
            text = $"\n\n{text}";
        }

        if (stream.CanSeek)
        {
            stream.Seek(0, SeekOrigin.End);
        }

        byte[] bytes = encoding.GetBytes(text);
        stream.Write(bytes, 0, bytes.Length);
    }
}
