using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace L2Loss.Files;

/// <summary>One column of a row group with values of one type.</summary>
internal class ParquetColumn<T> : ParquetColumn
    where T : struct
{
    private readonly DataField _field;
    private readonly NumberOf _number;
    private readonly Func<T, string> _text;
    private int[] _levels = [];

    /// <param name="field">The column in the schema of the file.</param>
    /// <param name="number">How a value is read as a number.</param>
    /// <param name="text">The invariant text of a value.</param>
    internal ParquetColumn(DataField field, NumberOf number, Func<T, string> text)
    {
        _field = field;
        _number = number;
        _text = text;
    }

    /// <summary>Reads a value as a number.</summary>
    internal delegate NumberFault NumberOf(T value, out Number number);

    /// <summary>The values, one for each row; undefined where <see cref="IsNull"/>.</summary>
    protected T[] Values { get; private set; } = [];

    /// <summary>True when the row group has nulls.</summary>
    protected bool HasNulls { get; private set; }

    /// <inheritdoc/>
    internal override void Read(ParquetRowGroupReader group, int rows, CancellationToken cancellation)
    {
        if (group.GetMetadata(_field)?.MetaData?.NumValues is long values && values != rows)
        {
            throw new InvalidDataException($"column '{_field.Name}' has {values} values for {rows} records");
        }

        if (Values.Length < rows)
        {
            // Not twice the memory while it grows; and nobody needs zeros where no references are.
            Values = [];
            Values = RuntimeHelpers.IsReferenceOrContainsReferences<T>()
                ? new T[rows]
                : GC.AllocateUninitializedArray<T>(rows);
        }

        bool isNullable = _field.MaxDefinitionLevel > 0;
        if (isNullable && _levels.Length < rows)
        {
            _levels = [];
            _levels = GC.AllocateUninitializedArray<int>(rows);
        }

        Memory<int>? levels = isNullable ? _levels.AsMemory(0, rows) : default(Memory<int>?);
        ValueTask task = group.ReadRawAsync(_field, Values.AsMemory(0, rows), levels, null, cancellation);
        task.AsTask().GetAwaiter().GetResult();
        int defined = isNullable ? rows - _levels.AsSpan(0, rows).Count(0) : rows;
        HasNulls = defined < rows;
        if (HasNulls)
        {
            Spread(rows, defined);
        }
    }

    /// <inheritdoc/>
    internal override void CopyTo(NumberColumn target, int start, int count)
    {
        for (int row = start; row < start + count; row++)
        {
            Number number = default;
            NumberFault fault = IsNull(row) ? NumberFault.Missing : _number(Values[row], out number);
            target.Add(fault, number);
        }
    }

    /// <inheritdoc/>
    internal override string? Text(int row) => IsNull(row) ? null : _text(Values[row]);

    /// <summary>True where a row has no value.</summary>
    protected bool IsNull(int row) => HasNulls && _levels[row] == 0;

    /// <summary>Moves the values, which come without gaps, to their rows.</summary>
    private void Spread(int rows, int defined)
    {
        for (int row = rows - 1; defined > 0; row--)
        {
            if (_levels[row] != 0)
            {
                Values[row] = Values[--defined];
            }
        }
    }
}
