using System.Buffers.Binary;
using System.Globalization;

namespace L2Loss.Files;

/// <summary>
/// Days, times and moments of Parquet as text in the form of ISO 8601; those that .NET does not know as their number.
/// </summary>
internal static class ParquetMoments
{
    private const long NanosPerTick = 1_000_000_000 / TimeSpan.TicksPerSecond;

    /// <summary>The day of so many days since 1970.</summary>
    internal static string Day(long days)
    {
        long number = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + days;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : days.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The time of so many units since midnight.</summary>
    internal static string Time(long value, long unitsPerSecond) =>
        TryTicks(value, unitsPerSecond, out long ticks) && ticks is >= 0 and < TimeSpan.TicksPerDay
            ? new TimeOnly(ticks).ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
            : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The moment of so many units since 1970; without the zone of this machine, which no file knows.</summary>
    internal static string Moment(long value, long unitsPerSecond, bool isUtc) =>
        TryTicks(value, unitsPerSecond, out long ticks) ? Text(ticks, isUtc) ?? value.ToString(CultureInfo.InvariantCulture)
        : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The moment of a Julian day behind the nanoseconds since its midnight.</summary>
    internal static string OfDayAndTime(ReadOnlySpan<byte> bytes)
    {
        const int UnixDay = 2_440_588;
        long nanos = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        long days = BinaryPrimitives.ReadInt32LittleEndian(bytes[sizeof(long)..]) - (long)UnixDay;
        return Text((days * TimeSpan.TicksPerDay) + (nanos / NanosPerTick), isUtc: false) ?? Convert.ToHexString(bytes);
    }

    private static string? Text(long ticksSince1970, bool isUtc)
    {
        long least = -DateTime.UnixEpoch.Ticks;
        return ticksSince1970 >= least && ticksSince1970 <= DateTime.MaxValue.Ticks + least
            ? DateTime.UnixEpoch.AddTicks(ticksSince1970).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
                + (isUtc ? "Z" : string.Empty)
            : null;
    }

    private static bool TryTicks(long value, long unitsPerSecond, out long ticks)
    {
        Int128 exact = (Int128)value * TimeSpan.TicksPerSecond / unitsPerSecond;
        ticks = exact >= long.MinValue && exact <= long.MaxValue ? (long)exact : 0;
        return ticks == exact;
    }
}
