namespace L2Loss.Files;

/// <summary>Some records of a piece: the numbers asked for, column by column, and on demand the text of a cell.</summary>
/// <remarks>Valid until the next block of the same piece is read.</remarks>
internal abstract class RecordBlock
{
    /// <summary>The number of records.</summary>
    internal abstract int Count { get; }

    /// <summary>The columns read as numbers, in the order of <see cref="ColumnSelection.Numbers"/>.</summary>
    internal abstract NumberColumn[] Numbers { get; }

    /// <summary>
    /// The text of a cell as the file has it, unquoted; null where the record is too short to have the column or the
    /// value is null. For the columns of the selection, numbers and texts alike.
    /// </summary>
    /// <param name="record">The record, from 0 on.</param>
    /// <param name="column">The position in <see cref="RecordFile.Columns"/>.</param>
    internal abstract string? Text(int record, int column);

    /// <summary>
    /// The value of a cell as its format has it: a number, text, a Boolean, a time; null as for <see cref="Text"/>. Text
    /// where the format has no types.
    /// </summary>
    /// <inheritdoc cref="Text"/>
    internal virtual object? Value(int record, int column) => Text(record, column);

    /// <summary>Adds the keys of all records.</summary>
    /// <param name="columns">The columns that make the key, which are among the texts of the selection.</param>
    /// <param name="keys">Gets them.</param>
    internal virtual void AppendKeys(int[] columns, KeyBuffer keys)
    {
        for (int record = 0; record < Count; record++)
        {
            foreach (int column in columns)
            {
                keys.Append(Text(record, column));
            }

            keys.EndKey();
        }
    }

    /// <summary>The line on which a record starts, from 1 on; 0 in a format without lines.</summary>
    internal abstract long Line(int record);

    /// <summary>
    /// What is wrong with a record as a whole. One that has such a fault has it in all its numbers, and has no texts.
    /// </summary>
    /// <param name="record">The record, from 0 on.</param>
    internal virtual NumberFault Fault(int record) => NumberFault.None;

    /// <summary>False where no record has one.</summary>
    internal virtual bool HasFaults => false;

    /// <summary>Numbers that mean "missing" become that, also those that were never text.</summary>
    internal void MarkMissing(NumberReader reader)
    {
        foreach (NumberColumn column in Numbers)
        {
            column.MarkMissing(reader);
        }
    }

    /// <summary>A cell for which its record is left out.</summary>
    /// <param name="record">The record, from 0 on.</param>
    /// <param name="column">The position in <see cref="RecordFile.Columns"/>.</param>
    /// <param name="fault">Why it is.</param>
    /// <param name="number">The number of the record, from 1 on.</param>
    internal virtual BadCell Bad(int record, int column, NumberFault fault, long number) =>
        new(number, Line(record), column, fault, Text(record, column));
}
