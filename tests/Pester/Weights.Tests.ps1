#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    # Losses 1, 4, 9 with weights 1, 0.5, 2: 21 / 3.5.
    $records = @(
        [pscustomobject]@{ Actual = 1; Predicted = 0; W = '1' }
        [pscustomobject]@{ Actual = 2; Predicted = 0; W = '0.5' }
        [pscustomobject]@{ Actual = 3; Predicted = 0; W = '2' }
    )
}

Describe 'Weights' {
    It 'come from <Name>' -ForEach @(
        @{ Name = 'a property'; Script = { $records | Measure-L2Loss -WeightProperty W @only } }
        @{ Name = 'a property in another case'; Script = { $records | Measure-L2Loss -WeightProperty w @only } }
        @{ Name = 'a property with numbers and text'; Script = { $mixed | Measure-L2Loss -WeightProperty W @only } }
        @{ Name = 'a script block'; Script = { $mixed | Measure-L2Loss -WeightProperty { $_.W } @only } }
        @{ Name = 'a script block that calculates'; Script = { $mixed | Measure-L2Loss -WeightProperty { [double]$_.W } @only } }
        @{ Name = 'an array'; Script = { Measure-L2Loss @lists -Weight 1, 0.5, 2 @only } }
        @{ Name = 'a double[]'; Script = { Measure-L2Loss @lists -Weight ([double[]](1, 0.5, 2)) @only } }
        @{ Name = 'a float[]'; Script = { Measure-L2Loss @lists -Weight ([float[]](1, 0.5, 2)) @only } }
        @{ Name = 'a decimal[]'; Script = { Measure-L2Loss @lists -Weight ([decimal[]](1, 0.5, 2)) @only } }
        @{ Name = 'a list with numbers and text'; Script = { Measure-L2Loss @lists -Weight ([Collections.Generic.List[object]]@(1, '0.5', 2d)) @only } }
        @{
            Name = 'a double[] beside two others'
            Script = { Measure-L2Loss -Actual ([double[]](1, 2, 3)) -Predicted ([double[]](0, 0, 0)) -Weight ([double[]](1, 0.5, 2)) @only }
        }
        @{ Name = 'text'; Script = { Measure-L2Loss @lists -Weight '1', '0.5', '2' @only } }
        @{ Name = 'text in German'; Script = { Measure-L2Loss @lists -Weight '1', '0,5', '2' -Culture de-DE @only } }
    ) {
        $mixed = @{ Actual = 1; Predicted = 0; W = 1 }, @{ Actual = 2; Predicted = 0; W = '0.5' }, @{ Actual = 3; Predicted = 0; W = 2.0 }
        $lists = @{ Actual = 1, 2, 3; Predicted = 0, 0, 0 }
        $only = @{ SummaryOnly = $true; ErrorAction = 'Stop' }
        $summary = & $Script
        $summary.WeightSum, $summary.SumOfSquares, $summary.Mse, $summary.Count | Should -Be 3.5, 21, 6, 3
    }

    It 'may be a single number' {
        $summary = Measure-L2Loss -Actual 3 -Predicted 1 -Weight 0.25 -SummaryOnly
        $summary.WeightSum, $summary.Mse | Should -Be 0.25, 4
    }

    It 'hold for every model' {
        (@{ Actual = 1; A = 0; B = 1; W = 3 }, @{ Actual = 2; A = 2; B = 4; W = 1 } |
            Measure-L2Loss -PredictedProperty A, B -WeightProperty W -SummaryOnly).Mse | Should -Be 0.75, 1
    }

    It 'equal repeated records when they are whole' {
        $weighted = Measure-L2Loss -Actual '0.3', '7.1', '2' -Predicted '0.1', '7', '5' -Weight 3, 1, 2 -SummaryOnly
        $repeated = Measure-L2Loss -Actual '0.3', '0.3', '0.3', '7.1', '2', '2' -Predicted '0.1', '0.1', '0.1', '7', '5', '5' -SummaryOnly
        foreach ($name in 'SumOfSquares', 'Mse', 'Rmse', 'Mae', 'MeanError', 'TotalSumOfSquares', 'MeanActual', 'MaxError') {
            $weighted.$name | Should -BeExactly $repeated.$name -Because $name
        }
    }

    It 'stand on the items beside the bare loss, 0 like any other: <Name>' -ForEach @(
        @{ Name = 'records'; Call = { @{ Actual = 1; Predicted = 0; W = 3 }, @{ Actual = 2; Predicted = 0; W = '0.5' }, @{ Actual = 9; Predicted = 0; W = 0 } | Measure-L2Loss -WeightProperty W -ItemsOnly } }
        @{ Name = 'arrays'; Call = { Measure-L2Loss -Actual 1, 2, 9 -Predicted 0, 0, 0 -Weight 3, 0.5, 0 -ItemsOnly } }
    ) {
        $items = & $Call
        $items.Index | Should -Be 1, 2, 3
        $items.Weight | Should -Be 3, 0.5, 0
        $items.L2Loss | Should -Be 1, 4, 81
    }

    It 'work with -PassThru' {
        $copies = $records | Measure-L2Loss -WeightProperty W -PassThru -SummaryVariable total
        $copies[1].PSObject.Properties.Name | Should -Be Actual, Predicted, W, Difference, L2Loss
        $copies[1].PSObject.Properties.Value | Should -BeExactly 2, 0, '0.5', 2, 4
        $copies[1].W | Should -BeOfType [string]
        $total.WeightSum, $total.Mse | Should -Be 3.5, 6
    }

    It 'decide which record is the worst' {
        # Weighted losses 4, 9, 0.81.
        $summary = Measure-L2Loss -Actual 2, 3, 9 -Predicted 0, 0, 0 -Weight 1, 1, 0.01 -SummaryOnly
        $summary.LargestIndex, $summary.LargestLoss, $summary.MaxError | Should -Be 2, 9, 9
    }

    It 'have the worst record numbered with those left out' {
        (Measure-L2Loss -Actual 1, 'x', 9, 2 -Predicted 0, 0, 0, 0 -Weight 1, 1, 1, 1 -SummaryOnly -ErrorAction Ignore).LargestIndex |
            Should -Be 3
    }

    It 'survive a merge of parts that went through <Name>' -ForEach @(
        @{ Name = 'JSON'; Way = { $_ | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'CSV'; Way = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $merged = $records | ForEach-Object { $_ | Measure-L2Loss -WeightProperty W -SummaryOnly } | ForEach-Object $Way | Merge-L2Loss
        $merged.WeightSum, $merged.Mse, $merged.LargestIndex | Should -Be 3.5, 6, 3
    }
}

Describe 'Weights of long arrays, which are summed block by block' {
    BeforeAll {
        [double[]] $actual = 1..5000
        [double[]] $predicted = foreach ($i in 1..5000) { $i + 1 + $i % 3 }
        [double[]] $weight = foreach ($i in 1..5000) { $i % 5 }
    }

    It 'give the same summary for <Name>' -ForEach @(
        @{ Name = 'double[]'; Types = 'double[]', 'double[]', 'double[]' }
        @{ Name = 'float[]'; Types = 'float[]', 'float[]', 'double[]' }
        @{ Name = 'weights in float[]'; Types = 'double[]', 'double[]', 'float[]' }
        @{ Name = 'weights in int[]'; Types = 'double[]', 'double[]', 'int[]' }
        @{ Name = 'object[]'; Types = 'object[]', 'double[]', 'double[]' }
    ) {
        $lists = @{
            Actual = $actual -as ($Types[0] -as [type]); Predicted = $predicted -as ($Types[1] -as [type]); Weight = $weight -as ($Types[2] -as [type])
        }
        $summary = Measure-L2Loss @lists -SummaryOnly -ErrorAction Stop
        $summary.Count, $summary.WeightSum, $summary.SumOfSquares, $summary.LargestIndex | Should -Be 5000, 10000, 46661, 14
    }

    It 'give the same summary with items, each with its weight' {
        $items = Measure-L2Loss -Actual $actual -Predicted $predicted -Weight $weight -SummaryVariable total -ErrorAction Stop
        $total.Count, $total.WeightSum, $total.SumOfSquares, $total.LargestIndex | Should -Be 5000, 10000, 46661, 14
        $items.Count | Should -Be 5000
        $items.Where{ $_.Weight -ne $_.Index % 5 } | Should -BeNullOrEmpty
    }

    It 'report the number of a bad record: <Change>' -ForEach @(
        @{ Change = { $weight[2999] = -1 }; Counter = 'InvalidWeight' }
        @{ Change = { $weight[2999] = [double]::PositiveInfinity }; Counter = 'InvalidWeight' }
        @{ Change = { $weight[2999] = [double]::NaN; $actual[2999] = [double]::PositiveInfinity }; Counter = 'Missing' }
        @{ Change = { $weight[2999] = -1; $actual[2999] = [double]::PositiveInfinity }; Counter = 'NotFinite' }
    ) {
        $actual, $weight = $actual.Clone(), $weight.Clone()
        . $Change
        $summary = Measure-L2Loss -Actual $actual -Predicted $predicted -Weight $weight -SummaryOnly `
            -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count, $summary.Count, $summary.$Counter | Should -Be 1, 4999, 1
        $problems[0] | Should -BeLike '*3000*'
    }
}

Describe 'A bad weight' {
    It '<Name> is <Id>, counted as <Counter>' -ForEach @(
        @{ Name = 'null'; Weight = $null; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Name = 'blank text'; Weight = ''; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Name = 'NA'; Weight = 'NA'; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Name = 'NaN'; Weight = [double]::NaN; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Name = 'a word'; Weight = 'x'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'a number with a comma'; Weight = '1,5'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'a Boolean'; Weight = $true; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'a negative number'; Weight = -1; Id = 'InvalidWeight'; Counter = 'InvalidWeight' }
        @{ Name = 'a negative decimal'; Weight = -0.001d; Id = 'InvalidWeight'; Counter = 'InvalidWeight' }
        @{ Name = 'negative text'; Weight = '-2'; Id = 'InvalidWeight'; Counter = 'InvalidWeight' }
        @{ Name = 'infinity'; Weight = [double]::PositiveInfinity; Id = 'InvalidWeight'; Counter = 'InvalidWeight' }
        @{ Name = 'negative infinity'; Weight = [double]::NegativeInfinity; Id = 'InvalidWeight'; Counter = 'InvalidWeight' }
        @{ Name = '1e400'; Weight = '1e400'; Id = 'InvalidWeight'; Counter = 'InvalidWeight' }
    ) {
        $fromRecords = @{ Actual = 1; Predicted = 0; W = 1 }, @{ Actual = 9; Predicted = 0; W = $Weight } |
            Measure-L2Loss -WeightProperty W -SummaryOnly -ErrorVariable recordProblems -ErrorAction SilentlyContinue
        $fromArrays = Measure-L2Loss -Actual 1, 9 -Predicted 0, 0 -Weight 1, $Weight -SummaryOnly `
            -ErrorVariable arrayProblems -ErrorAction SilentlyContinue
        $fromRecords.Mse, $fromRecords.$Counter, $fromArrays.Mse, $fromArrays.$Counter | Should -Be 1, 1, 1, 1
        @($recordProblems) + @($arrayProblems) | ForEach-Object FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $recordProblems.Count, $arrayProblems.Count | Should -Be 1, 1
        $fromRecords.Read, $fromRecords.Count, $fromArrays.Read, $fromArrays.Count | Should -Be 2, 1, 2, 1
    }

    It 'is named with where it is and what it is: <Expected>' -ForEach @(
        @{ Call = { @{ Actual = 1; Predicted = 0; W = -2 } | Measure-L2Loss -WeightProperty W @quiet }; Expected = "Record 1: property 'W' is negative or not finite: '-2'" }
        @{ Call = { Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight 1, -2 @quiet }; Expected = "Record 2: -Weight is negative or not finite: '-2'" }
        @{ Call = { @{ Actual = 1; Predicted = 0; W = '' } | Measure-L2Loss -WeightProperty W @quiet }; Expected = "Record 1: property 'W' is missing" }
        @{ Call = { @{ Actual = 1; Predicted = 0; W = 'x' } | Measure-L2Loss -WeightProperty { $_.W } @quiet }; Expected = "Record 1: script block { `$_.W } is not numeric: 'x'" }
        @{ Call = { Measure-L2Loss -Actual 1 -Predicted 0 -Weight '0,5' @quiet }; Expected = '-Culture de-DE' }
    ) {
        $quiet = @{ SummaryOnly = $true; ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue'; WarningAction = 'Ignore' }
        $null = . $Call
        $problems[0] | Should -BeLike "*$Expected*"
    }

    It 'is not named where the prediction is missing too: <Name>' -ForEach @(
        @{ Name = 'records'; Call = { @{ Actual = 1; Predicted = ''; W = '' } | Measure-L2Loss -WeightProperty W @quiet }; Expected = "Record 1: property 'Predicted'" }
        @{ Name = 'arrays'; Call = { Measure-L2Loss -Actual 1 -Predicted '' -Weight '' @quiet }; Expected = 'Record 1: -Predicted' }
        @{ Name = 'a file'; Call = { Measure-L2Loss -Path $path -WeightProperty W @quiet }; Expected = "*line 2, record 1: column 'Predicted'" }
    ) {
        $path = Join-Path -Path $TestDrive -ChildPath both.csv
        [System.IO.File]::WriteAllText($path, "Actual,Predicted,W`n1,,`n")
        foreach ($mode in @{ SummaryOnly = $true }, @{ ItemsOnly = $true }) {
            $quiet = $mode + @{ ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue'; WarningAction = 'Ignore' }
            $null = . $Call
            $problems | Should -HaveCount 1
            $problems[0] | Should -BeLike "$Expected is missing: ''*"
        }
    }

    It 'counts by the first reason that applies: <Actual>, <Predicted>, <Weight>' -ForEach @(
        @{ Actual = ''; Predicted = 0; Weight = -1; Id = 'MissingValue' }
        @{ Actual = 1; Predicted = 'x'; Weight = -1; Id = 'NotNumeric' }
        @{ Actual = 1; Predicted = '1e400'; Weight = -1; Id = 'NotFinite' }
        @{ Actual = '1e400'; Predicted = 0; Weight = 'x'; Id = 'NotNumeric' }
        @{ Actual = 'x'; Predicted = 0; Weight = ''; Id = 'MissingValue' }
    ) {
        $quiet = @{ SummaryOnly = $true; ErrorVariable = '+problems'; ErrorAction = 'SilentlyContinue'; WarningAction = 'Ignore' }
        $problems = @()
        $null = @{ Actual = $Actual; Predicted = $Predicted; W = $Weight } | Measure-L2Loss -WeightProperty W @quiet
        $null = Measure-L2Loss -Actual $Actual -Predicted $Predicted -Weight $Weight @quiet
        $problems.Count | Should -Be 2
        $problems.FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'is reported once for all models' {
        $summaries = @{ Actual = 1; A = 0; B = 1; W = -3 } | Measure-L2Loss -PredictedProperty A, B -WeightProperty W -SummaryOnly `
            -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidWeight,*'
        $summaries.InvalidWeight | Should -Be 1, 1
    }

    It 'is silent with -SkipMissing where it is missing' {
        (Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight 1, $null -SkipMissing -SummaryOnly -ErrorAction Stop).Missing | Should -Be 1
    }

    It 'is one whose property is absent, after the first' {
        $null = @{ Actual = 1; Predicted = 0; W = 2 }, @{ Actual = 1; Predicted = 0 } |
            Measure-L2Loss -WeightProperty W -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'MissingValue,*'
    }

    It 'ends the command where the property is absent from the first record, with the nearest name' {
        { @{ Actual = 1; Predicted = 0; Weight = 2 } | Measure-L2Loss -WeightProperty Wight } |
            Should -Throw -ErrorId 'PropertyNotFound,*' -ExpectedMessage "*-Weight Weight*"
    }

    It 'ends the command where there are <Count> weights for 2 values' -ForEach @(
        @{ Weight = 1; Count = 1 }
        @{ Weight = @(); Count = 0 }
        @{ Weight = 1, 2, 3; Count = 3 }
    ) {
        $output = [System.Collections.ArrayList]::new()
        { Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight $Weight | ForEach-Object { $output.Add($_) } } |
            Should -Throw -ErrorId 'LengthMismatch,*' -ExpectedMessage "*-Actual has 2 values*-Weight has $Count value*"
        $output.Count | Should -Be 0
    }

    It 'ends the command where -Weight is null' {
        { Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight $null } | Should -Throw -ErrorId 'ArrayMissing,*' -ExpectedMessage '*-Weight*'
    }

    It 'ends the command where <Name>' -ForEach @(
        @{ Name = 'lists have the name of a property for weight'; Call = { Measure-L2Loss -Actual 1, 2 -Predicted 2, 3 -WeightProperty W } }
        @{ Name = 'records have a number for weight'; Call = { @{ Actual = 1; Predicted = 2 } | Measure-L2Loss -Weight 1 } }
    ) {
        $Call | Should -Throw
    }

    It 'is that of all records when all are 0: one error, no mean: <Name>' -ForEach @(
        @{ Name = 'numbers'; Weight = 0, 0 }
        @{ Name = 'text'; Weight = '0', '0.0' }
        @{ Name = 'doubles'; Weight = [double[]](0, 0) }
        @{ Name = 'doubles, one of them negative'; Weight = [double[]](-0.0, 0) }
    ) {
        $summary = Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight $Weight -SummaryOnly `
            -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidWeight,*'
        $problems[0] | Should -BeLike '*Mse is NaN*'
        $summary.Count, $summary.InvalidWeight | Should -Be 2, 0
        [double]::IsNaN($summary.Mse) | Should -BeTrue
    }

    It 'is not the negative zero of a double' {
        $summary = Measure-L2Loss -Actual 1, 9 -Predicted 0, 0 -Weight ([double[]](1, -0.0)) -SummaryOnly -ErrorAction Stop
        $summary.Count, $summary.Mse | Should -Be 2, 1
    }
}
