namespace L2Loss.Database.Tests;

/// <summary>All numbers of a summary but the place of the worst record, which depends on what stands around a group.</summary>
internal static class Numbers
{
    internal static double[] Of(L2LossSummary summary) =>
    [
        summary.Read,
        summary.Count,
        summary.Missing,
        summary.NotNumeric,
        summary.NotFinite,
        summary.InvalidWeight,
        summary.WeightSum,
        summary.SumOfSquares,
        summary.Mse,
        summary.Rmse,
        summary.Mae,
        summary.MeanError,
        summary.MaxError,
        summary.R2,
        summary.StandardError,
        summary.LargestLoss,
        summary.LargestShare,
        summary.MeanActual,
        summary.TotalSumOfSquares,
    ];
}
