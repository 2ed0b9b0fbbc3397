<#
.SYNOPSIS
    Measures what a record in the pipeline costs, as ratios in one run.
.DESCRIPTION
    Works in PowerShell 7.6, since its helper is for .NET 10, and in the repository's host, after `dotnet build -c Release`:

        dotnet run -c Release --project tools/L2Loss.Host -- -File bench/Records.ps1
        pwsh -File bench/Records.ps1

    Each section is a table of its own, with ratios to its first line. The cases of a section take turns, round by round,
    so that a noisy machine disturbs all alike; the ratio is that of medians. Lines that need commands which this
    PowerShell lacks (the host has no Measure-Object and no Group-Object) are left out.
#>
#requires -Version 7.6
[CmdletBinding()]
param(
    [int] $Rows = 1000000,
    [int] $Rounds = 5,
    [string] $Section = '*'
)

$ErrorActionPreference = 'Stop'
$root = [IO.Path]::Combine($PSScriptRoot, '..')
Import-Module ([IO.Path]::Combine($root, 'out', 'L2Loss', 'L2Loss.psd1'))
Import-Module ([IO.Path]::Combine($root, 'bench', 'L2Loss.Bench', 'bin', 'Release', 'net10.0', 'L2Loss.Bench.dll'))

$names = foreach ($command in 'Measure-L2Loss', 'Invoke-NoOpWithParameter') { (Get-Command $command).Parameters.Keys -join ' ' }
if ($names[0] -ne $names[1]) { throw "Invoke-NoOpWithParameter has other parameters than Measure-L2Loss: $($names[1])" }

function New-Table([string] $Header, [scriptblock] $Line) {
    $path = [IO.Path]::Combine([IO.Path]::GetTempPath(), "l2loss-bench-$([Guid]::NewGuid().ToString('N')).csv")
    $writer = [IO.StreamWriter]::new($path)
    $writer.WriteLine($Header)
    for ($i = 0; $i -lt $Rows; $i++) { $writer.WriteLine((& $Line $i)) }
    $writer.Dispose()
    $path
}

function Test-Case([Collections.Specialized.OrderedDictionary] $Case) {
    foreach ($name in @($Case.Keys)) {
        $needed = if ($name -match 'Group-Object') { 'Group-Object' } elseif ($name -match 'Measure-Object') { 'Measure-Object' }
        if ($needed -and -not (Get-Command $needed -ErrorAction Ignore)) { $Case.Remove($name) }
    }

    $times = @{}
    $bytes = @{}
    foreach ($name in $Case.Keys) { $times[$name] = [Collections.Generic.List[double]]::new() }
    for ($round = 0; $round -le $Rounds; $round++) {
        foreach ($name in $Case.Keys) {
            [GC]::Collect()
            $before = [GC]::GetTotalAllocatedBytes($true)
            $watch = [Diagnostics.Stopwatch]::StartNew()
            & $Case[$name]
            # Round 0 warms up.
            if ($round -gt 0) { $times[$name].Add($watch.Elapsed.TotalSeconds) }
            $bytes[$name] = [GC]::GetTotalAllocatedBytes($true) - $before
        }
    }

    $baseline = 0.0
    foreach ($name in $Case.Keys) {
        $sorted = $times[$name].ToArray()
        [Array]::Sort($sorted)
        $median = $sorted[[int][Math]::Floor($sorted.Length / 2)]
        if ($baseline -eq 0.0) { $baseline = $median }
        '{0,-58} {1,7:N2} us a record {2,6:N2} x {3,6:N0} B a record' -f @(
            $name, (1e6 * $median / $Rows), ($median / $baseline), ($bytes[$name] / $Rows))
    }

    ''
}

$random = [Random]::new(1)
"$Rows records, medians of $Rounds rounds"
''
if ('Csv' -like $Section -or 'Rows' -like $Section) {
    $file = New-Table 'Actual,Predicted' {
        $price = $random.Next(100000, 900000)
        "$price,$($price + $random.Next(-30000, 30000)).$($random.Next(0, 100))"
    }
}

if ('Csv' -like $Section) {
    Test-Case ([ordered]@{
        'Import-Csv | no-op' = { Import-Csv $file | Invoke-NoOp }
        'Import-Csv | no-op with the same parameters' = { Import-Csv $file | Invoke-NoOpWithParameter -SummaryOnly }
        'Import-Csv | Measure-L2Loss -SummaryOnly' = { Import-Csv $file | Measure-L2Loss -SummaryOnly | Out-Null }
        'Import-Csv | Measure-L2Loss' = { Import-Csv $file | Measure-L2Loss | Out-Null }
        'Measure-L2Loss -Path -SummaryOnly' = { Measure-L2Loss -Path $file -SummaryOnly | Out-Null }
        'Measure-L2Loss -Path' = { Measure-L2Loss -Path $file | Out-Null }
        'Import-Csv | ForEach-Object { sum += squared error }' = {
            $sum = 0.0
            Import-Csv $file | ForEach-Object { $d = [double]$_.Actual - [double]$_.Predicted; $sum += $d * $d }
        }
        'Import-Csv | ForEach-Object { squared error } | Measure-Object' = {
            Import-Csv $file | ForEach-Object { $d = [double]$_.Actual - [double]$_.Predicted; $d * $d } |
                Measure-Object -Average | Out-Null
        }
    })
}

if ('Rows' -like $Section) {
    $inMemory = @(Import-Csv $file)
    Test-Case ([ordered]@{
        'rows | no-op' = { $inMemory | Invoke-NoOp }
        'rows | no-op with the same parameters' = { $inMemory | Invoke-NoOpWithParameter -SummaryOnly }
        'rows | Measure-L2Loss -SummaryOnly' = { $inMemory | Measure-L2Loss -SummaryOnly | Out-Null }
        'Measure-L2Loss -InputObject rows -SummaryOnly' = { Measure-L2Loss -InputObject $inMemory -SummaryOnly | Out-Null }
        'rows | ForEach-Object { squared error } | Measure-Object' = {
            $inMemory | ForEach-Object { $d = [double]$_.Actual - [double]$_.Predicted; $d * $d } |
                Measure-Object -Average | Out-Null
        }
    })
    $inMemory = $null
}

if ('Typed' -like $Section) {
    $typed = [L2Loss.Bench.TypedRecord]::Many($Rows)
    Test-Case ([ordered]@{
        '.NET objects | no-op' = { $typed | Invoke-NoOp }
        '.NET objects | no-op with the same parameters' = { $typed | Invoke-NoOpWithParameter -SummaryOnly }
        '.NET objects | Measure-L2Loss -SummaryOnly' = { $typed | Measure-L2Loss -SummaryOnly | Out-Null }
        'Measure-L2Loss -InputObject .NET objects -SummaryOnly' = {
            Measure-L2Loss -InputObject $typed -SummaryOnly | Out-Null
        }
        '.NET objects | ForEach-Object { squared error } | Measure-Object' = {
            $typed | ForEach-Object { $d = $_.Actual - $_.Predicted; $d * $d } | Measure-Object -Average | Out-Null
        }
    })
    $typed = $null
}

if ('Models' -like $Section) {
    $Rows = [Math]::Max(1, [int]($Rows / 10))
    $models = 1..20
    $wide = New-Table "Actual,$(($models | ForEach-Object { "Model$_" }) -join ',')" {
        $price = $random.Next(100000, 900000)
        "$price,$(($models | ForEach-Object { $price + $random.Next(-30000, 30000) }) -join ',')"
    }
    $inMemory = @(Import-Csv $wide)
    "$Rows rows of 20 models"
    Test-Case ([ordered]@{
        'rows | Measure-L2Loss Actual Model1 -SummaryOnly' = {
            $inMemory | Measure-L2Loss Actual Model1 -SummaryOnly | Out-Null
        }
        'rows | Measure-L2Loss Actual Model* -SummaryOnly' = {
            $inMemory | Measure-L2Loss Actual Model* -SummaryOnly | Out-Null
        }
        'rows | ForEach-Object { 20 squared errors }' = {
            $sums = [double[]]::new(21)
            $inMemory | ForEach-Object {
                foreach ($i in $models) { $d = [double]$_.Actual - [double]$_."Model$i"; $sums[$i] += $d * $d }
            }
        }
    })
    [IO.File]::Delete($wide)
    $inMemory = $null
    $Rows *= 10
}

if ('Groups' -like $Section) {
    $groups = [Math]::Max(1, [int]($Rows / 10))
    $keyed = New-Table 'Key,Actual,Predicted' {
        $price = $random.Next(100000, 900000)
        "k$($random.Next($groups)),$price,$($price + $random.Next(-30000, 30000))"
    }
    $inMemory = @(Import-Csv $keyed)
    "$groups groups"
    Test-Case ([ordered]@{
        'rows | Measure-L2Loss -SummaryOnly' = { $inMemory | Measure-L2Loss -SummaryOnly | Out-Null }
        'rows | Measure-L2Loss -SummaryOnly -GroupBy Key' = {
            $inMemory | Measure-L2Loss -SummaryOnly -GroupBy Key | Out-Null
        }
        'rows | Group-Object Key + a loop' = {
            foreach ($group in $inMemory | Group-Object Key) {
                $sum = 0.0
                foreach ($row in $group.Group) { $d = [double]$row.Actual - [double]$row.Predicted; $sum += $d * $d }
            }
        }
    })
    [IO.File]::Delete($keyed)
}

if ($file) { [IO.File]::Delete($file) }
