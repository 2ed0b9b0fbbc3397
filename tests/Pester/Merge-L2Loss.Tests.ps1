#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeDiscovery {
    # Windows PowerShell has neither ConvertFrom-Json -AsHashtable nor ForEach-Object -Parallel; 7 has both.
    $isOld = $PSVersionTable.PSVersion -lt [version]'7.0'
}

BeforeAll {
    Set-StrictMode -Version Latest
    $manifest = Join-Path -Path $PSScriptRoot -ChildPath '../../out/L2Loss/L2Loss.psd1' -Resolve
    Import-Module $manifest -Force

    $rows = 1..60 | ForEach-Object {
        [pscustomobject]@{ Actual = [string]($_ * 37 % 101 / 10d); Predicted = [string]($_ * 53 % 97 / 100d) }
    }
    # Twelve digits, which a double in a job's XML keeps in Windows PowerShell too.
    $doubles = [double[]](1..60 | ForEach-Object { "$([Math]::Round([Math]::Sin($_), 12))e$($_ % 9)" })
    $zeros = [double[]]::new(60)
    $wholeOfRows = $rows | Measure-L2Loss -SummaryOnly
    $wholeOfDoubles = Measure-L2Loss -Actual $doubles -Predicted $zeros -SummaryOnly

    function Measure-Part {
        foreach ($range in (0..6), (7..29), (30..59)) { $rows[$range] | Measure-L2Loss -SummaryOnly }
    }

    function Measure-DoublePart {
        foreach ($range in (0..6), (7..29), (30..59)) {
            Measure-L2Loss -Actual ([double[]]$doubles[$range]) -Predicted ([double[]]$zeros[$range]) -SummaryOnly
        }
    }

    function Assert-Whole {
        param([Parameter(ValueFromPipeline)] $Merged, $Whole)
        process {
            $Merged | Should -BeOfType 'L2Loss.L2LossSummary'
            foreach ($name in @($Whole.PSObject.Properties.Name) -notmatch '^(MergeState|Parts)$') {
                $Merged.$name | Should -BeExactly $Whole.$name -Because $name
            }
        }
    }
}

Describe 'Merge-L2Loss gives the numbers of all records at once' {
    It 'for live summaries' {
        Measure-Part | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
        Measure-DoublePart | Merge-L2Loss | Assert-Whole -Whole $wholeOfDoubles
    }

    # And so from jobs, which send the same.
    It 'after Export-Clixml' {
        Measure-Part | Export-Clixml -Path TestDrive:/rows.xml
        Measure-DoublePart | Export-Clixml -Path TestDrive:/doubles.xml
        Import-Clixml -Path TestDrive:/rows.xml | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
        Import-Clixml -Path TestDrive:/doubles.xml | Merge-L2Loss | Assert-Whole -Whole $wholeOfDoubles
    }

    It 'after ConvertTo-Json' {
        Measure-Part | ConvertTo-Json | ConvertFrom-Json | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
        Measure-DoublePart | ConvertTo-Json | ConvertFrom-Json | Merge-L2Loss | Assert-Whole -Whole $wholeOfDoubles
    }

    It 'as one list, as ConvertFrom-Json of Windows PowerShell writes it' {
        , @(Measure-Part) | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
    }

    It 'after ConvertTo-Json and ConvertFrom-Json -AsHashtable' -Skip:$isOld {
        Measure-Part | ConvertTo-Json | ConvertFrom-Json -AsHashtable | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
    }

    It 'after ConvertTo-Csv' {
        Measure-Part | ConvertTo-Csv | ConvertFrom-Csv | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
        Measure-DoublePart | ConvertTo-Csv | ConvertFrom-Csv | Merge-L2Loss | Assert-Whole -Whole $wholeOfDoubles
    }

    It 'after Export-Csv with the delimiter of another culture' {
        Measure-Part | Export-Csv -Path TestDrive:/parts.csv -Delimiter ';' -NoTypeInformation
        Import-Csv -Path TestDrive:/parts.csv -Delimiter ';' | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
    }

    It 'from ForEach-Object -Parallel, in whatever order the parts come' -Skip:$isOld {
        $merged = (0..6), (7..29), (30..59) | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:manifest
            $all = $using:rows
            $all[$_] | Measure-L2Loss -SummaryOnly
        } | Merge-L2Loss
        foreach ($name in 'Mse', 'Rmse', 'Mae', 'MeanError', 'SumOfSquares', 'TotalSumOfSquares', 'R2', 'MaxError', 'Count') {
            $merged.$name | Should -BeExactly $wholeOfRows.$name -Because $name
        }
    }
}

Describe 'Merge-L2Loss under <_>' -ForEach 'de-DE', 'ar-SA', 'tr-TR' {
    BeforeEach {
        [System.Threading.Thread]::CurrentThread.CurrentCulture = $_
    }

    AfterEach {
        [System.Threading.Thread]::CurrentThread.CurrentCulture = [cultureinfo]::InvariantCulture
    }

    It 'reads its summaries after ConvertTo-Csv' {
        Measure-Part | ConvertTo-Csv -UseCulture | ConvertFrom-Csv -UseCulture | Merge-L2Loss |
            Assert-Whole -Whole $wholeOfRows
    }

    It 'reads its summaries after ConvertTo-Json' {
        Measure-DoublePart | ConvertTo-Json | ConvertFrom-Json | Merge-L2Loss | Assert-Whole -Whole $wholeOfDoubles
    }
}

Describe 'Merge-L2Loss with several models' {
    It 'keeps them apart, in the order they first appear' {
        $merged = 1..3 | ForEach-Object { @{ Actual = $_; B = 0; A = 1 } | Measure-L2Loss -PredictedProperty B, A } |
            ConvertTo-Json | ConvertFrom-Json | Merge-L2Loss
        $merged.Model | Should -Be B, A
        $merged.SumOfSquares | Should -Be 14, 5
    }
}

Describe 'Merge-L2Loss with something else in the pipeline' {
    It 'passes over items that went through <Name>' -ForEach @(
        @{ Name = 'nothing'; Way = { $_ } }
        @{ Name = 'JSON'; Way = { $_ | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'CSV'; Way = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $merged = Measure-L2Loss -Actual 1, 2 -Predicted 3, 5 | ForEach-Object $Way |
            Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 0
        @($merged).Count | Should -Be 1
        $merged.Mse | Should -Be 6.5
    }

    It 'writes an error for <Name> and merges the others' -ForEach @(
        @{ Name = 'a number'; Stranger = 42; Id = 'NotASummary' }
        @{ Name = 'an object without sums'; Stranger = [pscustomobject]@{ Mse = 1 }; Id = 'NotASummary' }
        @{ Name = 'empty sums'; Stranger = [pscustomobject]@{ Mse = 1; MergeState = '' }; Id = 'NotMergeable' }
        @{ Name = 'changed sums'; Stranger = [pscustomobject]@{ Mse = 1; MergeState = 'L2Loss/1 0' }; Id = 'NotMergeable' }
    ) {
        $merged = @(Measure-Part) + $Stranger | Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $merged.Count | Should -Be 60
    }

    It 'says what to do about summaries that Select-Object cut' {
        { Measure-Part | Select-Object -Property Model, Mse, @{ Name = 'MergeState'; Expression = { '' } } |
            Merge-L2Loss -ErrorAction Stop } | Should -Throw -ErrorId 'NotMergeable,*' -ExpectedMessage '*pass on all properties*'
    }
}

Describe 'Merge-L2Loss and groups that look alike' {
    It 'keeps them apart through <Name>' -ForEach @(
        @{ Name = 'nothing'; Way = { $_ } }
        @{ Name = 'JSON'; Way = { $_ | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'CLIXML'; Way = { $_ | Export-Clixml TestDrive:/part.xml; Import-Clixml TestDrive:/part.xml } }
        @{ Name = 'CSV'; Way = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $first = Measure-L2Loss -Actual 1 -Predicted 2 -SummaryOnly
        $second = Measure-L2Loss -Actual 1 -Predicted 4 -SummaryOnly
        $first.Group = $second.Group = 'a, b, c'
        $first.Key = [ordered]@{ X = 'a, b'; Y = 'c' }
        $second.Key = [ordered]@{ X = 'a'; Y = 'b, c' }
        $merged = @($first, $second, $first | ForEach-Object $Way) + $second | Merge-L2Loss
        $merged.SumOfSquares | Should -Be 2, 18
        $merged.Key.ForEach{ $_.X } | Should -Be 'a, b', 'a'
        @($merged[0].Key.Keys) | Should -Be X, Y
        $merged.Parts | Should -Be 2, 2
    }

    It 'puts the same group together, whether its key came along or not' {
        $with = Measure-L2Loss -Actual 1 -Predicted 2 -SummaryOnly
        $without = Measure-L2Loss -Actual 1 -Predicted 4 -SummaryOnly
        $with.Group = 'North'
        $with.Key = [ordered]@{ Region = 'North' }
        $without.Group = 'north'
        ($with, $without | Merge-L2Loss).SumOfSquares | Should -Be 10
    }
}

Describe 'Merge-L2Loss -ExpectedCount' {
    It 'gives the summary where all parts are there' {
        (Measure-Part | Merge-L2Loss -ExpectedCount 3).Parts | Should -Be 3
    }

    It 'is one error and no summary where <Name>' -ForEach @(
        @{ Name = 'one is missing'; Parts = { Measure-Part | Select-Object -First 2 } }
        @{ Name = 'there is none'; Parts = { } }
        @{ Name = 'one cannot be merged'; Parts = { Measure-Part | Select-Object -First 2; [pscustomobject]@{ Mse = 1; MergeState = '' } } }
    ) {
        $merged = $null
        { $script:merged = & $Parts | Merge-L2Loss -ExpectedCount 3 -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'PartsMissing,*'
        $merged | Should -BeNullOrEmpty
    }

    It 'counts the parts of a part' {
        $two = Measure-Part | Select-Object -First 2 | Merge-L2Loss
        ($two, (Measure-Part)[2] | Merge-L2Loss -ExpectedCount 3).Count | Should -Be 60
    }
}

Describe 'The worst record after merging' {
    It 'has the source of its part, also after merging again' {
        Set-Content TestDrive:/a.csv 'Actual,Predicted', '1,2', '1,9'
        Set-Content TestDrive:/b.csv 'Actual,Predicted', '1,3', '1,9'
        $parts = Measure-L2Loss -Path TestDrive:/a.csv, TestDrive:/b.csv -SummaryOnly
        $parts[1].LargestSource | Should -BeLike '*b.csv'
        $merged = $parts[1], $parts[0] | Merge-L2Loss
        $merged.LargestIndex | Should -Be 2
        $merged.LargestSource | Should -BeLike '*b.csv'
        $merged.Source | Should -BeNullOrEmpty
        $mild = [pscustomobject]@{ Actual = 1; Predicted = 2 } | Measure-L2Loss -SummaryOnly
        ($mild, $merged | Merge-L2Loss).LargestSource | Should -BeLike '*b.csv'
    }
}

Describe 'Merge-L2Loss and a part that' {
    It 'is not exact makes the whole not exact' {
        $parts = @(Measure-Part)
        $parts[1].Exact = $false
        ($parts | Merge-L2Loss).Exact | Should -BeFalse
        ($parts | ConvertTo-Csv | ConvertFrom-Csv | Merge-L2Loss).Exact | Should -BeFalse
        (Measure-Part | Merge-L2Loss).Exact | Should -BeTrue
    }

    It 'has a property that throws is one error, and the others are merged' {
        $bad = (Measure-Part)[0] | Select-Object -Property * -ExcludeProperty MergeState
        $bad | Add-Member -MemberType ScriptProperty -Name MergeState -Value { throw 'not today' }
        $merged = @(Measure-Part) + $bad | Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FailedSummary,*'
        $merged.Count | Should -Be 60
    }
}

Describe 'Merge-L2Loss of groups, whose records have the numbers of their source' {
    It 'gives the numbers of all records at once, with the source of the worst' {
        $rows = 1..40 | ForEach-Object { [pscustomobject]@{ Actual = $_ / 7; Predicted = $_ / 9; Group = "g$($_ % 3)" } }
        $whole = $rows | Measure-L2Loss -GroupBy Group -SummaryOnly
        $first = $rows[0..12] | Measure-L2Loss -GroupBy Group -SummaryOnly
        $second = $rows[13..39] | Measure-L2Loss -GroupBy Group -SummaryOnly
        foreach ($part in $second) { $part.Source = $part.LargestSource = 'second.csv' }
        $merged = @($first) + $second | Merge-L2Loss
        foreach ($i in 0..2) {
            $same = $merged | Where-Object { $_.Group -eq $whole[$i].Group }
            $same.Mse | Should -BeExactly $whole[$i].Mse
            $same.LargestLoss | Should -BeExactly $whole[$i].LargestLoss
            $same.LargestSource | Should -Be 'second.csv'
        }
    }
}
