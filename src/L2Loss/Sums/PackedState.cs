using System.Numerics;

namespace L2Loss;

/// <summary>
/// What the merge state of a summary is written from, in one array of some hundred bytes: there may be many summaries at
/// once, and most are never merged.
/// </summary>
internal static class PackedState
{
    internal static byte[] Pack(in LeftOutCounts counts, in WorstRecord worst, in LossTotals totals)
    {
        var stream = new MemoryStream(256);
        using var writer = new Writer(stream);
        writer.Write(counts.Total > 0);
        if (counts.Total > 0)
        {
            writer.Write(counts.Missing);
            writer.Write(counts.NotNumeric);
            writer.Write(counts.NotFinite);
            writer.Write(counts.InvalidWeight);
            writer.Write(counts.Malformed);
            writer.Write(counts.UnmatchedActual);
            writer.Write(counts.UnmatchedPredicted);
            writer.Write(counts.DuplicateKeys);
        }

        writer.Write(worst.Index);
        writer.Write(worst.Root);
        writer.Write(worst.Loss);
        writer.Write(worst.MaxError);
        writer.WriteNumber(worst.Square);
        writer.Write(totals.Count);
        writer.Write(totals.WeightedCount);
        writer.WriteNumber(totals.Weights);
        writer.WriteNumber(totals.SquaredWeights);
        writer.WriteNumber(totals.Residuals);
        writer.WriteNumber(totals.Absolutes);
        writer.WriteNumber(totals.Squares);
        writer.WriteNumber(totals.TwiceWeightedSquares);
        writer.WriteNumber(totals.SquaredLosses);
        writer.WriteNumber(totals.Actuals);
        writer.WriteNumber(totals.SquaredActuals);
        return stream.ToArray();
    }

    /// <summary>Writes the merge state.</summary>
    internal static string ToMergeState(byte[] packed)
    {
        using var reader = new Reader(new MemoryStream(packed));
        LeftOutCounts counts = default;
        if (reader.ReadBoolean())
        {
            counts.Missing = reader.ReadInt64();
            counts.NotNumeric = reader.ReadInt64();
            counts.NotFinite = reader.ReadInt64();
            counts.InvalidWeight = reader.ReadInt64();
            counts.Malformed = reader.ReadInt64();
            counts.UnmatchedActual = reader.ReadInt64();
            counts.UnmatchedPredicted = reader.ReadInt64();
            counts.DuplicateKeys = reader.ReadInt64();
        }

        var worst = new WorstRecord(
            reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadNumber());

        // In the order in which they were written.
        var totals = new LossTotals
        {
            Count = reader.ReadInt64(),
            WeightedCount = reader.ReadInt64(),
            Weights = reader.ReadNumber(),
            SquaredWeights = reader.ReadNumber(),
            Residuals = reader.ReadNumber(),
            Absolutes = reader.ReadNumber(),
            Squares = reader.ReadNumber(),
            TwiceWeightedSquares = reader.ReadNumber(),
            SquaredLosses = reader.ReadNumber(),
            Actuals = reader.ReadNumber(),
            SquaredActuals = reader.ReadNumber(),
        };
        return MergeState.Write(counts, worst, totals);
    }

    private sealed class Writer(Stream stream) : BinaryWriter(stream)
    {
        internal void WriteNumber(in ExactNumber number)
        {
            byte[] digits = number.Digits.ToByteArray();
            Write7BitEncodedInt(digits.Length);
            Write(digits);
            WriteSigned(number.Exponent);
            WriteSigned(number.Scale);
        }

        private void WriteSigned(int value) => Write7BitEncodedInt((value << 1) ^ (value >> 31));
    }

    private sealed class Reader(Stream stream) : BinaryReader(stream)
    {
        internal ExactNumber ReadNumber() =>
            new(new BigInteger(ReadBytes(Read7BitEncodedInt())), ReadSigned(), ReadSigned());

        private int ReadSigned()
        {
            int value = Read7BitEncodedInt();
            return (int)((uint)value >> 1) ^ -(value & 1);
        }
    }
}
