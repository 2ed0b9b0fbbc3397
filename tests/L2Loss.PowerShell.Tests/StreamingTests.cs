using System.Collections;
using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Items come out while input goes in; stopping stops; memory stays.</summary>
[Collection(AloneCollection.Name)]
public sealed class StreamingTests : IClassFixture<SharedSession>
{
    private const string Endless = """
        & {
            $n = 0
            while ($true) {
                [pscustomobject]@{ Actual = $n; Predicted = 1 }
                if (++$n -eq 100) { $null = $started.Set() }
            }
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Session _session;

    public StreamingTests(SharedSession shared) => _session = shared.Session;

    [Fact]
    public void Source_sees_each_item_at_once()
    {
        Result result = _session.Run("""
            $events = [Collections.Generic.List[string]]::new()
            1..3 | ForEach-Object {
                $events.Add("read $_")
                [pscustomobject]@{ Actual = $_; Predicted = 1 }
            } | Measure-L2Loss -SummaryVariable total | ForEach-Object { $events.Add("item $($_.Index)") }
            $events
            """);

        Assert.Equal(
            ["read 1", "item 1", "read 2", "item 2", "read 3", "item 3"],
            result.Output.Select(output => (string)output.BaseObject));
    }

    [Fact]
    public void Fast_source_sees_items_before_its_end()
    {
        Result result = _session.Run("""
            & {
                $script:read = 0
                1..20000 | ForEach-Object { $script:read++; [pscustomobject]@{ Actual = 1; Predicted = 1 } } |
                    Measure-L2Loss -SummaryVariable total | ForEach-Object { if ($_.Index -eq 1) { $script:read } }
            }
            """);

        Assert.InRange((int)Assert.Single(result.Output).BaseObject, 1, 10000);
    }

    [Fact]
    public void Downstream_that_breaks_out_stops_the_source()
    {
        Result result = _session.Run("""
            & {
                do {
                    [Linq.Enumerable]::Range(1, [int]::MaxValue) |
                        ForEach-Object { [pscustomobject]@{ Actual = 1; Predicted = 1 } } |
                        Measure-L2Loss | ForEach-Object { $_; if ($_.Index -eq 3) { break } }
                } while ($false)
            }
            """);

        Assert.Null(result.Terminating);
        Assert.Equal([1L, 2L, 3L], result.Items.Select(item => item.Whole("Index")));
        Assert.Empty(result.Summaries);
    }

    [Theory]
    [InlineData(Endless + " | Measure-L2Loss -SummaryOnly")]
    [InlineData(Endless + " | Measure-L2Loss | Out-Null")]
    [InlineData(Endless + " | Measure-L2Loss { $_.Actual } { $_.Predicted } | Out-Null")]
    public void Endless_source_stops(string script) => AssertStops(script);

    [Theory]
    [InlineData("Measure-L2Loss -Actual $slow -Predicted $slow -SummaryOnly")]
    [InlineData("Measure-L2Loss -Actual $slow -Predicted $slow | Out-Null")]
    [InlineData("Measure-L2Loss -Actual $slow -Predicted $slow -SummaryVariable total | ForEach-Object { $_.L2Loss } | Out-Null")]
    public void Long_array_stops(string script)
    {
        using var started = new ManualResetEventSlim();
        _session.Set("slow", new SlowNumbers(started));

        AssertStops(script, started);
    }

    [Fact]
    public void Long_list_by_name_stops()
    {
        using var started = new ManualResetEventSlim();
        _session.Set("slow", new SlowNumbers(started));

        AssertStops("Measure-L2Loss { 1 } { 2 } -InputObject $slow -SummaryOnly", started);
    }

    [Fact]
    public void Session_goes_on_after_a_stop()
    {
        AssertStops(Endless + " | Measure-L2Loss -SummaryOnly");

        Assert.Equal(2.25, _session.Run("Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11").Summary.Number("Mse"));
    }

    [Theory]
    [InlineData("-SummaryOnly")]
    [InlineData("")]
    [InlineData("-PassThru")]
    public void Memory_does_not_grow_with_the_records(string parameters) =>
        AssertMemoryStays("Predicted = 1.5", $"Measure-L2Loss {parameters}");

    [Fact]
    public void Memory_does_not_grow_with_the_bad_records() =>
        AssertMemoryStays("Predicted = 'x'", "Measure-L2Loss -SummaryOnly -WarningAction Ignore");

    private void AssertMemoryStays(string predicted, string measure)
    {
        Result result = _session.Run($$"""
            $sizes = [long[]]::new(3)
            & {
                for ($i = 1; $i -le 220000; $i++) {
                    if ($i -eq 20000) { $sizes[0] = [GC]::GetTotalMemory($true) }
                    if ($i -eq 120000) { $sizes[1] = [GC]::GetTotalMemory($true) }
                    [pscustomobject]@{ Actual = $i; {{predicted}} }
                }
                $sizes[2] = [GC]::GetTotalMemory($true)
            } | {{measure}} | Out-Null
            $sizes
            """);

        // 100000 items held are 25 MB, as many records or errors more. What else the process does may grow it once, not twice.
        long[] sizes = [.. result.Output.Select(output => (long)output.BaseObject)];
        Assert.InRange(Math.Min(sizes[1] - sizes[0], sizes[2] - sizes[1]), long.MinValue, 12_000_000);
    }

    private void AssertStops(string script)
    {
        using var started = new ManualResetEventSlim();
        _session.Set("started", started);
        AssertStops(script, started);
    }

    private void AssertStops(string script, ManualResetEventSlim started)
    {
        using System.Management.Automation.PowerShell shell = _session.Prepare(script);
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(started.Wait(Patience), "the script did not start");

        // It takes some 50 ms; how many on a busy machine is no property of the code. The sources never end by themselves.
        Assert.True(Task.Run(shell.Stop).Wait(Patience), "the script did not stop");

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }

    /// <summary>A list whose numbers come so slowly that nobody waits for the last.</summary>
    private sealed class SlowNumbers : IList
    {
        private readonly ManualResetEventSlim _started;

        internal SlowNumbers(ManualResetEventSlim started) => _started = started;

        public int Count => 1_000_000;

        public bool IsFixedSize => true;

        public bool IsReadOnly => true;

        public bool IsSynchronized => false;

        public object SyncRoot => this;

        public object? this[int index]
        {
            get
            {
                if (index == 10)
                {
                    _started.Set();
                }

                Thread.Sleep(1);
                return (double)index;
            }

            set => throw new NotSupportedException();
        }

        public IEnumerator GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

        public int Add(object? value) => throw new NotSupportedException();

        public void Clear() => throw new NotSupportedException();

        public bool Contains(object? value) => throw new NotSupportedException();

        public int IndexOf(object? value) => throw new NotSupportedException();

        public void Insert(int index, object? value) => throw new NotSupportedException();

        public void Remove(object? value) => throw new NotSupportedException();

        public void RemoveAt(int index) => throw new NotSupportedException();

        public void CopyTo(Array array, int index) => throw new NotSupportedException();
    }
}
