using System.Data;

namespace L2Loss.Files;

/// <summary>Some rows of a data reader.</summary>
internal sealed class DataReaderBlock : RecordBlock
{
    // By position, so that each column is read once and in order: CommandBehavior.SequentialAccess allows nothing else.
    private readonly DataReaderColumn[] _columns;
    private readonly Dictionary<int, DataReaderColumn> _byPosition = [];
    private int _count;

    internal DataReaderBlock(ColumnSelection selection)
    {
        foreach (int position in selection.Numbers.Concat(selection.Texts).Distinct().OrderBy(position => position))
        {
            bool isNumber = selection.Numbers.Contains(position);
            bool isText = selection.Texts.Contains(position);
            _byPosition.Add(position, new DataReaderColumn(position, isNumber, isText, selection.Reader));
        }

        _columns = [.. _byPosition.Values];
        Numbers = [.. selection.Numbers.Select(position => _byPosition[position].Numbers)];
    }

    /// <inheritdoc/>
    internal override int Count => _count;

    /// <inheritdoc/>
    internal override NumberColumn[] Numbers { get; }

    /// <inheritdoc/>
    internal override string? Text(int record, int column) => _byPosition[column].Text(record);

    /// <inheritdoc/>
    internal override object? Value(int record, int column) => _byPosition[column].Value(record);

    /// <inheritdoc/>
    internal override long Line(int record) => 0;

    /// <inheritdoc/>
    internal override BadCell Bad(int record, int column, NumberFault fault, long number) =>
        base.Bad(record, column, fault, number) with { Value = _byPosition[column].Value(record) };

    internal void Clear()
    {
        _count = 0;
        foreach (DataReaderColumn column in _columns)
        {
            column.Clear();
        }
    }

    /// <summary>Takes the row at which the reader stands.</summary>
    internal void Add(IDataRecord row)
    {
        foreach (DataReaderColumn column in _columns)
        {
            column.Add(row, _count);
        }

        _count++;
    }

    /// <summary>Learns from the first row of all, which has been taken.</summary>
    internal void Learn(IDataRecord row)
    {
        foreach (DataReaderColumn column in _columns)
        {
            column.Learn(row);
        }
    }

    /// <summary>Says that the block has all its rows.</summary>
    internal void Finish()
    {
        foreach (DataReaderColumn column in _columns)
        {
            column.Finish(_count);
        }
    }
}
