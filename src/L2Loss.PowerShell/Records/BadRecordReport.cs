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
    private readonly bool _skipMissing;
    private readonly SortedDictionary<NumberFault, long> _counts = [];
    private long _total;

    internal BadRecordReport(CommandOutput output, bool skipMissing)
    {
        _output = output;
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
        if (_total <= MaximumErrors)
        {
            _output.Error(makeError());
        }
    }

    /// <summary>Counts bad records without reporting them.</summary>
    internal void Count(NumberFault fault, long records)
    {
        if (records > 0)
        {
            _counts[fault] = _counts.GetValueOrDefault(fault) + records;
            _total += records;
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
        _output.Warning(Errors.ManyBadRecords(_total, reasons, MaximumErrors));
    }

    private static string Word(NumberFault fault) => fault switch
    {
        NumberFault.Missing => "missing",
        NumberFault.NotFinite => "not finite",
        NumberFault.InvalidWeight => "with an invalid weight",
        NumberFault.UnmatchedActual => "without a predicted value",
        NumberFault.UnmatchedPredicted => "without an actual value",
        NumberFault.Malformed => "malformed",
        NumberFault.DuplicateKey => "with a key that was there before",
        _ => "not numeric",
    };
}
