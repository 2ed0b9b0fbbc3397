using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>Two vectors side by side.</summary>
internal readonly struct Twice<TVector>(TVector lower, TVector upper)
    where TVector : struct
{
    public readonly TVector Lower = lower;
    public readonly TVector Upper = upper;
}

/// <summary>
/// Two vectors at a time: a sum waits for its last addition several cycles, in which those of the other vector are done.
/// </summary>
internal readonly struct OpsTwice<TOps, TVector> : ILaneOps<Twice<TVector>>
    where TOps : struct, ILaneOps<TVector>
    where TVector : struct
{
    public int Count => 2 * default(TOps).Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> Load<T>(ref T source, nuint index)
        where T : struct =>
        new(default(TOps).Load(ref source, index), default(TOps).Load(ref source, index + (nuint)default(TOps).Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Twice<TVector> value, ref double target)
    {
        default(TOps).Store(value.Lower, ref target);
        default(TOps).Store(value.Upper, ref Unsafe.Add(ref target, default(TOps).Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> Broadcast(double value)
    {
        TVector one = default(TOps).Broadcast(value);
        return new(one, one);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> Add(Twice<TVector> x, Twice<TVector> y) =>
        new(default(TOps).Add(x.Lower, y.Lower), default(TOps).Add(x.Upper, y.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> AddTerm(Twice<TVector> sum, Twice<TVector> term) =>
        new(default(TOps).AddTerm(sum.Lower, term.Lower), default(TOps).AddTerm(sum.Upper, term.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> Subtract(Twice<TVector> x, Twice<TVector> y) =>
        new(default(TOps).Subtract(x.Lower, y.Lower), default(TOps).Subtract(x.Upper, y.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> MultiplyAdd(Twice<TVector> x, Twice<TVector> y, Twice<TVector> z) =>
        new(default(TOps).MultiplyAdd(x.Lower, y.Lower, z.Lower), default(TOps).MultiplyAdd(x.Upper, y.Upper, z.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> MultiplySubtract(Twice<TVector> x, Twice<TVector> y, Twice<TVector> z) =>
        new(
            default(TOps).MultiplySubtract(x.Lower, y.Lower, z.Lower),
            default(TOps).MultiplySubtract(x.Upper, y.Upper, z.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> Max(Twice<TVector> x, Twice<TVector> y) =>
        new(default(TOps).Max(x.Lower, y.Lower), default(TOps).Max(x.Upper, y.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> Min(Twice<TVector> x, Twice<TVector> y) =>
        new(default(TOps).Min(x.Lower, y.Lower), default(TOps).Min(x.Upper, y.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> MinButZero(Twice<TVector> min, Twice<TVector> x) =>
        new(default(TOps).MinButZero(min.Lower, x.Lower), default(TOps).MinButZero(min.Upper, x.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> Abs(Twice<TVector> x) => new(default(TOps).Abs(x.Lower), default(TOps).Abs(x.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> SignOne(Twice<TVector> x) =>
        new(default(TOps).SignOne(x.Lower), default(TOps).SignOne(x.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<TVector> KeepWhereNotZero(Twice<TVector> x, Twice<TVector> w) =>
        new(default(TOps).KeepWhereNotZero(x.Lower, w.Lower), default(TOps).KeepWhereNotZero(x.Upper, w.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint EqualMask(Twice<TVector> x, Twice<TVector> y) =>
        default(TOps).EqualMask(x.Lower, y.Lower) | (default(TOps).EqualMask(x.Upper, y.Upper) << default(TOps).Count);
}
