using System.Management.Automation;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>
/// A source of records that are objects: properties or script blocks give the numbers and the keys. It is the record that
/// it has just been given.
/// </summary>
internal sealed class ObjectRecords : IRecord, IRecordSink
{
    private readonly RecordRun _run;
    private readonly RecordPlan _plan;
    private readonly Dictionary<NumberFault, long> _leftOutBeforeFirst = [];
    private readonly string?[] _oneKey = new string?[1];
    private ValueSource[] _sources = [];
    private object?[] _values = [];
    private readonly Func<PSObject>? _copied;
    private PSObject _record = null!;
    private GroupTable? _groups;
    private GroupSums? _all;
    private Observation _observation = null!;
    private PointWatch? _points;

    internal ObjectRecords(RecordRun run, RecordPlan plan)
    {
        _run = run;
        _plan = plan;
        _copied = run.Items.PassesThrough ? () => _record : null;
    }

    /// <inheritdoc/>
    public long Index { get; private set; }

    /// <summary>The line of the file on which the record starts; 0 where there are no lines.</summary>
    internal long Line { get; set; }

    private string Where => Text.Where(_run.Source, Line, Index);

    /// <summary>Takes the next record.</summary>
    internal void Add(PSObject? record)
    {
        if (record is null)
        {
            long number = Index + 1;
            LeaveOut(NumberFault.Missing, () => Errors.NullRecord(number));
            return;
        }

        Index++;
        _record = record;
        if (_groups is null)
        {
            Learn();
        }

        GroupSums? group = _all;
        if (group is not null || TryFindGroup(out group))
        {
            _observation.Read(this);
            group.Add(_observation, this);
        }
    }

    /// <summary>Goes on to a record that has no values, such as null or a line that is broken.</summary>
    internal void LeaveOut(NumberFault fault, Func<ErrorRecord> makeError)
    {
        Index++;
        if (_groups is null)
        {
            _leftOutBeforeFirst[fault] = _leftOutBeforeFirst.GetValueOrDefault(fault) + 1;
        }
        else
        {
            GroupWithoutKey().LeaveOut(fault);
        }

        _run.Report.Add(fault, makeError);
    }

    /// <summary>Writes what came of the records.</summary>
    internal void Finish()
    {
        if (_groups is null && _leftOutBeforeFirst.Count == 0)
        {
            _run.FinishEmpty([.. _plan.Predicted.Select(source => source.Name)], _plan.KeyNames);
            return;
        }

        if (_groups is null)
        {
            Start(_plan.Predicted);
        }

        _run.Finish(_groups!.Groups, _points, part => _sources[part].Place);
    }

    /// <inheritdoc/>
    public NumberFault Read(int part, out Number number)
    {
        ValueSource source = _sources[part];
        if (!source.TryGetValue(_record, out object? value))
        {
            _values[part] = value;
            number = default;
            return NumberFault.NotNumeric;
        }

        value = ObjectValue.Shown(value);
        _values[part] = value;
        NumberFault fault = _run.Reader.Read(value, out number);
        return fault != NumberFault.Missing && FindJoinedText(part) is not null ? NumberFault.NotNumeric : fault;
    }

    string? IRecord.Text(int part) => _values[part] as string;

    void IRecordSink.Measured(ModelSums group, int model, in MeasuredRecord measured) =>
        _run.Measured(group, model, measured, _copied);

    void IRecordSink.LeftOut(int part, NumberFault fault)
    {
        ValueSource source = _sources[part];
        var bad = new BadValue(fault, source.Place, _values[part])
        {
            Property = source.Property,
            Cure = fault == NumberFault.NotNumeric ? FindJoinedText(part) : null,
        };
        _run.ReportBad(bad, Where, _record);
    }

    private string? FindJoinedText(int part) =>
        _values[part] is string text ? _sources[part].FindJoinedText(text, _run.Culture) : null;

    /// <summary>A key that fails is a fault of its record, which then belongs to the group without it.</summary>
    private bool TryFindGroup(out GroupSums group)
    {
        // A key of several values keeps them.
        string?[] values = _plan.Keys.Length == 1 ? _oneKey : new string?[_plan.Keys.Length];
        values[0] = null;
        BadValue? bad = null;
        for (int i = 0; i < values.Length; i++)
        {
            ValueSource source = _plan.Keys[i];
            if (source.TryGetValue(_record, out object? value) && ValueSource.TryGetText(value, out string? text, out value))
            {
                values[i] = text;
            }
            else
            {
                bad ??= new BadValue(NumberFault.NotNumeric, source.Place, value);
            }
        }

        group = _groups!.GetOrAdd(RecordKey.Of(values));
        if (bad is not null)
        {
            LeaveOutWithoutKey(group, bad.Value);
        }

        return bad is null;
    }

    private void LeaveOutWithoutKey(GroupSums group, BadValue bad)
    {
        group.LeaveOut(bad.Fault);
        string where = Where;
        PSObject record = _record;
        _run.Report.Add(bad.Fault, () => Errors.FailedKey(where, bad.Place!, bad.Value!, record));
    }

    private GroupSums GroupWithoutKey() => _all ?? _groups!.GetOrAdd(RecordKey.Of(new string?[_plan.Keys.Length]));

    /// <summary>The first record tells which models there are, and must have every property.</summary>
    private void Learn()
    {
        if (!_plan.TryResolve(_run.Output, _record, out ValueSource[] predicted, out ErrorRecord? error))
        {
            _run.Output.Throw(error);
        }

        Start(predicted);
    }

    private void Start(ValueSource[] predicted)
    {
        _sources = _plan.Weight is null ? [_plan.Actual, .. predicted] : [_plan.Actual, .. predicted, _plan.Weight];
        _values = new object?[_sources.Length];
        _run.Start([.. predicted.Select(source => source.Name)], _plan.KeyNames);
        _points = _run.NewPoints();
        _observation = _run.NewObservation(_points);
        _groups = new GroupTable(_run.NewGroup);
        _all = _plan.Keys.Length == 0 ? _groups.GetOrAdd(default) : null;
        foreach (KeyValuePair<NumberFault, long> leftOut in _leftOutBeforeFirst)
        {
            for (long i = 0; i < leftOut.Value; i++)
            {
                GroupWithoutKey().LeaveOut(leftOut.Key);
            }
        }
    }
}
