using Xunit;

namespace L2Loss.Tests;

/// <summary>Which of two faults gives the reason for leaving out a record.</summary>
public sealed class NumberFaultOrderTests
{
    [Fact]
    public void Faults_of_keys_come_first_then_missing_not_numeric_not_finite_and_invalid_weight()
    {
        NumberFault[][] ranks =
        [
            [NumberFault.UnmatchedActual, NumberFault.UnmatchedPredicted, NumberFault.DuplicateKey],
            [NumberFault.Missing], [NumberFault.NotNumeric], [NumberFault.NotFinite], [NumberFault.InvalidWeight],
            [NumberFault.None],
        ];
        for (int i = 0; i < ranks.Length; i++)
        {
            foreach (NumberFault first in ranks[i])
            {
                Assert.All(ranks[..i].SelectMany(rank => rank), better => Assert.False(NumberFaultOrder.IsFirst(first, better)));
                Assert.All(
                    ranks[i..].SelectMany(rank => rank),
                    other => Assert.Equal(first != NumberFault.None, NumberFaultOrder.IsFirst(first, other)));
            }
        }
    }
}
