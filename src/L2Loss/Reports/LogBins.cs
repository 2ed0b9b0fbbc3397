namespace L2Loss.Reports;

/// <summary>
/// Counts of values in bins of equal relative width, 256 to an octave: the whole range of a double in half a megabyte at
/// most, whatever the values are.
/// </summary>
internal sealed class LogBins
{
    private const int BinsOfOctave = 256;
    private const int MostOctaves = 128;
    private const int SignBit = 2048;

    // By sign and exponent, as the upper 12 bits of a double have them.
    private readonly Octave?[] _octaves = new Octave?[2 * SignBit];
    private int _held;
    private long _zeros;

    /// <summary>How many values there are.</summary>
    internal long Count { get; private set; }

    /// <summary>The same bins, to go on from here.</summary>
    internal LogBins Copy()
    {
        var copy = new LogBins { _held = _held, _zeros = _zeros, Count = Count };
        for (int i = 0; i < _octaves.Length; i++)
        {
            copy._octaves[i] = _octaves[i]?.Copy();
        }

        return copy;
    }

    /// <summary>Adds a finite value.</summary>
    internal void Add(double value)
    {
        Count++;
        long bits = BitConverter.DoubleToInt64Bits(value);
        int octave = (int)((ulong)bits >> 52);
        if ((octave & (SignBit - 1)) == 0)
        {
            _zeros++;
            return;
        }

        if ((_octaves[octave] ?? Hold(octave)) is not Octave held)
        {
            _zeros++;
            return;
        }

        int bin = (int)(bits >> 44) & (BinsOfOctave - 1);
        held.Counts[bin]++;
        held.Mantissas[bin] += BitConverter.Int64BitsToDouble((bits & 0xF_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
    }

    /// <summary>The mean of each bin and its count, from the least value to the greatest.</summary>
    internal IEnumerable<(double Value, long Count)> Ascending()
    {
        for (int octave = _octaves.Length - 1; octave >= SignBit; octave--)
        {
            for (int bin = BinsOfOctave - 1; _octaves[octave] is Octave held && bin >= 0; bin--)
            {
                if (held.Counts[bin] > 0)
                {
                    yield return (-held.Mean(octave - SignBit, bin), held.Counts[bin]);
                }
            }
        }

        if (_zeros > 0)
        {
            yield return (0.0, _zeros);
        }

        for (int octave = 0; octave < SignBit; octave++)
        {
            for (int bin = 0; _octaves[octave] is Octave held && bin < BinsOfOctave; bin++)
            {
                if (held.Counts[bin] > 0)
                {
                    yield return (held.Mean(octave, bin), held.Counts[bin]);
                }
            }
        }
    }

    /// <summary>Room for an octave; null where it is so far below the others that it counts as zero.</summary>
    private Octave? Hold(int octave)
    {
        _octaves[octave] = new Octave();
        if (++_held > MostOctaves)
        {
            Release();
        }

        return _octaves[octave];
    }

    /// <summary>What is smallest counts as zero from here on: 2^-60 of the largest at most.</summary>
    private void Release()
    {
        for (int exponent = 1; ; exponent++)
        {
            for (int octave = exponent; octave < _octaves.Length; octave += SignBit)
            {
                if (_octaves[octave] is Octave held)
                {
                    _zeros += held.Counts.Sum();
                    _octaves[octave] = null;
                    _held--;
                    return;
                }
            }
        }
    }

    private sealed class Octave
    {
        internal readonly long[] Counts = new long[BinsOfOctave];

        // Sums of values from 1 to 2, so that nothing overflows.
        internal readonly double[] Mantissas = new double[BinsOfOctave];

        internal double Mean(int exponent, int bin) => Math.ScaleB(Mantissas[bin] / Counts[bin], exponent - 1023);

        internal Octave Copy()
        {
            var copy = new Octave();
            Counts.CopyTo(copy.Counts, 0);
            Mantissas.CopyTo(copy.Mantissas, 0);
            return copy;
        }
    }
}
