namespace L2Loss.PowerShell.Tests;

/// <summary>One session for all tests of a class: opening one takes most of a test's time.</summary>
/// <remarks>A test that changes the state of the session does so in a scope of its own, <c>&amp; { }</c>.</remarks>
public sealed class SharedSession : IDisposable
{
    internal Session Session { get; } = new();

    public void Dispose() => Session.Dispose();
}
