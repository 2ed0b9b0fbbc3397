using L2Loss.Files;

namespace L2Loss.PowerShell.Files;

/// <summary>The columns of two files that are joined.</summary>
/// <param name="Roles">What part they play, as positions in the columns of the <see cref="JoinedFile"/>.</param>
/// <param name="Predicted">The predicted values, as positions in the columns of the predicted file.</param>
/// <param name="ActualKeys">The key in the actual file.</param>
/// <param name="PredictedKeys">The key in the predicted file.</param>
internal sealed record JoinColumns(ColumnRoles Roles, int[] Predicted, int[] ActualKeys, int[] PredictedKeys);
