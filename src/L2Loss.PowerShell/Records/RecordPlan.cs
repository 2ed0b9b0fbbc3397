using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using L2Loss.PowerShell.Advice;

namespace L2Loss.PowerShell.Records;

/// <summary>Where the values of a record are, as the parameters say it.</summary>
/// <param name="Actual">The actual value.</param>
/// <param name="Predicted">The predicted values; names may be wildcards.</param>
/// <param name="Weight">The weight, or null.</param>
/// <param name="Keys">The values that make the group.</param>
internal sealed record RecordPlan(ValueSource Actual, ValueSource[] Predicted, ValueSource? Weight, ValueSource[] Keys)
{
    /// <summary>True where a value is computed by a script block.</summary>
    internal bool HasScript => All.Any(source => source.Property is null);

    /// <summary>True where a value is read from a property.</summary>
    internal bool HasProperty => All.Any(source => source.Property is not null);

    /// <summary>The names of the values that make the group.</summary>
    internal string[] KeyNames => [.. Keys.Select(key => key.Name)];

    /// <summary>The first of some properties that a script block names; null where none does.</summary>
    internal string? FirstRead(IEnumerable<string> properties) =>
        properties.FirstOrDefault(property => All.Any(source => source.Reads(property)));

    private IEnumerable<ValueSource> All => Weight is null ? [Actual, .. Predicted, .. Keys] : [Actual, Weight, .. Predicted, .. Keys];

    /// <summary>
    /// Looks for the properties in the first record: each must be there. Wildcards become the properties they match, and
    /// names are spelled as the record spells them.
    /// </summary>
    internal bool TryResolve(
        CommandOutput output, PSObject record, out ValueSource[] predicted, [NotNullWhen(false)] out ErrorRecord? error)
    {
        IReadOnlyList<string>? names = null;
        var found = new List<ValueSource>();
        error = Require(output, "Actual", Actual, record)
            ?? (Weight is null ? null : Require(output, "Weight", Weight, record))
            ?? Keys.Select(key => Require(output, "GroupBy", key, record)).FirstOrDefault(missing => missing is not null);
        foreach (ValueSource source in Predicted)
        {
            if (error is not null)
            {
                break;
            }

            if (source.Property is not string property)
            {
                found.Add(source);
            }
            else if (RecordShape.FindName(record, property) is string name)
            {
                found.Add(ValueSource.OfProperty(name));
            }
            else
            {
                names ??= RecordShape.PropertyNames(record);
                string[] matches = Matches(property, names, Observed);
                found.AddRange(matches.Select(ValueSource.OfProperty));
                error = matches.Length > 0 ? null : NotFound(output, "Predicted", property, names, record);
            }
        }

        // A name and a wildcard may mean the same property.
        predicted = [.. found.DistinctBy(source => source.Property ?? source.Place, StringComparer.OrdinalIgnoreCase)];
        return error is null;
    }

    /// <summary>The properties of all but the predicted values; null for a script block.</summary>
    internal IEnumerable<string?> Observed => [Actual.Property, .. Keys.Select(key => key.Property), Weight?.Property];

    /// <summary>The properties that a wildcard matches, but for those with another part to play.</summary>
    internal static string[] Matches(string pattern, IReadOnlyList<string> names, IEnumerable<string?> taken)
    {
        // A name may be a pattern only for its escapes.
        if (!WildcardPattern.ContainsWildcardCharacters(pattern) && !pattern.Contains('`'))
        {
            return [];
        }

        var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase);
        return [.. names.Where(name =>
            wildcard.IsMatch(name) && !taken.Contains(name, StringComparer.OrdinalIgnoreCase))];
    }

    private ErrorRecord? Require(CommandOutput output, string parameter, ValueSource source, PSObject record) =>
        source.Property is string property && RecordShape.FindName(record, property) is null
            ? NotFound(output, parameter, property, RecordShape.PropertyNames(record), record)
            : null;

    private ErrorRecord NotFound(
        CommandOutput output, string parameter, string property, IReadOnlyList<string> names, PSObject record) =>
        Errors.PropertyNotFound(
            property, names, record, PropertyHint.Find(output, parameter, property, names, record, IsDefault));

    /// <summary>True where the user named nothing.</summary>
    private bool IsDefault => Actual.Property == "Actual" && Predicted is [{ Property: "Predicted" }];
}
