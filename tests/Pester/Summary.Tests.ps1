#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force
}

Describe 'The summary' {
    BeforeAll {
        # Residuals 0.5, -0.5, 0, -1; losses 0.25, 0.25, 0, 1. The mean of the actuals is 2.875, their total sum of squares
        # 62.25 - 4 * 2.875 ^ 2 = 29.1875; the deviations of the losses from 0.375 square to 0.5625.
        $actual = '3', '-0.5', '2', '7'
        $predicted = '2.5', '0', '2', '8'
        $ofText = 0..3 | ForEach-Object { [pscustomobject]@{ Actual = $actual[$_]; Predicted = $predicted[$_] } } | Measure-L2Loss -SummaryOnly
        $ofDoubles = Measure-L2Loss -Actual ([double[]](3, -0.5, 2, 7)) -Predicted ([double[]](2.5, 0, 2, 8)) -SummaryOnly
    }

    It 'has <Property> <Expected>, of text and of doubles' -ForEach @(
        @{ Property = 'Read'; Expected = 4 }
        @{ Property = 'Count'; Expected = 4 }
        @{ Property = 'Missing'; Expected = 0 }
        @{ Property = 'UnmatchedActual'; Expected = 0 }
        @{ Property = 'UnmatchedPredicted'; Expected = 0 }
        @{ Property = 'DuplicateKeys'; Expected = 0 }
        @{ Property = 'NotNumeric'; Expected = 0 }
        @{ Property = 'NotFinite'; Expected = 0 }
        @{ Property = 'InvalidWeight'; Expected = 0 }
        @{ Property = 'WeightSum'; Expected = 4.0 }
        @{ Property = 'SumOfSquares'; Expected = 1.5 }
        @{ Property = 'Mse'; Expected = 0.375 }
        @{ Property = 'Rmse'; Expected = [Math]::Sqrt(0.375) }
        @{ Property = 'Mae'; Expected = 0.5 }
        @{ Property = 'MeanError'; Expected = -0.25 }
        @{ Property = 'MaxError'; Expected = 1.0 }
        @{ Property = 'R2'; Expected = 1 - 1.5 / 29.1875 }
        @{ Property = 'StandardError'; Expected = [Math]::Sqrt(0.5625 / 3 / 4) }
        @{ Property = 'LargestIndex'; Expected = 4 }
        @{ Property = 'LargestLoss'; Expected = 1.0 }
        @{ Property = 'LargestShare'; Expected = 1 / 1.5 }
        @{ Property = 'MeanActual'; Expected = 2.875 }
        @{ Property = 'TotalSumOfSquares'; Expected = 29.1875 }
    ) {
        foreach ($summary in $ofText, $ofDoubles) {
            $value = $summary.$Property
            $value.GetType().Name | Should -Be $(if ($Expected -is [int]) { 'Int64' } else { 'Double' })
            [Math]::Abs($value - $Expected) | Should -BeLessOrEqual (1e-15 * [Math]::Abs($Expected))
        }
    }

    It 'has no <_> where there is none' -ForEach 'Group', 'Source' {
        $ofText.$_ | Should -BeNullOrEmpty
        $ofDoubles.$_ | Should -BeNullOrEmpty
    }

    It 'has the name of the property that held the prediction' {
        (@{ y = 1; Forecast = 2 } | Measure-L2Loss y Forecast -SummaryOnly).Model | Should -BeExactly 'Forecast'
    }

    It 'of one record has no <_>' -ForEach 'R2', 'StandardError' {
        (Measure-L2Loss -Actual 1 -Predicted 2 -SummaryOnly).$_ | ForEach-Object { [double]::IsNaN($_) } | Should -BeTrue
    }

    It 'of constant actuals has no R2' {
        [double]::IsNaN((Measure-L2Loss -Actual 5, 5, 5 -Predicted 4, 5, 6 -SummaryOnly).R2) | Should -BeTrue
    }

    It 'of a perfect prediction has no loss' {
        $summary = Measure-L2Loss -Actual 1, 2, 3 -Predicted 1, 2, 3 -SummaryOnly
        $summary.Mse, $summary.R2, $summary.MaxError | Should -Be 0, 1, 0
    }

    It 'counts the records left out in LargestIndex' {
        (Measure-L2Loss -Actual 1, 'x', 1 -Predicted 1, 2, 9 -SummaryOnly -ErrorAction Ignore).LargestIndex | Should -Be 3
    }

    It 'has the right Rmse where the squares of <_> leave the range' -ForEach 1e200, 1e-200 {
        $rmse = (Measure-L2Loss -Actual ([double[]]($_, $_)) -Predicted ([double[]](0, 0)) -SummaryOnly).Rmse
        [Math]::Abs($rmse / $_ - 1) | Should -BeLessOrEqual 1e-15
    }
}

Describe 'Output types' {
    It 'can be made for a mock: <Type> with <Property> <Expected>' -ForEach @(
        @{ Type = 'L2Loss.L2LossSummary'; Values = @{ Mse = 2.25 }; Property = 'Mse'; Expected = 2.25 }
        @{ Type = 'L2Loss.L2LossSummary'; Values = @{ Model = 'A'; Count = 3 }; Property = 'Count'; Expected = 3 }
        @{ Type = 'L2Loss.L2LossItem'; Values = @{ L2Loss = 4 }; Property = 'L2Loss'; Expected = 4 }
        @{ Type = 'L2Loss.L2LossItem'; Values = @{ L2Loss = 4 }; Property = 'Weight'; Expected = 1 }
        @{ Type = 'L2Loss.L2LossComparison'; Values = @{ SkillScore = 0.5 }; Property = 'SkillScore'; Expected = 0.5 }
    ) {
        ($Values -as $Type).$Property | Should -Be $Expected
    }

    It 'let every property be set: <_>' -ForEach 'L2Loss.L2LossSummary', 'L2Loss.L2LossItem' {
        $properties = (New-Object -TypeName $_).PSObject.Properties
        @($properties).Count | Should -BeGreaterThan 9
        $properties | Where-Object { -not $_.IsSettable } | Should -BeNullOrEmpty
    }
}

Describe '-SummaryVariable' {
    It 'leaves items only in the pipeline, and holds one summary as it is' {
        $output = @(Measure-L2Loss -Actual 1, 2 -Predicted 2, 4 -SummaryVariable total)
        $output.Count | Should -Be 2
        $output | Should -BeOfType 'L2Loss.L2LossItem'
        , $total | Should -BeOfType 'L2Loss.L2LossSummary'
        $total.Mse | Should -Be 2.5
    }

    It 'holds an array for several <Name>' -ForEach @(
        @{ Name = 'models'; Call = { @{ Actual = 1; A = 2; B = 3 } | Measure-L2Loss -Predicted A, B -SummaryVariable total }; Models = 'A', 'B' }
        @{ Name = 'models, without items'; Call = { @{ Actual = 1; A = 2; B = 3 } | Measure-L2Loss -Predicted A, B -SummaryOnly -SummaryVariable total }; Models = 'A', 'B' }
        @{ Name = 'files'; Call = { Measure-L2Loss -Path TestDrive:/v*.csv -SummaryOnly -SummaryVariable total }; Models = 'Predicted', 'Predicted' }
    ) {
        Set-Content TestDrive:/v1.csv 'Actual,Predicted', '1,2'
        Set-Content TestDrive:/v2.csv 'Actual,Predicted', '1,2'
        $null = . $Call
        , $total | Should -BeOfType 'System.Object[]'
        $total.Model | Should -BeExactly $Models
    }

    It 'holds an empty summary for empty input' {
        @() | Measure-L2Loss -SummaryVariable total -WarningAction Ignore | Should -BeNullOrEmpty
        $total | ForEach-Object Count | Should -Be 0
    }

    It 'leaves nothing in the pipeline with -SummaryOnly' {
        @(Measure-L2Loss -Actual 1 -Predicted 2 -SummaryOnly -SummaryVariable total).Count | Should -Be 0
        $total.Mse | Should -Be 1
    }

    It 'holds the files that were measured before an error ended the command' {
        { Measure-L2Loss -Path "$PSScriptRoot/../../samples/prices.csv", '/no/such.csv' -SummaryOnly -SummaryVariable script:measured -ErrorAction Stop } |
            Should -Throw -ErrorId 'FileNotFound,*'
        $script:measured.Mse | Should -BeExactly 216666666.66666666
    }

    It 'holds the groups that were measured before an error ended the command' {
        $rows = @{ Key = 'a'; Actual = 1; Predicted = 3; W = 1 }, @{ Key = 'b'; Actual = 1; Predicted = 2; W = 0 }
        { $rows | Measure-L2Loss -GroupBy Key -Weight W -SummaryOnly -SummaryVariable script:measured -ErrorAction Stop } | Should -Throw
        @($script:measured).Count | Should -Be 1
        $script:measured.Mse | Should -Be 4
    }

    It 'is an empty array without any file' {
        Measure-L2Loss -Path /no/such.csv -SummaryOnly -SummaryVariable total -ErrorAction Ignore
        $null -eq $total | Should -BeFalse
        $total.Count | Should -Be 0
    }

    It 'is local to the calling function' {
        function Measure-Inside { $null = Measure-L2Loss -Actual 1 -Predicted 2 -SummaryVariable inner; $inner.Mse }
        Measure-Inside | Should -Be 1
        Get-Variable -Name inner -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'is the caller''s between functions of the pipeline' {
        function Get-Record { $total = 'theirs'; $null = $total; @{ Actual = 1; Predicted = 2 } }
        function Skip-Record { process { $total = 'theirs'; $null = $total } }
        Get-Record | Measure-L2Loss -SummaryVariable total | Skip-Record
        $total.Mse | Should -Be 1
    }

    It 'is its own in a function of another module' {
        $module = New-Module { function Measure-Elsewhere { $null = Measure-L2Loss -Actual 1 -Predicted 2 -SummaryVariable total; $total.Mse } }
        & $module { Measure-Elsewhere } | Should -Be 1
    }

    It 'does not survive from an earlier run where one fails' {
        $null = Measure-L2Loss -Actual 1 -Predicted 2 -SummaryVariable total
        $total.Mse | Should -Be 1
        try { $null = Measure-L2Loss -Actual 1 -Predicted 2, 3 -SummaryVariable total } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'LengthMismatch,*'
        Get-Variable -Name total -ValueOnly -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'may have a scope in its name' {
        & { $null = Measure-L2Loss -Actual 1 -Predicted 2 -SummaryVariable global:l2lossTotal }
        $global:l2lossTotal.Mse | Should -Be 1
        Remove-Variable -Name l2lossTotal -Scope Global
    }
}
