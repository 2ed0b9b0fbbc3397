using System.Globalization;

namespace System;

/// <summary>Members of cultures that .NET Standard 2.0 lacks, under the names that .NET has for them.</summary>
internal static class CultureMembers
{
    extension(CultureInfo)
    {
        /// <summary>The culture of a name; not one that only looks like a name.</summary>
        internal static CultureInfo GetCultureInfo(string name, bool predefinedOnly) =>
            !predefinedOnly || CultureInfo.GetCultures(CultureTypes.AllCultures)
                .Any(culture => culture.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ? CultureInfo.GetCultureInfo(name)
                : throw new CultureNotFoundException(nameof(name), name, "Culture is not supported.");
    }
}
