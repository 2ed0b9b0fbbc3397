using System.Collections;
using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>Measures two lists of numbers, value by value.</summary>
internal static class ArrayMeasurer
{
    internal static void Measure(Measurement measurement, object actual, object predicted)
    {
        IList actuals = ToList(actual);
        IList predictions = ToList(predicted);
        if (actuals.Count != predictions.Count)
        {
            measurement.Throw(Errors.LengthMismatch(actuals.Count, predictions.Count));
        }

        ModelSums model = measurement.AddModel(null);
        for (int i = 0; i < actuals.Count && !measurement.IsStopping; i++)
        {
            MeasurePair(measurement, model, Bare(actuals[i]), Bare(predictions[i]));
        }
    }

    private static void MeasurePair(Measurement measurement, ModelSums model, object? actualValue, object? predictedValue)
    {
        NumberFault actualFault = measurement.Reader.Read(actualValue, out Number actual);
        NumberFault predictedFault = measurement.Reader.Read(predictedValue, out Number predicted);
        if ((actualFault | predictedFault) == NumberFault.None)
        {
            Residual residual = model.Sums.Add(actual, predicted);
            if (measurement.EmitsItems)
            {
                measurement.WriteItem(model, actual, predicted, residual);
            }
        }
        else if (Measurement.IsActualFirst(actualFault, predictedFault))
        {
            LeaveOut(measurement, model, actualFault, "-Actual", actualValue);
        }
        else
        {
            LeaveOut(measurement, model, predictedFault, "-Predicted", predictedValue);
        }
    }

    private static void LeaveOut(
        Measurement measurement, ModelSums model, NumberFault fault, string place, object? value)
    {
        model.Sums.LeaveOut(fault);
        measurement.ReportBad(fault, model.Sums.Read, place, value, value);
    }

    /// <summary>A list as it is; another collection copied; a single value as a list of one.</summary>
    private static IList ToList(object value)
    {
        object bare = Bare(value)!;
        return bare switch
        {
            IList list => list,
            string => new[] { bare },
            _ when LanguagePrimitives.GetEnumerable(bare) is IEnumerable values => values.Cast<object?>().ToArray(),
            _ => new[] { bare },
        };
    }

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
