using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

/// <summary>Sums without any rounding, against fractions.</summary>
public sealed class ExactSumTests
{
    private static readonly Gen<double> Finite = Gen.Long.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite);

    private static readonly Gen<double> Short = Gen.Select(Gen.Int[-99, 99], Gen.Int[-70, 70]).Select(
        (digits, power) => Math.ScaleB(digits, power));

    private static readonly double[] Extremes =
    [
        0.0, -0.0, 1.0, -1.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue,
        2.2250738585072014e-308, -2.2250738585072009e-308, Math.ScaleB(1, 63), -Math.ScaleB(1, 64), Math.ScaleB(1, -64),
    ];

    private static readonly Gen<double> Extreme = Gen.Int[0, Extremes.Length - 1].Select(i => Extremes[i]);

    private static readonly Gen<double> Terms = Gen.OneOf(Finite, Short, Extreme, Gen.Double[-1e6, 1e6]);

    [Fact]
    public void A_sum_is_that_of_fractions() =>
        Terms.Array[0, 40].Sample(
            terms => Assert.Equal(terms.Select(Rational.Of).Aggregate(Rational.Zero, (x, y) => x + y), Value(Sum(terms))),
            iter: 3000);

    [Fact]
    public void A_sum_of_products_is_that_of_fractions() =>
        Gen.Select(Terms, Terms).Array[0, 20].Sample(
            factors =>
            {
                var sum = default(ExactSum);
                Rational expected = Rational.Zero;
                foreach ((double x, double y) in factors)
                {
                    sum.AddProduct(Dyadic.Of(x), Dyadic.Of(y), 3);
                    sum.AddSquareProduct(Dyadic.Of(x), Dyadic.Of(y));
                    expected += Rational.Of(x) * Rational.Of(y) * Rational.PowerOfTwo(3);
                    expected += Rational.Of(x).Square * Rational.Of(y);
                }

                Assert.Equal(expected, Value(sum));
            },
            iter: 2000);

    [Fact]
    public void Any_order_and_split_gives_the_same_number() =>
        Terms.Array[1, 40].SelectMany(terms => Gen.Shuffle(terms), (terms, other) => (terms, other))
            .SelectMany(pair => Gen.Int[0, pair.terms.Length], (pair, cut) => (pair.terms, pair.other, cut)).Sample(
            (terms, other, cut) =>
            {
                ExactSum parts = Sum(other[cut..]);
                parts.Add(Sum(other[..cut]));
                Assert.Equal(Value(Sum(terms)), Value(parts));
            },
            iter: 3000);

    [Fact]
    public void Terms_and_their_opposites_cancel() =>
        Terms.Array[1, 30].Sample(
            terms => Assert.True(Sum([.. terms, .. terms.Select(term => -term).Reverse()]).ToNumber().IsZero), iter: 3000);

    [Fact]
    public void Sums_swing_about_zero()
    {
        var sum = default(ExactSum);
        for (int i = 0; i < 1000; i++)
        {
            sum.Add(Math.ScaleB(i % 2 == 0 ? -3.0 : 1.0, 62));
            sum.Add(Math.ScaleB(i % 2 == 0 ? 2.0 : -1.0, 62));
            sum.Add(Math.ScaleB(-1.0, -900));
        }

        Assert.Equal(
            new Rational(-500, 1) * Rational.PowerOfTwo(62) - (new Rational(1000, 1) * Rational.PowerOfTwo(-900)), Value(sum));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    public void Many_terms_carry_into_new_words(double sign)
    {
        // Doubled 300 times: past the top of four words.
        var sum = default(ExactSum);
        sum.Add(sign);
        for (int i = 0; i < 300; i++)
        {
            ExactSum again = sum;
            var copy = default(ExactSum);
            copy.Add(again);
            sum.Add(copy);
        }

        Assert.Equal(Rational.Of(sign) * Rational.PowerOfTwo(300), Value(sum));
    }

    [Fact]
    public void A_sum_added_to_itself_is_doubled() =>
        Terms.Array[1, 10].Sample(
            terms =>
            {
                ExactSum sum = Sum(terms);
                Rational once = Value(sum);
                sum.Add(sum);
                Assert.Equal(once + once, Value(sum));
            },
            iter: 1000);

    [Fact]
    public void Fourth_powers_of_the_largest_and_the_least_double_with_weights_are_exact()
    {
        Given[] values = [.. new[] { double.MaxValue, double.Epsilon, -1e300, 3e-310, 0.1 }.Select(Given.OfDouble)];
        LossSums sums = default;
        Rational expected = Rational.Zero;
        foreach (Given value in values)
        {
            foreach (Given weight in values.Where(weight => weight.Exact.Sign > 0))
            {
                sums.Add(value.Number, Number.Binary(0.0), weight.Number);
                expected += (weight.Exact * value.Exact.Square).Square;
            }
        }

        Assert.Equal(expected, Value(sums.ToTotals().SquaredLosses));
    }

    [Fact]
    public void A_number_scaled_by_a_power_of_ten_is_exact_or_refused() =>
        Gen.Select(Terms, Gen.Int[0, 28]).Sample(
            (value, scale) =>
            {
                if (Dyadic.TryOf(Number.Binary(value), scale, out Dyadic scaled))
                {
                    Assert.Equal(Rational.Of(value) * Rational.Of("1e" + scale), Value(scaled));
                }
                else
                {
                    Assert.Equal(28, scale);
                }
            },
            iter: 2000);

    [Fact]
    public void A_difference_is_exact_or_refused() =>
        Gen.Select(Terms, Terms).Sample(
            (x, y) =>
            {
                if (Dyadic.TryAdd(Dyadic.Of(x), -Dyadic.Of(y), out Dyadic difference))
                {
                    Assert.Equal(Rational.Of(x) - Rational.Of(y), Value(difference));
                }
                else
                {
                    Assert.True(Math.Abs(Math.ILogB(x) - Math.ILogB(y)) > 70);
                }
            },
            iter: 5000);

    [Fact]
    public void Equal_numbers_have_one_reduced_form() =>
        Gen.Select(Gen.Long, Gen.Int[-90, 90], Gen.Int[0, 30], Gen.Int[0, 9]).Sample(
            (digits, exponent, scale, more) =>
            {
                var number = new ExactNumber(digits, exponent, scale);
                var same = new ExactNumber(number.Digits * PowersOfTen.Whole(more) << 7, exponent - 7, scale + more);
                ExactNumber reduced = number.Reduced;
                Assert.Equal(Value(number), Value(reduced));
                Assert.Equal(
                    (reduced.Digits.ToBigInteger(), reduced.Exponent, reduced.Scale),
                    (same.Reduced.Digits.ToBigInteger(), same.Reduced.Exponent, same.Reduced.Scale));
            },
            iter: 2000);

    [Fact]
    public void Sums_and_products_of_numbers_are_those_of_fractions() =>
        Gen.Select(Numbers(), Numbers(), Numbers()).Sample(
            (x, y, z) => Assert.Equal((Value(x) + Value(y)) * Value(z), Value((x + y) * z)), iter: 2000);

    [Fact]
    public void Quotients_of_numbers_are_rounded_once() =>
        Gen.Select(Numbers(), Numbers().Where(number => !number.IsZero)).Sample(
            (x, y) => Assert.Equal((Value(x) / Value(y.Abs)).Nearest(), x.ToDouble(y.Abs)), iter: 2000);

    private static Gen<ExactNumber> Numbers() => Gen.Select(Gen.Long, Gen.Int[-90, 90], Gen.Int[0, 30]).Select(
        (digits, exponent, scale) => new ExactNumber(digits, exponent, scale));

    private static ExactSum Sum(IEnumerable<double> terms)
    {
        var sum = default(ExactSum);
        foreach (double term in terms)
        {
            sum.Add(term);
        }

        return sum;
    }

    private static Rational Value(in Dyadic value)
    {
        var sum = default(ExactSum);
        sum.Add(value.High, value.Low, value.Exponent, value.IsNegative);
        return Value(sum);
    }

    private static Rational Value(in ExactSum sum) => Value(sum.ToNumber());

    private static Rational Value(in ExactNumber number) =>
        new Rational(number.Digits.ToBigInteger(), PowersOfTen.Whole(number.Scale).ToBigInteger()) * Rational.PowerOfTwo(number.Exponent);
}
