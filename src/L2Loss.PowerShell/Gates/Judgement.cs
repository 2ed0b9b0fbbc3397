using System.Management.Automation;

namespace L2Loss.PowerShell.Gates;

/// <summary>A verdict, and what has to be said with it.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Error">Why it could not be judged; null where it was.</param>
/// <param name="Warning">What it lacks that no limit can do without; null where it lacks nothing.</param>
internal readonly record struct Judgement(L2LossVerdict Verdict, ErrorRecord? Error, string? Warning);
