using System.Globalization;

namespace L2Loss.Fuzz;

/// <summary>What a culture writes it reads back.</summary>
internal static class CultureCheck
{
    private static readonly CultureInfo[] Cultures = CultureInfo.GetCultures(CultureTypes.SpecificCultures);
    private static readonly string[] Formats = ["N2", "C2", "F2", "G", "R"];

    internal static void Run(Random random)
    {
        CultureInfo culture = Cultures[random.Next(Cultures.Length)];
        decimal value = new decimal(random.Next(), random.Next(100), 0, random.Next(2) == 0, 2);
        string format = Formats[random.Next(Formats.Length)];
        string text = format == "R" ? ((double)value).ToString(format, culture) : value.ToString(format, culture);
        NumberFault fault = new NumberReader(culture, NumberReader.DefaultMissingTokens).Read(text.AsSpan(), out Number number);
        if (fault != NumberFault.None || number.Value != (double)value)
        {
            throw new InvalidOperationException($"{culture.Name}, {format}: '{text}' is {fault} {number.Value}, not {value}.");
        }
    }
}
