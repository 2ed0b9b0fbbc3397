using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace L2Loss;

/// <summary>Four doubles in an AVX register, with FMA.</summary>
internal readonly struct Ops256 : ILaneOps<Vector256<double>>
{
    public static bool IsSupported => Fma.IsSupported;

    public int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Load<T>(ref T source, nuint index)
        where T : struct
    {
        if (typeof(T) == typeof(double))
        {
            return Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref source), index);
        }

        Debug.Assert(typeof(T) == typeof(float), "Only float and double are supported.");
        return Avx.ConvertToVector256Double(Vector128.LoadUnsafe(ref Unsafe.As<T, float>(ref source), index));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector256<double> value, ref double target) => value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Broadcast(double value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Add(Vector256<double> x, Vector256<double> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> AddTerm(Vector256<double> sum, Vector256<double> term) => Fma.MultiplyAdd(term, Vector256.Create(1.0), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Subtract(Vector256<double> x, Vector256<double> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> MultiplyAdd(Vector256<double> x, Vector256<double> y, Vector256<double> z) =>
        Fma.MultiplyAdd(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> MultiplySubtract(Vector256<double> x, Vector256<double> y, Vector256<double> z) =>
        Fma.MultiplySubtract(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Max(Vector256<double> x, Vector256<double> y) => Avx.Max(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Min(Vector256<double> x, Vector256<double> y) => Avx.Min(x, y);

    // The bits of 0 less one are a NaN, for which the processor takes the other operand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> MinButZero(Vector256<double> min, Vector256<double> x) =>
        Avx.Min((Vector256.Abs(x).AsInt64() - Vector256<long>.One).AsDouble(), min);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Abs(Vector256<double> x) => Vector256.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> SignOne(Vector256<double> x) =>
        (x & Vector256.Create(-0.0)) | Vector256.Create(1.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> KeepWhereNotZero(Vector256<double> x, Vector256<double> w) =>
        Vector256.AndNot(x, Vector256.Equals(w, Vector256<double>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint EqualMask(Vector256<double> x, Vector256<double> y) =>
        Vector256.Equals(x, y).ExtractMostSignificantBits();
}
