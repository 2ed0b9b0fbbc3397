using System.Globalization;

namespace L2Loss;

/// <summary>The text of a value of a key: the same in any culture, and another text for another value.</summary>
internal static class KeyText
{
    private const string Moment = "yyyy-MM-ddTHH:mm:ss.FFFFFFF";

    /// <summary>The text of a value of a basic type; null for any other value, whose own text has to do.</summary>
    /// <remarks>
    /// Moments are written as in ISO 8601, with fractions of a second where there are any. PowerShell leaves these out, and the last
    /// digits of a double.
    /// </remarks>
    internal static string? Of(object? value) => value switch
    {
        string text => text,
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } moment => moment.ToString($"{Moment}Z", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString(Moment, CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString($"{Moment}zzz", CultureInfo.InvariantCulture),
        Array values => string.Join(" ", values.Cast<object?>().Select(KeyValues.ValueText)),
        IFormattable formattable when FormatOf(formattable.GetType()) is string format =>
            formattable.ToString(format, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>By name, since .NET Standard does not have these types, and runs where they are.</summary>
    private static string? FormatOf(Type type) => type.FullName switch
    {
        "System.DateOnly" => "yyyy-MM-dd",
        "System.TimeOnly" => "HH:mm:ss.FFFFFFF",
        _ => null,
    };
}
