using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>A join of two files that is stopped.</summary>
public sealed class JoinStopTests : IClassFixture<SharedSession>, IDisposable
{
    private readonly Session _session;
    private readonly TemporaryFolder _folder = new();

    public JoinStopTests(SharedSession shared) => _session = shared.Session;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("-SummaryOnly")]
    public async Task Stop_ends_the_join_and_closes_the_files(string parameters)
    {
        string records = string.Concat(Enumerable.Range(0, 50000).Select(i => $"{i},{i},{i}\n"));
        string actual = _folder.Write("actual.csv", "Id,Actual,Predicted\n" + records);
        string predicted = _folder.Write("predicted.csv", "Id,Actual,Predicted\n" + records);
        using var started = new ManualResetEventSlim();
        _session.Set("started", started);
        using System.Management.Automation.PowerShell shell = _session.Prepare($$"""
            while ($true) {
                $started.Set()
                Measure-L2Loss -ActualPath '{{actual}}' -PredictedPath '{{predicted}}' -Key Id {{parameters}}
            }
            """);
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(started.Wait(TimeSpan.FromMinutes(1)));

        await Task.Run(shell.Stop).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        using FileStream first = new(actual, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using FileStream second = new(predicted, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }
}
