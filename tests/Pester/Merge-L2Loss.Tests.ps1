#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeDiscovery {
    # Windows PowerShell has neither ConvertFrom-Json -AsHashtable nor ForEach-Object -Parallel; 7 has both.
    $isOld = $PSVersionTable.PSVersion -lt [version]'7.0'

    # What happens to a summary on its way.
    $ways = @(
        @{ Name = 'nothing'; Way = { $_ } }
        @{ Name = 'CLIXML'; Way = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) } }
        @{ Name = 'JSON'; Way = { $_ | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'CSV'; Way = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    )
    if (-not $isOld) {
        $ways += @{ Name = 'JSON as a hashtable'; Way = { $_ | ConvertTo-Json | ConvertFrom-Json -AsHashtable } }
    }
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

    $first = Measure-L2Loss -Actual '0.3', '7.1' -Predicted '0.1', '7' -SummaryOnly
    $second = Measure-L2Loss -Actual 1.5, 0.1 -Predicted 0.3, 0.7 -SummaryOnly
    $both = Measure-L2Loss -Actual '0.3', '7.1', 1.5, 0.1 -Predicted '0.1', '7', 0.3, 0.7 -SummaryOnly

    # All properties but the sums as text, whose form may differ, and the number of parts; numbers to the bit.
    function ConvertTo-Bit {
        param([Parameter(ValueFromPipeline)] $InputObject)
        process {
            $values = foreach ($property in $InputObject.PSObject.Properties) {
                if ($property.Name -in 'MergeState', 'Parts') { continue }
                $value = $property.Value
                if ($value -is [double]) { $value = [BitConverter]::DoubleToInt64Bits($value) }
                "$($property.Name)=$value"
            }
            $values -join "`n"
        }
    }

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
    BeforeAll {
        $random = [Random]::new(7)
        $textRows = 1..120 | ForEach-Object {
            [pscustomobject]@{ Actual = [string]($random.Next(-9999999, 9999999) / 1000d); Predicted = [string]($random.Next(-99999, 99999) / 100d) }
        }
        $wide = [double[]](1..120 | ForEach-Object { "$([Math]::Round($random.NextDouble() - 0.5, 12))e$($random.Next(-8, 9))" })
        $wholeOfText = $textRows | Measure-L2Loss -SummaryOnly
        $wholeOfWide = Measure-L2Loss -Actual $wide -Predicted ([double[]]::new(120)) -SummaryOnly
        $cuts = 1..5 | ForEach-Object { , @(@(0, 120) + (1..3 | ForEach-Object { $random.Next(1, 120) }) | Sort-Object -Unique) }
    }

    It 'however the records are split, after <Name>' -ForEach $ways {
        foreach ($cut in $cuts) {
            $ranges = 1..($cut.Count - 1) | ForEach-Object { , ($cut[$_ - 1]..($cut[$_] - 1)) }
            $ranges | ForEach-Object { $textRows[$_] | Measure-L2Loss -SummaryOnly } | ForEach-Object $Way | Merge-L2Loss |
                ConvertTo-Bit | Should -BeExactly (ConvertTo-Bit $wholeOfText)
            $ranges | ForEach-Object { Measure-L2Loss -Actual ([double[]]$wide[$_]) -Predicted ([double[]]::new($_.Count)) -SummaryOnly } |
                ForEach-Object $Way | Merge-L2Loss | ConvertTo-Bit | Should -BeExactly (ConvertTo-Bit $wholeOfWide)
        }
    }

    It 'in whatever order the parts come, after <Name>' -ForEach $ways {
        $merged = $second, $first | ForEach-Object $Way | Merge-L2Loss
        foreach ($name in 'Mse', 'Rmse', 'Mae', 'MeanError', 'SumOfSquares', 'TotalSumOfSquares', 'MeanActual', 'R2', 'MaxError') {
            $merged.$name | Should -BeExactly $both.$name -Because $name
        }
    }

    It 'as one list, after <Name>' -ForEach $ways {
        $list = @($first, $second | ForEach-Object $Way)
        , $list | Merge-L2Loss | ConvertTo-Bit | Should -BeExactly (ConvertTo-Bit $both)
    }

    It '<Name>' -ForEach @(
        @{ Name = 'for all of them in one summary'; Call = { $both | Merge-L2Loss } }
        @{ Name = 'for parts that were merged before'; Call = { ($first | Merge-L2Loss), ($second | Merge-L2Loss) | Merge-L2Loss } }
        @{ Name = 'for summaries by parameter'; Call = { Merge-L2Loss $first, $second } }
        @{
            Name = 'where empty summaries are among the parts'
            Call = {
                $empty = Measure-L2Loss -Actual @() -Predicted @() -SummaryOnly -WarningAction Ignore
                $empty, $first, $empty, $second | Merge-L2Loss
            }
        }
    ) {
        & $Call | ConvertTo-Bit | Should -BeExactly (ConvertTo-Bit $both)
    }

    It 'as a live summary, whatever the parts are' {
        $merged = $first | ConvertTo-Json | ConvertFrom-Json | Merge-L2Loss
        $merged.GetType().FullName | Should -BeExactly 'L2Loss.L2LossSummary'
    }

    It 'with weights' {
        $parts = @(Measure-L2Loss -Actual 1, 5 -Predicted 0, 3 -Weight 0.5, 2 -SummaryOnly) +
            @(Measure-L2Loss -Actual 5, 1 -Predicted 2, 1 -Weight 1, 3 -SummaryOnly)
        $whole = Measure-L2Loss -Actual 1, 5, 5, 1 -Predicted 0, 3, 2, 1 -Weight 0.5, 2, 1, 3 -SummaryOnly
        $parts | Merge-L2Loss | ConvertTo-Bit | Should -BeExactly (ConvertTo-Bit $whole)
    }

    # And so from jobs, which send the same.
    It 'after Export-Clixml' {
        Measure-Part | Export-Clixml -Path TestDrive:/rows.xml
        Measure-DoublePart | Export-Clixml -Path TestDrive:/doubles.xml
        Import-Clixml -Path TestDrive:/rows.xml | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
        Import-Clixml -Path TestDrive:/doubles.xml | Merge-L2Loss | Assert-Whole -Whole $wholeOfDoubles
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

Describe 'Merge-L2Loss keeps apart, in the order they first appear,' {
    It 'models, after <Name>' -ForEach $ways {
        $merged = 1..3 | ForEach-Object { @{ Actual = $_; B = 0; A = 1 } | Measure-L2Loss -PredictedProperty B, A -SummaryOnly } |
            ForEach-Object $Way | Merge-L2Loss
        $merged.Model | Should -BeExactly B, A
        $merged.SumOfSquares | Should -Be 14, 5
    }

    It 'groups, after <Name>' -ForEach $ways {
        $parts = 'north', 'east', 'north', $null | ForEach-Object {
            $part = Measure-L2Loss -Actual 1 -Predicted 3 -SummaryOnly
            $part.Group = $_
            $part
        }
        $merged = $parts | ForEach-Object $Way | Merge-L2Loss
        $merged.ForEach{ "$($_.Group) $($_.Read)" } | Should -BeExactly 'north 2', 'east 1', ' 1'
        $null -eq $merged[2].Group | Should -BeTrue
    }
}

Describe 'The source of a merged summary' {
    It 'is <Expected> where the parts have <First> and <Second>' -ForEach @(
        @{ First = 'a.csv'; Second = 'a.csv'; Expected = 'a.csv' }
        @{ First = 'a.csv'; Second = 'b.csv'; Expected = $null }
        @{ First = $null; Second = 'b.csv'; Expected = $null }
    ) {
        $one = Measure-L2Loss -Actual 1 -Predicted 3 -SummaryOnly
        $two = Measure-L2Loss -Actual 1 -Predicted 3 -SummaryOnly
        $one.Source = $First
        $two.Source = $Second
        ($one, $two | Merge-L2Loss).Source | Should -BeExactly $Expected
    }
}

Describe 'Merge-L2Loss with something else in the pipeline' {
    It 'passes over items that went through <Name>' -ForEach $ways {
        $merged = Measure-L2Loss -Actual 1, 2 -Predicted 3, 5 | ForEach-Object $Way |
            Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 0
        @($merged).Count | Should -Be 1
        $merged.Mse | Should -Be 6.5
    }

    It 'passes over null' {
        $merged = $null, $first, $null | Merge-L2Loss -ErrorVariable problems
        $problems.Count | Should -Be 0
        $merged | ForEach-Object Count | Should -Be 2
    }

    It 'gives nothing for nothing' {
        @(@() | Merge-L2Loss -WarningAction Ignore).Count | Should -Be 0
    }

    It 'writes an error for <Name> and merges the others' -ForEach @(
        @{ Name = 'a number'; Stranger = 42; Id = 'NotASummary' }
        @{ Name = 'text'; Stranger = 'text'; Id = 'NotASummary' }
        @{ Name = 'an object without sums'; Stranger = [pscustomobject]@{ Mse = 1 }; Id = 'NotASummary' }
        @{ Name = 'sums without a summary'; Stranger = @{ MergeState = 'L2Loss/1' }; Id = 'NotASummary' }
        @{ Name = 'empty sums'; State = { '' }; Id = 'NotMergeable' }
        @{ Name = 'sums that are null'; State = { $null }; Id = 'NotMergeable' }
        @{ Name = 'sums that are a number'; State = { 42 }; Id = 'NotMergeable' }
        @{ Name = 'changed sums'; State = { 'L2Loss/1 0 0' }; Id = 'NotMergeable' }
        @{ Name = 'sums that were cut'; State = { $first.MergeState.Substring(0, 60) }; Id = 'NotMergeable' }
        @{ Name = 'sums of another version'; State = { $first.MergeState -replace '^L2Loss/1', 'L2Loss/9' }; Id = 'NotMergeable' }
    ) {
        if ($Id -eq 'NotMergeable') { $Stranger = [pscustomobject]@{ Mse = 1.5; MergeState = & $State } }
        $merged = $first, $Stranger, $second | Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $problems[0].Exception.Message | Should -BeLike $(
            if ($Id -eq 'NotMergeable') { "*'MergeState' is empty or was changed*" } else { '*is not a summary of Measure-L2Loss*' })
        $merged | ForEach-Object Count | Should -Be 4
    }

    It 'writes an error for a summary made by hand' {
        [L2Loss.L2LossSummary]@{ Mse = 2.25 } |
            Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotMergeable,*'
    }

    It 'has it as the target of the error' {
        $null = [pscustomobject]@{ Mse = 1; MergeState = ''; Id = 42 } |
            Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore
        $problems[0].TargetObject.Id | Should -Be 42
    }

    # The fifth whole number of the decimal sums is that of the actuals; with this one their spread is negative.
    It 'writes an error for sums that cannot be, and goes on' {
        $altered = Measure-L2Loss -Actual '0.3', '7.1' -Predicted '0.1', '7' -SummaryOnly
        $words = $altered.MergeState.Split(' ')
        $words[15] = '99' + $words[15]
        $altered.MergeState = $words -join ' '
        $merged = $altered, $second | Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotMergeable,*'
        $merged | ForEach-Object Count | Should -Be 2
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
        $merged = [System.Collections.Generic.List[object]]::new()
        { & $Parts | Merge-L2Loss -ExpectedCount 3 -ErrorAction SilentlyContinue | ForEach-Object { $merged.Add($_) } } |
            Should -Throw -ErrorId 'PartsMissing,*'
        $merged.Count | Should -Be 0
    }

    It 'counts the parts of a part' {
        $two = Measure-Part | Select-Object -First 2 | Merge-L2Loss
        ($two, (Measure-Part)[2] | Merge-L2Loss -ExpectedCount 3).Count | Should -Be 60
    }
}

Describe 'Merge-L2Loss and a summary of which only some properties came' {
    It 'asks for all of them' {
        $part = Measure-L2Loss -Actual 1 -Predicted 2 -SummaryOnly | Select-Object Model, MergeState
        $null = $part | Merge-L2Loss -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction Ignore
        "$($problem[0])" | Should -BeLike "*lacks 'Mse' or 'MergeState'. Hint: pass on all properties *"
    }
}

Describe 'The worst record after merging' {
    It 'has its number among the records of all parts, those left out counted' {
        $parts = @(
            Measure-L2Loss -Actual 1, 'x', 2 -Predicted 1, 1, 3 -SummaryOnly -ErrorAction Ignore
            Measure-L2Loss -Actual 1, $null, 9 -Predicted 1, 1, 3 -SummaryOnly -SkipMissing
            Measure-L2Loss -Actual 1 -Predicted 2 -SummaryOnly
        )
        $merged = $parts | Merge-L2Loss
        $merged.LargestIndex, $merged.LargestLoss | Should -Be 6, 36
        $merged.Read, $merged.Count, $merged.Missing, $merged.NotNumeric | Should -Be 7, 5, 1, 1
    }

    It 'of a group has the number that it has among the records of all groups, <Name>' -ForEach @(
        @{ Name = 'file by file'; Sort = { $input } }
        @{ Name = 'sorted by group'; Sort = { $input | Sort-Object -Property Group, Source, Model } }
        @{ Name = 'without sources'; Sort = { $input | ForEach-Object { $_.Source = $null; $_ } } }
        @{ Name = 'merged in two steps'; Sort = { $all = @($input); $all[0..7] | Merge-L2Loss; $all[8..13] } }
    ) {
        $rows = @(
            @(1, 9, 0, 'x'), @(2, 2, 0, 'y'), @(3, 1, 0, 'x'),
            @(1, 1, 0, 'y'), @(5, 5, 9, 'x'), @(9, 1, 8, 'y'), @(0, 30, 9, 'x'),
            @(2, 2, 0, 'x'), @(9, 1, 0, 'y'), @(1, 1, 0, 'z')
        ) | ForEach-Object { [pscustomobject]@{ Actual = $_[0]; A = $_[1]; B = $_[2]; Group = $_[3] } }
        $i = 0
        $files = foreach ($part in $rows[0..2], $rows[3..6], $rows[7..9]) {
            $path = "TestDrive:/worst$((++$i)).csv"
            $part | Export-Csv -Path $path -NoTypeInformation
            $path
        }
        $whole = $rows | Measure-L2Loss Actual A, B -GroupBy Group -SummaryOnly
        $merged = Measure-L2Loss -Path $files Actual A, B -GroupBy Group -SummaryOnly | & $Sort | Merge-L2Loss
        foreach ($summary in $whole) {
            $same = $merged | Where-Object { $_.Group -eq $summary.Group -and $_.Model -eq $summary.Model }
            "$($same.LargestIndex) $($same.LargestLoss)" | Should -BeExactly "$($summary.LargestIndex) $($summary.LargestLoss)"
        }
    }

    It 'is the first of those that are equally bad' {
        $parts = @(Measure-L2Loss -Actual 1, 5 -Predicted 1, 3 -SummaryOnly) + @(Measure-L2Loss -Actual 5, 1 -Predicted 3, 1 -SummaryOnly)
        ($parts | Merge-L2Loss).LargestIndex | Should -Be 2
    }

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
