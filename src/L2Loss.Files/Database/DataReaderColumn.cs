using System.Data;
using System.Data.Common;
using System.Globalization;

namespace L2Loss.Files;

/// <summary>One column of some rows of a data reader.</summary>
/// <remarks>
/// SQLite has a type for each value, all others one for each column. Doubles are kept apart until the block is whole:
/// then the kernels sum them as they are.
/// </remarks>
internal sealed class DataReaderColumn
{
    private static readonly NumberReader Invariant = new();

    // Their typed getters never give a number for NULL. Asking first costs as much as the value, and most columns have none.
    private static readonly string[] ThrowsForNull = ["NpgsqlDataReader", "DuckDBDataReader", "MySqlDataReader"];

    private readonly int _position;
    private readonly bool _isNumber;
    private readonly bool _isText;
    private readonly NumberReader _reader;
    private readonly double[] _doubles;

    // What was there; where only numbers are asked for, in place of those that are none, and text.
    private readonly object?[] _values;
    private bool _hasValues;
    private bool _isBinary;
    private Type? _type;
    private bool? _hasOneType;
    private bool _asksForNull = true;

    internal DataReaderColumn(int position, bool isNumber, bool isText, NumberReader reader)
    {
        _position = position;
        _isNumber = isNumber;
        _isText = isText;
        _reader = reader;
        _doubles = isNumber ? new double[NumberColumn.Capacity] : [];
        _values = new object?[NumberColumn.Capacity];
    }

    internal NumberColumn Numbers { get; } = new();

    internal void Clear()
    {
        Numbers.Clear();
        _isBinary = true;
        if (_hasValues)
        {
            Array.Clear(_values, 0, _values.Length);
            _hasValues = false;
        }
    }

    /// <summary>Takes the value of a row.</summary>
    internal void Add(IDataRecord row, int record)
    {
        if (_isText || !_reader.IsPlain)
        {
            AddAny(row, record, Value(row));
        }
        else if (_asksForNull && row.IsDBNull(_position))
        {
            AddMissing(record);
        }
        else
        {
            AddTyped(row, record);
        }
    }

    /// <summary>Learns from the first row, which has been read, whether a getter may be tried before it is known if there is a value.</summary>
    internal void Learn(IDataRecord row)
    {
        try
        {
            _asksForNull = !ThrowsForNull.Contains(row.GetType().Name) || row.IsDBNull(_position);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // CommandBehavior.SequentialAccess: nothing can be asked about a value that has been read.
            _asksForNull = true;
        }
    }

    /// <summary>Gives the doubles to the numbers, where there was nothing else.</summary>
    internal void Finish(int count)
    {
        if (_isBinary && _isNumber)
        {
            _doubles.AsSpan(0, count).CopyTo(Numbers.SetBinary(count));
        }
    }

    internal string? Text(int record) => TextOf(Value(record));

    /// <summary>What was in a row.</summary>
    internal object Value(int record)
    {
        if (_values[record] is object value)
        {
            return value;
        }

        NumberFault fault = Numbers.Read(record, out Number number);
        return fault != NumberFault.None ? _doubles[record]
            : number.IsDecimal ? number.ToDecimal()
            : number.Value;
    }

    private void AddTyped(IDataRecord row, int record)
    {
        Type type = _type ?? TypeOf(row);
        try
        {
            if (type == typeof(double))
            {
                AddDouble(row.GetDouble(_position), record);
            }
            else if (type == typeof(decimal))
            {
                AddNumber(NumberFault.None, Number.FromDecimal(row.GetDecimal(_position)), record);
            }
            else if (type == typeof(long))
            {
                AddNumber(NumberFault.None, Number.FromMantissa(row.GetInt64(_position), 0), record);
            }
            else if (type == typeof(int))
            {
                AddNumber(NumberFault.None, Number.FromMantissa(row.GetInt32(_position), 0), record);
            }
            else if (type == typeof(float))
            {
                AddDouble(row.GetFloat(_position), record);
            }
            else
            {
                AddAny(row, record, row.GetValue(_position));
            }
        }
        catch (Exception failure) when (IsOfValue(failure))
        {
            if (!_asksForNull && row.IsDBNull(_position))
            {
                _asksForNull = true;
                AddMissing(record);
                return;
            }

            AddAny(row, record, Unreadable(row, failure));
        }
    }

    /// <summary>The type of the value; asking each time costs drivers as much as the value itself.</summary>
    private Type TypeOf(IDataRecord row)
    {
        Type type = row.GetFieldType(_position);
        _hasOneType ??= !row.GetType().Name.StartsWith("SQLite", StringComparison.OrdinalIgnoreCase);
        _type = _hasOneType.Value ? type : null;
        return type;
    }

    /// <summary>The value of any type; where the driver cannot give it, its text or the failure.</summary>
    private object? Value(IDataRecord row)
    {
        try
        {
            return row.GetValue(_position);
        }
        catch (Exception failure) when (IsOfValue(failure))
        {
            return Unreadable(row, failure);
        }
    }

    private void AddAny(IDataRecord row, int record, object? value)
    {
        if (_isText || value is string)
        {
            Keep(record, value ?? DBNull.Value);
        }

        if (!_isNumber)
        {
            return;
        }

        NumberFault fault = Read(value, out Number number);
        if (fault == NumberFault.None && !number.IsDecimal)
        {
            AddDouble(number.Value, record);
            return;
        }

        AddNumber(fault, number, record);
        if (fault != NumberFault.None)
        {
            Keep(record, value ?? DBNull.Value);
        }
    }

    /// <summary>A type of the driver's own is read through its text.</summary>
    private NumberFault Read(object? value, out Number number)
    {
        if (value is ProviderText text)
        {
            return Invariant.Read(text.Text.AsSpan(), out number);
        }

        NumberFault fault = _reader.Read(value, out number);
        return fault == NumberFault.NotNumeric && value is IFormattable own && !IsOfSystem(value.GetType())
            ? Invariant.Read(own.ToString(null, CultureInfo.InvariantCulture).AsSpan(), out number)
            : fault;
    }

    private void AddMissing(int record)
    {
        Keep(record, DBNull.Value);
        if (_isBinary)
        {
            _doubles[record] = double.NaN;
        }
        else
        {
            Numbers.Add(NumberFault.Missing, default);
        }
    }

    private void AddDouble(double value, int record)
    {
        if (_isBinary)
        {
            _doubles[record] = value;
        }
        else
        {
            NumberFault fault = NumberReader.ReadDouble(value, out Number number);
            Numbers.Add(fault, number);
            _doubles[record] = value;
        }
    }

    private void AddNumber(NumberFault fault, in Number number, int record)
    {
        if (_isBinary)
        {
            _isBinary = false;
            for (int i = 0; i < record; i++)
            {
                Numbers.Add(NumberReader.ReadDouble(_doubles[i], out Number earlier), earlier);
            }
        }

        Numbers.Add(fault, number);
    }

    private void Keep(int record, object value)
    {
        _values[record] = value;
        _hasValues = true;
    }

    /// <summary>What the driver can say of a value that its getter refuses, such as a NUMERIC of 38 digits.</summary>
    private object Unreadable(IDataRecord row, Exception failure)
    {
        try
        {
            return PostgresNumeric.TryRead(row, _position) is string text ? new ProviderText(text)
                : row is DbDataReader reader ? reader.GetProviderSpecificValue(_position)
                : failure;
        }
        catch (Exception other) when (other is not OperationCanceledException)
        {
            // Where columns can be read only once, this is refused too.
            return failure;
        }
    }

    /// <summary>False for a failure of the reader itself. Drivers have all kinds of exceptions for a value.</summary>
    private static bool IsOfValue(Exception failure) =>
        failure is not (DbException or IOException or InvalidOperationException or TimeoutException or OperationCanceledException
            or OutOfMemoryException);

    private static bool IsOfSystem(Type type) => type.Assembly == typeof(object).Assembly;

    private static string? TextOf(object? value) =>
        value is null or DBNull ? null : KeyValues.ValueText(value);

    /// <summary>The text of a number, which is written invariantly.</summary>
    private sealed record ProviderText(string Text)
    {
        public override string ToString() => Text;
    }
}
