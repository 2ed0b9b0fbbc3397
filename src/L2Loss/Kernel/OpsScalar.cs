using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>One double at a time: everywhere, slow where the processor has no FMA.</summary>
internal readonly struct OpsScalar : ILaneOps<double>
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Load<T>(ref T source, nuint index)
        where T : struct =>
        typeof(T) == typeof(double)
            ? Unsafe.Add(ref Unsafe.As<T, double>(ref source), index)
            : Unsafe.Add(ref Unsafe.As<T, float>(ref source), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double value, ref double target) => target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Broadcast(double value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double x, double y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double x, double y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double x, double y, double z) => Math.FusedMultiplyAdd(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplySubtract(double x, double y, double z) => Math.FusedMultiplyAdd(x, y, -z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double x, double y) => x > y ? x : y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double x, double y) => x < y ? x : y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double x) => Math.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SignOne(double x) => Math.CopySign(1.0, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double KeepWhereNotZero(double x, double w) => w == 0.0 ? 0.0 : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EqualMask(double x, double y) => x == y ? 1u : 0u;
}
