#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path -Path $PSScriptRoot -ChildPath '../../out/L2Loss/L2Loss.psd1' -Resolve) -Force
    $rows = @'
Region,Actual,ModelA,ModelB
north,10,11,14
north,30,27,31
south,20,22,
'@ | ConvertFrom-Csv
    $output = $rows | Measure-L2Loss Actual Model* -GroupBy Region -SkipMissing -WarningAction SilentlyContinue
    $items = $output | Where-Object { $_ -is [L2Loss.L2LossItem] }
    $summaries = $output | Where-Object { $_ -is [L2Loss.L2LossSummary] }

    function Show {
        ($input | Out-String) -replace "$([char]27)\[[0-9;]*m" -split '\r?\n' -replace ' +', ' ' -replace '^ | $' | Where-Object { $_ }
    }
}

Describe 'Output on the screen' {
    It 'has headings for the items, and others for the summaries after them' {
        $lines = @($output | Show)
        $lines[0] | Should -BeExactly 'Group Model Actual Predicted Difference L2Loss'
        $lines[2] | Should -BeExactly 'north ModelA 10 11 1 1'
        @($lines -like 'Group Model Count Mse Rmse Mae*').Count | Should -Be 1
        @($lines -match '^left out: 1 missing$').Count | Should -Be 1
    }

    It 'is a list for one summary, with what was left out in one line' {
        $lines = @(Measure-L2Loss -Actual 1, '', 3 -Predicted 2, 3, 3.5 -SkipMissing -SummaryOnly | Show)
        $lines[0..4] | Should -BeExactly 'Read : 3', 'Count : 2', 'LeftOut : 1 missing', 'SumOfSquares : 1.25', 'Mse : 0.625'
        $lines -match 'MergeState' | Should -BeNullOrEmpty
    }
}

Describe 'The usual cmdlets' {
    It 'Format-Table shows rows of <Name>' -ForEach @(
        @{ Name = 'items'; Get = { $items }; Heading = 'Actual Predicted Difference L2Loss'; Row = '10 11 1 1' }
        @{ Name = 'summaries'; Get = { $summaries }; Heading = 'Group Model Count Mse Rmse Mae R2'; Row = 'north ModelA 2 5 2.23606798 2 0.95' }
    ) {
        $lines = @(& $Get | Format-Table | Show)
        $lines[0] | Should -BeExactly $Heading
        $lines | Should -Contain $Row
    }

    It 'Format-List * shows every property' {
        $lines = $summaries[0] | Format-List * | Show
        foreach ($name in $summaries[0].PSObject.Properties.Name) { $lines -match "^$name :" | Should -Not -BeNullOrEmpty -Because $name }
    }

    It 'Format-List has ten digits' {
        Measure-L2Loss -Actual 1, 2, 3 -Predicted 1, 2, 4 -SummaryOnly | Format-List | Show | Should -Contain 'Mse : 0.3333333333'
    }

    It 'Select-Object Report leaves out the sums' {
        $report = $summaries[0] | Select-Object Report
        $report.Mse | Should -Be 5
        $report.PSObject.Properties.Name | Should -Not -Contain 'MergeState'
    }

    It 'Export-Csv keeps every property, and the key as text that loses nothing' {
        $key = [ordered]@{ Region = "it's"; Year = '2024' }
        $row = [L2Loss.L2LossSummary]@{ Mse = 1; Key = $key } | ConvertTo-Csv | ConvertFrom-Csv
        $row.Mse | Should -Be 1
        $row.Key | Should -BeExactly "Region='it''s'; Year='2024'"
    }

    It 'Sort-Object and Where-Object see the same properties in every mode' {
        ($summaries | Sort-Object Mse -Descending)[0].Mse | Should -Be 8.5
        Compare-Object $summaries[0].PSObject.Properties.Name ([L2Loss.L2LossSummary]::new().PSObject.Properties.Name) | Should -BeNullOrEmpty
        Compare-Object $items[0].PSObject.Properties.Name ([L2Loss.L2LossItem]::new().PSObject.Properties.Name) | Should -BeNullOrEmpty
    }
}

# A view cannot read the list of a type, and what comes from a job or a file has no such type.
Describe 'The list of a summary' {
    BeforeAll {
        $module = Join-Path -Path $PSScriptRoot -ChildPath '../../out/L2Loss' -Resolve
        $types = [xml](Get-Content -LiteralPath (Join-Path -Path $module -ChildPath L2Loss.Types.ps1xml) -Raw)
        $format = [xml](Get-Content -LiteralPath (Join-Path -Path $module -ChildPath L2Loss.Format.ps1xml) -Raw)
        function Get-PropertySet {
            param([string] $Name)
            $types.SelectNodes("//Type[Name='L2Loss.L2LossSummary']//PropertySet[Name='$Name']/ReferencedProperties/Name") | ForEach-Object InnerText
        }
    }

    It 'has the same properties for Select-Object, Format-List and as it is' {
        $report = Get-PropertySet Report
        $report | Should -Contain 'Mse'
        $format.SelectNodes("//View[Name='L2LossSummaryList']//PropertyName") | ForEach-Object InnerText | Should -BeExactly $report
        $control = $format.SelectSingleNode("//Control[Name='L2LossSummaryList']//ScriptBlock").InnerText
        $null = $control -match "(?s)foreach \(\`$name in (.*?)\)"
        $Matches[1] -split ',' | ForEach-Object { $_.Trim().Trim("'") } | Should -BeExactly $report
    }

    It 'is shorter after objects of another module only by what is seldom shown' {
        Get-PropertySet DefaultDisplayPropertySet |
            Should -BeExactly (Get-PropertySet Report | Where-Object { $_ -notin 'WeightSum', 'LargestSource', 'Parts', 'Exact' })
    }
}

Describe 'As text' {
    It 'an item is one readable line' {
        "$($items[0])" | Should -BeExactly 'Record 1 of north, ModelA: Actual 10, Predicted 11, Difference 1, L2Loss 1'
    }

    It 'a summary is one readable line' {
        "$($summaries[0])" | Should -BeExactly 'north, ModelA: Mse 5, Rmse 2.236067977, Mae 2, Count 2'
        "$(Measure-L2Loss -Actual 1, '' -Predicted 2, 2 -SkipMissing -SummaryOnly)" |
            Should -BeExactly 'Mse 1, Rmse 1, Mae 1, Count 1 (left out: 1 missing)'
    }
}

Describe 'A name with a line break and an escape' {
    BeforeAll {
        $odd = "a`nb$([char]27)[31m"
        $row = @{ Actual = 1; $odd = 2; G = $odd }
    }

    It 'leaves <Name> one readable line' -ForEach @(
        @{ Name = 'an item'; Get = { $row | Measure-L2Loss Actual $odd, Actual -GroupBy G -ItemsOnly | Select-Object -First 1 } }
        @{ Name = 'a summary'; Get = { $row | Measure-L2Loss Actual $odd, Actual -GroupBy G -SummaryOnly | Select-Object -First 1 } }
        @{ Name = 'a verdict'; Get = { [L2Loss.L2LossSummary]@{ Group = $odd; Mse = 1; Count = 1 } | Test-L2Loss -MaximumMse 1 -Detailed } }
    ) {
        "$(& $Get)" | Should -Match 'a\\u000ab\\u001b\[31m'
        "$(& $Get)" | Should -Not -Match '\p{C}'
    }

    It 'stays in its cell of the table of verdicts' {
        $lines = @([L2Loss.L2LossSummary]@{ Group = "a`nb"; Mse = 1; Count = 1 } | Test-L2Loss -MaximumMse 1 -Detailed | Show)
        $lines[2] | Should -BeExactly "True a$([char]0xFFFD)b Mse 1 is within MaximumMse 1"
    }
}

Describe 'LeftOut' {
    It 'is null where nothing was left out, and is made of the counts' {
        $summaries[0].LeftOut | Should -BeNullOrEmpty
        [L2Loss.L2LossSummary]@{ Missing = 3; UnmatchedActual = 2; NotNumeric = 1; Malformed = 4 } | ForEach-Object { $_.LeftOut } |
            Should -BeExactly '3 missing (2 unmatched actual), 1 not numeric, 4 malformed'
    }

    It 'comes back from JSON, and can be cast' {
        $summary = [L2Loss.L2LossSummary]@{ Missing = 3; Mse = 2 }
        $cast = [L2Loss.L2LossSummary]($summary | Select-Object Model, Missing, LeftOut, Mse)
        $cast.LeftOut | Should -BeExactly '3 missing'
    }
}
