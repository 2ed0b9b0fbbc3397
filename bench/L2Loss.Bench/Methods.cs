using System.Numerics.Tensors;
using MathNet.Numerics;

namespace L2Loss.Bench;

/// <summary>A way to the mean squared error.</summary>
internal sealed record Method(string Name, Func<double[], double[], double> Mse);

/// <summary>The ways that are compared. Those of L2Loss give all the other numbers of the summary as well.</summary>
internal static class Methods
{
    internal static readonly int Threads = Environment.ProcessorCount;

    internal static readonly IReadOnlyList<Method> All =
    [
        new("L2Loss, all sums, 1 thread", OneThread),
        new($"L2Loss, all sums, {Threads} threads", AllThreads),
        new("scalar loop", ScalarLoop),
        new("LINQ Zip, Average", Linq),
        new("MathNet Distance.SSD", MathNetSsd),
        new("MathNet Distance.MSE", MathNetMse),
        new("TensorPrimitives.Distance^2", Tensor),
    ];

    /// <summary>The accumulator, which takes all threads where there is enough to do.</summary>
    private static double AllThreads(double[] actual, double[] predicted)
    {
        var accumulator = new L2LossAccumulator();
        accumulator.Add(actual, predicted);
        return accumulator.ToSummary().Mse;
    }

    /// <summary>The same by its parts, to keep it on one thread.</summary>
    private static double OneThread(double[] actual, double[] predicted)
    {
        LossSums sums = default;
        WorstRecord worst = default;
        ArraySums.Add<double>(actual, predicted, default, ref sums, ref worst, 0, [], threads: 1);
        var summary = new L2LossSummary();
        Means.Fill(summary, sums.ToTotals(), worst);
        return summary.Mse;
    }

    private static double ScalarLoop(double[] actual, double[] predicted)
    {
        double sum = 0.0;
        for (int i = 0; i < actual.Length; i++)
        {
            double residual = actual[i] - predicted[i];
            sum += residual * residual;
        }

        return sum / actual.Length;
    }

    private static double Linq(double[] actual, double[] predicted) =>
        actual.Zip(predicted, (a, p) => (a - p) * (a - p)).Average();

    private static double MathNetSsd(double[] actual, double[] predicted) =>
        Distance.SSD(actual, predicted) / actual.Length;

    private static double MathNetMse(double[] actual, double[] predicted) => Distance.MSE(actual, predicted);

    private static double Tensor(double[] actual, double[] predicted)
    {
        double distance = TensorPrimitives.Distance<double>(actual, predicted);
        return distance * distance / actual.Length;
    }
}
