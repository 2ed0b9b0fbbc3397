using System.Numerics;

namespace L2Loss.Tests.Exact;

/// <summary>The weighted summary in exact fractions, straight from the definitions.</summary>
internal sealed class ExactWeights
{
    private readonly (Rational Weight, Rational Actual, Rational Residual)[] _records;

    internal ExactWeights(IEnumerable<(Pair Pair, Given Weight)> records)
    {
        _records =
        [
            .. records.Select(record => (record.Weight.Exact, record.Pair.Actual.Exact, record.Pair.Residual)),
        ];
        WeightSum = Sum(record => record.Weight);
        SumOfSquares = Sum(record => record.Weight * record.Residual.Square);
        MeanActual = Sum(record => record.Weight * record.Actual) / WeightSum;
        TotalSumOfSquares = Sum(record => record.Weight * (record.Actual - MeanActual).Square);
    }

    internal Rational WeightSum { get; }

    internal Rational SumOfSquares { get; }

    internal Rational Mse => SumOfSquares / WeightSum;

    internal Rational Mae => Sum(record => record.Weight * record.Residual.Abs) / WeightSum;

    internal Rational MeanError => Sum(record => record.Weight * record.Residual) / WeightSum;

    internal Rational MeanActual { get; }

    internal Rational TotalSumOfSquares { get; }

    /// <summary>Cochran (1977): sqrt(n / (n - 1) * sum(w^2 * (loss - Mse)^2)) / sum(w).</summary>
    internal Rational StandardError
    {
        get
        {
            Rational spread = Sum(record => (record.Weight * (record.Residual.Square - Mse)).Square);
            BigInteger count = _records.Length;
            return (spread * new Rational(count, count - 1)).Sqrt() / WeightSum;
        }
    }

    /// <summary>The first record that adds most to the sum of squares.</summary>
    internal long LargestIndex
    {
        get
        {
            int largest = 0;
            for (int i = 1; i < _records.Length; i++)
            {
                largest = Loss(i) > Loss(largest) ? i : largest;
            }

            return largest + 1;
        }
    }

    internal Rational LargestLoss => Loss((int)LargestIndex - 1);

    private Rational Loss(int index) => _records[index].Weight * _records[index].Residual.Square;

    private Rational Sum(Func<(Rational Weight, Rational Actual, Rational Residual), Rational> term) =>
        _records.Aggregate(Rational.Zero, (sum, record) => sum + term(record));
}
