#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    $sales = @'
Date,Region,Actual,Predicted
2026-01-05,North,1,3
2026-01-20,south,2,2
2026-02-03,SOUTH ,5,4
'@ | ConvertFrom-Csv
    $month = @{ Name = 'Month'; Expression = { ([datetime]$_.Date).Month } }
    # A bad prediction of B in the third.
    $models = @'
Region,Year,Actual,ModelA,ModelB
north,2024,1,2,3
south,2024,2,2,4
North,2025,3,2,x
south,2024,4,9,1
'@ | ConvertFrom-Csv
    $path = Join-Path $TestDrive 'sales.csv'
    $sales | Export-Csv -LiteralPath $path -NoTypeInformation
}

Describe '-GroupBy' {
    It 'takes a script block of <Name>' -ForEach @(
        @{ Name = 'records'; Call = { $sales | Measure-L2Loss -GroupBy { ([datetime]$_.Date).Month } -SummaryOnly } }
        @{ Name = 'a file'; Call = { Measure-L2Loss -Path $path -GroupBy { ([datetime]$_.Date).Month } -SummaryOnly } }
    ) {
        $found = & $Call
        $found.Group | Should -Be '1', '2'
        $found.Mse | Should -Be 2, 1
    }

    It 'takes a calculated property with <Name>' -ForEach @(
        @{ Name = 'Name'; Key = @{ Name = 'Month'; Expression = { ([datetime]$_.Date).Month } } }
        @{ Name = 'short names'; Key = @{ n = 'Month'; e = { ([datetime]$_.Date).Month } } }
        @{ Name = 'Label'; Key = @{ Label = 'Month'; Expression = { ([datetime]$_.Date).Month } } }
    ) {
        ($sales | Measure-L2Loss -GroupBy $Key -SummaryOnly).Key.Month | Should -Be '1', '2'
    }

    It 'renames a property' {
        ($sales | Measure-L2Loss -GroupBy @{ Name = 'Area'; Expression = 'Region' } -SummaryOnly).Key.Area | Should -Be 'North', 'south'
    }

    It 'gives names and values of several keys in their order' {
        $found = $sales | Measure-L2Loss -GroupBy $month, Region
        @($found[0].Key.Keys) | Should -Be 'Month', 'Region'
        $found[0].Key.region | Should -Be 'North'
        $found[-1].Group | Should -Be '2, SOUTH'
    }

    It 'compares keys in any case and without white space around them in <Name>' -ForEach @(
        @{ Name = 'records'; Call = { $sales | Measure-L2Loss -GroupBy Region -SummaryOnly } }
        @{ Name = 'a file'; Call = { Measure-L2Loss -Path $path -GroupBy Region -SummaryOnly } }
        @{ Name = 'a file with items'; Call = { Measure-L2Loss -Path $path -GroupBy Region | Where-Object { $_ -is [L2Loss.L2LossSummary] } } }
    ) {
        $found = & $Call
        $found.Group | Should -Be 'North', 'south'
        $found | ForEach-Object Count | Should -Be 1, 2
    }

    It 'keeps keys apart that look alike when they are joined: <Name>' -ForEach @(
        @{ Name = 'a comma'; First = 'a, b', 'c'; Second = 'a', 'b, c' }
        @{ Name = 'a unit separator'; First = "a$([char]0x1F)b", 'c'; Second = 'a', "b$([char]0x1F)c" }
        @{ Name = 'a null character'; First = "a$([char]0)b", 'c'; Second = 'a', "b$([char]0)c" }
        @{ Name = 'an empty value'; First = '', 'a'; Second = 'a', '' }
        @{ Name = 'quotes'; First = "a','b", 'c'; Second = 'a', "b','c" }
    ) {
        $records = $First, $Second | ForEach-Object { [pscustomobject]@{ K = $_[0]; L = $_[1]; Actual = 1; Predicted = 2 } }
        @($records | Measure-L2Loss -GroupBy K, L -SummaryOnly).Count | Should -Be 2
        @($records | Compare-L2Loss Actual Predicted, Actual -GroupBy K, L).Count | Should -Be 2
    }

    It 'has no key without groups' {
        ($sales | Measure-L2Loss -SummaryOnly).Key | Should -BeNullOrEmpty
    }

    It 'keeps the key of <Name> in CSV' -ForEach @(
        @{ Name = 'items'; Call = { Measure-L2Loss -InputObject $sales -GroupBy Region -ItemsOnly } }
        @{ Name = 'comparisons'; Call = { Compare-L2Loss -InputObject $sales Actual Predicted, Actual -GroupBy Region } }
        @{ Name = 'summaries'; Call = { Measure-L2Loss -InputObject $sales -GroupBy Region -SummaryOnly } }
    ) {
        (& $Call | ConvertTo-Csv | ConvertFrom-Csv)[0].Key | Should -BeExactly "Region='North'"
    }

    It 'gives each item a key of its own' {
        $items = $sales | Measure-L2Loss -GroupBy { 'all' } -ItemsOnly
        $items[0].Key[0] = 'changed'
        $items[1].Key[0] | Should -BeExactly 'all'
    }

    It 'gives comparisons their key' {
        ($sales | Compare-L2Loss Actual Predicted, Actual -GroupBy $month).Key.Month | Should -Be '1', '2'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a number'; Key = 5 }, @{ Name = 'a hashtable without an expression'; Key = @{ Name = 'x' } }
        @{ Name = 'a hashtable with other keys'; Key = @{ Expression = 'x'; Width = 3 } }
    ) {
        { $sales | Measure-L2Loss -GroupBy $Key } | Should -Throw -ErrorId 'NotAGroup,*'
    }

    It 'gives one empty summary where there is no record' {
        $found = @() | Measure-L2Loss -GroupBy Region -WarningAction Ignore
        @($found).Count | Should -Be 1
        $found.Count | Should -Be 0
    }
}

Describe 'Several models' {
    It 'are the properties that <Name>' -ForEach @(
        @{ Name = 'a wildcard matches, in their order'; Call = { $models | Measure-L2Loss Actual Model* -SummaryOnly -ErrorAction Ignore }; Expected = 'ModelA', 'ModelB' }
        @{
            Name = 'a wildcard matches and no other parameter names'
            Call = { [pscustomobject]@{ ma = '1'; mb = '2'; mw = '1'; mg = 'x' } | Measure-L2Loss ma m* -Weight mw -GroupBy mg -SummaryOnly }
            Expected = 'mb'
        }
        @{ Name = 'are named twice, once'; Call = { $models | Measure-L2Loss Actual modela, Model*, ModelB -SummaryOnly -ErrorAction Ignore }; Expected = 'ModelA', 'ModelB' }
    ) {
        (& $Call).Model | Should -BeExactly $Expected
    }

    It 'are none where nothing matches the wildcard: an error' {
        { $models | Measure-L2Loss Actual Forecast* } | Should -Throw -ErrorId 'PropertyNotFound,*'
    }

    It 'are one where a property has the name of the wildcard' {
        ([pscustomobject]@{ Actual = '1'; 'P[1]' = '2'; P1 = '5' } | Measure-L2Loss Actual 'P[1]' -SummaryOnly).Mse | Should -Be 1
    }

    It 'have an item each for every record' {
        ($models[0..1] | Measure-L2Loss Actual ModelA, ModelB -ItemsOnly).ForEach{ "$($_.Index) $($_.Model) $($_.L2Loss)" } |
            Should -BeExactly '1 ModelA 1', '1 ModelB 4', '2 ModelA 0', '2 ModelB 4'
    }

    It 'are whole where another one has a bad prediction' {
        $models | Measure-L2Loss Actual Model* -SummaryOnly -ErrorAction Ignore | ForEach-Object Count | Should -Be 4, 3
    }

    It 'share one error for a bad actual value' {
        $found = @{ Actual = 'x'; ModelA = '1'; ModelB = '2' } |
            Measure-L2Loss Actual ModelA, ModelB -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $found.NotNumeric | Should -Be 1, 1
    }

    It 'each count the null records before the first' {
        ($null, $models[0] | Measure-L2Loss Actual Model* -SummaryOnly -ErrorAction Ignore).Missing | Should -Be 1, 1
    }

    It 'have a summary each in every group' {
        ($models | Measure-L2Loss Actual Model* -GroupBy Region -SummaryOnly -ErrorAction Ignore).ForEach{ "$($_.Group) $($_.Model) $($_.Mse)" } |
            Should -BeExactly 'north ModelA 1', 'north ModelB 4', 'south ModelA 12.5', 'south ModelB 6.5'
    }
}

Describe 'A group' {
    It 'stands where its first record is, even if that is bad: <Name>' -ForEach @(
        @{ Name = 'with items'; More = @{} }
        @{ Name = 'without items'; More = @{ SummaryOnly = $true } }
    ) {
        Set-Content TestDrive:/groups.csv 'Region,Actual,Predicted', 'north,x,1', 'south,1,2', 'north,1,3'
        $output = Measure-L2Loss -Path TestDrive:/groups.csv -GroupBy Region -ErrorAction Ignore @More
        ($output | Where-Object { $_ -is [L2Loss.L2LossSummary] }).Group | Should -BeExactly north, south
    }

    It 'of several keys is their values, joined by a comma and a blank' {
        ($models | Measure-L2Loss Actual ModelA -GroupBy Region, Year -SummaryOnly).ForEach{ "$($_.Group): $($_.Read)" } |
            Should -BeExactly 'north, 2024: 1', 'south, 2024: 2', 'North, 2025: 1'
    }

    It 'has the number of its worst record in the source' {
        ($models | Measure-L2Loss Actual ModelA -GroupBy Region -SummaryOnly).LargestIndex | Should -Be 1, 4
    }

    It 'stands on its items' {
        ($models | Measure-L2Loss Actual ModelA -GroupBy Region -ItemsOnly).Group | Should -BeExactly north, south, north, south
    }

    It 'counts its bad records' {
        ($models | Measure-L2Loss Actual ModelB -GroupBy Region -SummaryOnly -ErrorAction Ignore).NotNumeric | Should -Be 1, 0
    }

    It 'by a key that the first record has not ends the command' {
        { $models | Measure-L2Loss Actual ModelA -GroupBy Regio } | Should -Throw -ErrorId 'PropertyNotFound,*' -ExpectedMessage "*-GroupBy Region*"
    }

    It 'with weights merges as if measured at once' {
        $records = 1..40 | ForEach-Object { @{ Actual = $_ / 7; Predicted = $_ / 9; Weight = $_ % 5; Group = "g$($_ % 3)" } }
        $call = @{ GroupBy = 'Group'; Weight = 'Weight'; SummaryOnly = $true }
        $whole = $records | Measure-L2Loss @call
        $merged = @($records[0..12] | Measure-L2Loss @call) + @($records[13..39] | Measure-L2Loss @call) | Merge-L2Loss
        $merged.Group | Should -BeExactly $whole.Group
        $merged.Mse | Should -BeExactly $whole.Mse
        $merged.R2 | Should -BeExactly $whole.R2
    }
}

Describe 'Code of the user''s own that fails' {
    BeforeAll {
        if (-not ('L2LossTests.Failing' -as [type])) {
            Add-Type -TypeDefinition @'
namespace L2LossTests
{
    public class Failing { public double Actual { get { return 1; } } public double Predicted { get { throw new System.Exception("no forecast today"); } } }
    public class Unspeakable { public override string ToString() { throw new System.Exception("no words"); } }
}
'@
        }

        $good = [pscustomobject]@{ Actual = 1; Predicted = 3; Key = 'g' }
    }

    It 'leaves out the record of <Name>' -ForEach @(
        @{ Name = 'a getter'; Bad = { [L2LossTests.Failing]::new() }; Text = '*no forecast today*' }
        @{
            Name = 'a script property'
            Bad = { [pscustomobject]@{ Actual = 1 } | Add-Member ScriptProperty Predicted { throw 'no forecast today' } -PassThru }
            Text = '*no forecast today*'
        }
    ) {
        $bad = & $Bad
        $found = $good, $bad | Measure-L2Loss -SkipMissing -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue
        $found.Count, $found.NotNumeric, $found.Missing, $found.Mse | Should -Be 1, 1, 0, 4
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problems[0] | Should -BeLike $Text
    }

    It 'leaves out the record of a group that fails by <Name>' -ForEach @(
        @{ Name = 'its text'; Key = 'Key'; Bad = { [pscustomobject]@{ Actual = 1; Predicted = 2; Key = [L2LossTests.Unspeakable]::new() } } }
        @{ Name = 'a script block'; Key = { if ($_.Actual -eq 9) { throw 'no group' }; 'g' }; Bad = { [pscustomobject]@{ Actual = 9; Predicted = 2; Key = 'g' } } }
        @{
            Name = 'a script property'
            Key = 'Key'
            Bad = { [pscustomobject]@{ Actual = 1; Predicted = 2 } | Add-Member ScriptProperty Key { throw 'no group' } -PassThru }
        }
    ) {
        $bad = & $Bad
        $found = $good, $bad, $good |
            Measure-L2Loss -GroupBy $Key -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        ($found | Where-Object Group -eq 'g').Count | Should -Be 2
        ($found | Measure-Object NotNumeric -Sum).Sum | Should -Be 1
    }

    It 'reads a hashtable one of whose keys fails' {
        (@{ [L2LossTests.Unspeakable]::new() = 1; Actual = 1; Predicted = 3 } | Measure-L2Loss -SummaryOnly).Mse | Should -Be 4
    }

    It 'come in order of their first records where there are thousands, and end where nobody wants more' {
        $records = foreach ($i in 1..3000) { [pscustomobject]@{ Actual = $i; Predicted = 0; Id = "g$(($i * 7) % 3001)" } }
        $summaries = $records | Measure-L2Loss -GroupBy Id -SummaryOnly
        $summaries.Group | Should -BeExactly $records.Id
        $summaries.SumOfSquares | Should -BeExactly $records.ForEach{ $_.Actual * $_.Actual }
        ($records | Measure-L2Loss -GroupBy Id -SummaryOnly | Select-Object -First 1500).Group | Should -BeExactly $records.Id[0..1499]
    }
}
