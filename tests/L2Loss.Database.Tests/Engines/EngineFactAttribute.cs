using Xunit;

namespace L2Loss.Database.Tests;

/// <summary>A test for engines; it is skipped with a message where one of them is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute(string engine)
    {
        string? variable = Engine.Variable(engine);
        if (variable is not null && Environment.GetEnvironmentVariable(variable) is null)
        {
            Skip = $"There is no {engine}: tests/databases/start.sh sets {variable}.";
        }
    }
}
