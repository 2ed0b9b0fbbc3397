using L2Loss.Tests.Exact;

namespace L2Loss.Fuzz;

/// <summary>
/// Merge states: changed ones are refused for their checksum; changed ones under a right checksum are refused, or are sums
/// that can be.
/// </summary>
internal static class StateCheck
{
    // Sums are held against each other as doubles, not to the bit.
    private const double Slack = 1.0 + 1e-5;

    private const string Characters = "0123456789:-+ .eEinf";

    internal static void Run(Random random)
    {
        Pair[] pairs =
        [
            .. Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(2) == 0
                ? Pair.OfDoubles(random.Next(-9, 9), (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-9, 9)))
                : new Pair(Given.OfDecimal(random.Next(-999, 999) / 100m), Given.OfDecimal(random.Next(9)))),
        ];
        string state = Measured.Summary(pairs).MergeState!;
        Check.Same(state, L2LossAccumulator.FromMergeState(state).ToSummary().MergeState!, "read again");

        string changed = Change(state, random);
        if (changed != state && StateText.TryRead(changed, out _))
        {
            throw new InvalidOperationException($"Accepted: {changed}");
        }

        // Past the version and the checksum.
        string parts = state[(state.IndexOf(' ', state.IndexOf(' ') + 1) + 1)..];
        string resealed = StateText.Seal(Change(parts, random));
        if (!StateText.TryRead(resealed, out _))
        {
            return;
        }

        L2LossSummary summary = L2LossAccumulator.FromMergeState(resealed).ToSummary();
        bool isPossible = summary.Count >= 0 && summary.Read >= summary.Count
            && !(summary.SumOfSquares < 0) && !(summary.Mae < 0) && !(summary.Mae > summary.MaxError * Slack)
            && !(Math.Abs(summary.MeanError) > summary.Mae * Slack) && !(summary.LargestShare > Slack);
        if (!isPossible)
        {
            throw new InvalidOperationException($"Accepted: {resealed}");
        }
    }

    private static string Change(string text, Random random)
    {
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            int at = random.Next(text.Length);
            char character = Characters[random.Next(Characters.Length)];
            string[] parts = text.Split(' ');
            switch (random.Next(5))
            {
                case 0:
                    text = text.Insert(at, character.ToString());
                    break;
                case 1:
                    text = text.Remove(at, Math.Min(random.Next(1, 4), text.Length - 1 - at));
                    break;
                case 2:
                    text = text.Insert(at, new string(character, random.Next(30)));
                    break;
                case 3:
                    parts[random.Next(parts.Length)] = parts[random.Next(parts.Length)];
                    text = string.Join(' ', parts);
                    break;
                default:
                    text = string.Concat(text.AsSpan(0, at), character.ToString(), text.AsSpan(at + 1));
                    break;
            }
        }

        return text;
    }
}
