namespace L2Loss.Files;

/// <summary>The numbers of one record, and the rule by which it is left out for one of its faults. Used again for the next.</summary>
internal sealed class Observation
{
    private readonly Number[] _numbers;
    private readonly NumberFault[] _faults;
    private readonly PointWatch? _points;

    /// <summary>A place for the numbers of a record.</summary>
    /// <param name="models">The number of models.</param>
    /// <param name="isWeighted">Whether records have weights.</param>
    /// <param name="points">Looks for points that may separate thousands; null where there is no such question.</param>
    internal Observation(int models, bool isWeighted, PointWatch? points)
    {
        _numbers = new Number[models + (isWeighted ? 2 : 1)];
        _faults = new NumberFault[_numbers.Length];
        _points = points;
        Models = models;
        IsWeighted = isWeighted;
    }

    /// <summary>The number of models.</summary>
    internal int Models { get; }

    /// <summary>Whether records have weights.</summary>
    internal bool IsWeighted { get; }

    /// <summary>The number of the record in its source, from 1 on.</summary>
    internal long Index { get; private set; }

    /// <summary>True where no number has a fault.</summary>
    internal bool IsClean { get; private set; }

    /// <summary>The actual value.</summary>
    internal ref readonly Number Actual => ref _numbers[0];

    /// <summary>The weight, where there is one.</summary>
    internal ref readonly Number Weight => ref _numbers[^1];

    /// <summary>The predicted value of a model.</summary>
    internal ref readonly Number Predicted(int model) => ref _numbers[model + 1];

    /// <summary>Reads all numbers of a record.</summary>
    internal void Read(IRecord record)
    {
        Index = record.Index;
        IsClean = true;
        for (int part = 0; part < _numbers.Length; part++)
        {
            NumberFault fault = record.Read(part, out _numbers[part]);
            if (IsWeighted && part > Models)
            {
                fault = NumberFaultOrder.OfWeight(fault, _numbers[part]);
            }

            _faults[part] = fault;
            IsClean &= fault == NumberFault.None;
            _points?.Look(record, part, fault, _numbers[part]);
        }
    }

    /// <summary>Why a model cannot measure the record, and the position of the number to blame.</summary>
    internal NumberFault Fault(int model, out int part)
    {
        part = First(0, model + 1);
        return FaultWithWeight(ref part);
    }

    /// <summary>The same where it counts only if every model has a number.</summary>
    internal NumberFault FaultOfAny(out int part)
    {
        part = 0;
        for (int i = 1; i <= Models; i++)
        {
            part = First(part, i);
        }

        return FaultWithWeight(ref part);
    }

    private NumberFault FaultWithWeight(ref int part)
    {
        part = IsWeighted ? First(part, Models + 1) : part;
        return _faults[part];
    }

    private int First(int one, int other) => NumberFaultOrder.IsFirst(_faults[one], _faults[other]) ? one : other;
}
