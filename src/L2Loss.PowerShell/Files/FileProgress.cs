using System.Diagnostics;
using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Shows how much of a long file has been read, and the time that is left.</summary>
internal sealed class FileProgress
{
    private const int ActivityId = 0x4C32;
    private const long Interval = 250;

    private readonly CommandOutput _output;
    private readonly RecordFile _file;
    private readonly string _path;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _next = Interval;
    private readonly bool _isWanted;
    private bool _isShown;

    internal FileProgress(CommandOutput output, RecordFile file, string path, bool isShown)
    {
        _output = output;
        _isWanted = isShown;
        _file = file;
        _path = path;
    }

    /// <summary>Shows the state, if some time has passed since the last time.</summary>
    internal void Update()
    {
        long elapsed = _watch.ElapsedMilliseconds;
        if (!_isWanted || elapsed < _next || _file.Length <= 0)
        {
            return;
        }

        _next = elapsed + Interval;
        _isShown = true;
        double share = Math.Clamp((double)_file.Position / _file.Length, 0.0, 1.0);
        ProgressRecord record = NewRecord();
        record.PercentComplete = (int)(100.0 * share);
        record.SecondsRemaining = share > 0.0 ? (int)(elapsed * (1.0 - share) / share / 1000.0) : -1;
        record.CurrentOperation = Text.Megabytes(_file.Position, _file.Length);
        _output.Progress(record);
    }

    /// <summary>Takes the display away.</summary>
    internal void Complete()
    {
        if (_isShown)
        {
            ProgressRecord record = NewRecord();
            record.RecordType = ProgressRecordType.Completed;
            _output.Progress(record);
        }
    }

    private ProgressRecord NewRecord() => new(ActivityId, _output.Command, Text.Path(_path));
}
