namespace L2Loss;

/// <summary>
/// One of several summaries: of a group, of one of several models, of one of several files. The same properties, and a
/// table as its view.
/// </summary>
internal sealed class L2LossKeyedSummary : L2LossSummary
{
    private readonly string[] _keys;

    /// <param name="keys">The names of the properties that say which summary it is; shared by many summaries.</param>
    internal L2LossKeyedSummary(string[] keys) => _keys = keys;

    /// <summary>The names of the properties that the table shows before the numbers, where they have a value.</summary>
    /// <remarks>A method, so that all summaries have the same properties; the views of L2Loss.Format.ps1xml call it.</remarks>
    public string[] ShownKeys() => _keys;
}
