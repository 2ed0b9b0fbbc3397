<#
.SYNOPSIS
    Measures the cost of a record in the pipeline, as ratios in one run.
.DESCRIPTION
    Works in any PowerShell with the module built in ../out/L2Loss, and in the repository's host:

        dotnet run -c Release --project src/L2Loss.Host -- -File bench/Records.ps1
        pwsh -File bench/Records.ps1

    Every case runs once per round, in turn, so that a noisy machine disturbs all alike; the ratio is that of medians.
#>
[CmdletBinding()]
param(
    [int] $Rows = 1000000,
    [int] $Rounds = 5
)

$ErrorActionPreference = 'Stop'
Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'out', 'L2Loss', 'L2Loss.psd1'))

$file = [IO.Path]::Combine([IO.Path]::GetTempPath(), "l2loss-bench-$Rows.csv")
$random = [Random]::new(1)
$writer = [IO.StreamWriter]::new($file)
$writer.WriteLine('Actual,Predicted')
for ($i = 0; $i -lt $Rows; $i++) {
    $price = $random.Next(100000, 900000)
    $writer.WriteLine("$price,$($price + $random.Next(-30000, 30000)).$($random.Next(0, 100))")
}
$writer.Dispose()

$cases = @(
    @{ Name = 'Import-Csv | Out-Null'; Code = { Import-Csv $file | Out-Null } }
    @{ Name = 'Import-Csv | Measure-L2Loss -SummaryOnly'; Code = { Import-Csv $file | Measure-L2Loss -SummaryOnly | Out-Null } }
    @{ Name = 'Import-Csv | Measure-L2Loss (with items)'; Code = { Import-Csv $file | Measure-L2Loss | Out-Null } }
    @{
        Name = 'Import-Csv | ForEach-Object { squared error }'
        Code = {
            $sum = 0.0
            Import-Csv $file | ForEach-Object { $d = [double]$_.Actual - [double]$_.Predicted; $sum += $d * $d }
        }
    }
)

$times = @{}
foreach ($case in $cases) { $times[$case.Name] = [Collections.Generic.List[double]]::new() }
for ($round = 0; $round -le $Rounds; $round++) {
    foreach ($case in $cases) {
        [GC]::Collect()
        $watch = [Diagnostics.Stopwatch]::StartNew()
        & $case.Code
        # Round 0 warms up.
        if ($round -gt 0) {
            $times[$case.Name].Add($watch.Elapsed.TotalSeconds)
        }
    }
}

[IO.File]::Delete($file)
$baseline = 0.0
"$Rows records, medians of $Rounds rounds"
foreach ($case in $cases) {
    $sorted = $times[$case.Name].ToArray()
    [Array]::Sort($sorted)
    $median = $sorted[[int][Math]::Floor($sorted.Length / 2)]
    if ($baseline -eq 0.0) { $baseline = $median }
    '{0,-48} {1,6:N2} us a record  {2,5:N2} x' -f $case.Name, (1e6 * $median / $Rows), ($median / $baseline)
}
