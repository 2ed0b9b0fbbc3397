using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace L2Loss.Files.Bench;

/// <summary>Another tool in a process that stays, so that its start is not timed.</summary>
internal sealed class ScriptPeer : IDisposable
{
    private readonly Process _process;
    private bool _isFinished;

    private ScriptPeer(Process process) => _process = process;

    /// <summary>Starts the tool; null where it is not installed.</summary>
    internal static ScriptPeer? TryStart(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            Process process = Process.Start(start)!;
            process.BeginErrorReadLine();
            if (process.StandardOutput.ReadLine() == "ready")
            {
                return new ScriptPeer(process);
            }

            process.Dispose();
        }
        catch (Win32Exception)
        {
            // No such program.
        }

        return null;
    }

    /// <summary>The mean for a file; NaN where the tool cannot read it.</summary>
    internal double Mse(string path)
    {
        if (_isFinished)
        {
            return double.NaN;
        }

        _process.StandardInput.WriteLine(path);
        _process.StandardInput.Flush();
        if (_process.StandardOutput.ReadLine() is string reply)
        {
            return double.Parse(reply, CultureInfo.InvariantCulture);
        }

        _isFinished = true;
        return double.NaN;
    }

    public void Dispose()
    {
        _process.StandardInput.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }
}
