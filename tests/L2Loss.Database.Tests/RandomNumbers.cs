namespace L2Loss.Database.Tests;

/// <summary>Numbers of a random table.</summary>
internal static class RandomNumbers
{
    /// <summary>Doubles of one magnitude, and now and then something else.</summary>
    internal static Func<object?> Doubles(Random random, Engine engine)
    {
        double unit = Math.Pow(10, random.Next(-30, 40));
        return () => random.Next(20) switch
        {
            0 => null,
            1 => engine.HasNaN ? double.NaN : null,
            2 => engine.HasInfinity ? double.PositiveInfinity : null,
            3 => engine.HasInfinity ? double.NegativeInfinity : null,
            4 => -0.0,
            5 => 0.0,
            6 => unit,
            _ => (random.NextDouble() - 0.3) * unit,
        };
    }

    /// <summary>Decimals of up to so many digits, of which so many are places.</summary>
    internal static Func<object?> Decimals(Random random, int digits, int places) => () =>
    {
        if (random.Next(12) == 0)
        {
            return null;
        }

        int length = random.Next(digits + 1);
        decimal value = 0;
        for (int i = 0; i < length; i++)
        {
            value = (value * 10) + random.Next(10);
        }

        // As many places as the column has: then the value that comes back has the same.
        var scaled = new decimal(
            decimal.GetBits(value)[0], decimal.GetBits(value)[1], decimal.GetBits(value)[2], random.Next(2) == 0, (byte)places);
        return scaled;
    };
}
