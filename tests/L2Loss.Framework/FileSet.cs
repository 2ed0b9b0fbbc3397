using System.Globalization;
using L2Loss.Files;

namespace L2Loss.Framework;

/// <summary>A file with the columns Region, Actual and Predicted, measured by region.</summary>
internal static class FileSet
{
    /// <summary>Counts and the bits of numbers for each region, or what is wrong with the file.</summary>
    internal static string Measure(string path)
    {
        try
        {
            using RecordFile file = RecordFiles.Open(path, new TextOptions(null, null), CancellationToken.None);
            List<string> columns = [.. file.Columns];
            var roles = new ColumnRoles(columns.IndexOf("Actual"), [columns.IndexOf("Predicted")], null, [columns.IndexOf("Region")]);
            var sums = new FileSums(file, roles, new NumberReader(), skipMissing: false);
            long bad = 0;
            foreach ((long _, PieceSums piece) in sums.Run(2, CancellationToken.None))
            {
                FaultList faults = piece.Faults;
                bad += faults.Cells.Count + faults.Others.Sum();
            }

            return bad + " bad; " + string.Join("; ", sums.Groups.Select(Describe));
        }
        catch (MalformedFileException failure)
        {
            return failure.Message;
        }
    }

    private static string Describe(GroupSums group)
    {
        L2LossSummary summary = ((ModelSums)group).Models[0].ToSummary();
        double[] numbers =
            [summary.SumOfSquares, summary.Mse, summary.Rmse, summary.Mae, summary.MeanError, summary.MaxError, summary.R2];
        return string.Join("-", group.Key.ToString().Select(c => (int)c)) + " " + summary.Read + " " + summary.Count + " " + summary.LargestIndex
            + " " + string.Join(" ", numbers.Select(number => BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture)));
    }
}
