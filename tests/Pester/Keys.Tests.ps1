#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeDiscovery {
    # What happens to a summary on its way.
    $ways = @(
        @{ Way = 'CLIXML'; Send = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) } }
        @{ Way = 'JSON'; Send = { $_ | ConvertTo-Json | ConvertFrom-Json } }
        @{ Way = 'JSON twice'; Send = { $_ | ConvertTo-Json | ConvertFrom-Json | Merge-L2Loss | ConvertTo-Json | ConvertFrom-Json } }
        @{ Way = 'CSV'; Send = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    )
}

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    function New-Record {
        param([Parameter(ValueFromPipeline)] $Key)
        process { [pscustomobject]@{ Actual = 1; Predicted = 2; Other = 3; T = $Key } }
    }
}

Describe 'The value of a key' {
    It 'makes two groups of two values: <Name>' -ForEach @(
        @{ Name = 'moments'; Values = [datetime]'2024-01-01T00:00:00.1', [datetime]'2024-01-01T00:00:00.2'; Groups = '2024-01-01T00:00:00.1', '2024-01-01T00:00:00.2' }
        @{
            Name = 'ticks in UTC'; Values = [datetime]::new(630822816000000001, 'Utc'), [datetime]::new(630822816000000002, 'Utc')
            Groups = '2000-01-01T00:00:00.0000001Z', '2000-01-01T00:00:00.0000002Z'
        }
        @{
            Name = 'moments with an offset'; Values = [datetimeoffset]'2024-01-01T00:00:00.1+01:00', [datetimeoffset]'2024-01-01T00:00:00.2+01:00'
            Groups = '2024-01-01T00:00:00.1+01:00', '2024-01-01T00:00:00.2+01:00'
        }
        @{ Name = 'doubles'; Values = 0.1, 0.10000000000000002; Groups = '0.1', '0.10000000000000002' }
        @{ Name = 'bytes'; Values = [byte[]](1, 2), [byte[]](1, 3); Groups = '1 2', '1 3' }
        @{ Name = 'lists of numbers'; Values = [double[]](0.5, 2), [double[]](0.5, 3); Groups = '0.5 2', '0.5 3' }
    ) {
        $records = foreach ($value in $Values) { [pscustomobject]@{ Actual = 1; Predicted = 2; Other = 3; T = $value } }
        ($records | Measure-L2Loss -GroupBy T -SummaryOnly).Group | Should -BeExactly $Groups
        ($records | Measure-L2Loss -GroupBy { $_.T } -SummaryOnly).Group | Should -BeExactly $Groups
        ($records | Compare-L2Loss Actual Predicted, Other -GroupBy T).Group | Should -BeExactly $Groups

        $table = [System.Data.DataTable]::new()
        [void] $table.Columns.Add('Actual', [int])
        [void] $table.Columns.Add('Predicted', [int])
        $column = $table.Columns.Add('T', $Values[0].GetType())
        if ($Values[0] -is [datetime] -and $Values[0].Kind -eq 'Utc') { $column.DateTimeMode = 'Utc' }
        foreach ($value in $Values) {
            $row = $table.NewRow()
            $row['Actual'], $row['Predicted'], $row['T'] = 1, 2, $value
            $table.Rows.Add($row)
        }
        ($table | Measure-L2Loss -GroupBy T -SummaryOnly).Group | Should -BeExactly $Groups
        (Measure-L2Loss -InputObject $table.CreateDataReader() -GroupBy T -SummaryOnly).Group | Should -BeExactly $Groups
    }

    It 'is a day or a time of day with its fraction' -Skip:($PSVersionTable.PSVersion -lt [version]'7.4') {
        ([DateOnly]'2024-01-02', [TimeOnly]'10:20:30.5' | New-Record | Measure-L2Loss -GroupBy T -SummaryOnly).Group |
            Should -BeExactly '2024-01-02', '10:20:30.5'
    }

    It 'is none where an object has no text of its own: <Name>' -ForEach @(
        @{ Name = 'a hashtable'; Value = @{ a = 1 } }, @{ Name = 'an object of .NET'; Value = [System.Random]::new(1) }
    ) {
        $found = $Value, 'x' | New-Record |
            Measure-L2Loss -GroupBy T -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore
        $found.ForEach{ "$($_.Group) $($_.Count) $($_.NotNumeric)" } | Should -BeExactly ' 0 1', 'x 1 0'
        $problems.ForEach{ "$_" } | Should -BeLike "Record 1: its group is not known: property 'T' is a * no text of its own. Hint: -GroupBy *"
    }
}

Describe 'A key that looks like a date' {
    It 'is what it was after <Way>' -ForEach $ways {
        $live = '2024-01-01T00:00:00', '2024-01-01T00:00:00.0', '2024-01-01T00:00:00Z', '2024-01-01T01:00:00+01:00', '/Date(1)/', 'x' |
            New-Record | Measure-L2Loss -GroupBy T -SummaryOnly
        $sent = @($live | ForEach-Object $Send)
        $merged = @($live) + $sent | Merge-L2Loss
        $merged.Group | Should -BeExactly $live.Group
        $merged.Key.T | Should -BeExactly $live.Group
        $merged | ForEach-Object Count | Should -Be (, 2 * 6)
        $live | Test-L2Loss -Baseline $sent -ErrorAction Stop | Should -Be (, $true * 6)
    }

    It 'is what it was after <Way> as one of several, and as a model' -ForEach $ways {
        $live = @{ Actual = 1; '2024-01-01T00:00:00.0' = 2; T = '2024-01-01T00:00:00.50Z'; U = $null; V = "it's" } |
            Measure-L2Loss Actual 2024* -GroupBy U, T, V -SummaryOnly
        $merged = @($live) + @($live | ForEach-Object $Send) | Merge-L2Loss
        @($merged).Count | Should -Be 1
        $merged.Model | Should -BeExactly '2024-01-01T00:00:00.0'
        $merged.Group | Should -BeExactly ", 2024-01-01T00:00:00.50Z, it's"
        "$($merged.Key)" | Should -BeExactly "U=''; T='2024-01-01T00:00:00.50Z'; V='it''s'"
    }

    It 'is known in a saved baseline' {
        $live = '2024-01-01T00:00:00Z', '2024-01-01T01:00:00+01:00' | New-Record | Measure-L2Loss -GroupBy T -SummaryOnly
        $path = Join-Path $TestDrive 'baseline.json'
        $live | ConvertTo-Json | Set-Content -LiteralPath $path
        $live | Test-L2Loss -BaselinePath $path -ErrorAction Stop | Should -Be $true, $true
    }

    It 'is known in a baseline without the sums, where it is written as a moment is' {
        $live = '2024-01-01T00:00:00Z', '2024-01-01T00:00:00.5' | New-Record | Measure-L2Loss -GroupBy T -SummaryOnly
        $baseline = $live | Select-Object Model, Group, Mse | ConvertTo-Json | ConvertFrom-Json
        $live | Test-L2Loss -Baseline $baseline -ErrorAction Stop | Should -Be $true, $true
    }
}

Describe 'Keys that are blank' {
    It 'keep their names in Merge-L2Loss: <Values>' -ForEach @(@{ Values = '', '' }, @{ Values = 'x', '' }, @{ Values = '', 'x' }) {
        $merged = @{ Actual = 1; P = 4; a = $Values[0]; b = $Values[1] } | Measure-L2Loss Actual P -GroupBy a, b -SummaryOnly | Merge-L2Loss
        "$($merged.Key)" | Should -BeExactly "a='$($Values[0])'; b='$($Values[1])'"
    }
}

Describe 'Two keys of one name' {
    It 'are refused: <Name>' -ForEach @(
        @{ Name = 'calculated properties'; Call = { @{ Actual = 1; Predicted = 2; a = 'x'; b = 'z' } | Measure-L2Loss -GroupBy @{ n = 'k'; e = 'a' }, @{ n = 'K'; e = 'b' } } }
        @{ Name = 'a property twice'; Call = { @{ Actual = 1; Predicted = 2; Other = 3; a = 'x' } | Compare-L2Loss Actual Predicted, Other -GroupBy a, A } }
        @{ Name = 'a query'; Call = { New-L2LossQuery -From t -GroupBy a, @{ Name = 'A'; Expression = 'b' } } }
    ) {
        { & $Call } | Should -Throw -ErrorId 'RepeatedKey,*'
    }
}

Describe 'The keys of a row of New-L2LossQuery' {
    BeforeAll {
        function New-Row {
            param([object[]] $Key)
            $row = [ordered]@{
                L2LossQuery = '1 DuckDB double'; L2LossModel = 'Predicted'; L2LossRead = 1; L2LossMissing = 0; L2LossNotNumeric = 0
                L2LossNotFinite = 0; L2LossInvalidWeight = 0; L2LossOutOfRange = 0; L2LossTooSmall = 0; L2LossResiduals = -1.0
                L2LossAbsolutes = 1.0; L2LossSquares = 1.0; L2LossSquaredLosses = 1.0; L2LossMaxError = 1.0; L2LossPivot = 1.0
                L2LossActuals = 0; L2LossSquaredActuals = 0.0; L2LossMinActual = 1.0; L2LossMaxActual = 1.0
            }
            for ($i = 1; $i -le $Key.Count; $i++) {
                $row["L2LossKeyName$i"] = "k$i"
                $row["L2LossKey$i"] = $Key[$i - 1]
            }
            [pscustomobject]$row
        }
    }

    It 'are those of the same records' {
        $found = New-Row ' a ', 2, $null | Merge-L2Loss
        "$($found.Key)" | Should -BeExactly "k1='a'; k2='2'; k3=''"
        $found.Key.k2 | Should -BeOfType ([string])
        $found.Group | Should -BeExactly 'a, 2, '
    }

    It 'stay apart, and what they are after JSON: <Name>' -ForEach @(
        @{ Name = 'moments'; Values = [datetime]'2024-01-01T00:00:00.1', [datetime]'2024-01-01T00:00:00.2'; Groups = '2024-01-01T00:00:00.1', '2024-01-01T00:00:00.2' }
        @{ Name = 'moments in UTC'; Values = [datetime]::new(630822816000000000, 'Utc'), [datetime]::new(630822817000000000, 'Utc'); Groups = '2000-01-01T00:00:00Z', '2000-01-01T00:01:40Z' }
        @{ Name = 'doubles'; Values = 0.1, 0.10000000000000002; Groups = '0.1', '0.10000000000000002' }
    ) {
        $rows = $Values | ForEach-Object { New-Row $_ }
        ($rows | Merge-L2Loss).Group | Should -BeExactly $Groups
        if ($PSVersionTable.PSVersion -ge [version]'7.0') {
            # Windows PowerShell writes other dates and doubles.
            ($rows | ConvertTo-Json | ConvertFrom-Json | Merge-L2Loss).Group | Should -BeExactly $Groups
        }
    }

    It 'are none where JSON made an object of them' {
        $row = New-Row ([pscustomobject]@{ Year = 2024; Month = 1; Day = 2 })
        $found = $row, (New-Row 'x') | Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        $found.Group | Should -BeExactly 'x'
        $problems.FullyQualifiedErrorId | Should -BeLike 'QueryRowUnusable,*'
        "$problems" | Should -BeLike "*its key 'k1' is an object*CAST(*"
    }
}
