namespace L2Loss.Reports.Charts;

/// <summary>A picture with its title and with what it shows in words.</summary>
internal sealed class Chart
{
    internal Chart(string title, string svg, string caption)
    {
        Title = title;
        Svg = svg;
        Caption = caption;
    }

    internal string Title { get; }

    internal string Svg { get; }

    internal string Caption { get; }

    /// <summary>What the tooltip of a marked record says.</summary>
    internal static string Tooltip(L2LossItem item, NumberText numbers) =>
        $"Record {NumberText.Record(item.Index)}{(item.Group is null ? string.Empty : $" of {VisibleText.Of(item.Group)}")}: "
        + $"actual {numbers.Long(item.Actual)}, predicted {numbers.Long(item.Predicted)}, residual {numbers.Long(item.Residual)}";
}
