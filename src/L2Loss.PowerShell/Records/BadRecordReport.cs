using System.Management.Automation;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>
/// Reports the first bad records of a source one by one; the others are counted, and one warning gives the totals.
/// </summary>
internal sealed class BadRecordReport
{
    /// <summary>From the 101st on a bad record is only counted.</summary>
    internal const int MaximumErrors = FaultList.MaximumCells;

    private readonly CommandOutput _output;
    private readonly string? _source;
    private readonly bool _skipMissing;
    private LeftOutCounts _counts;

    internal BadRecordReport(CommandOutput output, string? source, bool skipMissing)
    {
        _output = output;
        _source = source;
        _skipMissing = skipMissing;
    }

    /// <summary>Reports or counts one bad record; the error is made only when it is written.</summary>
    internal void Add(NumberFault fault, Func<ErrorRecord> makeError)
    {
        if (_skipMissing && NumberFaultOrder.IsMissing(fault))
        {
            return;
        }

        Count(fault, 1);
        if (_counts.Total <= MaximumErrors)
        {
            _output.Error(makeError());
        }
    }

    /// <summary>Counts bad records without reporting them.</summary>
    internal void Count(NumberFault fault, long records) => _counts.Count(fault, records);

    /// <summary>Writes the totals when some bad records were not reported.</summary>
    internal void Finish()
    {
        if (_counts.Total > MaximumErrors)
        {
            _output.Warning(Errors.ManyBadRecords(_source, _counts.Total, LeftOutText.Of(_counts)!, MaximumErrors));
        }
    }
}
