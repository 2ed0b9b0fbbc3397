namespace L2Loss;

/// <summary>One step of a query: what is computed for each record from the step before.</summary>
/// <param name="Name">What the step is called.</param>
/// <param name="Carried">What is passed on as it is, beside the columns of the groups.</param>
/// <param name="Computed">What is computed, as <c>expression AS name</c>.</param>
internal sealed record QueryLevel(string Name, string[] Carried, string[] Computed)
{
    /// <summary>True for the step that reads the table, where groups are computed.</summary>
    internal bool IsFirst { get; init; }

    /// <summary>The step as a query over another one or a table.</summary>
    internal string Over(string from, string[] groups)
    {
        string[] passed = IsFirst ? [] : [.. groups, .. Carried];
        string columns = string.Join(", ", passed.Concat(Computed));
        return $"(\nSELECT {columns}\nFROM {from}\n) AS l2loss_{Name}";
    }
}
