<#
.SYNOPSIS
    Measures what Export-L2LossReport adds to a pipeline of items, as a ratio in one run, and how much memory it takes.
.DESCRIPTION
    Works in PowerShell 7.6, since its helper is for .NET 10, after `dotnet build -c Release`:

        pwsh -File bench/Report.ps1

    The same items go to Export-L2LossReport, to a cmdlet that does nothing, and to one that does nothing with the parameters of
    Export-L2LossReport, which the engine looks through for each item. The cases take turns, round by round, so that
    a noisy machine disturbs both alike; the ratio is that of medians. The memory is what the process holds after
    a run, and its peak over all of them.
#>
#requires -Version 7.6
[CmdletBinding()]
param(
    [long] $Records = 10000000,
    [int] $Rounds = 5
)

$ErrorActionPreference = 'Stop'
$root = [IO.Path]::Combine($PSScriptRoot, '..')
Import-Module ([IO.Path]::Combine($root, 'out', 'L2Loss', 'L2Loss.psd1'))
Import-Module ([IO.Path]::Combine($root, 'bench', 'L2Loss.Bench', 'bin', 'Release', 'net10.0', 'L2Loss.Bench.dll'))

$name = [IO.Path]::Combine([IO.Path]::GetTempPath(), "l2loss-report-$([Guid]::NewGuid().ToString('N'))")
$data = "$name.csv"
$page = "$name.html"
try {
    # A thousand different records over and over: quick to write, and as many to read and measure.
    $random = [Random]::new(1)
    $lines = [Text.StringBuilder]::new()
    for ($i = 0; $i -lt 1000; $i++) {
        $price = $random.Next(100000, 900000)
        $null = $lines.AppendLine("$price,$($price + $random.Next(-30000, 30000))")
    }

    $block = $lines.ToString()
    $writer = [IO.StreamWriter]::new($data)
    $writer.WriteLine('Actual,Predicted')
    for ($i = 0; $i -lt $Records / 1000; $i++) { $writer.Write($block) }
    $writer.Dispose()

    $cases = [ordered]@{
        'file | Measure-L2Loss | no-op' = { Measure-L2Loss -Path $data | Invoke-NoOp }
        'file | Measure-L2Loss | no-op, its parameters' = { Measure-L2Loss -Path $data | Invoke-NoOpReport $page }
        'file | Measure-L2Loss | Export-L2LossReport' = { Measure-L2Loss -Path $data | Export-L2LossReport $page }
    }
    $times = @{}
    $held = @{}
    foreach ($case in $cases.Keys) { $times[$case] = [Collections.Generic.List[double]]::new() }
    for ($round = 0; $round -le $Rounds; $round++) {
        foreach ($case in $cases.Keys) {
            [GC]::Collect()
            $watch = [Diagnostics.Stopwatch]::StartNew()
            & $cases[$case]
            # Round 0 warms up.
            if ($round -gt 0) { $times[$case].Add($watch.Elapsed.TotalSeconds) }
            $held[$case] = [GC]::GetTotalMemory($true)
        }
    }

    $median = { $sorted = @($times[$args[0]] | Sort-Object); $sorted[[int][Math]::Floor($sorted.Count / 2)] }
    $first = & $median @($cases.Keys)[0]
    foreach ($case in $cases.Keys) {
        $seconds = & $median $case
        [pscustomobject]@{
            Case = $case
            'ns an item' = [Math]::Round($seconds * 1e9 / $Records)
            Ratio = [Math]::Round($seconds / $first, 2)
            'MB held after' = [Math]::Round($held[$case] / 1e6, 1)
        }
    }

    'Page: {0} bytes. Peak of the process, with the PowerShell in it: {1} MB.' -f
    [IO.FileInfo]::new($page).Length, [Math]::Round([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1e6)
}
finally {
    Remove-Item -Path $data, $page -ErrorAction Ignore
}
