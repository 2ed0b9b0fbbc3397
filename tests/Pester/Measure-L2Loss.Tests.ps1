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
        $total.SumOfSquares | Should -Be 650000000
    }

    It 'gives the same table for prices in dollars with -Culture en-US' {
        $items = @(
            @{ Actual = '$200,000'; Predicted = '$220,000' }
            @{ Actual = '$400,000'; Predicted = '$385,000' }
            @{ Actual = '$300,000'; Predicted = '$305,000' }
        ) | Measure-L2Loss -Culture en-US -ItemsOnly -ErrorAction Stop
        $items.Actual | Should -Be 200000, 400000, 300000
        $items.L2Loss | Should -Be 400000000, 225000000, 25000000
    }

    It 'gives no error and no warning for good data' {
        $null = $house | Measure-L2Loss -ErrorVariable problems -WarningVariable warnings
        $problems.Count + $warnings.Count | Should -Be 0
    }

    It 'gives the items in the order of the records and ends with one summary' {
        $output = $house | Measure-L2Loss
        $output.Count | Should -Be 4
        $output[0..2] | Should -BeOfType 'L2Loss.L2LossItem'
        $output[0..2].Index | Should -Be 1, 2, 3
        $output[3] | Should -BeOfType 'L2Loss.L2LossSummary'
    }

    It 'gives the summary alone with -SummaryOnly, the same as after the items' {
        $full = ($house | Measure-L2Loss)[3]
        $only = @($house | Measure-L2Loss -SummaryOnly)
        $only.Count | Should -Be 1
        $only[0] | Should -BeOfType 'L2Loss.L2LossSummary'
        @(Measure-L2Loss 1, 2 2, 4 -SummaryOnly).Mse | Should -Be 2.5
        $names = $full.PSObject.Properties.Name
        $only[0].PSObject.Properties.Name | Should -Be $names
        foreach ($name in $names) { $only[0].$name | Should -BeExactly $full.$name -Because $name }
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

    It 'reads <Name> as one record' -ForEach @(
        @{ Name = 'a hashtable'; Record = @{ Actual = 1; Predicted = 3 } }
        @{ Name = 'an ordered dictionary'; Record = [ordered]@{ Actual = 1; Predicted = 3 } }
        @{ Name = 'a custom object'; Record = [pscustomobject]@{ Actual = 1; Predicted = 3 } }
        @{ Name = 'a hashtable with names in another case'; Record = @{ actual = 1; PREDICTED = 3 } }
        @{ Name = 'a custom object with names in another case'; Record = [pscustomobject]@{ ACTUAL = 1; predicted = 3 } }
        @{ Name = 'a hashtable that heeds case'; Record = & { $d = [Collections.Hashtable]::new(); $d['aCTUAL'] = 1; $d['Predicted'] = 3; $d } }
        @{
            Name = 'a generic dictionary that heeds case'
            Record = & { $d = [Collections.Generic.Dictionary[string, object]]::new(); $d['actual'] = 1; $d['predicted'] = 3; $d }
        }
        @{
            Name = 'a generic dictionary of whole numbers'
            Record = & { $d = [Collections.Generic.SortedDictionary[string, int]]::new(); $d['Actual'] = 1; $d['Predicted'] = 3; $d }
        }
    ) {
        foreach ($summary in ($Record | Measure-L2Loss -SummaryOnly), (Measure-L2Loss -InputObject $Record -SummaryOnly)) {
            $summary.Count, $summary.Mse | Should -Be 1, 4
        }
    }

    It 'reads script properties' {
        $record = [pscustomobject]@{ Actual = 1 } |
            Add-Member -MemberType ScriptProperty -Name Predicted -Value { $this.Actual + 2 } -PassThru
        ($record | Measure-L2Loss -SummaryOnly).Mse | Should -Be 4
    }

    It 'reads the rows of a data table <Name>, DBNull as missing' -ForEach @(
        @{ Name = 'from the pipeline'; Call = { $table | Measure-L2Loss @quiet } }
        @{ Name = 'by name'; Call = { Measure-L2Loss -InputObject $table @quiet } }
        @{ Name = 'as one object'; Call = { , $table | Measure-L2Loss @quiet } }
        @{ Name = 'by its rows as one object'; Call = { , $table.Rows | Measure-L2Loss @quiet } }
    ) {
        $table = [System.Data.DataTable]::new()
        $null = $table.Columns.Add('Actual', [double])
        $null = $table.Columns.Add('Predicted', [string])
        $null = $table.Rows.Add(1.5, '2')
        $null = $table.Rows.Add([DBNull]::Value, '2')
        $quiet = @{ SummaryOnly = $true; ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue' }
        $summary = . $Call
        $summary.Count, $summary.Missing, $summary.Mse | Should -Be 1, 1, 0.25
        $problems.FullyQualifiedErrorId | Should -BeLike 'MissingValue,*'
    }

    It 'takes <Name> as a list of records' -ForEach @(
        @{ Name = 'an array by name'; Call = { Measure-L2Loss -InputObject $house -ErrorAction Stop } }
        @{ Name = 'an array that comes as one object'; Call = { , $house | Measure-L2Loss -ErrorAction Stop } }
        @{ Name = 'a list that comes as one object'; Call = { , [System.Collections.ArrayList]$house | Measure-L2Loss -ErrorAction Stop } }
        @{ Name = 'a record and an array'; Call = { $house[0], $house[1..2] | Measure-L2Loss -ErrorAction Stop } }
    ) {
        $output = & $Call
        $output.Count | Should -Be 4
        $output[0..2].Index | Should -Be 1, 2, 3
        $output[0..2].L2Loss | Should -Be 400000000, 225000000, 25000000
        $output[3].SumOfSquares | Should -Be 650000000
    }

    It 'takes an array of hashtables by name, null among them as a missing record' {
        $summary = Measure-L2Loss -InputObject @{ Actual = 1; Predicted = 3 }, $null, @{ Actual = 1; Predicted = 1 } -SummaryOnly -SkipMissing
        $summary.Mse, $summary.Missing | Should -Be 2, 1
    }

    It 'takes a list as a record where script blocks read it' {
        ((1, 3), (2, 5) | Measure-L2Loss { $_[0] } { $_[1] } -ItemsOnly).L2Loss | Should -Be 4, 9
    }

    It 'does not look into a list in a list' {
        { , (, $house) | Measure-L2Loss } | Should -Throw -ExpectedMessage '*came as one record*ForEach-Object*'
    }

    It 'gives an item and a summary for each model' {
        $output = [pscustomobject]@{ Actual = 1; A = 2; B = 4 }, [pscustomobject]@{ Actual = 2; A = 2; B = 4 } |
            Measure-L2Loss -PredictedProperty A, B
        $output.Model | Should -Be A, B, A, B, A, B
        $output[0..3].Index | Should -Be 1, 1, 2, 2
        $output[4, 5].Mse | Should -Be 0.5, 6.5
    }

    It 'counts a null record as missing' {
        $output = @{ Actual = 1; Predicted = 3 }, $null, @{ Actual = 1; Predicted = 1 } |
            Measure-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -BeLike 'MissingValue,*'
        $problems.Exception.Message | Should -BeLike 'Record 2*'
        $output[0, 1].Index | Should -Be 1, 3
        $output[2].Read, $output[2].Missing | Should -Be 3, 1
    }

    It 'takes the shape of the records from the first that is not null' {
        ($null, [pscustomobject]@{ Actual = 1; Predicted = 3 } | Measure-L2Loss -SkipMissing -SummaryOnly -ErrorAction Stop).Mse |
            Should -Be 4
    }

    It 'gives an empty summary and a warning for <Name>' -ForEach @(
        @{ Name = 'no records'; Faults = 0; Call = { @() | Measure-L2Loss @quiet } }
        @{ Name = 'no records by name'; Faults = 0; Call = { Measure-L2Loss -InputObject @() @quiet } }
        @{ Name = 'empty arrays'; Faults = 0; Call = { Measure-L2Loss -Actual @() -Predicted @() @quiet } }
        @{ Name = 'bad records only'; Faults = 1; Call = { @{ Actual = 1; Predicted = 'x' } | Measure-L2Loss @quiet } }
    ) {
        $quiet = @{
            WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue'; ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue'
        }
        $summary = . $Call
        $summary.Count | Should -Be 0
        [double]::IsNaN($summary.Mse) | Should -BeTrue
        $warnings.Count, $problems.Count | Should -Be 1, $Faults
    }

    It 'numbers the items with the records left out counted' {
        $records = 1, 'x', $null, 4 | ForEach-Object { @{ Actual = 1; Predicted = $_ } }
        ($records | Measure-L2Loss -SummaryVariable total -ErrorAction Ignore).Index | Should -Be 1, 4
    }
}

Describe 'The item' {
    It 'has the properties of the contract and no other' {
        ([pscustomobject]@{ Actual = 5; Predicted = 7 } | Measure-L2Loss -ItemsOnly).PSObject.Properties.Name |
            Should -Be Index, Actual, Predicted, Residual, Difference, L2Loss, Weight, Model, Group, Key
    }

    It 'has <Property> <Expected>' -ForEach @(
        @{ Property = 'Index'; Expected = 1L }
        @{ Property = 'Actual'; Expected = 5.0 }
        @{ Property = 'Predicted'; Expected = 7.0 }
        @{ Property = 'Residual'; Expected = -2.0 }
        @{ Property = 'Difference'; Expected = 2.0 }
        @{ Property = 'L2Loss'; Expected = 4.0 }
        @{ Property = 'Weight'; Expected = 1.0 }
        @{ Property = 'Model'; Expected = 'Predicted' }
        @{ Property = 'Group'; Expected = $null }
    ) {
        $item = [pscustomobject]@{ Actual = 5; Predicted = 7 } | Measure-L2Loss -ItemsOnly
        $item.$Property | Should -BeExactly $Expected
        if ($null -ne $Expected) { $item.$Property | Should -BeOfType $Expected.GetType() }
    }
}

Describe 'A script block' {
    It 'reads every record: <Actual> <Predicted>' -ForEach @(
        @{ Actual = { $_.y }; Predicted = { $_.x } }
        @{ Actual = { $PSItem.y }; Predicted = { $PSItem.x } }
        @{ Actual = 'y'; Predicted = { $_.x } }
        @{ Actual = { $_.y }; Predicted = 'x' }
    ) {
        $records = 1..3 | ForEach-Object { [pscustomobject]@{ y = $_; x = 2 * $_ } }
        ($records | Measure-L2Loss -ActualProperty $Actual -PredictedProperty $Predicted -ItemsOnly).L2Loss | Should -Be 1, 4, 9
    }

    It 'may be given by position' {
        $summary = 1..4 | Measure-L2Loss { $_ } { $_ + 2 } -SummaryOnly
        $summary.Count, $summary.Mse | Should -Be 4, 4
    }

    It 'sees the variables of its function' {
        function Measure-Scaled { $factor = 3; 1..4 | Measure-L2Loss { $factor * $_ } { $PSItem } -SummaryOnly }
        (Measure-Scaled).MaxError | Should -Be 8
    }

    It 'does not change $_ of the caller' {
        'outer' | ForEach-Object {
            $null = @{ y = 1; x = 3 } | Measure-L2Loss { $_.y } { $_.x }
            $_
        } | Should -Be 'outer'
    }

    It 'is a model, named by its text' {
        $summaries = @{ Actual = 1; x = 2 } | Measure-L2Loss -PredictedProperty { $_.x }, { $_.x + 1 } -SummaryOnly
        $summaries.Mse | Should -Be 1, 4
        $summaries.Model | Should -Be '$_.x', '$_.x + 1'
    }

    It 'gives text that is read like any text' {
        (@{ Actual = '0.3' } | Measure-L2Loss -PredictedProperty { '0.1' } -SummaryOnly).Mse | Should -BeExactly 0.04
    }
}

Describe 'Measure-L2Loss with arrays' {
    It 'gives the losses 0, 1, 4, 4 and the MSE 2.25' {
        $output = Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -ErrorAction Stop -WarningAction Stop
        $output[0..3].L2Loss | Should -Be 0, 1, 4, 4
        $output[4].Mse | Should -Be 2.25
    }

    It 'reads <Name>' -ForEach @(
        @{ Name = 'double[]'; List = [double[]](10, 11, 12, 13) }
        @{ Name = 'float[]'; List = [float[]](10, 11, 12, 13) }
        @{ Name = 'int[]'; List = [int[]](10, 11, 12, 13) }
        @{ Name = 'long[]'; List = [long[]](10, 11, 12, 13) }
        @{ Name = 'byte[]'; List = [byte[]](10, 11, 12, 13) }
        @{ Name = 'decimal[]'; List = [decimal[]](10, 11, 12, 13) }
        @{ Name = 'bigint[]'; List = [bigint[]](10, 11, 12, 13) }
        # Null in Windows PowerShell, whose runtime has no Half.
        @{ Name = 'Half[]'; List = & { if ('Half' -as [type]) { , (10, 11, 12, 13 -as ([type]'Half[]')) } } }
        @{ Name = 'object[]'; List = 10, 11, 12, 13 }
        @{ Name = 'string[]'; List = [string[]](10, 11, 12, 13) }
        @{ Name = 'a mixed array'; List = 10, '11', 12.0, 13d }
        @{ Name = 'List[double]'; List = [System.Collections.Generic.List[double]]@(10, 11, 12, 13) }
        @{ Name = 'ArrayList'; List = [System.Collections.ArrayList]@(10, 11, 12, 13) }
        @{ Name = 'ReadOnlyCollection[int]'; List = [System.Collections.ObjectModel.ReadOnlyCollection[int]]::new([int[]](10, 11, 12, 13)) }
        @{ Name = 'Queue[int]'; List = [System.Collections.Generic.Queue[int]]::new([int[]](10, 11, 12, 13)) }
        @{ Name = 'SortedSet[int]'; List = [System.Collections.Generic.SortedSet[int]]::new([int[]](10, 11, 12, 13)) }
        @{ Name = 'an enumerable'; List = [System.Linq.Enumerable]::Range(10, 4) }
        @{ Name = 'a range'; List = 10..13 }
        @{ Name = 'numbers that went through a pipeline'; List = 10, 11, 12, 13 | ForEach-Object { [psobject]$_ } }
    ) {
        if ($null -eq $List) { Set-ItResult -Skipped -Because "this runtime has no $Name" }
        $output = Measure-L2Loss -Actual $List -Predicted ([double[]](10, 12, 14, 11)) -ErrorAction Stop
        $output[0..3].L2Loss | Should -Be 0, 1, 4, 4
        $output[4].Mse | Should -Be 2.25
    }

    It 'reads a table of numbers row by row' {
        $table = [Array]::CreateInstance([double], 2, 2)
        $table[0, 0], $table[0, 1], $table[1, 0], $table[1, 1] = 10, 11, 12, 13
        (Measure-L2Loss -Actual $table -Predicted 10, 12, 14, 11 -ItemsOnly -ErrorAction Stop).L2Loss | Should -Be 0, 1, 4, 4
    }

    It 'does not take an unsigned array for a signed one' {
        $summary = Measure-L2Loss -Actual ([uint32[]](4000000000, 1)) -Predicted ([uint32[]](3999999999, 4)) -SummaryOnly
        $summary.SumOfSquares, $summary.MeanActual | Should -Be 10, 2000000000.5
    }

    It 'takes single numbers: <Actual> and <Predicted>' -ForEach @(
        @{ Actual = 3; Predicted = 1 }
        @{ Actual = 3.0; Predicted = 1.0 }
        @{ Actual = '3'; Predicted = '1' }
    ) {
        $output = Measure-L2Loss -Actual $Actual -Predicted $Predicted
        $output.Count | Should -Be 2
        $output[0].L2Loss | Should -Be 4
    }

    It 'gives no name to the model' {
        $output = Measure-L2Loss -Actual 1 -Predicted 2
        $output[0].Model, $output[1].Model | Should -Be $null, $null
    }

    It 'leaves the arrays of the caller as they are' {
        $actual = [double[]](1, 2, 3)
        $null = Measure-L2Loss -Actual $actual -Predicted 4, 5, 6
        $actual | Should -Be 1, 2, 3
    }

    It 'refuses different lengths and names both, whatever the preference' {
        $output = [System.Collections.ArrayList]::new()
        { Measure-L2Loss -Actual 1, 2, 3 -Predicted 1, 2 -ErrorAction SilentlyContinue | ForEach-Object { $output.Add($_) } } |
            Should -Throw -ErrorId 'LengthMismatch,*' -ExpectedMessage '*-Actual has 3 *-Predicted has 2 *'
        $output.Count | Should -Be 0
    }

    It 'names -Actual and -Predicted for numbers in the pipeline' {
        { 1, 2, 3 | Measure-L2Loss } |
            Should -Throw -ErrorId 'PropertyNotFound,*' -ExpectedMessage '*Int32*-Actual $actual -Predicted $predicted*'
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
