using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace L2Loss.Files;

/// <content>With vectors.</content>
internal readonly partial struct ByteBlock
{
    private readonly Vector512<byte> _wide;
    private readonly Vector256<byte> _low;
    private readonly Vector256<byte> _high;

    /// <summary>Loads 64 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ByteBlock(ref byte start)
    {
        Unsafe.SkipInit(out this);
        if (Vector512.IsHardwareAccelerated)
        {
            _wide = Vector512.LoadUnsafe(ref start);
        }
        else
        {
            _low = Vector256.LoadUnsafe(ref start);
            _high = Vector256.LoadUnsafe(ref start, 32);
        }
    }

    /// <summary>A bit for each byte that equals this one, the lowest for the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong MaskOf(byte value)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Vector512.Equals(_wide, Vector512.Create(value)).ExtractMostSignificantBits();
        }

        Vector256<byte> values = Vector256.Create(value);
        uint low = Vector256.Equals(_low, values).ExtractMostSignificantBits();
        return low | ((ulong)Vector256.Equals(_high, values).ExtractMostSignificantBits() << 32);
    }

    /// <summary>Each bit the parity of the bits up to it: from an opening quote up to before its closing one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Parity(ulong bits)
    {
        if (Pclmulqdq.IsSupported)
        {
            return Pclmulqdq.CarrylessMultiply(
                Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        }

        return ParityByShifts(bits);
    }
}
