using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Queries;

/// <summary>A row of New-L2LossQuery as the summary that it stands for.</summary>
internal static class QuerySummary
{
    /// <summary>The summary of a row; otherwise what is wrong with the row.</summary>
    /// <param name="input">The row, as whatever object the client of the database made of it.</param>
    /// <param name="summary">The summary.</param>
    /// <param name="error">What is wrong; also with a summary, where some records could not be summed.</param>
    internal static bool TryRead(PSObject input, [NotNullWhen(true)] out L2LossSummary? summary, out ErrorRecord? error)
    {
        string? problem = QueryRow.TryRead(column => ObjectValue.Unwrap(ObjectValue.Get(input, column)), out QueryRow row);
        string?[] keys = new string?[row.Keys.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            problem ??= TryGetText(row.Keys[i].Value, out keys[i]) ? null : NoText(row.Keys[i].Name);
        }

        summary = null;
        if (problem is not null)
        {
            error = Errors.QueryRowUnusable(row.Model, problem, input);
            return false;
        }

        summary = L2LossAccumulator.Of(row.ToState()).ToSummary();
        summary.Model = row.Model;
        summary.Source = row.Part;
        summary.LargestSource = row.Part;
        summary.Exact = row.IsExact;
        if (keys.Length > 0)
        {
            var key = RecordKey.Of(keys);
            summary.SetKey([.. row.Keys.Select(value => value.Name)], key.Values!);
            summary.Group = key.ToString();
        }

        error = row.OutOfRange > 0 ? Errors.OutOfRange(row.OutOfRange, summary, input) : null;
        return true;
    }

    /// <summary>The text of a key as that of a record; false for an object, as JSON writes it for what it has no form for.</summary>
    private static bool TryGetText(object? key, out string? text)
    {
        text = null;
        return key is not PSCustomObject && ValueSource.TryGetText(key, out text, out _);
    }

    private static string NoText(string name) =>
        $"its key {Text.Quote(name)} is an object, as JSON writes a day or a time of day. Hint: have the query give text: "
        + "-GroupBy @{ Name = 'Day'; Expression = 'CAST(Day AS VARCHAR)' }";
}
