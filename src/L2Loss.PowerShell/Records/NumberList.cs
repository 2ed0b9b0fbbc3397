using System.Collections;
using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>What a parameter for a list of numbers got, as a list.</summary>
internal static class NumberList
{
    /// <summary>A list as it is; another collection copied; a single value as a list of one.</summary>
    internal static IList Of(object? value)
    {
        object? bare = ObjectValue.Unwrap(value);
        return bare switch
        {
            // An array of several dimensions is a list without an index: it is read row by row.
            Array { Rank: > 1 } table => table.Cast<object?>().ToArray(),
            IList list => list,
            string => new[] { bare },
            _ when LanguagePrimitives.GetEnumerable(bare) is IEnumerable values => values.Cast<object?>().ToArray(),
            _ => new[] { bare },
        };
    }

    /// <summary>The lists of predicted values: one, several in a list, or those of a dictionary, which names the models.</summary>
    internal static IEnumerable<(string? Name, IList Values)> Models(object predicted)
    {
        object bare = ObjectValue.Unwrap(predicted)!;
        if (bare is IDictionary dictionary)
        {
            // As a dictionary: as a collection a generic one has entries of another type.
            var models = new List<(string? Name, IList Values)>();
            foreach (DictionaryEntry entry in dictionary)
            {
                models.Add((RecordShape.KeyName(entry.Key), Of(entry.Value)));
            }

            // A plain hashtable has another order in every process, and the first model is the baseline.
            return dictionary is Hashtable ? models.OrderBy(model => model.Name, StringComparer.OrdinalIgnoreCase) : models;
        }

        IList values = Of(bare);
        bool isTable = values.Count > 0 && values is object?[] or ArrayList or IList<object>
            && values.Cast<object?>().All(list => ObjectValue.Unwrap(list) is IEnumerable and not (string or IDictionary));
        return isTable
            ? values.Cast<object?>().Select((list, i) => ((string?)FormattableString.Invariant($"Model{i + 1}"), Of(list)))
            : [(null, values)];
    }

    /// <summary>
    /// True for what a parameter cannot mean as the names of properties: a number, or a list in which something is
    /// neither text nor script block.
    /// </summary>
    internal static bool IsNumbers(object? value)
    {
        object? bare = ObjectValue.Unwrap(value);
        return bare switch
        {
            null or string or ScriptBlock => false,
            IDictionary => true,
            _ when LanguagePrimitives.GetEnumerable(bare) is IEnumerable list => !AreNames(list),
            _ => true,
        };
    }

    private static bool AreNames(IEnumerable list)
    {
        bool isEmpty = true;
        foreach (object? value in list)
        {
            if (ObjectValue.Unwrap(value) is not (string or ScriptBlock))
            {
                return false;
            }

            isEmpty = false;
        }

        return !isEmpty;
    }
}
