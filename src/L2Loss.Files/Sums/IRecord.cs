namespace L2Loss.Files;

/// <summary>
/// A record as its source has it. Its numbers are known by their position: the actual value is number 0, then comes one
/// predicted value for each model, then the weight where there is one.
/// </summary>
internal interface IRecord
{
    /// <summary>The number of the record in its source, from 1 on.</summary>
    long Index { get; }

    /// <summary>Reads one of its numbers.</summary>
    NumberFault Read(int part, out Number number);

    /// <summary>The value that was read last at a position, where it is text.</summary>
    string? Text(int part);
}
