#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    $root = Join-Path -Path $PSScriptRoot -ChildPath '../..' -Resolve
    Import-Module (Join-Path -Path $root -ChildPath 'out/L2Loss/L2Loss.psd1') -Force

    # A table of every kind of value, whose reader is like that of any database.
    $table = [System.Data.DataTable]::new()
    foreach ($column in @{ Name = 'Actual'; Type = [double] }, @{ Name = 'Predicted'; Type = [double] },
        @{ Name = 'Price'; Type = [decimal] }, @{ Name = 'Guess'; Type = [decimal] }, @{ Name = 'Count'; Type = [int] },
        @{ Name = 'Text'; Type = [string] }, @{ Name = 'Day'; Type = [datetime] }, @{ Name = 'Region'; Type = [string] }) {
        $null = $table.Columns.Add($column.Name, $column.Type)
    }

    foreach ($i in 1..40) {
        $null = $table.Rows.Add(
            $(if ($i % 11 -eq 0) { [DBNull]::Value } elseif ($i % 13 -eq 0) { [double]::NaN } else { [Math]::Sin($i) }),
            $(if ($i % 17 -eq 0) { [double]::PositiveInfinity } else { [Math]::Cos($i) }),
            $(if ($i % 7 -eq 0) { [DBNull]::Value } else { [decimal]"$i.10" }),
            [decimal]"1$i.3000", $i, $(if ($i % 5 -eq 0) { 'abc' } else { "$i.5" }), [datetime]'2026-01-01',
            $(if ($i % 9 -eq 0) { [DBNull]::Value } else { 'North', 'south', 'NORTH', '' | Select-Object -Index ($i % 4) }))
    }

    function Get-Output {
        param([scriptblock] $Script)
        $problems = @()
        $output = @(& $Script 2>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.ErrorRecord]) { $problems += "$($_.FullyQualifiedErrorId) $_" } else { $_ }
            })
        # The sums of doubles are rounded a little, block by block, below the last digit of what they give.
        ($output | Select-Object -Property * -ExcludeProperty MergeState | ConvertTo-Json -Depth 3) + "`n" + ($problems -join "`n")
    }

    # Rows as the client of a database makes them of what a query gives.
    function New-QueryRow {
        param([hashtable] $Change = @{})
        $row = [ordered]@{
            L2LossQuery = '1 PostgreSql double'; L2LossPart = 'n1'; L2LossKeyName1 = 'Region'; L2LossKey1 = 'North'
            L2LossModel = 'Predicted'; L2LossRead = 4; L2LossMissing = 0; L2LossNotNumeric = 0; L2LossNotFinite = 0
            L2LossInvalidWeight = 0; L2LossOutOfRange = 0; L2LossTooSmall = 0; L2LossResiduals = -1.0; L2LossAbsolutes = 5.0
            L2LossSquares = 9.0; L2LossSquaredLosses = 33.0; L2LossMaxError = 2.0; L2LossPivot = 11.5; L2LossActuals = 0
            L2LossSquaredActuals = 5.0; L2LossMinActual = 10.0; L2LossMaxActual = 13.0
        }
        foreach ($name in $Change.Keys) { $row[$name] = $Change[$name] }
        [pscustomobject]$row
    }
}

Describe 'A data reader' {
    It 'gives the items, summaries and errors of the same rows as objects: <Name>' -ForEach @(
        @{ Name = 'doubles'; Parameters = @{} }
        @{ Name = 'only the summary'; Parameters = @{ SummaryOnly = $true } }
        @{ Name = 'decimals, three models, groups, weights'; Parameters = @{ Actual = 'Price'; Predicted = 'Guess', 'Count', 'Predicted'; GroupBy = 'Region'; Weight = 'Count' } }
        @{ Name = 'text and whole numbers, the worst'; Parameters = @{ Actual = 'TEXT'; Predicted = 'count'; Top = 3 } }
        @{ Name = 'two keys'; Parameters = @{ Actual = 'Text'; Predicted = 'Price'; SummaryOnly = $true; GroupBy = 'Region', 'Day' } }
        @{ Name = 'dates are not numeric'; Parameters = @{ Actual = 'Day'; Predicted = 'Price'; SkipMissing = $true; SummaryOnly = $true } }
        @{ Name = 'a number that means missing'; Parameters = @{ Actual = 'Count'; Predicted = 'Price'; MissingToken = '3'; ItemsOnly = $true } }
        @{ Name = 'rows themselves, a wildcard'; Parameters = @{ Actual = 'Price'; Predicted = 'G*'; PassThru = $true; Window = 3 } }
    ) {
        $ofObjects = Get-Output { $table.Rows | Measure-L2Loss @Parameters }
        Get-Output { Measure-L2Loss -InputObject $table.CreateDataReader() @Parameters } | Should -BeExactly $ofObjects
        Get-Output { $table.CreateDataReader() | Measure-L2Loss @Parameters } | Should -BeExactly $ofObjects
        Get-Output { , $table.CreateDataReader() | Measure-L2Loss @Parameters } | Should -BeExactly $ofObjects
    }

    It 'is read by script blocks as objects are' {
        $rows = $table.CreateDataReader() | Measure-L2Loss { $_.Price } { $_.Guess + 1 } -SkipMissing -SummaryOnly
        $reader = Measure-L2Loss -InputObject $table.CreateDataReader() { $_.Price } { $_.Guess + 1 } -SkipMissing -SummaryOnly
        $reader.Mse, $reader.Count | Should -Be $rows.Mse, $rows.Count
        $reader.Mse | Should -Be ($table.Rows | Measure-L2Loss { $_.Price } { $_.Guess + 1 } -SkipMissing -SummaryOnly).Mse
    }

    It 'is compared as objects are' {
        $models = @{ Actual = 'Price'; Predicted = 'Guess', 'Count'; SkipMissing = $true }
        Get-Output { Compare-L2Loss -InputObject $table.CreateDataReader() @models } |
            Should -BeExactly (Get-Output { $table.Rows | Compare-L2Loss @models })
    }

    It 'without rows gives the summary of no records' {
        $summary = Measure-L2Loss -InputObject $table.Clone().CreateDataReader() -WarningAction SilentlyContinue
        $summary.Count, $summary.Read | Should -Be 0, 0
    }

    It 'stays open, and where it stands' {
        $reader = $table.CreateDataReader()
        $null = $reader.Read()
        (Measure-L2Loss -InputObject $reader -Actual Count -Predicted Count -SummaryOnly).Read | Should -Be 39
        $reader.IsClosed | Should -BeFalse
    }

    It 'finds a column by its exact name first' {
        $cased = [System.Data.DataTable]::new()
        $cased.CaseSensitive = $true
        foreach ($name in 'ACTUAL', 'Actual', 'Predicted') { $null = $cased.Columns.Add($name, [int]) }
        $null = $cased.Rows.Add(9, 3, 1)
        (Measure-L2Loss -InputObject $cased.CreateDataReader() -SummaryOnly).Mse | Should -Be 4
    }

    It 'whose columns differ in case only gives the first of them as a property, <Name>' -ForEach @(
        @{ Name = 'by name'; Way = { Measure-L2Loss -InputObject $args[0] -PassThru -SummaryVariable total } }
        @{ Name = 'from the pipeline'; Way = { $args[0] | Measure-L2Loss -PassThru -SummaryVariable total } }
        @{ Name = 'by name, with a script block'; Way = { Measure-L2Loss { $_.Actual } -InputObject $args[0] -PassThru -SummaryVariable total } }
        @{ Name = 'as rows of a table'; Way = { $twice.Rows | Measure-L2Loss -PassThru -SummaryVariable total } }
    ) {
        $twice = [System.Data.DataTable]::new()
        foreach ($name in 'Actual', 'Predicted', 'Id', 'id', 'ID') { $null = $twice.Columns.Add($name) }
        $null = $twice.Rows.Add(1, 2, 'a', 'b', 'c')
        $copy = & $Way $twice.CreateDataReader()
        $copy.PSObject.Properties.Name | Should -BeExactly Actual, Predicted, Id, Difference, L2Loss
        $copy.Id | Should -BeExactly 'a'
    }

    It 'names the columns there are, where one is not there' {
        { Measure-L2Loss -InputObject $table.CreateDataReader() -Actual Prise } |
            Should -Throw -ErrorId 'PropertyNotFound,*' -ExpectedMessage "*it has 'Actual', 'Predicted', 'Price'*-Actual Price*"
    }

    It 'that is closed is one error, and the session goes on' {
        $reader = $table.CreateDataReader()
        $reader.Close()
        $result = @(Measure-L2Loss -InputObject $reader -ErrorVariable problems -ErrorAction SilentlyContinue)
        $result | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'DataReaderFailed,*'
    }

    It 'that ends in the middle is one error and no summary' {
        $reader = $table.CreateDataReader()
        $result = @(Measure-L2Loss -InputObject $reader -Actual Count -Predicted Count -ErrorVariable problems -ErrorAction SilentlyContinue |
                ForEach-Object { if ($_.Index -eq 3) { $reader.Close() }; $_ })
        $result.Index | Should -Be 1, 2, 3
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'DataReaderFailed,*'
        "$($problems[0])" | Should -BeLike '*failed after 3 records*'
    }
}

Describe 'New-L2LossQuery' {
    It 'writes one aggregate statement for <_>' -ForEach 'Ansi', 'PostgreSql', 'MySql', 'DuckDB', 'SQLite', 'ClickHouse' {
        $query = New-L2LossQuery -From sales -Actual price -Predicted forecast -GroupBy region -Part shard -Dialect $_
        $query | Should -BeOfType string
        $query | Should -Match 'GROUP BY'
        $query | Should -Match 'FROM sales'
        $query | Should -Not -Match 'UNION'
    }

    It 'puts SQL in as it is given' {
        $expression = "CASE WHEN `"Odd`"`n  > 1 THEN 'it''s' ELSE x END"
        $query = New-L2LossQuery "(SELECT 'a' AS b)" $expression 'p', @{ Name = "O'Neil"; Expression = 'q + 1' } -Weight 'w * 2' -GroupBy 'lower(k)'
        foreach ($part in "(SELECT 'a' AS b) AS ", $expression, "'O''Neil'", 'q + 1 AS', 'w * 2 AS', 'lower(k) AS') {
            $query.Contains($part) | Should -BeTrue -Because "the query has $part"
        }

        ($query -split 'UNION ALL').Count | Should -Be 2
    }

    It 'refuses -Exact for <_>' -ForEach 'Ansi', 'DuckDB', 'SQLite' {
        { New-L2LossQuery t -Exact -Dialect $_ } | Should -Throw -ErrorId 'NoExactSums,*' -ExpectedMessage '*Measure-L2Loss -InputObject*'
    }

    It 'takes the name and the expression of a key as Measure-L2Loss does: <Name>' -ForEach @(
        @{ Name = 'short'; Key = @{ N = 'Month'; E = 'mon(d)' } }
        @{ Name = 'Label'; Key = @{ Label = 'Month'; Expression = 'mon(d)' } }
    ) {
        New-L2LossQuery t a p -GroupBy $Key | Should -BeExactly (New-L2LossQuery t a p -GroupBy @{ Name = 'Month'; Expression = 'mon(d)' })
        New-L2LossQuery t a p -GroupBy @{ Expression = 'mon(d)' } | Should -BeExactly (New-L2LossQuery t a p -GroupBy 'mon(d)')
    }

    It 'refuses what is no SQL' {
        { New-L2LossQuery t -Predicted 1.5 } | Should -Throw -ErrorId 'NotAnExpression,*'
        { New-L2LossQuery t -GroupBy @{ Name = 'x' } } | Should -Throw -ErrorId 'NotAnExpression,*'
        { New-L2LossQuery t -GroupBy @{ Expression = 'x'; Other = 'y' } } | Should -Throw -ErrorId 'NotAnExpression,*'
    }
}

Describe 'Merge-L2Loss with rows of a query' {
    It 'gives the summary of their records, from <Name>' -ForEach @(
        @{ Name = 'objects'; Way = { $args[0] } }
        @{ Name = 'CSV'; Way = { $args[0] | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv } }
        @{ Name = 'JSON'; Way = { $args[0] | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'a DataRow'; Way = {
                $rows = [System.Data.DataTable]::new()
                foreach ($property in $args[0].PSObject.Properties) { $null = $rows.Columns.Add($property.Name, $property.Value.GetType()) }
                $null = $rows.Rows.Add([object[]]@($args[0].PSObject.Properties.Value))
                $rows.Rows
            }
        }
        @{ Name = 'a data reader'; Way = {
                $rows = [System.Data.DataTable]::new()
                foreach ($property in $args[0].PSObject.Properties) { $null = $rows.Columns.Add($property.Name, $property.Value.GetType()) }
                $null = $rows.Rows.Add([object[]]@($args[0].PSObject.Properties.Value))
                $rows.CreateDataReader()
            }
        }
    ) {
        $summary = & $Way (New-QueryRow) | Merge-L2Loss
        $expected = Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -SummaryOnly
        foreach ($property in 'Count', 'Read', 'Mse', 'Rmse', 'Mae', 'MeanError', 'MaxError', 'R2', 'StandardError', 'LargestLoss', 'LargestShare') {
            $summary.$property | Should -Be $expected.$property -Because $property
        }

        $summary.Model, $summary.Group, $summary.LargestIndex | Should -Be 'Predicted', 'North', 0
    }

    It 'merges rows of all parts, and summaries of records with them' {
        $rows = (New-QueryRow), (New-QueryRow @{ L2LossPart = 'n2'; L2LossKey1 = ' north ' })
        $merged = @($rows | Merge-L2Loss)
        $merged | Should -HaveCount 1
        $merged[0].Count, $merged[0].Mse | Should -Be 8, 2.25

        $own = [pscustomobject]@{ Actual = 10; Predicted = 19; Region = 'North' } | Measure-L2Loss -GroupBy Region -SummaryOnly
        $merged = @(@($rows) + $own | Merge-L2Loss)
        $merged | Should -HaveCount 1
        $merged[0].Count, $merged[0].Mse, $merged[0].LargestLoss | Should -Be 9, 11, 81
    }

    It 'does not tell a missing key from an empty one, as records do not' {
        $merged = (New-QueryRow @{ L2LossKey1 = [DBNull]::Value }), (New-QueryRow @{ L2LossKey1 = '' }) | Merge-L2Loss
        $merged.Count | Should -Be 8
    }

    It 'says how many records a database could not sum' {
        $summary = New-QueryRow @{ L2LossRead = 6; L2LossOutOfRange = 2 } |
            Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        $summary.Read, $summary.Count, $summary.NotFinite | Should -Be 6, 4, 2
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OutOfRange,*'
    }

    It 'takes a row of no records' {
        $names = 'Residuals', 'Absolutes', 'Squares', 'SquaredLosses', 'MaxError', 'Pivot', 'SquaredActuals', 'MinActual', 'MaxActual'
        $change = @{ L2LossRead = 3; L2LossMissing = 3 }
        foreach ($name in $names) { $change["L2Loss$name"] = [DBNull]::Value }
        $summary = New-QueryRow $change | Merge-L2Loss -WarningAction SilentlyContinue
        $summary.Read, $summary.Missing, $summary.Count | Should -Be 3, 3, 0
        [double]::IsNaN($summary.Mse) | Should -BeTrue
    }

    It 'leaves out a row that was changed, with an error' {
        $merged = (New-QueryRow @{ L2LossSquares = 'x' }), (New-QueryRow) |
            Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        $merged.Count | Should -Be 4
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'QueryRowUnusable,*'
        "$($problems[0])" | Should -BeLike "*'L2LossSquares'*"
    }
}

Describe 'ClickHouse through its own client' -Skip:(-not $env:L2LOSS_CLICKHOUSE_PORTS) {
    It 'gives its rows as CSV to Merge-L2Loss' {
        $port = ($env:L2LOSS_CLICKHOUSE_PORTS -split ' ')[0]
        $rows = "(SELECT toFloat64(number) AS a, toFloat64(number + number % 3) AS p, number % 2 = 0 ? 'it''s, ""even""' : 'odd' AS region
            FROM system.numbers LIMIT 300)"
        $query = New-L2LossQuery -From $rows -Actual a -Predicted p -GroupBy region -Dialect ClickHouse
        $merged = @(clickhouse-client --host 127.0.0.1 --port $port --query $query --format CSVWithNames | ConvertFrom-Csv | Merge-L2Loss)
        $merged | Should -HaveCount 2
        $even = $merged | Where-Object Group -EQ "it's, ""even"""
        $even.Count, $even.Exact | Should -Be 150, $false
        # The residuals 0, 1 and 2, each as often.
        [Math]::Abs($even.Mse - 5 / 3) | Should -BeLessThan 1e-12
    }
}
