#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    $house = @(
        [pscustomobject]@{ Actual = '200000'; Predicted = '220000' }
        [pscustomobject]@{ Actual = '400000'; Predicted = '385000' }
        [pscustomobject]@{ Actual = '300000'; Predicted = '305000' }
    )
}

Describe 'Measure-L2Loss with records' {
    It 'gives the house price table' {
        $house | Measure-L2Loss -SummaryVariable total | ForEach-Object { $_.Actual, $_.Predicted, $_.Difference, $_.L2Loss } |
            Should -Be @(
                200000, 220000, 20000, 400000000
                400000, 385000, 15000, 225000000
                300000, 305000, 5000, 25000000)
    }

    It 'gives the same table for prices in dollars with -Culture en-US' {
        $records = '$200,000', '$400,000', '$300,000' | ForEach-Object { @{ Actual = $_; Predicted = '$310,000.50' } }
        $items = $records | Measure-L2Loss -Culture en-US -SummaryVariable total
        $items.Actual | Should -Be 200000, 400000, 300000
        $items[0].Predicted | Should -Be 310000.5
    }

    It 'gives no error and no warning for good data' {
        $null = $house | Measure-L2Loss -ErrorVariable problems -WarningVariable warnings
        $problems.Count + $warnings.Count | Should -Be 0
    }

    It 'ends with one summary' {
        $output = $house | Measure-L2Loss
        $output.Count | Should -Be 4
        $output[3] | Should -BeOfType 'L2Loss.L2LossSummary'
        $output[0] | Should -BeOfType 'L2Loss.L2LossItem'
    }

    It 'reads a CSV file by Import-Csv' {
        Set-Content -Path TestDrive:/prices.csv -Value 'Price,Forecast', '200000,220000', '400000,385000', '300000,305000'
        $summary = Import-Csv -Path TestDrive:/prices.csv | Measure-L2Loss Price Forecast -SummaryOnly
        $summary.SumOfSquares | Should -Be 650000000
        $summary.Model | Should -Be 'Forecast'
    }

    It 'counts the blanks of a CSV file as missing and not as 0' {
        Set-Content -Path TestDrive:/blank.csv -Value 'Actual,Predicted', '1,3', ',3', '1,', '1'
        $summary = Import-Csv -Path TestDrive:/blank.csv | Measure-L2Loss -SummaryOnly -SkipMissing
        $summary.Count, $summary.Missing, $summary.Mse | Should -Be 1, 3, 4
    }

    It 'reads <Name>' -ForEach @(
        @{ Name = 'a hashtable'; Record = @{ Actual = 1; Predicted = 3 } }
        @{ Name = 'an ordered dictionary'; Record = [ordered]@{ Actual = 1; Predicted = 3 } }
        @{ Name = 'a custom object'; Record = [pscustomobject]@{ Actual = 1; Predicted = 3 } }
        @{ Name = 'names in another case'; Record = @{ ACTUAL = 1; predicted = 3 } }
    ) {
        ($Record | Measure-L2Loss -SummaryOnly).Mse | Should -Be 4
        (Measure-L2Loss -InputObject $Record -SummaryOnly).Mse | Should -Be 4
    }

    It 'reads script properties' {
        $record = [pscustomobject]@{ Actual = 1 } |
            Add-Member -MemberType ScriptProperty -Name Predicted -Value { $this.Actual + 2 } -PassThru
        ($record | Measure-L2Loss -SummaryOnly).Mse | Should -Be 4
    }

    It 'reads the rows of a data table, DBNull as missing' {
        $table = [System.Data.DataTable]::new()
        $null = $table.Columns.Add('Actual', [double])
        $null = $table.Columns.Add('Predicted', [string])
        $null = $table.Rows.Add(1.5, '2')
        $null = $table.Rows.Add([DBNull]::Value, '2')
        $summary = $table | Measure-L2Loss -SummaryOnly -SkipMissing
        $summary.Count, $summary.Missing, $summary.Mse | Should -Be 1, 1, 0.25
    }

    It 'takes an array by name as a list of records' {
        (Measure-L2Loss -InputObject $house -SummaryOnly).Count | Should -Be 3
    }

    It 'gives an item and a summary for each model' {
        $output = @{ Actual = 1; A = 2; B = 4 } | Measure-L2Loss -PredictedProperty A, B
        $output.Model | Should -Be A, B, A, B
        $output[2, 3].Mse | Should -Be 1, 9
    }

    It 'works through script blocks for every record' {
        $summary = 1..4 | Measure-L2Loss { $_ } { $_ + 2 } -SummaryOnly
        $summary.Count, $summary.Mse | Should -Be 4, 4
    }

    It 'sees the variables of the calling scope in a script block' {
        $factor = 3
        (1..4 | Measure-L2Loss { $factor * $_ } { $PSItem } -SummaryOnly).MaxError | Should -Be 8
    }

    It 'counts a null record as missing' {
        $summary = @{ Actual = 1; Predicted = 3 }, $null | Measure-L2Loss -SummaryOnly -SkipMissing
        $summary.Read, $summary.Missing | Should -Be 2, 1
    }

    It 'counts a value from a command without output as missing' {
        $summary = [pscustomobject]@{ Actual = 1; Predicted = & { } } | Measure-L2Loss -SummaryOnly -SkipMissing -WarningAction Ignore
        $summary.Missing, $summary.NotNumeric | Should -Be 1, 0
    }

    It 'gives an empty summary and a warning for no records' {
        $summary = @() | Measure-L2Loss -WarningVariable warnings -WarningAction SilentlyContinue
        $summary.Count | Should -Be 0
        [double]::IsNaN($summary.Mse) | Should -BeTrue
        $warnings.Count | Should -Be 1
    }

    It 'numbers the items with the records left out counted' {
        $records = 3, 'x', $null, 4 | ForEach-Object { @{ Actual = 1; Predicted = $_ } }
        ($records | Measure-L2Loss -SummaryVariable total -ErrorAction Ignore).Index | Should -Be 1, 4
    }
}

Describe 'Measure-L2Loss with arrays' {
    It 'gives the losses 0, 1, 4, 4 and the MSE 2.25' {
        $output = Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11
        $output[0..3].L2Loss | Should -Be 0, 1, 4, 4
        $output[4].Mse | Should -Be 2.25
    }

    It 'reads <Name>' -ForEach @(
        @{ Name = 'double[]'; List = [double[]](10, 11, 12, 13) }
        @{ Name = 'float[]'; List = [float[]](10, 11, 12, 13) }
        @{ Name = 'int[]'; List = [int[]](10, 11, 12, 13) }
        @{ Name = 'decimal[]'; List = [decimal[]](10, 11, 12, 13) }
        @{ Name = 'object[]'; List = 10, 11, 12, 13 }
        @{ Name = 'string[]'; List = [string[]](10, 11, 12, 13) }
        @{ Name = 'a mixed array'; List = 10, '11', 12.0, 13d }
        @{ Name = 'List[double]'; List = [System.Collections.Generic.List[double]]@(10, 11, 12, 13) }
        @{ Name = 'ArrayList'; List = [System.Collections.ArrayList]@(10, 11, 12, 13) }
        @{ Name = 'a range'; List = 10..13 }
    ) {
        (Measure-L2Loss -Actual $List -Predicted 10, 12, 14, 11 -SummaryOnly).Mse | Should -Be 2.25
    }

    It 'takes single numbers' {
        (Measure-L2Loss -Actual 3 -Predicted '1' -SummaryOnly).Mse | Should -Be 4
    }

    It 'refuses different lengths and names both' {
        { Measure-L2Loss -Actual 1, 2, 3 -Predicted 1, 2 } |
            Should -Throw -ErrorId 'LengthMismatch,*' -ExpectedMessage '*-Actual has 3 *-Predicted has 2 *'
    }

    It 'names -Actual and -Predicted for numbers in the pipeline' {
        { 1, 2, 3 | Measure-L2Loss } | Should -Throw -ExpectedMessage '*-Actual *-Predicted*'
    }
}

Describe '-PassThru' {
    It 'survives Export-Csv' {
        $house | Measure-L2Loss -PassThru -SummaryVariable total | Export-Csv -Path TestDrive:/out.csv -NoTypeInformation
        (Import-Csv -Path TestDrive:/out.csv).L2Loss | Should -Be '400000000', '225000000', '25000000'
    }
}

Describe 'The default view' {
    BeforeAll {
        function Get-View {
            ($input | Out-String -Width 120) -replace "$([char]27)\[[\d;]*m"
        }

        # Views show numbers as the user's culture writes them.
        $culture = [System.Threading.Thread]::CurrentThread.CurrentCulture
        [System.Threading.Thread]::CurrentThread.CurrentCulture = 'en-US'
    }

    AfterAll {
        [System.Threading.Thread]::CurrentThread.CurrentCulture = $culture
    }

    It 'shows the house prices as the contract does' {
        $lines = ($house | Measure-L2Loss -SummaryVariable total | Get-View) -split '\r?\n' | ForEach-Object { $_.Trim() -replace ' +', ' ' }
        $lines -ne '' | Should -Be @(
            'Actual Predicted Difference L2Loss'
            '------ --------- ---------- ------'
            '200000 220000 20000 400000000'
            '400000 385000 15000 225000000'
            '300000 305000 5000 25000000')
    }

    It 'shows 0.00123 as it is' {
        Measure-L2Loss -Actual '0.00123' -Predicted 0 -SummaryVariable total | Get-View | Should -Match '0\.00123 +0 +0\.00123 +1\.5129E-06'
    }

    It 'shows the model where there are several' {
        @{ Actual = 1; A = 2; B = 4 } | Measure-L2Loss -PredictedProperty A, B -SummaryVariable total | Get-View |
            Should -Match 'Model +Actual +Predicted +Difference +L2Loss'
    }

    It 'shows the whole number in a list of summaries' {
        Measure-L2Loss -Actual 1, 1, 1 -Predicted 0, 0, '0.5' -SummaryOnly | Get-View | Should -Match 'Mse +: 0\.75\s'
    }
}
