#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeDiscovery {
    # Windows without ICU has no culture of an unknown name: the binding of the parameter refuses it.
    $unknownCulture = try { $null = [cultureinfo]'xx-YY'; 'UnknownCulture' } catch { 'CannotConvertArgumentNoMessage' }
}

BeforeAll {
    Set-StrictMode -Version Latest
    $manifest = Join-Path -Path $PSScriptRoot -ChildPath '../../out/L2Loss/L2Loss.psd1' -Resolve
    Import-Module $manifest -Force
    $sales = @'
Region,Actual,Naive,Trend,Flat
n,10,12,11,13
n,12,15,12,13
s,15,13,14,13
s,14,18,15,13
'@ | ConvertFrom-Csv
}

Describe 'Compare-L2Loss' {
    # Losses of Naive 4, 9, 4, 16 and of Trend 1, 0, 1, 1.
    It 'gives the same comparison for <Name>' -ForEach @(
        @{ Name = 'records'; Call = { $sales | Compare-L2Loss Actual Naive, Trend } }
        @{ Name = 'a list of records'; Call = { , $sales | Compare-L2Loss Actual Naive, Trend } }
        @{ Name = 'a baseline in another case'; Call = { $sales | Compare-L2Loss -PredictedProperty Naive, Trend -Baseline naive } }
        @{ Name = 'a baseline that is not the first'; Call = { $sales | Compare-L2Loss Actual Trend, Naive -Baseline NAIVE } }
        @{ Name = 'records by parameter'; Call = { Compare-L2Loss -InputObject $sales Actual Naive, Trend } }
        @{ Name = 'a script block'; Call = { $sales | Compare-L2Loss { $_.Actual } Naive, Trend } }
        @{ Name = 'a dictionary of lists'; Call = { Compare-L2Loss -Actual 10, 12, 15, 14 -Predicted ([ordered]@{ Naive = 12, 15, 13, 18; Trend = 11, 12, 14, 15 }) } }
        @{
            Name = 'lists of doubles among others'
            Call = {
                Compare-L2Loss -Actual ([double[]](10, 12, 15, 14)) -Predicted @{ Naive = 12, 15, 13, 18; Trend = [double[]](11, 12, 14, 15) } -Baseline Naive
            }
        }
        @{ Name = 'lists of text'; Call = { Compare-L2Loss -Actual $sales.Actual -Predicted @{ Naive = $sales.Naive; Trend = $sales.Trend } -Baseline Naive } }
    ) {
        $comparison = & $Call
        @($comparison).Count | Should -Be 1
        $comparison | Should -BeOfType 'L2Loss.L2LossComparison'
        $comparison.Model, $comparison.Baseline | Should -BeExactly Trend, Naive
        $comparison.Group | Should -BeNullOrEmpty
        $comparison.Read, $comparison.Count | Should -Be 4, 4
        $comparison.Mse, $comparison.BaselineMse, $comparison.MeanLossDifference, $comparison.WinRate | Should -BeExactly 0.75, 8.25, -7.5, 1
        $comparison.SkillScore | Should -BeExactly (1 - 0.75 / 8.25)

        # Differences -3, -9, -3, -15 with the sample variance 33; 3.18244630528371 is the published t(0.975, 3).
        $standardError = [Math]::Sqrt(33 / 4)
        [Math]::Abs($comparison.StandardError - $standardError) | Should -BeLessOrEqual 1e-14
        [Math]::Abs($comparison.ConfidenceLow + 7.5 + 3.18244630528371 * $standardError) | Should -BeLessOrEqual 1e-12
        [Math]::Abs($comparison.ConfidenceHigh + 7.5 - 3.18244630528371 * $standardError) | Should -BeLessOrEqual 1e-12

        # For 3 degrees of freedom the distribution has a closed form.
        $t = 7.5 / $standardError / [Math]::Sqrt(3)
        $chance = 1 - 2 / [Math]::PI * ([Math]::Atan($t) + $t / (1 + $t * $t))
        [Math]::Abs($comparison.PValue - $chance) | Should -BeLessOrEqual 1e-14
    }

    It 'compares each other model in each group, in order' {
        ($sales | Compare-L2Loss Actual Naive, T*, Fl* -Baseline Trend -GroupBy Region).ForEach{ "$($_.Group) $($_.Model) $($_.Baseline) $($_.Mse)" } |
            Should -BeExactly 'n Naive Trend 6.5', 'n Flat Trend 5', 's Naive Trend 10', 's Flat Trend 2.5'
    }

    It 'numbers the models of a list of lists' {
        $found = Compare-L2Loss -Actual 1, 2, 3 -Predicted (1, 2, 4), (2, 3, 3), (1, 2, 4) -Baseline Model3
        $found.Model | Should -BeExactly Model1, Model2
        $found.WinRate | Should -BeExactly 0.5, (1 / 3)
    }

    It 'has the models of a plain hashtable in order of their names' {
        $names = [string[]][char[]](97..122)
        $models = @{}
        $names[25..0] | ForEach-Object { $models[$_] = 1, 2 }
        $found = Compare-L2Loss -Actual 1, 2 -Predicted $models
        $found.Model | Should -BeExactly $names[1..25]
        $found.Baseline | Should -BeExactly (@('a') * 25)
    }

    It 'counts a record only where every model has a number' {
        $comparison = @{ Actual = 1; A = 1; B = 2 }, @{ Actual = 1; A = 'x'; B = '' }, @{ Actual = 1; A = 1; B = 'y' }, $null,
            @{ Actual = '1e999'; A = 1; B = 1 }, @{ Actual = 1; A = 3; B = 1 } |
            Compare-L2Loss Actual A, B -ErrorVariable problems -ErrorAction SilentlyContinue
        @($comparison).Count | Should -Be 1
        $comparison.Read, $comparison.Count, $comparison.Missing, $comparison.NotNumeric, $comparison.NotFinite | Should -Be 6, 2, 2, 1, 1
        $comparison.BaselineMse, $comparison.Mse | Should -Be 2, 0.5
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly MissingValue, NotNumeric, MissingValue, NotFinite
        $problems[1].Exception.Message | Should -BeLike "*Record 3: property 'B'*"
    }

    It 'names the model of a bad value in a list' {
        $comparison = Compare-L2Loss -Actual 1, 2 -Predicted @{ A = 1, 'x'; B = 2, 3 } -Baseline A -ErrorVariable problems -ErrorAction SilentlyContinue
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problems[0].Exception.Message | Should -BeLike "*-Predicted 'A'*"
        $comparison.Count | Should -Be 1
    }

    It 'reports 100 bad records, and counts the others' {
        $comparison = 1..150 | ForEach-Object { @{ Actual = 'x'; A = 1; B = 1 } } |
            Compare-L2Loss Actual A, B -ErrorVariable problems -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
        $problems.Count | Should -Be 100
        @($warnings -like 'There are 150 errors for bad records (*').Count | Should -Be 1
        $comparison.NotNumeric | Should -Be 150
    }

    It 'is a warning where there is nothing to compare, of <Name>' -ForEach @(
        @{ Name = 'no records'; Call = { @() | Compare-L2Loss Actual A, B 3>&1 }; Count = 1 }
        @{ Name = 'empty lists'; Call = { Compare-L2Loss -Actual @() -Predicted @{ A = @(); B = @() } 3>&1 }; Count = 1 }
        @{ Name = 'no records and a wildcard'; Call = { @() | Compare-L2Loss Actual A* 3>&1 }; Count = 0 }
    ) {
        $output = @(& $Call)
        @($output | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }).Count | Should -Be 1
        $found = @($output | Where-Object { $_ -is [L2Loss.L2LossComparison] })
        $found.Count | Should -Be $Count
        foreach ($comparison in $found) {
            $comparison.Count | Should -Be 0
            [double]::IsNaN($comparison.Mse) | Should -BeTrue
            [double]::IsNaN($comparison.PValue) | Should -BeTrue
        }
    }

    It 'names the file where there is nothing to compare: <Models>' -ForEach @{ Models = 'A', 'B' }, @{ Models = , 'A*' } {
        $path = Join-Path $TestDrive none.csv
        Set-Content -LiteralPath $path $(if ($Models -eq 'A*') { $null } else { 'Actual,A,B' })
        $null = Compare-L2Loss -Path $path Actual $Models -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike "*of $path *"
    }

    It 'ends with <Id> for <Name>' -ForEach @(
        @{ Name = 'one model'; Id = 'TooFewModels'; Call = { $sales | Compare-L2Loss Actual Naive } }
        @{ Name = 'a wildcard of one model'; Id = 'TooFewModels'; Call = { $sales | Compare-L2Loss Actual Nai* } }
        @{ Name = 'one list'; Id = 'TooFewModels'; Call = { Compare-L2Loss -Actual 1, 2 -Predicted 1, 2 } }
        @{ Name = 'a dictionary of one list'; Id = 'TooFewModels'; Call = { Compare-L2Loss -Actual 1, 2 -Predicted @{ A = 1, 2 } } }
        @{ Name = 'an empty list'; Id = 'TooFewModels'; Call = { Compare-L2Loss -Actual @() -Predicted @() } }
        @{ Name = 'lists of different lengths'; Id = 'LengthMismatch'; Call = { Compare-L2Loss -Actual 1, 2 -Predicted (1, 2), (1, 2, 3) } }
        @{ Name = 'a model that is not there'; Id = 'PropertyNotFound'; Call = { $sales | Compare-L2Loss Actual Naive, Tred } }
        @{ Name = 'an unknown culture'; Id = $unknownCulture; Call = { $sales | Compare-L2Loss Actual Naive, Trend -Culture xx-YY } }
        @{ Name = 'numbers as names'; Id = 'NumbersAsProperty'; Call = { $sales | Compare-L2Loss Actual 1, 2 } }
    ) {
        $found = [System.Collections.Generic.List[object]]::new()
        { & $Call | ForEach-Object { $found.Add($_) } } | Should -Throw -ErrorId "$Id,*"
        $found.Count | Should -Be 0
    }

    It 'shows the call that takes numbers to who gives them by position, like <_>' -ForEach 'Compare-L2Loss', 'Measure-L2Loss' {
        { @{ Actual = 1 } | & $_ 1 2 } | Should -Throw -ExpectedMessage "*$_ -Actual `$actual -Predicted `$predicted"
    }

    It 'names the models when the baseline is none of them' {
        { $sales | Compare-L2Loss Actual Naive, Trend -Baseline Trand } | Should -Throw -ErrorId 'UnknownBaseline,*' `
            -ExpectedMessage "-Baseline 'Trand' is none of the models 'Naive', 'Trend'. Did you mean -Baseline Trend?"
    }

    It 'shows small numbers with their digits' {
        Compare-L2Loss -Actual 1, 2, 3 -Predicted (1.01, 2, 3), (1, 2.02, 3) | Out-String -Width 200 | Should -Match '\s0[.,]0001\s'
    }
}
