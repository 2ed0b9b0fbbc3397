using System.Collections.Specialized;
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
        summary = null;
        if (problem is not null)
        {
            error = Errors.QueryRowUnusable(row.Model, problem, input);
            return false;
        }

        summary = L2LossAccumulator.FromSums(row).ToSummary();
        summary.Model = row.Model;
        summary.Source = row.Part;
        summary.LargestSource = row.Part;
        summary.Exact = row.IsExact;
        if (row.Keys.Count > 0)
        {
            summary.Key = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
            foreach ((string name, object? key) in row.Keys)
            {
                summary.Key[name] = key is DBNull ? null : key;
            }

            summary.Group = RecordKey.Of([.. row.Keys.Select(key => TextOf(key.Value))]).ToString();
        }

        error = row.OutOfRange > 0 ? Errors.OutOfRange(row.OutOfRange, summary, input) : null;
        return true;
    }

    /// <summary>The text of a key as that of a record.</summary>
    private static string? TextOf(object? key) => ValueSource.TryGetText(key, out string? text, out _) ? text : null;
}
