using System.Globalization;

namespace L2Loss.PowerShell.Records;

/// <summary>What all sources of a command share.</summary>
/// <param name="Output">Where everything is written.</param>
/// <param name="Reader">How values are read as numbers.</param>
/// <param name="Culture">How text is written.</param>
/// <param name="SkipsMissing">Whether missing values are counted without an error.</param>
internal sealed record RunSettings(CommandOutput Output, NumberReader Reader, CultureInfo Culture, bool SkipsMissing);
