using System.Collections;
using System.Management.Automation;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Advice;

/// <summary>What to type where the first record lacks a property.</summary>
internal static class PropertyHint
{
    private static readonly char[] Delimiters = [';', '\t', '|', ',', ':'];
    private static readonly NumberReader Reader = new();

    /// <summary>The end of the message.</summary>
    /// <param name="output">The output of the command.</param>
    /// <param name="parameter">The parameter that names the property.</param>
    /// <param name="property">The property.</param>
    /// <param name="names">The properties that the record has.</param>
    /// <param name="record">The record.</param>
    /// <param name="isDefault">Whether the user named no property.</param>
    internal static string Find(
        CommandOutput output, string parameter, string property, IReadOnlyList<string> names, PSObject record, bool isDefault) =>
        record.BaseObject is string text ? OfText(output.Call, text)
        : record.BaseObject is IList ? $"A whole list came as one record. Hint: $data | ForEach-Object {{ $_ }} | {output.Call}"
        : FindDelimiter(property, names) is char delimiter
        ? $"Hint: the values are separated by another character: Import-Csv data.csv -Delimiter {Text.Delimiter(delimiter)}."
        : NearestName.Hint(parameter, property, names) is string nearest
        ? nearest
        : FindNested(property, names, record) is string path && Text.CanBeTyped(path)
        ? $"Hint: a script block reaches it: -{parameter} {{ $_.{path} }}"
        : FindRows(property, record) is string rows && Text.CanBeTyped(rows)
        ? $"Hint: the records are inside of it: $data.{rows} | {output.Call}"
        : isDefault && parameter is "Actual" or "Predicted" && FindPair(names, record) is (string Actual, string Predicted) pair
        ? $"Hint: {output.Call.With(pair.Actual, pair.Predicted)}"
        : names.Count == 0
        ? $"Hint: for lists of numbers {output.Command} -Actual $actual -Predicted $predicted"
        : $"Name it with -{parameter}.";

    private static string OfText(CommandLine call, string text) =>
        text.TrimStart() is ['{' or '[', ..]
            ? $"Hint: JSON becomes records by Get-Content data.json | ConvertFrom-Json | {call}"
            : text.IndexOfAny(Delimiters) >= 0
            ? $"Hint: lines of text become records by Get-Content data.csv | ConvertFrom-Csv | {call}"
            : $"A text is no record; if it names a file: {call} {Text.PathParameter(text)}";

    /// <summary>The delimiter of a header that came as one name.</summary>
    private static char? FindDelimiter(string property, IReadOnlyList<string> names)
    {
        foreach (string name in names.Count <= 2 ? names : [])
        {
            foreach (char delimiter in Delimiters)
            {
                if (name.Split(delimiter) is { Length: > 1 } parts
                    && parts.Any(part => part.Trim(' ', '"').Equals(property, StringComparison.OrdinalIgnoreCase)))
                {
                    return delimiter;
                }
            }
        }

        return null;
    }

    /// <summary>The way to a property of a value: m.Actual given so, or Actual where the value of m has it.</summary>
    private static string? FindNested(string property, IReadOnlyList<string> names, PSObject record)
    {
        string[] parts = property.Split('.');
        foreach (string name in names)
        {
            if (parts.Length > 1 && parts[0].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return string.Join(".", parts.Select(Text.Member));
            }

            if (Value(record, name) is { } value && value is IDictionary or PSCustomObject
                && RecordShape.FindName(Part(record, name), property) is string inner)
            {
                return $"{Text.Member(name)}.{Text.Member(inner)}";
            }
        }

        return null;
    }

    /// <summary>The way to a list of records with the property, such as <c>data.rows</c>; null where there is none.</summary>
    private static string? FindRows(string property, PSObject record, int levels = 3)
    {
        foreach (string name in RecordShape.PropertyNames(record).Where(name => Value(record, name) is IList or IDictionary or PSCustomObject))
        {
            PSObject part = Part(record, name);
            bool isFound = part.BaseObject is IList { Count: > 0 } list && list[0] is { } first
                && RecordShape.FindName(PSObject.AsPSObject(first), property) is not null;
            string? rest = isFound ? string.Empty
                : levels > 0 && part.BaseObject is not IList && FindRows(property, part, levels - 1) is string inner ? "." + inner
                : null;
            if (rest is not null)
            {
                return Text.Member(name) + rest;
            }
        }

        return null;
    }

    /// <summary>The first two properties with a number.</summary>
    private static (string Actual, string Predicted)? FindPair(IReadOnlyList<string> names, PSObject record)
    {
        string[] numbers = [.. names.Take(100).Where(name => Reader.Read(Value(record, name), out _) == NumberFault.None).Take(2)];
        return numbers.Length == 2 && numbers.All(Text.CanBeTyped) ? (numbers[0], numbers[1]) : null;
    }

    private static object? Value(PSObject record, string name) =>
        ValueSource.OfProperty(name).TryGetValue(record, out object? value) ? ObjectValue.Unwrap(value) : null;

    private static PSObject Part(PSObject record, string name)
    {
        ValueSource.OfProperty(name).TryGetValue(record, out object? value);
        return PSObject.AsPSObject(value);
    }
}
