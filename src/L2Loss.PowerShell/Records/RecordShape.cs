using System.Collections;
using System.Data;
using System.Management.Automation;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>The properties of a record, where a dictionary's keys count as its properties.</summary>
internal static class RecordShape
{
    /// <summary>The names of the properties, in their order.</summary>
    internal static IReadOnlyList<string> PropertyNames(PSObject record) =>
        record.BaseObject is IDictionary dictionary
            ? [.. dictionary.Keys.Cast<object>().Select(KeyName)]
            : [.. record.Properties.Where(property => property.IsGettable).Select(property => property.Name)];

    /// <summary>The name as the record itself spells it, or null when it has no such property.</summary>
    internal static string? FindName(PSObject record, string name) =>
        record.BaseObject is IDictionary dictionary
            ? FindKey(dictionary, name, out _) is object key ? KeyName(key) : null
            : record.Properties[name]?.Name;

    /// <summary>The name that a key of a dictionary stands for; empty where its own code fails.</summary>
    internal static string KeyName(object key)
    {
        try
        {
            return key.ToString() ?? string.Empty;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return string.Empty;
        }
    }

    /// <summary>The value under a key in any case, as PowerShell looks up a hashtable.</summary>
    /// <remarks>Where no key has the name, but the code of one fails, it fails like that: it may be the one.</remarks>
    internal static object? Lookup(IDictionary dictionary, string name)
    {
        if (FindKey(dictionary, name, out Exception? failure) is object key)
        {
            return dictionary[key];
        }

        return failure is null ? null : throw failure;
    }

    /// <summary>
    /// A copy of the record with the difference and the loss of its item, the model where there are several, and the
    /// errors of the window where there is one; the record itself stays as it is.
    /// </summary>
    internal static PSObject CopyWith(PSObject record, L2LossItem item, bool showsModel)
    {
        PSObject copy = Copy(record);
        if (showsModel)
        {
            Set(copy, nameof(L2LossItem.Model), item.Model);
        }

        Set(copy, nameof(L2LossItem.Difference), item.Difference);
        Set(copy, nameof(L2LossItem.L2Loss), item.L2Loss);
        if (item is L2LossWindowItem window)
        {
            Set(copy, nameof(L2LossWindowItem.WindowMse), window.WindowMse);
            Set(copy, nameof(L2LossWindowItem.WindowRmse), window.WindowRmse);
        }

        return copy;
    }

    /// <summary>A record of a file or a data reader with all its columns, with values as the format has them.</summary>
    internal static PSObject OfBlock(IReadOnlyList<string> names, RecordBlock block, int record)
    {
        var row = new PSObject();
        for (int i = 0; i < names.Count; i++)
        {
            Add(row, names[i], block.Value(record, i));
        }

        return row;
    }

    /// <summary>Adds a property. Of names that differ in case only an object has the first, and it has none that is empty.</summary>
    internal static void Add(PSObject target, string name, object? value)
    {
        if (name.Length > 0 && target.Properties[name] is null)
        {
            target.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
        }
    }

    private static PSObject Copy(PSObject record)
    {
        object value = record.BaseObject;
        if (value is string || value.GetType().IsPrimitive)
        {
            // A value has no properties to copy; it stays what it is.
            return record.Copy();
        }

        var copy = new PSObject();
        if (value is PSCustomObject)
        {
            // PSTypeName selects views and parameters of the user's own.
            copy.TypeNames.Clear();
            foreach (string name in record.TypeNames)
            {
                copy.TypeNames.Add(name);
            }
        }

        if (value is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                Add(copy, KeyName(entry.Key), entry.Value);
            }
        }
        else if (value is DataRow row)
        {
            // Without the members of the row itself, which lead to the whole table.
            foreach (DataColumn column in row.Table.Columns)
            {
                Add(copy, column.ColumnName, row[column]);
            }
        }
        else
        {
            foreach (PSPropertyInfo property in record.Properties)
            {
                if (property.IsGettable)
                {
                    Set(copy, property.Name, ValueOrNull(property));
                }
            }
        }

        return copy;
    }

    private static object? FindKey(IDictionary dictionary, string name, out Exception? failure)
    {
        failure = null;
        if (Contains(dictionary, name))
        {
            return name;
        }

        foreach (object key in dictionary.Keys)
        {
            try
            {
                if (string.Equals(key as string ?? key.ToString(), name, StringComparison.OrdinalIgnoreCase))
                {
                    return key;
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failure = exception;
            }
        }

        return null;
    }

    private static bool Contains(IDictionary dictionary, string name)
    {
        try
        {
            return dictionary.Contains(name);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // A generic dictionary may refuse a key of another type, and keys of the user's own may fail to compare.
            return false;
        }
    }

    private static void Set(PSObject target, string name, object? value)
    {
        target.Properties.Remove(name);
        target.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
    }

    /// <summary>As everywhere in PowerShell, a getter that throws shows as nothing.</summary>
    private static object? ValueOrNull(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (Exception failure) when (failure is not (PipelineStoppedException or OutOfMemoryException))
        {
            return null;
        }
    }
}
