using System.Collections;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Comparison;

/// <summary>Compares lists of numbers: the actual values and the predicted ones of each model.</summary>
internal sealed class ArrayComparer
{
    private readonly Measurement _measurement;
    private readonly ModelComparer _comparer;

    internal ArrayComparer(Measurement measurement, ModelComparer comparer)
    {
        _measurement = measurement;
        _comparer = comparer;
    }

    internal void Compare(object actual, object predicted)
    {
        IList actuals = NumberList.Of(actual);
        (string Name, IList Values)[] models = [.. Models(predicted)];
        GroupComparison group = _comparer.NewGroup([.. models.Select(model => model.Name)], null);
        foreach ((string name, IList values) in models)
        {
            if (values.Count != actuals.Count)
            {
                _measurement.Throw(Errors.LengthMismatch("Actual", actuals.Count, $"Predicted '{name}'", values.Count));
            }
        }

        var numbers = new Number[models.Length];
        for (int i = 0; i < actuals.Count && !_measurement.IsStopping; i++)
        {
            NumberFault fault = Read(actuals[i], out Number number);
            var bad = new BadValue(fault, "-Actual", actuals[i]);
            for (int j = 0; j < models.Length; j++)
            {
                fault = Read(models[j].Values[i], out numbers[j]);
                bad = BadValue.First(bad, new BadValue(fault, $"-Predicted '{models[j].Name}'", models[j].Values[i]));
            }

            if (bad.Fault == NumberFault.None)
            {
                group.Add(number, numbers);
            }
            else
            {
                group.LeaveOut(bad.Fault);
                _measurement.ReportBad(bad, i + 1, bad.Value);
            }
        }
    }

    /// <summary>A dictionary names its models; those of a list of lists are called Model1, Model2 and so on.</summary>
    private static IEnumerable<(string Name, IList Values)> Models(object predicted)
    {
        object bare = BadValue.Bare(predicted)!;
        if (bare is IDictionary dictionary)
        {
            IEnumerable<(string Name, IList Values)> models = dictionary.Cast<DictionaryEntry>()
                .Select(entry => (Name: entry.Key.ToString() ?? string.Empty, Values: NumberList.Of(entry.Value)));

            // A plain hashtable has another order in every process, and the first model is the baseline.
            return dictionary is Hashtable ? models.OrderBy(model => model.Name, StringComparer.OrdinalIgnoreCase) : models;
        }

        // Numbers themselves are one model, and that is one too few.
        object?[] lists = [.. NumberList.Of(bare).Cast<object?>().Select(BadValue.Bare)];
        return lists.Length > 0 && lists.All(list => list is IEnumerable and not string)
            ? lists.Select((list, i) => (FormattableString.Invariant($"Model{i + 1}"), NumberList.Of(list)))
            : [("Model1", NumberList.Of(bare))];
    }

    private NumberFault Read(object? value, out Number number) =>
        _measurement.Reader.Read(BadValue.Bare(value), out number);
}
