using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>
/// Reports the first bad records of a source one by one; the others are counted, and one warning gives the totals.
/// </summary>
internal sealed class BadRecordReport
{
    /// <summary>From the 101st on a bad record is only counted.</summary>
    internal const int MaximumErrors = 100;

    private readonly Cmdlet _cmdlet;
    private readonly bool _skipMissing;
    private readonly SortedDictionary<NumberFault, long> _counts = [];
    private long _total;

    internal BadRecordReport(Cmdlet cmdlet, bool skipMissing)
    {
        _cmdlet = cmdlet;
        _skipMissing = skipMissing;
    }

    /// <summary>Reports or counts one bad record; the error is made only when it is written.</summary>
    internal void Add(NumberFault fault, Func<ErrorRecord> makeError)
    {
        if (fault == NumberFault.Missing && _skipMissing)
        {
            return;
        }

        _counts[fault] = _counts.GetValueOrDefault(fault) + 1;
        if (++_total <= MaximumErrors)
        {
            _cmdlet.WriteError(makeError());
        }
    }

    /// <summary>Writes the totals when some bad records were not reported.</summary>
    internal void Finish()
    {
        if (_total <= MaximumErrors)
        {
            return;
        }

        string reasons = string.Join(", ", _counts.Select(pair => $"{pair.Value} {Word(pair.Key)}"));
        _cmdlet.WriteWarning(Errors.ManyBadRecords(_total, reasons, MaximumErrors));
    }

    private static string Word(NumberFault fault) => fault switch
    {
        NumberFault.Missing => "missing",
        NumberFault.NotFinite => "not finite",
        NumberFault.InvalidWeight => "with an invalid weight",
        _ => "not numeric",
    };
}
