#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

# The hint of each kind of cell is specified in tests/L2Loss.Tests/CultureHintTests.cs; here that it works as it says.

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    function Get-Problem($Value, [hashtable] $Parameters = @{}) {
        $null = [pscustomobject]@{ Actual = $Value; Predicted = '1' } |
            Measure-L2Loss -SummaryOnly @Parameters -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        @($problems)
    }
}

Describe 'An odd cell' {
    It '<Text> is no number, and is one in the culture of the hint' -ForEach @(
        @{ Text = "1'234.50"; Value = 1234.5 }
        @{ Text = 'R$ 1.234,56'; Value = 1234.56 }
        @{ Text = '12,34,567.89'; Value = 1234567.89 }
        @{ Text = '1 234,50 kr'; Value = 1234.5 }
        @{ Text = '1,5'; Value = 1.5 }
        @{ Text = '$(5.00)'; Value = -5 }
        @{ Text = '1.234,50 EUR'; Value = 1234.5 }
        @{ Text = "$([char]0xFFE5)1,234"; Value = 1234 }
        @{ Text = "$([char]0xFF11)$([char]0xFF12)"; Value = 12 }
        @{ Text = "$([char]0x661)$([char]0x662)"; Value = 12 }
    ) {
        $problem = Get-Problem $Text
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problem[0].Exception.Message | Should -Match '-Culture ([A-Za-z-]+)'
        $null = $problem[0].Exception.Message -match '-Culture ([A-Za-z]+-[A-Z]+)'
        ([pscustomobject]@{ Actual = $Text; Predicted = 0 } | Measure-L2Loss -Culture $Matches[1] | Select-Object -First 1).Actual |
            Should -Be $Value
    }

    It '<Text> is a word for no value, which -MissingToken of the hint takes' -ForEach @(
        @{ Text = '#N/A' }, @{ Text = 'None' }, @{ Text = '\N' }, @{ Text = '<NA>' }, @{ Text = '-' }, @{ Text = '.' }, @{ Text = "k.A." }, @{ Text = '?' }
    ) {
        foreach ($before in @{}, @{ MissingToken = '-999', 'not known' }) {
            (Get-Problem $Text $before)[0].Exception.Message -match '-MissingToken (.+) counts it as missing' | Should -BeTrue
            $after = @{ MissingToken = Invoke-Expression "Write-Output $($Matches[1])" }
            $missing = if ($before.Count) { $before.MissingToken } else { 'NA', 'N/A', 'NaN', 'NULL' }
            foreach ($word in $missing + $Text) {
                (Get-Problem $word $after)[0].FullyQualifiedErrorId | Should -BeLike 'MissingValue,*'
            }
        }
    }

    It '<Text> is a number after the change in the hint' -ForEach @(
        @{ Text = '="12.5"'; Value = 12.5 }
        @{ Text = '1234.50-'; Value = -1234.5 }
        @{ Text = '1.5D+03'; Value = 1500 }
        @{ Text = '12.5 p'; Value = 12.5 }
        @{ Text = "$([char]0x2013)47"; Value = -47 }
        @{ Text = "20$([char]0x200B)"; Value = 20 }
        @{ Text = "$([char]0xFEFF)20"; Value = 20 }
        @{ Text = '1_000'; Value = 1000 }
    ) {
        $message = (Get-Problem $Text)[0].Exception.Message
        $changed, $in = $Text, @{}
        if ($message -match '-replace (.+?)\.?$') {
            $changed = Invoke-Expression "'$Text' -replace $($Matches[1])"
        }
        elseif ($message -match '-Culture ([\w-]+)') {
            # Windows without ICU has cultures with the sign behind.
            $in.Culture = $Matches[1]
        }

        ([pscustomobject]@{ Actual = $changed; Predicted = 0 } | Measure-L2Loss @in | Select-Object -First 1).Actual | Should -Be $Value
    }

    It '<Name> has no hint that cannot work' -ForEach @(
        @{ Name = 'abc'; Value = 'abc' }, @{ Name = '1kb'; Value = '1kb' }, @{ Name = '0x10'; Value = '0x10' }, @{ Name = 'a date'; Value = '2024-01-01' }
        @{ Name = 'true'; Value = $true }, @{ Name = 'a time'; Value = [timespan]'01:02:03' }, @{ Name = 'a date that is one'; Value = [datetime]'2024-01-01' }
    ) {
        (Get-Problem $Value)[0].Exception.Message | Should -Not -BeLike '*Hint*'
    }
}
