namespace L2Loss.Files;

/// <summary>Which columns of a file are wanted, as positions in its list of columns.</summary>
/// <param name="Numbers">Read as numbers, into <see cref="RecordBlock.Numbers"/> in this order.</param>
/// <param name="Texts">Whose text is asked for with <see cref="RecordBlock.Text"/>, such as the keys of groups.</param>
/// <param name="Reader">How text is read as a number.</param>
internal sealed record ColumnSelection(int[] Numbers, int[] Texts, NumberReader Reader);
