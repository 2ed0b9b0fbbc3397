namespace L2Loss;

/// <summary>All that is behind a summary, so that more records can be added to it.</summary>
internal struct MergeState
{
    internal LeftOutCounts LeftOut;
    internal WorstRecord Worst;
    internal LossTotals Totals;

    internal MergeState(in LeftOutCounts leftOut, in WorstRecord worst, in LossTotals totals)
    {
        LeftOut = leftOut;
        Worst = worst;
        Totals = totals;
    }

    /// <summary>Shows all fields to what writes or sets them, in the order in which they are written.</summary>
    internal void Visit(IStateFields fields)
    {
        fields.Count(ref LeftOut.Missing);
        fields.Count(ref LeftOut.NotNumeric);
        fields.Count(ref LeftOut.NotFinite);
        fields.Count(ref LeftOut.InvalidWeight);
        fields.Count(ref LeftOut.Malformed);
        fields.Count(ref LeftOut.UnmatchedActual);
        fields.Count(ref LeftOut.UnmatchedPredicted);
        fields.Count(ref LeftOut.DuplicateKeys);

        (long index, double root, double loss, double maxError, ExactNumber square) =
            (Worst.Index, Worst.Root, Worst.Loss, Worst.MaxError, Worst.Square);
        fields.Index(ref index);
        fields.Value(ref root);
        fields.Value(ref loss);
        fields.Value(ref maxError);
        fields.Number(ref square);
        Worst = new WorstRecord(index, root, loss, maxError, square);

        fields.Count(ref Totals.Count);
        fields.Count(ref Totals.WeightedCount);
        fields.Number(ref Totals.Weights);
        fields.Number(ref Totals.SquaredWeights);
        fields.Number(ref Totals.Residuals);
        fields.Number(ref Totals.Absolutes);
        fields.Number(ref Totals.Squares);
        fields.Number(ref Totals.TwiceWeightedSquares);
        fields.Number(ref Totals.SquaredLosses);
        fields.Number(ref Totals.Actuals);
        fields.Number(ref Totals.SquaredActuals);
    }
}
