using System.Data;
using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>A source of records that are the rows of a data reader, which stays its owner's.</summary>
internal sealed class DataReaderSource
{
    private readonly RecordRun _run;
    private readonly RecordPlan _plan;

    internal DataReaderSource(RecordRun run, RecordPlan plan)
    {
        _run = run;
        _plan = plan;
    }

    /// <summary>Measures all rows that are left; a reader that fails gives an error and no result.</summary>
    internal void Measure(IDataReader reader)
    {
        Action finish;
        try
        {
            // Where something is written for each row, it is written at once.
            finish = Measure(_run.Items.IsAsked ? new DataReaderFile(reader, 1) : new DataReaderFile(reader));
        }
        catch (DataReaderException failure)
        {
            _run.Output.Error(Errors.DataReaderFailed(failure, reader));
            return;
        }
        catch (OperationCanceledException)
        {
            _run.Output.ThrowIfStopped();
            throw;
        }

        finish();
    }

    /// <summary>A row of the pipeline as an object with its columns as properties.</summary>
    internal static PSObject ToObject(IDataRecord record)
    {
        var row = new PSObject();
        for (int i = 0; i < record.FieldCount; i++)
        {
            RecordShape.Add(row, record.GetName(i), record.GetValue(i));
        }

        return row;
    }

    private Action Measure(DataReaderFile file)
    {
        if (_plan.HasScript)
        {
            return RecordsOf(file).MeasureObjects(_plan);
        }

        // As of the first object, also where there is no row.
        var shape = new PSObject();
        foreach (string column in file.Columns)
        {
            RecordShape.Add(shape, column, null);
        }

        if (!_plan.TryResolve(_run.Output, shape, out ValueSource[] predicted, out ErrorRecord? error))
        {
            _run.Output.Throw(error);
        }

        var roles = new ColumnRoles(
            Position(file, _plan.Actual),
            [.. predicted.Select(source => Position(file, source))],
            _plan.Weight is null ? null : Position(file, _plan.Weight),
            [.. _plan.Keys.Select(key => Position(file, key))]);
        ValueSource[] numbers = _plan.Weight is null ? [_plan.Actual, .. predicted] : [_plan.Actual, .. predicted, _plan.Weight];
        string Place(int column) => numbers[Array.IndexOf(roles.Numbers, column)].Place;
        return RecordsOf(file, Place).Measure(roles, _plan.KeyNames, file.Columns);
    }

    private FileRecords RecordsOf(DataReaderFile file, Func<int, string>? place = null) =>
        new(_run, file, new FileErrors(_run, null, file.Columns, place), null);

    /// <summary>A column by its name, or else by its name in any case: there may be columns that differ in that.</summary>
    private static int Position(DataReaderFile file, ValueSource source)
    {
        string name = source.Property!;
        string[] columns = [.. file.Columns];
        int exact = Array.IndexOf(columns, name);
        return exact >= 0 ? exact : Array.FindIndex(columns, column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase));
    }
}
