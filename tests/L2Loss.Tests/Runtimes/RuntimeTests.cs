using System.Globalization;
using L2Loss.Framework;
using Xunit;

namespace L2Loss.Tests.Runtimes;

/// <summary>
/// The build for .NET Standard on mono, the nearest thing to .NET Framework at hand, or whatever tests/platforms runs, against
/// the build for .NET 8 here: all numbers of a summary and its merge state to the bit.
/// </summary>
public class RuntimeTests
{
    private const int Sets = 400;

    private static readonly string[] Single = ["decimals", "long text", "any text", "doubles", "any bits"];

    /// <summary>Kinds of values, made from the same seed each time.</summary>
    public static TheoryData<string> Kinds => [.. Single, "mixed"];

    [RuntimeTheory]
    [MemberData(nameof(Kinds))]
    public void Records_have_the_same_bits(string kind) =>
        AssertSame(random => string.Join(' ', Enumerable.Range(0, 2 * random.Next(1, 12)).Select(_ => Value(random, kind))));

    [RuntimeTheory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5000)]
    public void Arrays_have_the_same_bits(int length) =>
        AssertSame(
            random => "array " + string.Join(
                ' ', Enumerable.Range(0, 2 * length).Select(_ => Value(random, random.Next(100) == 0 ? "any bits" : "doubles"))),
            Math.Max(4, Sets / length));

    private static void AssertSame(Func<Random, string> make, int sets = Sets)
    {
        var random = new Random(20261124);
        string[] lines = [.. Enumerable.Range(0, sets).Select(_ => make(random))];

        string[] others = OtherRuntime.Run([], lines);

        Assert.Equal(lines.Length, others.Length);
        Assert.All(lines.Zip(others), pair => Assert.Equal(DataSet.Measure(pair.First), pair.Second));
    }

    private static string Value(Random random, string kind) => kind switch
    {
        "decimals" => $"{random.Next(-99999, 99999)}.{random.Next(1000)}",
        "long text" => $"{random.NextInt64()}.{random.NextInt64()}{random.NextInt64()}e{random.Next(-40, 40)}",
        "any text" => $"{random.Next(-9, 9)}.{random.NextInt64()}e{random.Next(-330, 310)}",
        "doubles" => Binary((random.NextDouble() - 0.5) * 1000),
        "any bits" => Binary(Finite(random)),
        _ => Value(random, Single[random.Next(Single.Length)]),
    };

    private static double Finite(Random random)
    {
        double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        return double.IsFinite(value) ? value : 1.0;
    }

    private static string Binary(double value) =>
        "x" + BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
}
