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
        @{ Name = 'a property'; Script = { $records | Measure-L2Loss -WeightProperty W -SummaryOnly } }
        @{ Name = 'a script block'; Script = { $records | Measure-L2Loss -WeightProperty { $_.W } -SummaryOnly } }
        @{ Name = 'an array'; Script = { Measure-L2Loss -Actual 1, 2, 3 -Predicted 0, 0, 0 -Weight 1, 0.5, 2 -SummaryOnly } }
        @{ Name = 'a double[]'; Script = { Measure-L2Loss -Actual 1, 2, 3 -Predicted 0, 0, 0 -Weight ([double[]](1, 0.5, 2)) -SummaryOnly } }
        @{ Name = 'text'; Script = { Measure-L2Loss -Actual 1, 2, 3 -Predicted 0, 0, 0 -Weight $records.W -SummaryOnly } }
        @{ Name = 'text in German'; Script = { Measure-L2Loss -Actual 1, 2, 3 -Predicted 0, 0, 0 -Weight '1', '0,5', '2' -Culture de-DE -SummaryOnly } }
    ) {
        $summary = & $Script
        $summary.WeightSum, $summary.SumOfSquares, $summary.Mse, $summary.Count | Should -Be 3.5, 21, 6, 3
    }

    It 'equal repeated records when they are whole' {
        $weighted = Measure-L2Loss -Actual '0.3', '7.1', '2' -Predicted '0.1', '7', '5' -Weight 3, 1, 2 -SummaryOnly
        $repeated = Measure-L2Loss -Actual '0.3', '0.3', '0.3', '7.1', '2', '2' -Predicted '0.1', '0.1', '0.1', '7', '5', '5' -SummaryOnly
        foreach ($name in 'SumOfSquares', 'Mse', 'Rmse', 'Mae', 'MeanError', 'TotalSumOfSquares', 'MeanActual', 'MaxError') {
            $weighted.$name | Should -BeExactly $repeated.$name -Because $name
        }
    }

    It 'stand on the items beside the bare loss' {
        $items = $records | Measure-L2Loss -WeightProperty W -SummaryVariable total
        $items.Weight | Should -Be 1, 0.5, 2
        $items.L2Loss | Should -Be 1, 4, 9
    }

    It 'work with -PassThru' {
        $copies = $records | Measure-L2Loss -WeightProperty W -PassThru -SummaryVariable total
        $copies[1].PSObject.Properties.Name | Should -Be Actual, Predicted, W, Difference, L2Loss
        $total.Mse | Should -Be 6
    }

    It 'survive a merge of parts that went through <Name>' -ForEach @(
        @{ Name = 'JSON'; Way = { $_ | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'CSV'; Way = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $merged = $records | ForEach-Object { $_ | Measure-L2Loss -WeightProperty W -SummaryOnly } | ForEach-Object $Way | Merge-L2Loss
        $merged.WeightSum, $merged.Mse, $merged.LargestIndex | Should -Be 3.5, 6, 3
    }
}

Describe 'A bad weight' {
    It '<Name> is <Id>, counted as <Counter>' -ForEach @(
        @{ Name = 'null'; Weight = $null; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Name = 'blank text'; Weight = ''; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Name = 'NaN'; Weight = [double]::NaN; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Name = 'a word'; Weight = 'x'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'a negative number'; Weight = -1; Id = 'InvalidWeight'; Counter = 'InvalidWeight' }
        @{ Name = 'infinity'; Weight = [double]::PositiveInfinity; Id = 'InvalidWeight'; Counter = 'InvalidWeight' }
    ) {
        $fromRecords = @{ Actual = 1; Predicted = 0; W = 1 }, @{ Actual = 9; Predicted = 0; W = $Weight } |
            Measure-L2Loss -WeightProperty W -SummaryOnly -ErrorVariable recordProblems -ErrorAction SilentlyContinue
        $fromArrays = Measure-L2Loss -Actual 1, 9 -Predicted 0, 0 -Weight 1, $Weight -SummaryOnly `
            -ErrorVariable arrayProblems -ErrorAction SilentlyContinue
        $fromRecords.Mse, $fromRecords.$Counter, $fromArrays.Mse, $fromArrays.$Counter | Should -Be 1, 1, 1, 1
        @($recordProblems) + @($arrayProblems) | ForEach-Object FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $recordProblems.Count, $arrayProblems.Count | Should -Be 1, 1
    }

    It 'of another number than the values ends the command' {
        { Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight 1, 2, 3 } |
            Should -Throw -ErrorId 'LengthMismatch,*' -ExpectedMessage '*-Actual has 2 *-Weight has 3 *'
    }

    It 'is that of all records when all are 0: one error, no mean' {
        $summary = Measure-L2Loss -Actual 1, 2 -Predicted 0, 0 -Weight 0, 0 -SummaryOnly `
            -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidWeight,*'
        $summary.Count | Should -Be 2
        [double]::IsNaN($summary.Mse) | Should -BeTrue
    }

    It 'is not the negative zero of a double' {
        (Measure-L2Loss -Actual 1, 9 -Predicted 0, 0 -Weight ([double[]](1, -0.0)) -SummaryOnly -ErrorAction Stop).Mse | Should -Be 1
    }
}
