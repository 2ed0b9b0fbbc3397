using System.Globalization;
using System.Numerics;
using Parquet.Data;
using Parquet.Schema;
using PhysicalType = Parquet.Meta.Type;

namespace L2Loss.Files;

/// <summary>Which type of column is read how.</summary>
internal static class ParquetColumns
{
    private const int MaximumDecimalScale = 28;

    /// <summary>The reader of a column that is neither nested nor repeated.</summary>
    internal static ParquetColumn Create(DataField field, NumberReader reader)
    {
        Type type = field.ClrType;
        if (field is TimeDataField)
        {
            // Its type is that of a number.
            return type == typeof(int)
                ? new ParquetColumn<int>(field, Never, Invariant)
                : new ParquetColumn<long>(field, Never, Invariant);
        }

        return type == typeof(double) ? new BinaryParquetColumn<double>(field)
            : type == typeof(float) ? new BinaryParquetColumn<float>(field)
            : type == typeof(uint) ? Whole<int>(field, 0, value => (uint)value)
            : IsWhole(type) && IsStoredAs(field, PhysicalType.INT32) ? Whole<int>(field, 0, value => value)
            : type == typeof(long) ? Whole<long>(field, 0, value => value)
            : type == typeof(ulong) ? new ParquetColumn<long>(As<long>(field), ReadUnsigned, value => Invariant((ulong)value))
            : field is DecimalDataField { Scale: >= 0 and <= MaximumDecimalScale } number && IsStoredAs(field, PhysicalType.INT32)
            ? Whole<int>(field, number.Scale, value => value)
            : field is DecimalDataField { Scale: >= 0 and <= MaximumDecimalScale } wide && IsStoredAs(field, PhysicalType.INT64)
            ? Whole<long>(field, wide.Scale, value => value)
            : type == typeof(decimal) ? new ParquetColumn<decimal>(field, ReadDecimal, Invariant)
            : type == typeof(BigDecimal) ? new ParquetColumn<BigDecimal>(field, ReadBigDecimal, Text)
            : type == typeof(ReadOnlyMemory<char>) ? Texts(field, reader)
            : CreateOther(field, type);
    }

    private static ParquetColumn CreateOther(DataField field, Type type) =>
        type == typeof(bool) ? new ParquetColumn<bool>(field, Never, value => value ? "True" : "False")
        : type == typeof(DateTime) ? new ParquetColumn<DateTime>(field, Never, Text)
        : type == typeof(DateOnly) ? new ParquetColumn<int>(As<int>(field), Never, Day)
        : type == typeof(Guid) ? new ParquetColumn<Guid>(field, Never, value => value.ToString())
        : type == typeof(ReadOnlyMemory<byte>)
        ? new ParquetColumn<ReadOnlyMemory<byte>>(field, Never, value => Convert.ToHexString(value.Span))
        : throw new NotSupportedException($"the type of column '{field.Name}', {type.Name}, cannot be read");

    private static bool IsWhole(Type type) =>
        type == typeof(int) || type == typeof(short) || type == typeof(ushort) || type == typeof(sbyte) || type == typeof(byte);

    private static bool IsStoredAs(DataField field, PhysicalType type) => field.SchemaElement?.Type == type;

    /// <summary>
    /// The column as the type it is stored in: for this one Parquet.Net reads every encoding, and decimals need no
    /// conversion.
    /// </summary>
    private static DataField As<T>(DataField field) =>
        new ParquetSchema(new DataField(field.Name, typeof(T), field.IsNullable)).DataFields[0];

    private static ParquetColumn<T> Whole<T>(DataField field, int scale, Func<T, long> mantissa)
        where T : struct => new(
        As<T>(field),
        (T value, out Number number) =>
        {
            number = Number.FromMantissa(mantissa(value), scale);
            return NumberFault.None;
        },
        value => Number.FromMantissa(mantissa(value), scale).ToString());

    private static ParquetColumn<ReadOnlyMemory<char>> Texts(DataField field, NumberReader reader) => new(
        field, (ReadOnlyMemory<char> value, out Number number) => reader.Read(value.Span, out number), value => value.ToString());

    private static NumberFault ReadUnsigned(long value, out Number number) => ReadDecimal((ulong)value, out number);

    private static NumberFault ReadDecimal(decimal value, out Number number)
    {
        number = Number.FromDecimal(value);
        return NumberFault.None;
    }

    /// <summary>A decimal of up to 38 digits and more: by its text, which is a decimal or, beyond 28 digits, a double.</summary>
    private static NumberFault ReadBigDecimal(BigDecimal value, out Number number) =>
        InvariantText.Read(Text(value), out number);

    private static NumberFault Never<T>(T value, out Number number)
    {
        number = default;
        return NumberFault.NotNumeric;
    }

    private static string Invariant<T>(T value)
        where T : struct, IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>In the form of ISO 8601; without the zone of this machine, which no file knows.</summary>
    private static string Text(DateTime value) =>
        value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
        + (value.Kind == DateTimeKind.Utc ? "Z" : string.Empty);

    /// <summary>A date, stored as the days since 1970; those that .NET does not know as their number.</summary>
    private static string Day(int days)
    {
        long number = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + (long)days;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Invariant(days);
    }

    private static string Text(BigDecimal value)
    {
        string digits = BigInteger.Abs(value.UnscaledValue).ToString(CultureInfo.InvariantCulture).PadLeft(value.Scale + 1, '0');
        string sign = value.UnscaledValue.Sign < 0 ? "-" : string.Empty;
        return value.Scale == 0 ? sign + digits : $"{sign}{digits[..^value.Scale]}.{digits[^value.Scale..]}";
    }
}
