#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    # One value as the prediction; the output, and the errors in $problems of the caller.
    function Measure-Value {
        param($Value, [hashtable] $Parameters = @{})
        [pscustomobject]@{ Actual = 0; Predicted = $Value } |
            Measure-L2Loss @Parameters -ErrorAction SilentlyContinue -ErrorVariable found -WarningAction Ignore -SummaryVariable total |
            ForEach-Object { $_.Predicted }
        $script:problems = $found
        $script:summary = $total
    }
}

Describe 'Text that is a number' {
    It "reads '<Text>' as <Expected> with culture '<Culture>'" -ForEach @(
        @{ Culture = ''; Text = '1234.5'; Expected = 1234.5 }
        @{ Culture = ''; Text = '-1.5e-3'; Expected = -0.0015 }
        @{ Culture = ''; Text = ' 7 '; Expected = 7 }
        @{ Culture = ''; Text = '+7'; Expected = 7 }
        @{ Culture = ''; Text = '1E3'; Expected = 1000 }
        @{ Culture = ''; Text = '.5'; Expected = 0.5 }
        @{ Culture = ''; Text = '0'; Expected = 0 }
        @{ Culture = 'de-DE'; Text = '1234,5'; Expected = 1234.5 }
        @{ Culture = 'de-DE'; Text = '-1,5e-3'; Expected = -0.0015 }
        @{ Culture = 'de-DE'; Text = ' 7 '; Expected = 7 }
        @{ Culture = 'de-DE'; Text = '1,5'; Expected = 1.5 }
        @{ Culture = 'de-DE'; Text = '1.234,5'; Expected = 1234.5 }
        @{ Culture = 'de-DE'; Text = "200.000 $([char]0x20AC)"; Expected = 200000 }
        @{ Culture = 'en-US'; Text = '1234.5'; Expected = 1234.5 }
        @{ Culture = 'en-US'; Text = '1,234.5'; Expected = 1234.5 }
        @{ Culture = 'en-US'; Text = '$200,000'; Expected = 200000 }
        @{ Culture = 'en-US'; Text = '(5)'; Expected = -5 }
        @{ Culture = 'en-US'; Text = '-1.5e-3'; Expected = -0.0015 }
        @{ Culture = 'fr-FR'; Text = '1234,5'; Expected = 1234.5 }
    ) {
        Measure-Value $Text @{ Culture = $Culture } | Should -Be $Expected
        $problems.Count | Should -Be 0
    }

    It 'may have tabs and line ends around it' {
        Measure-Value "`t7`r`n" | Should -Be 7
        $problems.Count | Should -Be 0
    }
}

Describe 'Text that is no number' {
    It "calls '<Text>' not numeric and says '<Cure>'" -ForEach @(
        @{ Text = '1,5'; Cure = 'decimal comma? try -Culture de-DE' }
        @{ Text = '1,234.5'; Cure = '-Culture en-US' }
        @{ Text = '$200,000'; Cure = '-Culture en-US' }
        @{ Text = '(5)'; Cure = '-Culture en-US' }
    ) {
        Measure-Value $Text | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problems[0].Exception.Message.Contains($Cure) | Should -BeTrue
    }

    It "calls '<Text>' <Id> in every culture" -ForEach @(
        @{ Text = ''; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = ' '; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = "`t"; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = 'NA'; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = 'na'; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = 'N/A'; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = 'n/a'; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = 'NaN'; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = 'nan'; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = 'NULL'; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = 'null'; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = ' NA '; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Text = '1kb'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = '0x10'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = '1d'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = '1l'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = 'true'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = '2024-01-01'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = '1e'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = '1 2'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = '--1'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = '1_000'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = '1.2.3'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = '50%'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = "$([char]0x663)"; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = 'abc'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Text = '1e400'; Id = 'NotFinite'; Counter = 'NotFinite' }
        @{ Text = '-1e400'; Id = 'NotFinite'; Counter = 'NotFinite' }
        @{ Text = 'Infinity'; Id = 'NotFinite'; Counter = 'NotFinite' }
        @{ Text = '-Infinity'; Id = 'NotFinite'; Counter = 'NotFinite' }
    ) {
        $found = foreach ($culture in '', 'de-DE', 'en-US') {
            Measure-Value $Text @{ Culture = $culture } | ForEach-Object { "read as $_" }
            $problems.ForEach{ $_.FullyQualifiedErrorId.Split(',')[0] }
            $summary.$Counter
        }
        $found | Should -Be $Id, 1, $Id, 1, $Id, 1
    }

    It "calls '<Text>' not numeric with culture <Culture>" -ForEach @(
        @{ Culture = 'de-DE'; Text = '1.5' }
        @{ Culture = 'de-DE'; Text = '1,234.5' }
        @{ Culture = 'en-US'; Text = '1,5' }
        @{ Culture = 'en-US'; Text = '12,34.5' }
    ) {
        Measure-Value $Text @{ Culture = $Culture } | Should -BeNullOrEmpty
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
    }
}

Describe 'Values of other types' {
    It 'calls <Name> <Id>' -ForEach @(
        @{ Name = 'null'; Value = $null; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Name = 'DBNull'; Value = [DBNull]::Value; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Name = 'a double NaN'; Value = [double]::NaN; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Name = 'a float NaN'; Value = [float]::NaN; Id = 'MissingValue'; Counter = 'Missing' }
        @{ Name = 'infinity'; Value = [double]::PositiveInfinity; Id = 'NotFinite'; Counter = 'NotFinite' }
        @{ Name = 'negative infinity'; Value = [double]::NegativeInfinity; Id = 'NotFinite'; Counter = 'NotFinite' }
        @{ Name = 'a float infinity'; Value = [float]::PositiveInfinity; Id = 'NotFinite'; Counter = 'NotFinite' }
        @{ Name = 'a whole number beyond double'; Value = [bigint]::Pow(10, 400); Id = 'NotFinite'; Counter = 'NotFinite' }
        @{ Name = '$true'; Value = $true; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = '$false'; Value = $false; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'a date'; Value = [datetime]'2024-01-01'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'a date with its offset'; Value = [DateTimeOffset]'2024-01-01'; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'a time span'; Value = [timespan]::FromSeconds(1); Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'an enum'; Value = [DayOfWeek]::Monday; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'a guid'; Value = [guid]::Empty; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'a hashtable'; Value = @{ a = 1 }; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'an object'; Value = [pscustomobject]@{ a = 1 }; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'an array'; Value = 1, 2; Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'an array of one'; Value = @(1); Id = 'NotNumeric'; Counter = 'NotNumeric' }
        @{ Name = 'an empty array'; Value = @(); Id = 'NotNumeric'; Counter = 'NotNumeric' }
    ) {
        Measure-Value $Value | Should -BeNullOrEmpty
        $problems.Count, $summary.$Counter | Should -Be 1, 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'calls <Name> <Id> where the runtime has the type' -ForEach @(
        @{ Name = 'a Half NaN'; Type = 'Half'; Make = { [Half]::NaN }; Id = 'MissingValue' }
        @{ Name = 'a Half infinity'; Type = 'Half'; Make = { [Half]::NegativeInfinity }; Id = 'NotFinite' }
        @{ Name = 'a day'; Type = 'DateOnly'; Make = { [DateOnly]::FromDayNumber(1) }; Id = 'NotNumeric' }
    ) {
        if ($null -eq ($Type -as [type])) { Set-ItResult -Skipped -Because "this runtime has no type $Type" }
        Measure-Value (& $Make) | Should -BeNullOrEmpty
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'calls nothing from a command missing in <Name>' -ForEach @(
        @{ Name = 'an object'; Make = { [pscustomobject]@{ Actual = 1; Predicted = & { } } } }
        @{ Name = 'a hashtable'; Make = { @{ Actual = 1; Predicted = (& { }) } } }
    ) {
        $found = & $Make | Measure-L2Loss -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore
        $problems.FullyQualifiedErrorId | Should -BeLike 'MissingValue,*'
        $found.Missing, $found.NotNumeric | Should -Be 1, 0
    }

    It 'reads a number of type <_>' -ForEach @(
        'byte', 'sbyte', 'int16', 'uint16', 'int', 'uint32', 'long', 'uint64', 'IntPtr', 'bigint', 'Half', 'Int128', 'UInt128'
        'float', 'double', 'decimal'
    ) {
        # Half and Int128 in Windows PowerShell, Int128 in PowerShell 7.0 to 7.2.
        $type = $_ -as [type]
        if ($null -eq $type) { Set-ItResult -Skipped -Because "this runtime has no type $_" }
        Measure-Value ([System.Management.Automation.LanguagePrimitives]::ConvertTo(7, $type)) | Should -Be 7
        $problems.Count | Should -Be 0
    }

    It 'reads a number that PowerShell has wrapped' {
        Measure-Value ([psobject]7) | Should -Be 7
        $problems.Count | Should -Be 0
    }
}

Describe 'Decimal-true' {
    It '<Actual> against <Predicted> gives <Difference> and <Loss>' -ForEach @(
        @{ Actual = '0.3'; Predicted = '0.1'; Difference = 0.2; Loss = 0.04 }
        @{ Actual = '10000000.3'; Predicted = '10000000.2'; Difference = 0.1; Loss = 0.01 }
        @{ Actual = 0.3d; Predicted = 0.1d; Difference = 0.2; Loss = 0.04 }
        @{ Actual = '0.3'; Predicted = 0.1d; Difference = 0.2; Loss = 0.04 }
        @{ Actual = 1; Predicted = '0.9'; Difference = 0.1; Loss = 0.01 }
        @{ Actual = 0.3; Predicted = 0.1; Difference = 0.3 - 0.1; Loss = (0.3 - 0.1) * (0.3 - 0.1) }
    ) {
        $ofRecord = @{ Actual = $Actual; Predicted = $Predicted } | Measure-L2Loss -ItemsOnly
        $ofArray = Measure-L2Loss -Actual $Actual -Predicted $Predicted -ItemsOnly
        $ofRecord.Difference, $ofArray.Difference | Should -BeExactly $Difference, $Difference
        $ofRecord.L2Loss, $ofArray.L2Loss | Should -BeExactly $Loss, $Loss
    }
}

Describe '-MissingToken' {
    It "with <Tokens> calls '<Text>' <Id>" -ForEach @(
        @{ Tokens = 'x', '-'; Text = 'x'; Id = 'MissingValue' }
        @{ Tokens = 'x', '-'; Text = 'X'; Id = 'MissingValue' }
        @{ Tokens = 'x', '-'; Text = '-'; Id = 'MissingValue' }
        @{ Tokens = 'x', '-'; Text = ''; Id = 'MissingValue' }
        @{ Tokens = , '-999'; Text = '-999'; Id = 'MissingValue' }
        @{ Tokens = @(); Text = ''; Id = 'MissingValue' }
        @{ Tokens = , 'x'; Text = 'NA'; Id = 'NotNumeric' }
        @{ Tokens = @(); Text = 'NA'; Id = 'NotNumeric' }
    ) {
        Measure-Value $Text @{ MissingToken = $Tokens } | Should -BeNullOrEmpty
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'works for arrays too' {
        (Measure-L2Loss -Actual '-', 1 -Predicted 1, 2 -MissingToken - -SummaryOnly -ErrorAction Ignore).Missing | Should -Be 1
    }
}

Describe '-Culture' {
    It 'takes <Name>' -ForEach @(
        @{ Name = 'a name'; Culture = 'de-DE' }
        @{ Name = 'a culture'; Culture = [cultureinfo]'de-DE' }
        @{ Name = 'a culture that cannot be changed'; Culture = [cultureinfo]::GetCultureInfo('de-DE') }
    ) {
        Measure-Value '1,5' @{ Culture = $Culture } | Should -Be 1.5
    }

    It 'refuses what is no culture' {
        { Measure-Value '1' @{ Culture = 'no culture' } } | Should -Throw -ExpectedMessage "*'Culture'*"
    }
}
