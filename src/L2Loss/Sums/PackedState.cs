using System.Buffers.Binary;
using System.Numerics;

namespace L2Loss;

/// <summary>
/// A merge state in one array of some hundred bytes: there may be many summaries at once, and most are never merged.
/// </summary>
internal static class PackedState
{
    // One for each thread, to leave nothing but the array.
    [ThreadStatic]
    private static PackedStateWriter? _writer;

    internal static byte[] Pack(MergeState state)
    {
        PackedStateWriter writer = _writer ??= new PackedStateWriter();
        writer.Length = 0;
        state.Visit(writer);
        return writer.ToArray();
    }

    internal static MergeState Unpack(byte[] packed)
    {
        MergeState state = default;
        state.Visit(new PackedStateReader(packed));
        return state;
    }

    private sealed class PackedStateWriter : IStateFields
    {
        // Whole words are written, of which not all bytes may count.
        private const int Slack = 2 * sizeof(ulong);

        private byte[] _bytes = new byte[512];

        /// <summary>The number of bytes written.</summary>
        internal int Length { get; set; }

        internal byte[] ToArray() => _bytes.AsSpan(0, Length).ToArray();

        public void Count(ref long count) => Whole(count);

        public void Index(ref long index) => Whole(index);

        public void Value(ref double value) =>
            BinaryPrimitives.WriteInt64LittleEndian(Next(sizeof(double)), BitConverter.DoubleToInt64Bits(value));

        public void Number(ref ExactNumber number)
        {
            Whole(number.Digits);
            Whole(number.Exponent);
            Whole(number.Scale);
        }

        /// <summary>The length and the bytes of two's complement.</summary>
        private void Whole(long number)
        {
            int bits = 64 - BitOperations.LeadingZeroCount((ulong)(number ^ (number >> 63)));
            int length = (bits / 8) + 1;
            Next(1)[0] = (byte)length;
            BinaryPrimitives.WriteInt64LittleEndian(Next(length), number);
        }

        /// <summary>The same, with the length in as many bytes as it takes at seven bits each.</summary>
        private void Whole(in WholeNumber number)
        {
            if (number.IsLong)
            {
                Whole(number.Long);
                return;
            }

            if (number.IsSmall)
            {
                Int128 small = number.Small;
                int length = (WholeNumber.BitLength(number.SmallMagnitude) / 8) + 1;
                Next(1)[0] = (byte)length;
                Span<byte> bytes = Next(length);
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)(UInt128)small);
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], (ulong)((UInt128)small >> 64));
                return;
            }

            byte[] large = number.ToBigInteger().ToByteArray();
            int rest = large.Length;
            for (; rest >= 0x80; rest >>= 7)
            {
                Next(1)[0] = (byte)(rest | 0x80);
            }

            Next(1)[0] = (byte)rest;
            large.CopyTo(Next(large.Length));
        }

        /// <summary>The place for so many bytes, and some more.</summary>
        private Span<byte> Next(int count)
        {
            int start = Length;
            Length += count;
            if (Length + Slack > _bytes.Length)
            {
                Array.Resize(ref _bytes, 2 * (Length + Slack));
            }

            return _bytes.AsSpan(start);
        }
    }

    private sealed class PackedStateReader(byte[] bytes) : IStateFields
    {
        private int _next;

        public void Count(ref long count) => count = (long)Whole();

        public void Index(ref long index) => index = (long)Whole();

        public void Value(ref double value)
        {
            value = BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(_next)));
            _next += sizeof(double);
        }

        public void Number(ref ExactNumber number) => number = new ExactNumber(Whole(), (int)Whole(), (int)Whole());

        private BigInteger Whole()
        {
            int length = 0;
            int bits = 0;
            do
            {
                length |= (bytes[_next] & 0x7F) << bits;
                bits += 7;
            }
            while (bytes[_next++] >= 0x80);

            _next += length;
            return new BigInteger(bytes.AsSpan(_next - length, length).ToArray());
        }
    }
}
