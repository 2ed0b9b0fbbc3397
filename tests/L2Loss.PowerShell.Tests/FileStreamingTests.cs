using System.Management.Automation;
using System.Text;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Long files show their progress, can be stopped anywhere, and take constant memory.</summary>
[Collection(AloneCollection.Name)]
public sealed class FileStreamingTests : IClassFixture<SharedSession>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Session _session;
    private readonly TemporaryFolder _folder = new();

    public FileStreamingTests(SharedSession shared) => _session = shared.Session;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Slow_file_shows_how_many_bytes_are_read_and_ends_the_display()
    {
        string path = _folder.Write("bad.csv", "Actual,Predicted\nx,1\n" + string.Concat(Enumerable.Repeat("1,2\n", 100_000)));
        using System.Management.Automation.PowerShell shell = _session.Prepare(
            $"Measure-L2Loss -Path '{path}' -SummaryOnly 2>&1 | ForEach-Object {{ if ($_ -is [Management.Automation.ErrorRecord]) {{ Start-Sleep -Milliseconds 400 }} }}");

        shell.Invoke();

        ProgressRecord[] progress = [.. shell.Streams.Progress];
        Assert.InRange(progress[0].PercentComplete, 1, 100);
        Assert.Equal("Measure-L2Loss", progress[0].Activity);
        Assert.Equal(path, progress[0].StatusDescription);
        Assert.Contains("MB", progress[0].CurrentOperation, StringComparison.Ordinal);
        Assert.True(progress[0].SecondsRemaining >= 0);
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
    }

    [Fact]
    public void No_display_while_items_are_written()
    {
        using System.Management.Automation.PowerShell shell = _session.Prepare(
            $"Measure-L2Loss -Path '{Long(20_000)}' | ForEach-Object {{ if ($_.Index -eq 10) {{ Start-Sleep -Milliseconds 400 }} }}");

        shell.Invoke();

        Assert.Empty(shell.Streams.Progress);
    }

    [Fact]
    public void Fast_file_shows_nothing()
    {
        using System.Management.Automation.PowerShell shell = _session.Prepare($"Measure-L2Loss -Path '{Long(10)}'");

        shell.Invoke();

        Assert.Empty(shell.Streams.Progress);
    }

    [Theory]
    [InlineData("-SummaryOnly")]
    [InlineData("")]
    [InlineData("-PassThru")]
    public void Stop_ends_a_run_of_files_and_closes_them(string parameters)
    {
        // So many times the same file that nobody waits for the end.
        string path = Long(200_000);
        AssertStops(path, $"{parameters} | Out-Null");
    }

    [Fact]
    public void Stop_ends_the_reading_of_one_endless_record()
    {
        // A quote that is never closed: the whole file is one record.
        string path = _folder.Write("open.csv", "Actual,Predicted\n1,\"" + new string('x', 100_000_000));
        AssertStops(path, "-SummaryOnly -ErrorAction Ignore");
    }

    [Theory]
    [InlineData("-SummaryOnly")]
    [InlineData("")]
    [InlineData("-Top 10")]
    public void Memory_does_not_grow_with_the_file(string parameters)
    {
        // 6 million bytes more of text would be 30 MB as records in memory. Twice, as what else the process does may grow it.
        string small = Long(10_000);
        string large = Long(600_000);
        long Growth() => Allocated(large, parameters) - Allocated(small, parameters);

        Assert.InRange(Math.Min(Growth(), Growth()), long.MinValue, 10_000_000);
    }

    /// <summary>Stops a run that has just begun to read a file, over and over again.</summary>
    private void AssertStops(string path, string parameters)
    {
        using var started = new ManualResetEventSlim();
        _session.Set("started", started);
        using System.Management.Automation.PowerShell shell = _session.Prepare(
            $"$null = $started.Set(); Measure-L2Loss -LiteralPath (,'{path}' * 100000) {parameters}");
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(started.Wait(Patience), "the script did not start");

        Assert.True(Task.Run(shell.Stop).Wait(Patience), "the script did not stop");

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        using FileStream alone = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>What is in use after the file was read, while its last summary waits in the pipeline.</summary>
    private long Allocated(string path, string parameters)
    {
        Result result = _session.Run(
            $"Measure-L2Loss -Path '{path}' {parameters} | ForEach-Object {{ if ($_.Mse) {{ [GC]::GetTotalMemory($true) }} }}");
        return (long)result.Output[^1].BaseObject;
    }

    private string Long(int records)
    {
        var text = new StringBuilder("Actual,Predicted\n");
        for (int i = 0; i < records; i++)
        {
            text.Append(i).Append(',').Append(i + 1).Append('\n');
        }

        return _folder.Write($"long-{records}.csv", text.ToString());
    }
}
