using System.Globalization;

namespace L2Loss.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(IReadOnlyList<int> Sizes, double Offset)
{
    private static readonly int[] DefaultSizes = [1_000, 100_000, 10_000_000, 100_000_000];

    internal static bool TryParse(IReadOnlyList<string> args, out Options options)
    {
        var sizes = new List<int>();
        double offset = 50.0;
        options = new Options(sizes, offset);
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] == "--offset")
            {
                i++;
                if (i == args.Count || !TryParse(args[i], out offset))
                {
                    return false;
                }
            }
            else if (TryParse(args[i], out double size) && size is >= 2.0 and <= 1e9)
            {
                sizes.Add((int)size);
            }
            else
            {
                return false;
            }
        }

        options = new Options(sizes.Count > 0 ? sizes : DefaultSizes, offset);
        return true;
    }

    private static bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
