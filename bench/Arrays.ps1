<#
.SYNOPSIS
    Measures what the engine adds to the kernel when two arrays are measured.
.DESCRIPTION
    Arrays of 1,000 doubles take the kernel 2 microseconds, so their time is that of the engine and the cmdlet; the
    memory allocated shows that nothing is copied.

        dotnet run -c Release --project tools/L2Loss.Host -- -File bench/Arrays.ps1
        pwsh -File bench/Arrays.ps1
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    [int] $Rounds = 21
)

$ErrorActionPreference = 'Stop'
Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'out', 'L2Loss', 'L2Loss.psd1'))

foreach ($size in 1000, 100000, 10000000) {
    $actual = [double[]]::new($size)
    $predicted = [double[]]::new($size)
    [Array]::Fill($actual, 50.25)
    [Array]::Fill($predicted, 50.0)
    for ($i = 0; $i -lt 1000; $i++) { $actual[$i] += $i }
    $times = [double[]]::new($Rounds)
    $bytes = 0
    for ($round = -5; $round -lt $Rounds; $round++) {
        $before = [GC]::GetTotalAllocatedBytes($true)
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $null = Measure-L2Loss -Actual $actual -Predicted $predicted -SummaryOnly
        $elapsed = $watch.Elapsed.TotalMilliseconds
        $bytes = [GC]::GetTotalAllocatedBytes($true) - $before
        if ($round -ge 0) { $times[$round] = $elapsed }
    }

    [Array]::Sort($times)
    '{0,10:N0} pairs  {1,8:N3} ms  {2,8:N0} KB allocated' -f $size, $times[[int][Math]::Floor($Rounds / 2)], ($bytes / 1KB)
}
