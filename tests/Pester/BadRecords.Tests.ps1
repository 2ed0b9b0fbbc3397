#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    function New-Record {
        param([Parameter(ValueFromPipeline)] [AllowNull()] [AllowEmptyString()] $Cost)
        process { [pscustomobject]@{ Actual = 1; Cost = $Cost } }
    }
}

Describe 'A bad record' {
    It 'with <Name> is a non-terminating <Id>, counted as <Counter>' -ForEach @(
        @{ Name = 'blank text'; Value = ''; Id = 'MissingValue'; Counter = 'Missing'; Text = "''" }
        @{ Name = 'NA'; Value = 'NA'; Id = 'MissingValue'; Counter = 'Missing'; Text = "'NA'" }
        @{ Name = 'null'; Value = $null; Id = 'MissingValue'; Counter = 'Missing'; Text = 'null' }
        @{ Name = '1kb'; Value = '1kb'; Id = 'NotNumeric'; Counter = 'NotNumeric'; Text = "'1kb'" }
        @{ Name = '1,5'; Value = '1,5'; Id = 'NotNumeric'; Counter = 'NotNumeric'; Text = '-Culture de-DE' }
        @{ Name = '1e400'; Value = '1e400'; Id = 'NotFinite'; Counter = 'NotFinite'; Text = "'1e400'" }
    ) {
        $output = 2, $Value, 2 | New-Record |
            Measure-L2Loss -PredictedProperty Cost -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $problems[0].Exception.Message | Should -Match "Record 2: property 'Cost'"
        $problems[0].Exception.Message.Contains($Text) | Should -BeTrue
        $problems[0].TargetObject.Actual | Should -Be 1
        $output[0, 1].Index | Should -Be 1, 3
        $output[2].Read, $output[2].Count, $output[2].$Counter | Should -Be 3, 2, 1
    }

    It 'is one of 100 errors at most; one warning gives the totals' {
        $summary = @('x') * 150 + 3 | New-Record | Measure-L2Loss -PredictedProperty Cost -SummaryOnly `
            -ErrorVariable problems -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
        $problems.Count | Should -Be 100
        $warnings.Count | Should -Be 1
        $warnings[0].Message | Should -Match '150'
        $summary.NotNumeric, $summary.Count | Should -Be 150, 1
    }

    It 'ends the command with -ErrorAction Stop' {
        { 'x', 'y' | New-Record | Measure-L2Loss -PredictedProperty Cost -ErrorAction Stop } |
            Should -Throw -ErrorId 'NotNumeric,*' -ExpectedMessage 'Record 1:*'
    }

    It 'ends the command under $ErrorActionPreference Stop' {
        & {
            $ErrorActionPreference = 'Stop'
            { 'x', 'y' | New-Record | Measure-L2Loss -PredictedProperty Cost } | Should -Throw -ErrorId 'NotNumeric,*'
        }
    }

    It 'is not reported with -SkipMissing when it is missing' {
        $summary = '', 'NA', $null, 'x', 3 | New-Record | Measure-L2Loss -PredictedProperty Cost -SummaryOnly -SkipMissing `
            -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $summary.Missing, $summary.NotNumeric, $summary.Count | Should -Be 3, 1, 1
    }

    It 'is one whose property is absent, after the first' {
        $summary = @{ Actual = 1; Predicted = 3 }, @{ Actual = 1 } |
            Measure-L2Loss -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -BeLike 'MissingValue,*'
        $summary.Missing | Should -Be 1
    }

    It 'is one whose script block throws; the others count' {
        $summary = 1..3 | Measure-L2Loss { 1 } { if ($_ -eq 2) { throw 'no forecast' } else { $_ } } -SummaryOnly `
            -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].Exception.Message | Should -Match 'Record 2.*no forecast'
        $summary.Count | Should -Be 2
    }
}

Describe 'A property absent from the first record' {
    It 'ends the command, lists the properties and the nearest name' {
        { [pscustomobject]@{ Id = 1; Actual = 1; Predictd = 2 } | Measure-L2Loss } |
            Should -Throw -ErrorId 'PropertyNotFound,*' -ExpectedMessage "*'Id', 'Actual', 'Predictd'*-Predicted 'Predictd'*"
    }

    It 'ends the command for a hashtable too' {
        { @{ Actual = 1 } | Measure-L2Loss -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'PropertyNotFound,*'
    }
}
