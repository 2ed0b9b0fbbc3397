using System.Text;

namespace L2Loss.Reports;

/// <summary>Text put together from parts that are text already, so that no culture has a say.</summary>
internal static class TextWriting
{
    internal static StringBuilder Write(this StringBuilder builder, string text) => builder.Append(text);
}
