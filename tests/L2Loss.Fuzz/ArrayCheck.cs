using L2Loss.Tests.Exact;
using L2Loss.Tests.Kernel;

namespace L2Loss.Fuzz;

/// <summary>
/// Arrays of doubles with vectors of every width, as records and in any parts: the same bits, those of exact fractions.
/// </summary>
internal static class ArrayCheck
{
    private static readonly string[] Kinds = [.. Columns.Kinds.Keys];

    internal static void Run(Random random)
    {
        Columns columns = Make(random);
        string exact = new ExactColumns(columns.Actual, columns.Predicted).ToString();
        L2LossSummary whole = columns.Summary();
        Check.Same(exact, ExactColumns.Text(whole), "the array");

        foreach (VectorWidth width in Enum.GetValues<VectorWidth>().Where(ArraySums.IsSupported))
        {
            int threads = random.Next(1, 4);
            Compare(L2LossAccumulator.FromMergeState(columns.State(width, threads)), $"{width} on {threads} threads");
        }

        Compare(Records(columns), "records");

        var merged = new L2LossAccumulator();
        int start = 0;
        foreach (int end in Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(columns.Length + 1)).Append(columns.Length).Order())
        {
            L2LossAccumulator part = random.Next(2) == 0 ? Records(columns[start..end]) : columns[start..end].Measure();
            merged.Add(random.Next(2) == 0 ? part : L2LossAccumulator.FromMergeState(part.ToSummary().MergeState!));
            start = end;
        }

        Compare(merged, "merged parts");

        void Compare(L2LossAccumulator sums, string way)
        {
            L2LossSummary summary = sums.ToSummary();
            Check.Same(exact, ExactColumns.Text(summary), way);
            Check.Same(Check.Worst(whole), Check.Worst(summary), way);
        }
    }

    private static L2LossAccumulator Records(Columns columns)
    {
        var sums = new L2LossAccumulator();
        for (int i = 0; i < columns.Length; i++)
        {
            NumberFault fault = NumberReader.ReadDouble(columns.Actual[i], out Number actual);
            NumberFault other = NumberReader.ReadDouble(columns.Predicted[i], out Number predicted);
            if (fault == NumberFault.None && other == NumberFault.None)
            {
                sums.Add(actual, predicted);
            }
            else
            {
                sums.LeaveOut(fault == NumberFault.Missing || other == NumberFault.None ? fault : other);
            }
        }

        return sums;
    }

    private static Columns Make(Random random)
    {
        int length = random.Next(20) == 0 ? random.Next(2000, 9000) : random.Next(1, 300);
        Columns columns = Columns.Of(Kinds[random.Next(Kinds.Length)], length, random.Next());
        for (int count = random.Next(4); count > 0; count--)
        {
            // Values that cancel, and values that are left out.
            double huge = Math.Pow(10, random.Next(5, 120));
            Some(columns) = huge;
            Some(columns) = -huge;
            if (random.Next(4) == 0)
            {
                Some(columns) = random.Next(2) == 0 ? double.NaN : double.NegativeInfinity;
            }
        }

        return columns;

        ref double Some(Columns of) => ref (random.Next(2) == 0 ? of.Actual : of.Predicted)[random.Next(length)];
    }
}
