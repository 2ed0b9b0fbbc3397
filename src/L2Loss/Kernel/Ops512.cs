using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace L2Loss;

/// <summary>Eight doubles in one AVX-512 register.</summary>
internal readonly struct Ops512 : ILaneOps<Vector512<double>>
{
    public static bool IsSupported => Avx512F.IsSupported;

    public int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Load<T>(ref T source, nuint index)
        where T : struct
    {
        if (typeof(T) == typeof(double))
        {
            return Vector512.LoadUnsafe(ref Unsafe.As<T, double>(ref source), index);
        }

        Debug.Assert(typeof(T) == typeof(float), "Only float and double are supported.");
        return Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref Unsafe.As<T, float>(ref source), index));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector512<double> value, ref double target) => value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Broadcast(double value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Add(Vector512<double> x, Vector512<double> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> AddTerm(Vector512<double> sum, Vector512<double> term) => sum + term;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Subtract(Vector512<double> x, Vector512<double> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> MultiplyAdd(Vector512<double> x, Vector512<double> y, Vector512<double> z) =>
        Avx512F.FusedMultiplyAdd(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> MultiplySubtract(Vector512<double> x, Vector512<double> y, Vector512<double> z) =>
        Avx512F.FusedMultiplySubtract(x, y, z);

    // Not Vector512.Max: from .NET 9 that one honours NaN, at three times the cost.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Max(Vector512<double> x, Vector512<double> y) => Avx512F.Max(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Min(Vector512<double> x, Vector512<double> y) => Avx512F.Min(x, y);

    // The bits of 0 less one are a NaN, for which the processor takes the other operand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> MinButZero(Vector512<double> min, Vector512<double> x) =>
        Avx512F.Min((Vector512.Abs(x).AsInt64() - Vector512<long>.One).AsDouble(), min);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Abs(Vector512<double> x) => Vector512.Abs(x);

    // 0xEA is (x AND mask) OR one, in one instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> SignOne(Vector512<double> x) =>
        Avx512F.TernaryLogic(x, Vector512.Create(-0.0), Vector512.Create(1.0), 0xEA);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> KeepWhereNotZero(Vector512<double> x, Vector512<double> w) =>
        Vector512.AndNot(x, Vector512.Equals(w, Vector512<double>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint EqualMask(Vector512<double> x, Vector512<double> y) =>
        (uint)Vector512.Equals(x, y).ExtractMostSignificantBits();
}
