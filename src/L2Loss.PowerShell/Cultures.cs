using System.Globalization;

namespace L2Loss.PowerShell;

/// <summary>Which cultures there are.</summary>
internal static class Cultures
{
    /// <summary>
    /// False for a name that is none: the runtime takes any well-formed one and then writes numbers as nobody does.
    /// </summary>
    internal static bool IsKnown(CultureInfo culture)
    {
        if (culture.Equals(CultureInfo.InvariantCulture))
        {
            return true;
        }

        try
        {
            return CultureInfo.GetCultureInfo(culture.Name, predefinedOnly: true) is not null;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
