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
        @{ Culture = 'de-DE'; Text = '1234,5'; Expected = 1234.5 }
        @{ Culture = 'de-DE'; Text = '-1,5e-3'; Expected = -0.0015 }
        @{ Culture = 'de-DE'; Text = ' 7 '; Expected = 7 }
        @{ Culture = 'de-DE'; Text = '1,5'; Expected = 1.5 }
        @{ Culture = 'de-DE'; Text = '1.234,5'; Expected = 1234.5 }
        @{ Culture = 'en-US'; Text = '1234.5'; Expected = 1234.5 }
        @{ Culture = 'en-US'; Text = '1,234.5'; Expected = 1234.5 }
        @{ Culture = 'en-US'; Text = '$200,000'; Expected = 200000 }
        @{ Culture = 'en-US'; Text = '(5)'; Expected = -5 }
    ) {
        Measure-Value $Text @{ Culture = $Culture } | Should -Be $Expected
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
        @{ Text = ''; Id = 'MissingValue' }
        @{ Text = '  '; Id = 'MissingValue' }
        @{ Text = 'NA'; Id = 'MissingValue' }
        @{ Text = 'n/a'; Id = 'MissingValue' }
        @{ Text = 'NaN'; Id = 'MissingValue' }
        @{ Text = 'null'; Id = 'MissingValue' }
        @{ Text = '1kb'; Id = 'NotNumeric' }
        @{ Text = '0x10'; Id = 'NotNumeric' }
        @{ Text = '1d'; Id = 'NotNumeric' }
        @{ Text = 'true'; Id = 'NotNumeric' }
        @{ Text = '2024-01-01'; Id = 'NotNumeric' }
        @{ Text = '1e400'; Id = 'NotFinite' }
        @{ Text = 'Infinity'; Id = 'NotFinite' }
        @{ Text = '-Infinity'; Id = 'NotFinite' }
    ) {
        foreach ($culture in '', 'de-DE', 'en-US') {
            Measure-Value $Text @{ Culture = $culture } | Should -BeNullOrEmpty
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        }
    }
}

Describe 'Values of other types' {
    It 'calls <Name> <Id>' -ForEach @(
        @{ Name = 'null'; Value = $null; Id = 'MissingValue' }
        @{ Name = 'DBNull'; Value = [DBNull]::Value; Id = 'MissingValue' }
        @{ Name = 'a double NaN'; Value = [double]::NaN; Id = 'MissingValue' }
        @{ Name = 'a float NaN'; Value = [float]::NaN; Id = 'MissingValue' }
        @{ Name = 'infinity'; Value = [double]::PositiveInfinity; Id = 'NotFinite' }
        @{ Name = 'a Boolean'; Value = $true; Id = 'NotNumeric' }
        @{ Name = 'a date'; Value = [datetime]'2024-01-01'; Id = 'NotNumeric' }
        @{ Name = 'a time span'; Value = [timespan]::FromSeconds(1); Id = 'NotNumeric' }
        @{ Name = 'an enum'; Value = [DayOfWeek]::Monday; Id = 'NotNumeric' }
        @{ Name = 'an array'; Value = 1, 2; Id = 'NotNumeric' }
    ) {
        Measure-Value $Value | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'reads a number of type <_>' -ForEach @(
        'byte', 'sbyte', 'int16', 'uint16', 'int', 'uint32', 'long', 'uint64', 'bigint', 'Half', 'Int128', 'float', 'double', 'decimal'
    ) {
        # Half and Int128 in Windows PowerShell, Int128 in PowerShell 7.0 to 7.2.
        $type = $_ -as [type]
        if ($null -eq $type) { Set-ItResult -Skipped -Because "this runtime has no type $_" }
        Measure-Value ([System.Management.Automation.LanguagePrimitives]::ConvertTo(7, $type)) | Should -Be 7
        $problems.Count | Should -Be 0
    }
}

Describe 'Decimal-true' {
    It '<Actual> against <Predicted> gives <Difference> and <Loss>' -ForEach @(
        @{ Actual = '0.3'; Predicted = '0.1'; Difference = 0.2; Loss = 0.04 }
        @{ Actual = '10000000.3'; Predicted = '10000000.2'; Difference = 0.1; Loss = 0.01 }
        @{ Actual = 0.3d; Predicted = 0.1d; Difference = 0.2; Loss = 0.04 }
        @{ Actual = 0.3; Predicted = 0.1; Difference = 0.3 - 0.1; Loss = (0.3 - 0.1) * (0.3 - 0.1) }
    ) {
        $item = Measure-L2Loss -Actual $Actual -Predicted $Predicted -SummaryVariable total
        $item.Difference | Should -BeExactly $Difference
        $item.L2Loss | Should -BeExactly $Loss
    }
}

Describe 'The session does not matter' {
    AfterEach {
        [System.Threading.Thread]::CurrentThread.CurrentCulture = [cultureinfo]::InvariantCulture
    }

    It 'reads and writes the same under <_>' -ForEach 'de-DE', 'tr-TR', 'ar-SA' {
        [System.Threading.Thread]::CurrentThread.CurrentCulture = $_
        Measure-Value '1.5' | Should -Be 1.5
        Measure-Value '1,5' | Should -BeNullOrEmpty
        $problems[0].Exception.Message | Should -Match "'1,5'"
    }
}

Describe '-MissingToken' {
    It "with <Tokens> calls '<Text>' <Id>" -ForEach @(
        @{ Tokens = 'x', '-'; Text = 'X'; Id = 'MissingValue' }
        @{ Tokens = 'x', '-'; Text = '-'; Id = 'MissingValue' }
        @{ Tokens = 'x', '-'; Text = ''; Id = 'MissingValue' }
        @{ Tokens = , '-999'; Text = '-999'; Id = 'MissingValue' }
        @{ Tokens = , 'x'; Text = 'NA'; Id = 'NotNumeric' }
    ) {
        Measure-Value $Text @{ MissingToken = $Tokens } | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }
}
