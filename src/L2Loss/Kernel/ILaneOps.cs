namespace L2Loss;

/// <summary>
/// The arithmetic the kernel needs on a vector of <see cref="Count"/> doubles. Every operation is one correctly
/// rounded IEEE operation a lane, so that all widths give the same bits.
/// </summary>
internal interface ILaneOps<TVector>
    where TVector : struct
{
    int Count { get; }

    TVector Load<T>(ref T source, nuint index)
        where T : struct;

    void Store(TVector value, ref double target);

    TVector Broadcast(double value);

    TVector Add(TVector x, TVector y);

    /// <summary>sum + term, on whatever pipe of the processor is idle.</summary>
    TVector AddTerm(TVector sum, TVector term);

    TVector Subtract(TVector x, TVector y);

    /// <summary>x*y + z, rounded once.</summary>
    TVector MultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>x*y - z, rounded once.</summary>
    TVector MultiplySubtract(TVector x, TVector y, TVector z);

    /// <summary>The larger value. Only for values that are no NaN and no negative zero (NaN is caught elsewhere).</summary>
    TVector Max(TVector x, TVector y);

    /// <summary>The smaller value, likewise.</summary>
    TVector Min(TVector x, TVector y);

    /// <summary>The smaller of min and the number just below |x|; min where x is 0.</summary>
    TVector MinButZero(TVector min, TVector x);

    TVector Abs(TVector x);

    /// <summary>+1 or -1 with the sign bit of x.</summary>
    TVector SignOne(TVector x);

    /// <summary>x, but 0 in each lane where w is 0.</summary>
    TVector KeepWhereNotZero(TVector x, TVector w);

    /// <summary>Bit i is set when lane i of x equals lane i of y.</summary>
    uint EqualMask(TVector x, TVector y);
}
