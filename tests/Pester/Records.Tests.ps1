#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force
    class Sale {
        [string] $Region
        [decimal] $Actual
        [double] $ModelA
        [Nullable[int]] $ModelB
        [float] $W
    }

    $csv = @'
Region,Actual,ModelA,ModelB,W
n,10,11,14,1
s,20,22,20,2
n,30,27,31,0.5
'@ | ConvertFrom-Csv
    # Losses of A 1, 4, 9 and of B 16, 0, 1.
    $both = @{ ActualProperty = 'Actual'; PredictedProperty = 'Model*'; GroupBy = 'Region'; WeightProperty = 'W' }

    function ConvertTo-Kind([string] $Kind) {
        $table = [System.Data.DataTable]::new()
        $csv[0].PSObject.Properties.Name | ForEach-Object { $null = $table.Columns.Add($_) }
        foreach ($row in $csv) {
            $values = [ordered]@{}
            $row.PSObject.Properties | ForEach-Object { $values[$_.Name] = $_.Value }
            switch ($Kind) {
                'Csv' { $row }
                'Json' { $row | ConvertTo-Json | ConvertFrom-Json }
                'JsonHashtable' { $row | ConvertTo-Json | ConvertFrom-Json -AsHashtable }
                'Ordered' { $values }
                'DataRow' { $table.Rows.Add([object[]]$values.Values) }
                'Typed' { [Sale]$row }
                'ScriptProperty' {
                    $copy = $row | Select-Object Region, Actual, W
                    $copy | Add-Member ScriptProperty ModelA ([scriptblock]::Create($row.ModelA))
                    $copy | Add-Member ScriptProperty ModelB ([scriptblock]::Create($row.ModelB)) -PassThru
                }
            }
        }
    }
}

Describe 'Models, groups and weights together' {
    It 'give the same for records of kind <_>' -ForEach 'Csv', 'Json', 'JsonHashtable', 'Ordered', 'DataRow', 'Typed', 'ScriptProperty' {
        if ($_ -eq 'JsonHashtable' -and $PSVersionTable.PSEdition -eq 'Desktop') {
            Set-ItResult -Skipped -Because 'ConvertFrom-Json of Windows PowerShell has no -AsHashtable'
        }

        $output = ConvertTo-Kind $_ | Measure-L2Loss @both
        $output[0..5].ForEach{ "$($_.Index) $($_.Group) $($_.Model) $($_.L2Loss) $($_.Weight)" } | Should -Be @(
            '1 n ModelA 1 1', '1 n ModelB 16 1', '2 s ModelA 4 2', '2 s ModelB 0 2', '3 n ModelA 9 0.5', '3 n ModelB 1 0.5')
        $output[6..9].ForEach{ "$($_.Group) $($_.Model) $($_.WeightSum) $($_.SumOfSquares)" } | Should -Be @(
            'n ModelA 1.5 5.5', 'n ModelB 1.5 16.5', 's ModelA 2 8', 's ModelB 2 0')
        $output.Count | Should -Be 10
    }

    It 'go with -PassThru for records of kind <_>' -ForEach 'Csv', 'Json', 'Ordered', 'DataRow', 'Typed', 'ScriptProperty' {
        $copies = ConvertTo-Kind $_ | Measure-L2Loss @both -PassThru -SummaryVariable total
        $copies.ForEach{ "$($_.Region) $($_.Model) $($_.L2Loss)" } | Should -Be @(
            'n ModelA 1', 'n ModelB 16', 's ModelA 4', 's ModelB 0', 'n ModelA 9', 'n ModelB 1')
        $total.Count | Should -Be 4
    }

    It 'read the public fields of a type' {
        ([ValueTuple[int, double]]::new(1, 3) | Measure-L2Loss Item1 Item2 -SummaryOnly).Mse | Should -Be 4
    }

    It 'group by several properties, in any case' {
        $records = @{ A = 'x'; B = 1; Actual = 1; Predicted = 2 }, @{ A = 'X'; B = 1; Actual = 1; Predicted = 4 }, @{ A = 'x'; B = 2; Actual = 0; Predicted = 0 }
        ($records | Measure-L2Loss -GroupBy A, B -SummaryOnly).ForEach{ "$($_.Group): $($_.Mse)" } | Should -Be 'x, 1: 5', 'x, 2: 0'
    }

    It 'have the property of an escaped name: <_>' -ForEach 'Act`[1`]', 'Act`[*', 'Act[1]' {
        $path = Join-Path $TestDrive escaped.csv
        Set-Content -LiteralPath $path 'Actual,Act[1],Act1', '1,3,9'
        (Measure-L2Loss -Path $path -Predicted $_ -SummaryOnly).Mse | Should -Be 4
        (Import-Csv $path | Measure-L2Loss -Predicted $_ -SummaryOnly).Mse | Should -Be 4
    }

    It 'leave out of a wildcard what other parameters name' {
        ($csv | Measure-L2Loss Actual *o*, W* -GroupBy Region -SummaryOnly).Model | Sort-Object -Unique | Should -Be ModelA, ModelB, W
    }
}

Describe 'Objects of a type' {
    BeforeAll {
        class Forecast {
            [double] $Actual
            [double] $Predicted
            Forecast([double] $Actual, [double] $Predicted) { $this.Actual = $Actual; $this.Predicted = $Predicted }
        }

        class Mixed {
            [decimal] $Actual
            [int] $Predicted
            Mixed([decimal] $Actual, [int] $Predicted) { $this.Actual = $Actual; $this.Predicted = $Predicted }
        }

        class Opposite {
            [double] $Actual
            [double] $Predicted
            Opposite([double] $Actual) { $this.Actual = $Actual; $this.Predicted = -$Actual }
        }
    }

    It 'have properties in any case' {
        ([Forecast]::new(10, 12), [Forecast]::new(11, 14) | Measure-L2Loss actual PREDICTED -ItemsOnly).L2Loss | Should -Be 4, 9
    }

    It 'may take turns with those of another' {
        ([Forecast]::new(10, 12), [Mixed]::new(1, 4), [Forecast]::new(11, 14), [Mixed]::new(2, 7) | Measure-L2Loss -ItemsOnly).L2Loss |
            Should -Be 4, 9, 9, 25
    }

    It 'may have a member of their own, which hides that of the type' {
        $changed = [Forecast]::new(11, 14) | Add-Member -NotePropertyName Predicted -NotePropertyValue 12 -Force -PassThru
        ([Forecast]::new(10, 12), $changed | Measure-L2Loss -ItemsOnly).L2Loss | Should -Be 4, 1
    }

    It 'are missing a value where a later type lacks the property' {
        $summary = [Forecast]::new(10, 12), 'text' | Measure-L2Loss -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue
        $summary.Missing | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'MissingValue,*'
    }

    It 'are summed in blocks with -SummaryOnly to the same bits' {
        # Doubles, among them a missing and an infinite one, decimals, and a difference that overflows.
        $random = [System.Random]::new(11)
        $records = foreach ($i in 1..5000) { [Forecast]::new(1000 * $random.NextDouble(), 1000 * $random.NextDouble()) }
        $records[100] = [Forecast]::new([double]::NaN, 1)
        $records[2500] = [Forecast]::new([double]::PositiveInfinity, 1)
        $records[700] = [Mixed]::new(1.5, 4)
        $records[4990] = [Opposite]::new(1.5e308)

        $inBlocks = $records | Measure-L2Loss -SummaryOnly -ErrorAction Ignore
        $null = $records | Measure-L2Loss -SummaryVariable oneByOne -ErrorAction Ignore
        $inBlocks.Count | Should -Be 4998
        foreach ($name in $oneByOne.PSObject.Properties.Name -ne 'MergeState') {
            $same = [object]::Equals($inBlocks.$name, $oneByOne.$name)
            $same | Should -BeTrue -Because "$name is $($inBlocks.$name) and $($oneByOne.$name)"
        }
    }
}

Describe '-Window' {
    It 'gives the errors of the last records of each group and model' {
        $items = $csv | Measure-L2Loss Actual Model* -GroupBy Region -Window 2 -SummaryVariable total
        $items | Should -BeOfType 'L2Loss.L2LossItem'
        $items.WindowMse | Should -Be 1, 16, 4, 0, 5, 8.5
        $items[4].WindowRmse | Should -Be ([Math]::Sqrt(5))
    }
}
