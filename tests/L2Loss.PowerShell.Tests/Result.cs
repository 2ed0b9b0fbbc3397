using System.Collections.ObjectModel;
using System.Management.Automation;

namespace L2Loss.PowerShell.Tests;

/// <summary>What a script wrote.</summary>
internal sealed record Result(
    Collection<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings, RuntimeException? Terminating)
{
    /// <summary>The items, in order.</summary>
    internal IReadOnlyList<PSObject> Items => OfType("L2Loss.L2LossItem");

    /// <summary>The summaries, in order.</summary>
    internal IReadOnlyList<PSObject> Summaries => OfType("L2Loss.L2LossSummary");

    /// <summary>The one summary.</summary>
    internal PSObject Summary => Summaries.Single();

    /// <summary>The ids of the errors up to the first comma, which separates the name of the cmdlet.</summary>
    internal IReadOnlyList<string> ErrorIds =>
        [.. Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0])];

    /// <summary>The id of the terminating error.</summary>
    internal string? TerminatingId => Terminating?.ErrorRecord.FullyQualifiedErrorId.Split(',')[0];

    private List<PSObject> OfType(string typeName) =>
        [.. Output.Where(output => output?.TypeNames.Contains(typeName) == true)];
}

/// <summary>Reads properties of outputs.</summary>
internal static class OutputExtensions
{
    internal static object? Get(this PSObject output, string property) =>
        output.Properties[property].Value is var value && value is PSObject wrapped ? wrapped.BaseObject : value;

    internal static double Number(this PSObject output, string property) => (double)output.Properties[property].Value;

    internal static long Whole(this PSObject output, string property) => (long)output.Properties[property].Value;
}
