namespace L2Loss;

/// <summary>What writes or reads a merge state: it is given field after field, to take over or to set.</summary>
internal interface IStateFields
{
    void Count(ref long count);

    /// <summary>The number of the worst record, which may be unknown.</summary>
    void Index(ref long index);

    /// <summary>Not negative, but perhaps infinite.</summary>
    void Value(ref double value);

    void Number(ref ExactNumber number);
}
