namespace L2Loss.Files;

/// <summary>What part the columns of a file play, as positions in its list of columns.</summary>
/// <param name="Actual">The actual values.</param>
/// <param name="Predicted">The predicted values, a column for each model.</param>
/// <param name="Weight">The weights; null where there are none.</param>
/// <param name="Keys">The columns whose values make the groups.</param>
internal sealed record ColumnRoles(int Actual, int[] Predicted, int? Weight, int[] Keys)
{
    /// <summary>The columns to read as numbers: the actual value, the models, then the weight if there is one.</summary>
    internal int[] Numbers => Weight is int weight ? [Actual, .. Predicted, weight] : [Actual, .. Predicted];
}
