using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>One double at a time: everywhere, slow where the processor has no FMA.</summary>
internal readonly struct OpsScalar : ILaneOps<double>
{
    public int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Load<T>(ref T source, nuint index)
        where T : struct =>
        typeof(T) == typeof(double)
            ? Unsafe.Add(ref Unsafe.As<T, double>(ref source), index)
            : Unsafe.Add(ref Unsafe.As<T, float>(ref source), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double value, ref double target) => target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Broadcast(double value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double x, double y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double AddTerm(double sum, double term) => sum + term;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Subtract(double x, double y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double MultiplyAdd(double x, double y, double z) => Math.FusedMultiplyAdd(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double MultiplySubtract(double x, double y, double z) => Math.FusedMultiplyAdd(x, y, -z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Max(double x, double y) => x > y ? x : y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Min(double x, double y) => x < y ? x : y;

    // The bits of 0 less one are a NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double MinButZero(double min, double x)
    {
        double below = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(Math.Abs(x)) - 1);
        return below < min ? below : min;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Abs(double x) => Math.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double SignOne(double x) => Math.CopySign(1.0, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double KeepWhereNotZero(double x, double w) => w == 0.0 ? 0.0 : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint EqualMask(double x, double y) => x == y ? 1u : 0u;
}
