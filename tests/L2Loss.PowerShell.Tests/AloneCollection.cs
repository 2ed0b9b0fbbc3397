using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Tests that measure time or memory run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    internal const string Name = "Alone";
}
