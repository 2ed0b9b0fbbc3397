using Xunit;

namespace L2Loss.PowerShell.Tests.Reports;

/// <summary>A report holds no more of many records than of few, and a run that is stopped leaves nothing.</summary>
[Collection(AloneCollection.Name)]
public sealed class ReportMemoryTests : IClassFixture<SharedSession>
{
    private readonly Session _session;

    public ReportMemoryTests(SharedSession shared) => _session = shared.Session;

    [Fact]
    public void Memory_does_not_grow_with_the_records()
    {
        using var folder = new TemporaryFolder();
        _session.Set("path", Path.Combine(folder.FullName, "report.html"));
        Result result = _session.Run("""
            $sizes = [long[]]::new(3)
            & {
                $random = [Random]::new(3)
                for ($i = 1; $i -le 220000; $i++) {
                    if ($i -eq 20000) { $sizes[0] = [GC]::GetTotalMemory($true) }
                    if ($i -eq 120000) { $sizes[1] = [GC]::GetTotalMemory($true) }
                    $item = [L2Loss.L2LossItem]::new()
                    $item.Index = $i
                    $item.Actual = $random.NextDouble()
                    $item.Residual = $item.Actual - 0.5
                    $item.Difference = [Math]::Abs($item.Residual)
                    $item
                }
                $sizes[2] = [GC]::GetTotalMemory($true)
            } | Export-L2LossReport $path
            $sizes
            """);

        Assert.Empty(result.Errors);
        // 100000 items are 15 MB. What else the process does may grow it once, not twice.
        long[] sizes = [.. result.Output.Select(output => (long)output.BaseObject)];
        Assert.InRange(Math.Min(sizes[1] - sizes[0], sizes[2] - sizes[1]), long.MinValue, 4_000_000);
    }

    [Fact]
    public void Stopped_run_leaves_the_older_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("report.html", "old");
        using var started = new ManualResetEventSlim();
        _session.Set("path", path);
        _session.Set("started", started);
        using System.Management.Automation.PowerShell shell = _session.Prepare("""
            & { while ($true) { [L2Loss.L2LossItem]@{ Actual = 1 }; $null = $started.Set() } } | Export-L2LossReport $path
            """);
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(started.Wait(TimeSpan.FromSeconds(60)), "the script did not start");

        shell.Stop();

        Assert.Throws<System.Management.Automation.PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.FullName));
    }
}
