using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace L2Loss;

/// <summary>Two doubles: Arm64, or x86 with FMA.</summary>
internal readonly struct Ops128 : ILaneOps<Vector128<double>>
{
    public static bool IsSupported => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    public int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> Load<T>(ref T source, nuint index)
        where T : struct
    {
        if (typeof(T) == typeof(double))
        {
            return Vector128.LoadUnsafe(ref Unsafe.As<T, double>(ref source), index);
        }

        Debug.Assert(typeof(T) == typeof(float), "Only float and double are supported.");
        ref float f = ref Unsafe.Add(ref Unsafe.As<T, float>(ref source), index);
        return Vector128.Create((double)f, Unsafe.Add(ref f, 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector128<double> value, ref double target) => value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> Broadcast(double value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> Add(Vector128<double> x, Vector128<double> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> AddTerm(Vector128<double> sum, Vector128<double> term) => sum + term;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> Subtract(Vector128<double> x, Vector128<double> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> MultiplyAdd(Vector128<double> x, Vector128<double> y, Vector128<double> z) =>
        Fma.IsSupported ? Fma.MultiplyAdd(x, y, z) : AdvSimd.Arm64.FusedMultiplyAdd(z, x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> MultiplySubtract(Vector128<double> x, Vector128<double> y, Vector128<double> z) =>
        Fma.IsSupported ? Fma.MultiplySubtract(x, y, z) : AdvSimd.Arm64.FusedMultiplyAdd(-z, x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> Max(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.Max(x, y) : AdvSimd.Arm64.Max(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> Min(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.Min(x, y) : AdvSimd.Arm64.Min(x, y);

    // The bits of 0 less one are a NaN, for which the processor takes the other operand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> MinButZero(Vector128<double> min, Vector128<double> x)
    {
        Vector128<double> below = (Vector128.Abs(x).AsInt64() - Vector128<long>.One).AsDouble();
        return Sse2.IsSupported ? Sse2.Min(below, min) : AdvSimd.Arm64.MinNumber(below, min);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> Abs(Vector128<double> x) => Vector128.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> SignOne(Vector128<double> x) =>
        (x & Vector128.Create(-0.0)) | Vector128.Create(1.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> KeepWhereNotZero(Vector128<double> x, Vector128<double> w) =>
        Vector128.AndNot(x, Vector128.Equals(w, Vector128<double>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint EqualMask(Vector128<double> x, Vector128<double> y) =>
        Vector128.Equals(x, y).ExtractMostSignificantBits();
}
