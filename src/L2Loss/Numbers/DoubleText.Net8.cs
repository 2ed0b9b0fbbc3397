using System.Globalization;

namespace L2Loss;

/// <summary>Doubles as the shortest invariant text that gives them back.</summary>
internal static class DoubleText
{
    /// <summary>The text.</summary>
    internal static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Reads a decimal or scientific number, rounded once; infinite beyond the range.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
