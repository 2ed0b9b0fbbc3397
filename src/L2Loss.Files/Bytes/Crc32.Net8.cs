using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace L2Loss.Files;

/// <content>With multiplications without carry.</content>
internal partial struct Crc32
{
    private const int Width = 16;

    /// <summary>Moves each block of 16 bytes behind the next one.</summary>
    /// <remarks>
    /// Gopal and others, "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009): the two
    /// factors are the remainders of x^(128+32) and x^(128-32), their bits reversed.
    /// </remarks>
    [MethodImpl(HotLoop.Options)]
    static partial void Fold(ref uint crc, ref ReadOnlySpan<byte> bytes)
    {
        if (!Pclmulqdq.IsSupported || bytes.Length < 2 * Width)
        {
            return;
        }

        Vector128<ulong> factors = Vector128.Create(0x01_7519_97D0UL, 0x00_CCAA_009EUL);
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        Vector128<ulong> sum = Load(ref start, 0) ^ Vector128.CreateScalar((ulong)crc);
        int position = Width;
        for (; position <= bytes.Length - Width; position += Width)
        {
            sum = Pclmulqdq.CarrylessMultiply(sum, factors, 0x00) ^ Pclmulqdq.CarrylessMultiply(sum, factors, 0x11)
                ^ Load(ref start, position);
        }

        crc = ByTable(0, MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref sum, 1)));
        bytes = bytes[position..];
    }

    private static Vector128<ulong> Load(ref byte start, int position) =>
        Vector128.LoadUnsafe(ref start, (nuint)position).AsUInt64();
}
