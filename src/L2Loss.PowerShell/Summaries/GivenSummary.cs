using System.Collections;
using System.Management.Automation;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Summaries;

/// <summary>A summary as it was given: live, or what CLIXML, JSON, CSV or a job left of it, or a mock.</summary>
/// <remarks>Its properties may be scripts or getters that fail: see <see cref="IsFailure"/>.</remarks>
internal sealed class GivenSummary
{
    private static readonly NumberReader Reader = new();

    private readonly Lazy<L2LossSummary?> _restored;

    internal GivenSummary(PSObject input)
    {
        Input = input;
        Source = ObjectValue.Text(input, nameof(L2LossSummary.Source));
        Identity = IdentityOf(input);
        _restored = new Lazy<L2LossSummary?>(() => TryRestore(out L2LossAccumulator? sums) ? sums.ToSummary() : null);
    }

    /// <summary>What was given.</summary>
    internal PSObject Input { get; }

    internal SummaryIdentity Identity { get; }

    internal string? Source { get; }

    /// <summary>The source of the worst record.</summary>
    internal string? LargestSource => ObjectValue.Text(Input, nameof(L2LossSummary.LargestSource)) ?? Source;

    /// <summary>How many summaries were merged into this one.</summary>
    internal int Parts =>
        GetNumber(nameof(L2LossSummary.Parts), out double parts) == NumberFault.None && parts is >= 1.0 and <= int.MaxValue
            ? (int)parts
            : 1;

    /// <summary>False where it says so.</summary>
    internal bool Exact => !string.Equals(
        ObjectValue.Text(Input, nameof(L2LossSummary.Exact)), bool.FalseString, StringComparison.OrdinalIgnoreCase);

    /// <summary>False where the summary says that it has no records; a mock may not say anything.</summary>
    internal bool HasRecords => GetNumber(nameof(L2LossSummary.Count), out double count) is null || count > 0.0;

    /// <summary>True for what a property that fails throws.</summary>
    internal static bool IsFailure(Exception failure) => failure is GetValueException or PSInvalidCastException;

    /// <summary>The sums behind the numbers; false where there are none.</summary>
    internal bool TryRestore([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out L2LossAccumulator? sums)
    {
        try
        {
            sums = L2LossAccumulator.FromMergeState(
                ObjectValue.Text(Input, nameof(L2LossSummary.MergeState)) ?? string.Empty);
            return true;
        }
        catch (FormatException)
        {
            sums = null;
            return false;
        }
    }

    /// <summary>
    /// A number, which may be infinite; null where the property is absent, NaN where there is none: then the result says why. Text is written in
    /// whatever culture Export-Csv ran, and the sums, where they came along, say what it means.
    /// </summary>
    internal NumberFault? GetNumber(string property, out double number)
    {
        number = double.NaN;
        if (property == SummaryShape.LeftOutPercent)
        {
            return GetLeftOutPercent(out number);
        }

        if (!ObjectValue.Has(Input, property))
        {
            return null;
        }

        object? value = ObjectValue.Unwrap(ObjectValue.Get(Input, property));
        if (value is string && Restored(property) is object restored)
        {
            value = restored;
        }

        NumberFault fault = Reader.Read(value, out Number read);
        number = fault == NumberFault.None ? read.Value : value is double infinite ? infinite : double.NaN;
        return fault;
    }

    private NumberFault? GetLeftOutPercent(out double percent)
    {
        percent = double.NaN;
        if (GetNumber(nameof(L2LossSummary.Read), out double read) is NumberFault ofRead
            && GetNumber(nameof(L2LossSummary.Count), out double count) is NumberFault ofCount)
        {
            // A mock may have a count alone.
            read = Math.Max(read, count);
            percent = 100.0 * (read - count) / read;
            return NumberFaultOrder.First(ofRead, ofCount);
        }

        return null;
    }

    /// <summary>The property as the sums give it; null where they do not.</summary>
    private object? Restored(string property) =>
        _restored.Value is L2LossSummary summary ? PSObject.AsPSObject(summary).Properties[property]?.Value : null;

    /// <summary>The model and the key; where they came back as dates, the texts that the merge state has in their place.</summary>
    private static SummaryIdentity IdentityOf(PSObject input)
    {
        string? model = ObjectValue.Text(input, nameof(L2LossSummary.Model));
        string? group = ObjectValue.Text(input, nameof(L2LossSummary.Group));
        KeyValues? key = KeyOf(ObjectValue.Get(input, nameof(L2LossSummary.Key)));
        bool isModelDate = IsDate(ObjectValue.Get(input, nameof(L2LossSummary.Model)));
        bool isKeyDate = IsDate(ObjectValue.Get(input, nameof(L2LossSummary.Group))) || key?.Values.Cast<object?>().Any(IsDate) == true;
        if ((isModelDate || isKeyDate) && ObjectValue.Text(input, nameof(L2LossSummary.MergeState)) is string state
            && StateNames.TryRead(state, out string? modelBefore, out KeyValues? keyBefore))
        {
            model = isModelDate ? modelBefore : model;
            (group, key) = isKeyDate ? (null, keyBefore) : (group, key);
        }

        return new SummaryIdentity(model, group, key);

        static bool IsDate(object? value) => ObjectValue.Unwrap(value) is DateTime;
    }

    private static KeyValues? KeyOf(object? value) => value switch
    {
        PSObject { BaseObject: PSCustomObject } record => KeyValues.Of(
            record.Properties.ToDictionary(property => property.Name, property => (object?)property.Value)),
        PSObject wrapped => KeyOf(ObjectValue.Unwrap(wrapped)),
        IDictionary dictionary => KeyValues.Of(dictionary),
        string text => KeyValues.Parse(text),
        _ => null,
    };
}
