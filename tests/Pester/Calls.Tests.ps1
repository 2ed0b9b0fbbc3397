#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    function Write-File([string] $Name, [string[]] $Line) {
        $path = Join-Path $TestDrive $Name
        [IO.File]::WriteAllText($path, ($Line -join "`n") + "`n")
        $path
    }

    function Get-Failure([scriptblock] $Script) {
        try { $null = & $Script } catch { return $_ }
    }

    $prices = Write-File prices.csv 'price,forecast,w', '200000,220000,1', '400000,385000,2', '300000,305000,0'
    $rows = Import-Csv -LiteralPath $prices
    $actual = 200000, 400000, 300000
    $predicted = 220000, 385000, 305000
}

Describe 'One pair of parameters' {
    It 'measures <Name>' -ForEach @(
        @{ Name = 'records by position'; Call = { $rows | Measure-L2Loss price forecast -SummaryOnly } }
        @{ Name = 'records by name'; Call = { $rows | Measure-L2Loss -Actual price -Predicted forecast -SummaryOnly } }
        @{ Name = 'records by the aliases'; Call = { $rows | Measure-L2Loss -ActualProperty price -PredictedProperty forecast -SummaryOnly } }
        @{ Name = 'records given by name'; Call = { Measure-L2Loss -InputObject $rows price forecast -SummaryOnly } }
        @{ Name = 'a file by position'; Call = { Measure-L2Loss -Path $prices price forecast -SummaryOnly } }
        @{ Name = 'a file by name'; Call = { Measure-L2Loss -LiteralPath $prices -Actual price -Predicted forecast -SummaryOnly } }
        @{ Name = 'a file from the pipeline'; Call = { Get-Item -LiteralPath $prices | Measure-L2Loss price forecast -SummaryOnly } }
        @{ Name = 'two files'; Call = { Measure-L2Loss price forecast -ActualPath $prices -PredictedPath $prices -Key w -SummaryOnly } }
        @{ Name = 'lists by position'; Call = { Measure-L2Loss $actual $predicted -SummaryOnly } }
        @{ Name = 'lists by name'; Call = { Measure-L2Loss -Actual $actual -Predicted $predicted -SummaryOnly } }
        @{ Name = 'lists written out'; Call = { Measure-L2Loss 200000, 400000, 300000 220000, 385000, 305000 -SummaryOnly } }
        @{ Name = 'arrays of doubles'; Call = { Measure-L2Loss ([double[]]$actual) ([double[]]$predicted) -SummaryOnly } }
        @{ Name = 'arrays of text'; Call = { Measure-L2Loss ([string[]]$actual) ([string[]]$predicted) -SummaryOnly } }
    ) {
        (& $Call).SumOfSquares | Should -Be 650000000
    }

    It 'takes weights of <Name>' -ForEach @(
        @{ Name = 'records'; Call = { $rows | Measure-L2Loss price forecast -Weight w -SummaryOnly } }
        @{ Name = 'a file'; Call = { Measure-L2Loss -Path $prices price forecast -WeightProperty w -SummaryOnly } }
        @{ Name = 'lists'; Call = { Measure-L2Loss $actual $predicted -Weight 1, 2, 0 -SummaryOnly } }
    ) {
        (& $Call).SumOfSquares | Should -Be 850000000
    }

    It 'measures a model for each list of a dictionary' {
        $output = Measure-L2Loss 1, 2 ([ordered]@{ B = 1, 4; A = 2, 2 })
        $output.Model | Should -Be B, A, B, A, B, A
        $output[4, 5].Mse | Should -Be 2, 0.5
    }

    It 'takes lists in a loop that has a pipeline of its own' {
        (1..2 | ForEach-Object { Measure-L2Loss 1, 2 3, 4 -SummaryOnly }).Mse | Should -Be 4, 4
    }

    It 'takes lists in a function that gets input' {
        function Measure-Inside { end { (Measure-L2Loss 1, 2 3, 4 -SummaryOnly).Mse } }
        1..3 | Measure-Inside | Should -Be 4
    }

    It 'takes lists where input is expected and nothing comes' {
        (@() | Measure-L2Loss 1, 2 3, 4 -SummaryOnly).Mse | Should -Be 4
    }

    It 'writes no summary with -ItemsOnly' {
        $items = $rows | Measure-L2Loss price forecast -ItemsOnly -SummaryVariable total
        $items.Count | Should -Be 3
        @($rows | Measure-L2Loss price forecast -ItemsOnly)[-1] | Should -BeOfType 'L2Loss.L2LossItem'
        $total.Count | Should -Be 3
    }

    It 'names the columns of a file without a header' {
        $path = Write-File bare.csv '1,2', '3,5'
        (Measure-L2Loss -Path $path -Header Actual, Predicted -SummaryOnly).Mse | Should -Be 2.5
    }

    It 'compares <Name>' -ForEach @(
        @{ Name = 'records'; Call = { @{ T = 1; A = 2; B = 3 }, @{ T = 2; A = 2; B = 5 } | Compare-L2Loss -Actual T -Predicted A, B } }
        @{ Name = 'lists'; Call = { Compare-L2Loss 1, 2 ([ordered]@{ A = 2, 2; B = 3, 5 }) } }
        @{ Name = 'a file'; Call = { Compare-L2Loss -Path (Write-File c.csv 'T,A,B', '1,2,3', '2,2,5') T A, B } }
        @{
            Name = 'two files'
            Call = {
                $first = Write-File t.csv 'Id,T', 'x,1', 'y,2'
                $second = Write-File ab.csv 'Nr,A,B', 'y,2,5', 'x,2,3'
                Compare-L2Loss -ActualPath $first -PredictedPath $second T A, B -Key @{ Id = 'Nr' }
            }
        }
    ) {
        $found = & $Call
        $found.Model, $found.Count, $found.Mse, $found.BaselineMse | Should -Be B, 2, 6.5, 0.5
    }

    It 'compares a file of many pieces as its records' {
        $lines = 0..40000 | ForEach-Object { "$($_ % 7),$($_ % 5),$($_ % 3),g$($_ % 2)" }
        $path = Write-File many.csv (@('T,A,B,G') + $lines)
        $ofFile = Compare-L2Loss -Path $path T A, B -GroupBy G
        $ofRows = Import-Csv -LiteralPath $path | Compare-L2Loss T A, B -GroupBy G
        $ofFile.Key.G | Should -Be g0, g1
        foreach ($name in 'Count', 'Mse', 'BaselineMse', 'MeanLossDifference', 'StandardError', 'PValue', 'WinRate') {
            $ofFile.$name | Should -Be $ofRows.$name
        }
    }
}

Describe 'Lists of text' {
    It 'are measured where the first value is <Name>' -ForEach @(
        @{ Name = 'missing'; Call = { Measure-L2Loss 'NA', '11' '12', '11' @quiet }; Fault = 'Missing' }
        @{ Name = 'missing, and only one list has numbers'; Call = { Measure-L2Loss 'NA', 'NA' '12', '11' @quiet }; Fault = 'Missing' }
        @{ Name = 'blank'; Call = { Measure-L2Loss -Actual '', '11' -Predicted '12', '11' @quiet }; Fault = 'Missing' }
        @{ Name = 'not numeric'; Call = { Measure-L2Loss -Actual '1,5', '11' -Predicted '12', '11' @quiet }; Fault = 'NotNumeric' }
        @{ Name = 'a missing token'; Call = { Measure-L2Loss -Actual '-999', '11' -Predicted '12', '11' -MissingToken -999 @quiet }; Fault = 'Missing' }
        @{ Name = 'not finite'; Call = { Measure-L2Loss -Actual '1', '11' -Predicted 'Infinity', '11' @quiet }; Fault = 'NotFinite' }
    ) {
        $quiet = @{ SummaryOnly = $true; ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
        $found = & $Call
        $found.Read | Should -Be 2
        $found.$Fault | Should -BeGreaterThan 0
    }

    It 'of a <_> are a model each' -ForEach 'Dictionary[string,double[]]', 'SortedDictionary[string,double[]]' {
        $models = New-Object "System.Collections.Generic.$_"
        $models.A = 1, 2
        $models.B = 2, 4
        $found = Measure-L2Loss 1, 2 $models -SummaryOnly
        $found.Model | Should -Be 'A', 'B'
        $found.Mse | Should -Be 0, 2.5
    }
}

Describe 'Calls that cannot work' {
    It 'shows the calls that work where there is no input' {
        $failure = Get-Failure { Measure-L2Loss }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoInput,*'
        $failure | Should -BeLike '*| Measure-L2Loss price forecast*Measure-L2Loss -Path prices.csv*Measure-L2Loss -Actual $actual -Predicted $predicted*'
    }

    It 'shows calls with several models where there is nothing to compare' {
        Get-Failure { Compare-L2Loss } |
            Should -BeLike '*| Compare-L2Loss price naive, forecast*-Path prices.csv price naive, forecast*-Predicted @{ naive = $naive; forecast = $forecast }.'
    }

    It 'says where a comma is too much' {
        Get-Failure { $rows | Measure-L2Loss price, forecast } | Should -BeLike '*Hint: Measure-L2Loss price forecast'
        Get-Failure { $rows | Measure-L2Loss price forecast -Weight w, w } | Should -Not -BeLike '*Hint: Measure-L2Loss w w'
    }

    It 'says that a script block needs no name' {
        Get-Failure { $rows | Measure-L2Loss price @{ Name = 'Half'; Expression = { $_.forecast / 2 } } } |
            Should -BeLike '*Hint: { $_.forecast / 2 } without a name.'
    }

    It 'says where the name of a file belongs' {
        Get-Failure { Measure-L2Loss $prices } | Should -BeLike "*Measure-L2Loss -Path $prices"
    }

    It 'refuses lists beside <Name> once and before the first record' -ForEach @(
        @{ Name = 'records'; Call = { 1..3 | ForEach-Object { @{ A = $_ } } | Measure-L2Loss (1, 2) (3, 4) } }
        @{ Name = 'records, for the prediction'; Call = { @{ A = 1 }, @{ A = 2 } | Measure-L2Loss A (3, 4) } }
        @{ Name = 'records, for the weight'; Call = { @{ A = 1; P = 2 } | Measure-L2Loss A P -Weight 1, 2 } }
        @{ Name = 'records given by name'; Call = { Measure-L2Loss -InputObject @{ A = 1 } (1, 2) (3, 4) } }
        @{ Name = 'a file'; Call = { Measure-L2Loss -Path $prices (1, 2) (3, 4) } }
    ) {
        (Get-Failure $Call).FullyQualifiedErrorId | Should -BeLike 'NumbersAsProperty,*'
    }

    It 'takes one list without the other for a mistake: <Name>' -ForEach @(
        @{ Name = '-Actual is null'; Call = { Measure-L2Loss -Actual $null -Predicted 1 } }
        @{ Name = '-Predicted is null'; Call = { Measure-L2Loss -Actual 1 -Predicted $null } }
        @{ Name = '-Predicted is a dictionary of nothing'; Call = { Measure-L2Loss -Actual 1 -Predicted @{} } }
        @{ Name = 'no -Predicted'; Call = { Measure-L2Loss -Actual 1 } }
        @{ Name = 'no -Actual'; Call = { Measure-L2Loss -Predicted 1 } }
    ) {
        (Get-Failure $Call).FullyQualifiedErrorId | Should -BeLike 'ArrayMissing,*'
    }

    It 'refuses an empty name, and names its parameter: <Parameter> <Value>' -ForEach @(
        @{ Parameter = 'Actual'; Value = '' }
        @{ Parameter = 'Predicted'; Value = '' }
        @{ Parameter = 'Predicted'; Value = 'Predicted', '' }
        @{ Parameter = 'Actual'; Value = $null }
        @{ Parameter = 'Predicted'; Value = $null }
    ) {
        $names = @{ $Parameter = $Value }
        Get-Failure { [pscustomobject]@{ Actual = 1; Predicted = 2 } | Measure-L2Loss @names } | Should -BeLike "*$Parameter*"
    }

    It 'refuses -GroupBy and -PassThru for lists' {
        (Get-Failure { Measure-L2Loss 1, 2 3, 4 -GroupBy x }).FullyQualifiedErrorId | Should -BeLike 'ParameterConflict,*'
        (Get-Failure { Measure-L2Loss 1, 2 3, 4 -PassThru }).FullyQualifiedErrorId | Should -BeLike 'ParameterConflict,*'
    }

    It 'refuses -ItemsOnly with -SummaryOnly' {
        (Get-Failure { $rows | Measure-L2Loss price forecast -ItemsOnly -SummaryOnly }).FullyQualifiedErrorId |
            Should -BeLike 'ParameterConflict,*'
    }

    It 'shows the line to type for <Name>' -ForEach @(
        @{ Name = 'other columns'; Call = { $rows | Measure-L2Loss }; Line = '*Hint: Measure-L2Loss price forecast' }
        @{
            Name = 'columns with blanks'
            Call = { [pscustomobject]@{ 'the price' = '1'; Note = 'x'; Forecast = 2 } | Measure-L2Loss }
            Line = "*Hint: Measure-L2Loss 'the price' Forecast"
        }
        @{
            Name = 'rows of another delimiter'
            Call = { 'Actual;Predicted', '1;2' | ConvertFrom-Csv | Measure-L2Loss }
            Line = "*Import-Csv data.csv -Delimiter ';'."
        }
        @{
            Name = 'a value inside another'
            Call = { [pscustomobject]@{ m = [pscustomobject]@{ Actual = 1; Predicted = 2 } } | Measure-L2Loss }
            Line = '*-Actual { $_.m.Actual }'
        }
        @{
            Name = 'a value named with a point'
            Call = { [pscustomobject]@{ m = [pscustomobject]@{ a = 1; b = 2 } } | Measure-L2Loss m.a m.b }
            Line = '*-Actual { $_.m.a }'
        }
        @{ Name = 'the name of a file'; Call = { 'prices.csv' | Measure-L2Loss }; Line = "*if it names a file: Measure-L2Loss -Path prices.csv" }
        @{ Name = 'lines of text'; Call = { 'Actual,Predicted', '1,2' | Measure-L2Loss }; Line = '*| ConvertFrom-Csv | Measure-L2Loss' }
    ) {
        Get-Failure $Call | Should -BeLike $Line
    }

    It 'shows the call for columns of values' {
        $null = @{ Actual = 1, 2, 3; Predicted = 1, 2, 4 } |
            Measure-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore
        $problems[0] | Should -BeLike '*Measure-L2Loss -Actual $data.Actual -Predicted $data.Predicted.'
    }

    It 'refuses the variable <Name>' -ForEach @(
        @{ Name = '$s' }, @{ Name = 'function:prompt' }, @{ Name = 'env:PATH' }, @{ Name = 'a b' }, @{ Name = '${s}' }
        @{ Name = 'script:' }, @{ Name = '+' }, @{ Name = 'alias:x' }
    ) {
        $before = $env:PATH
        (Get-Failure { Measure-L2Loss 1, 2 3, 4 -SummaryVariable $Name }).FullyQualifiedErrorId | Should -BeLike 'NotAVariable,*'
        $env:PATH | Should -Be $before
        Test-Path -Path function:prompt | Should -BeTrue
    }

    It 'appends to a variable with a plus sign' {
        $null = Measure-L2Loss 1, 2 3, 4 -SummaryVariable total
        $null = Measure-L2Loss 1, 2 2, 3 -SummaryVariable +total
        $total.Mse | Should -Be 4, 1
    }
}

Describe 'Two files' {
    It 'joins by keys of different names' {
        $first = Write-File id.csv 'Id,Day,Actual', 'a,1,10', 'b,1,20'
        $second = Write-File ident.csv 'Ident,Day,Predicted', 'B,1,21', 'a,1,12'
        (Measure-L2Loss -ActualPath $first -PredictedPath $second -Key Day, @{ Id = 'Ident' } -SummaryOnly).Mse | Should -Be 2.5
    }

    It 'keeps keys apart whose values only look alike together' {
        $unit = [char]0x1F
        $first = Write-File k1.csv 'A,B,Actual', "x${unit}y,z,1"
        $second = Write-File k2.csv 'A,B,Predicted', "x,y${unit}z,2"
        $total = Measure-L2Loss -ActualPath $first -PredictedPath $second -Key A, B -SkipMissing -SummaryOnly -WarningAction Ignore
        $total.Count, $total.UnmatchedActual, $total.UnmatchedPredicted | Should -Be 0, 1, 1
    }

    It 'says that no key matched, with one of each file: <Actual> and <Predicted>' -ForEach @(
        @{ Actual = '007'; Predicted = '7' }, @{ Actual = '1'; Predicted = '1.0' }, @{ Actual = '2026-01-02'; Predicted = '02.01.2026' }
        @{ Actual = '+1'; Predicted = '1' }, @{ Actual = 'Ab-1'; Predicted = 'Ab1' }
    ) {
        $first = Write-File n1.csv 'Id,Actual', "$Actual,1"
        $second = Write-File n2.csv 'Id,Predicted', "$Predicted,1"
        $null = Measure-L2Loss -ActualPath $first -PredictedPath $second -Key Id -SkipMissing -SummaryOnly -WarningVariable warnings -WarningAction SilentlyContinue
        "$($warnings[0])" | Should -BeLike "*Id = '$Actual'*Id = '$Predicted'*"
    }

    It 'shows keys of records that have one' {
        $first = Write-File n3.csv 'Id,Actual', '1,2,3', '4,5'
        $second = Write-File n4.csv 'Id,Predicted', '1,2,3', '6,7'
        $null = Measure-L2Loss -ActualPath $first -PredictedPath $second -Key Id -SkipMissing -SummaryOnly -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        "$warnings" | Should -BeLike "*Id = '4'*Id = '6'*"
    }

    It 'refuses keys that are <Name>' -ForEach @(@{ Name = 'no names'; Key = @{ Id = 5 } }, @{ Name = 'none'; Key = @{} }) {
        (Get-Failure { Measure-L2Loss -ActualPath $prices -PredictedPath $prices -Key $Key }).FullyQualifiedErrorId |
            Should -BeLike 'NotAJoinKey,*'
    }
}
