using Xunit;

namespace L2Loss.Database.Tests;

/// <summary>A test for the three servers of ClickHouse; it is skipped with a message where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClickHouseFactAttribute : FactAttribute
{
    public ClickHouseFactAttribute()
    {
        if (ClickHouse.Ports.Length < 3)
        {
            Skip = $"There is no ClickHouse: tests/databases/start.sh sets {ClickHouse.Variable}.";
        }
    }
}
