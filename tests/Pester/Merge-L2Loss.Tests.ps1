#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeDiscovery {
    # Windows PowerShell has neither ConvertFrom-Json -AsHashtable nor ForEach-Object -Parallel; 7 has both.
    $isOld = $PSVersionTable.PSVersion -lt [version]'7.0'
}

BeforeAll {
    Set-StrictMode -Version Latest
    $manifest = Join-Path -Path $PSScriptRoot -ChildPath '../../out/L2Loss/L2Loss.psd1' -Resolve
    Import-Module $manifest -Force

    $rows = 1..60 | ForEach-Object {
        [pscustomobject]@{ Actual = [string]($_ * 37 % 101 / 10d); Predicted = [string]($_ * 53 % 97 / 100d) }
    }
    # Twelve digits, which a double in a job's XML keeps in Windows PowerShell too.
    $doubles = [double[]](1..60 | ForEach-Object { "$([Math]::Round([Math]::Sin($_), 12))e$($_ % 9)" })
    $zeros = [double[]]::new(60)
    $wholeOfRows = $rows | Measure-L2Loss -SummaryOnly
    $wholeOfDoubles = Measure-L2Loss -Actual $doubles -Predicted $zeros -SummaryOnly

    function Measure-Part {
        foreach ($range in (0..6), (7..29), (30..59)) { $rows[$range] | Measure-L2Loss -SummaryOnly }
    }

    function Measure-DoublePart {
        foreach ($range in (0..6), (7..29), (30..59)) {
            Measure-L2Loss -Actual ([double[]]$doubles[$range]) -Predicted ([double[]]$zeros[$range]) -SummaryOnly
        }
    }

    function Assert-Whole {
        param([Parameter(ValueFromPipeline)] $Merged, $Whole)
        process {
            $Merged | Should -BeOfType 'L2Loss.L2LossSummary'
            foreach ($name in $Whole.PSObject.Properties.Name -ne 'MergeState') {
                $Merged.$name | Should -BeExactly $Whole.$name -Because $name
            }
        }
    }
}

Describe 'Merge-L2Loss gives the numbers of all records at once' {
    It 'for live summaries' {
        Measure-Part | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
        Measure-DoublePart | Merge-L2Loss | Assert-Whole -Whole $wholeOfDoubles
    }

    # And so from jobs, which send the same.
    It 'after Export-Clixml' {
        Measure-Part | Export-Clixml -Path TestDrive:/rows.xml
        Measure-DoublePart | Export-Clixml -Path TestDrive:/doubles.xml
        Import-Clixml -Path TestDrive:/rows.xml | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
        Import-Clixml -Path TestDrive:/doubles.xml | Merge-L2Loss | Assert-Whole -Whole $wholeOfDoubles
    }

    It 'after ConvertTo-Json' {
        Measure-Part | ConvertTo-Json | ConvertFrom-Json | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
        Measure-DoublePart | ConvertTo-Json | ConvertFrom-Json | Merge-L2Loss | Assert-Whole -Whole $wholeOfDoubles
    }

    It 'as one list, as ConvertFrom-Json of Windows PowerShell writes it' {
        , @(Measure-Part) | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
    }

    It 'after ConvertTo-Json and ConvertFrom-Json -AsHashtable' -Skip:$isOld {
        Measure-Part | ConvertTo-Json | ConvertFrom-Json -AsHashtable | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
    }

    It 'after ConvertTo-Csv' {
        Measure-Part | ConvertTo-Csv | ConvertFrom-Csv | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
        Measure-DoublePart | ConvertTo-Csv | ConvertFrom-Csv | Merge-L2Loss | Assert-Whole -Whole $wholeOfDoubles
    }

    It 'after Export-Csv with the delimiter of another culture' {
        Measure-Part | Export-Csv -Path TestDrive:/parts.csv -Delimiter ';' -NoTypeInformation
        Import-Csv -Path TestDrive:/parts.csv -Delimiter ';' | Merge-L2Loss | Assert-Whole -Whole $wholeOfRows
    }

    It 'from ForEach-Object -Parallel, in whatever order the parts come' -Skip:$isOld {
        $merged = (0..6), (7..29), (30..59) | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:manifest
            $all = $using:rows
            $all[$_] | Measure-L2Loss -SummaryOnly
        } | Merge-L2Loss
        foreach ($name in 'Mse', 'Rmse', 'Mae', 'MeanError', 'SumOfSquares', 'TotalSumOfSquares', 'R2', 'MaxError', 'Count') {
            $merged.$name | Should -BeExactly $wholeOfRows.$name -Because $name
        }
    }
}

Describe 'Merge-L2Loss under <_>' -ForEach 'de-DE', 'ar-SA', 'tr-TR' {
    BeforeEach {
        [System.Threading.Thread]::CurrentThread.CurrentCulture = $_
    }

    AfterEach {
        [System.Threading.Thread]::CurrentThread.CurrentCulture = [cultureinfo]::InvariantCulture
    }

    It 'reads its summaries after ConvertTo-Csv' {
        Measure-Part | ConvertTo-Csv -UseCulture | ConvertFrom-Csv -UseCulture | Merge-L2Loss |
            Assert-Whole -Whole $wholeOfRows
    }

    It 'reads its summaries after ConvertTo-Json' {
        Measure-DoublePart | ConvertTo-Json | ConvertFrom-Json | Merge-L2Loss | Assert-Whole -Whole $wholeOfDoubles
    }
}

Describe 'Merge-L2Loss with several models' {
    It 'keeps them apart, in the order they first appear' {
        $merged = 1..3 | ForEach-Object { @{ Actual = $_; B = 0; A = 1 } | Measure-L2Loss -PredictedProperty B, A } |
            ConvertTo-Json | ConvertFrom-Json | Merge-L2Loss
        $merged.Model | Should -Be B, A
        $merged.SumOfSquares | Should -Be 14, 5
    }
}

Describe 'Merge-L2Loss with something else in the pipeline' {
    It 'passes over items that went through <Name>' -ForEach @(
        @{ Name = 'nothing'; Way = { $_ } }
        @{ Name = 'JSON'; Way = { $_ | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'CSV'; Way = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $merged = Measure-L2Loss -Actual 1, 2 -Predicted 3, 5 | ForEach-Object $Way |
            Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 0
        @($merged).Count | Should -Be 1
        $merged.Mse | Should -Be 6.5
    }

    It 'writes an error for <Name> and merges the others' -ForEach @(
        @{ Name = 'a number'; Stranger = 42; Id = 'NotASummary' }
        @{ Name = 'an object without sums'; Stranger = [pscustomobject]@{ Mse = 1 }; Id = 'NotASummary' }
        @{ Name = 'empty sums'; Stranger = [pscustomobject]@{ Mse = 1; MergeState = '' }; Id = 'NotMergeable' }
        @{ Name = 'changed sums'; Stranger = [pscustomobject]@{ Mse = 1; MergeState = 'L2Loss/1 0' }; Id = 'NotMergeable' }
    ) {
        $merged = @(Measure-Part) + $Stranger | Merge-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $merged.Count | Should -Be 60
    }

    It 'says what to do about summaries that Select-Object cut' {
        { Measure-Part | Select-Object -Property Model, Mse, @{ Name = 'MergeState'; Expression = { '' } } |
            Merge-L2Loss -ErrorAction Stop } | Should -Throw -ErrorId 'NotMergeable,*' -ExpectedMessage '*pass on all properties*'
    }
}
