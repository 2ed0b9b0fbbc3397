using System.Globalization;

namespace L2Loss.Framework;

/// <summary>
/// A data set in a line: values of text as they are, binary ones as <c>x</c> and their bits, actual and predicted in turn;
/// after <c>array</c> binary ones only, measured as two arrays.
/// </summary>
internal static class DataSet
{
    /// <summary>
    /// The bits of each number of the summary, and the merge state of records; that of arrays has their sums as vectors leave
    /// them, to 95 bits and more.
    /// </summary>
    internal static string Measure(string line)
    {
        string[] values = line.Split(' ');
        bool isArray = values[0] == "array";
        L2LossAccumulator sums = isArray ? OfArrays([.. values.Skip(1)]) : OfRecords(values);
        L2LossSummary summary = sums.ToSummary();
        double[] numbers =
        [
            summary.SumOfSquares, summary.Mse, summary.Rmse, summary.Mae, summary.MeanError, summary.MaxError, summary.R2,
            summary.StandardError, summary.LargestLoss, summary.LargestShare, summary.MeanActual,
            summary.TotalSumOfSquares,
        ];
        return string.Join(" ", numbers.Select(Bits)) + " " + summary.Count + " " + summary.LargestIndex + " "
            + (isArray ? string.Empty : summary.MergeState);
    }

    private static L2LossAccumulator OfArrays(string[] values)
    {
        double[] numbers = [.. values.Select(Double)];
        var sums = new L2LossAccumulator();
        sums.Add(
            [.. numbers.Where((_, i) => i % 2 == 0)],
            [.. numbers.Where((_, i) => i % 2 == 1)]);
        return sums;
    }

    private static L2LossAccumulator OfRecords(string[] values)
    {
        var sums = new L2LossAccumulator();
        var reader = new NumberReader();
        for (int i = 0; i < values.Length; i += 2)
        {
            if (Read(reader, values[i], out Number actual) && Read(reader, values[i + 1], out Number predicted))
            {
                sums.Add(actual, predicted);
            }
        }

        return sums;
    }

    private static bool Read(NumberReader reader, string value, out Number number) =>
        (value[0] == 'x' ? reader.Read(Double(value), out number) : reader.Read((object)value, out number))
        == NumberFault.None;

    private static double Double(string value) => BitConverter.Int64BitsToDouble(
        long.Parse(value.TrimStart('x'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    private static string Bits(double value) =>
        double.IsNaN(value) ? "NaN" : BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
}
