#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeDiscovery {
    # The build for older PowerShells reads no Parquet files.
    $readsParquet = $PSVersionTable.PSVersion -ge [version]'7.4'
}

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    function Compress-Text([string] $Path, [string] $Text) {
        $folder = (Get-PSDrive TestDrive).Root
        $stream = [System.IO.Compression.GZipStream]::new([System.IO.File]::Create("$folder/$Path"), [System.IO.Compression.CompressionMode]::Compress)
        $bytes = [System.Text.Encoding]::UTF8.GetBytes($Text)
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Dispose()
    }

    # Every property of every object; numbers to the bit, which the text of a double in Windows PowerShell is not.
    function ConvertTo-Bit {
        param([Parameter(ValueFromPipeline)] $InputObject)
        process {
            $values = foreach ($property in $InputObject.PSObject.Properties) {
                $value = $property.Value
                if ($value -is [double]) { [BitConverter]::DoubleToInt64Bits($value) } elseif ($property.Name -notin 'Source', 'LargestSource') { $value }
            }
            $values -join '|'
        }
    }

    # Losses of A 1, 4, 9 and of B 16, 0, 1.
    $rows = @('Region,Actual,ModelA,ModelB,W', 'n,10,11,14,1', 's,20,22,20,2', 'n,30,27,31,0.5')
    $null = New-Item TestDrive:/set -ItemType Directory
    Set-Content TestDrive:/set/part-1.csv $rows
    Set-Content TestDrive:/set/part-2.csv $rows[0], 's,0.3,0.1,0.7,1'
    Set-Content -LiteralPath 'TestDrive:/set/[x].csv' $rows
    $one = 'TestDrive:/set/part-1.csv'
}

Describe 'Measure-L2Loss -Path' {
    It 'gives the bits of Import-Csv | Measure-L2Loss, with groups, models and weights' {
        $numbers = 1..300 | ForEach-Object {
            [pscustomobject]@{
                Region = "r$($_ % 7)"; Actual = "$([Math]::Sin($_) * 1000)"; ModelA = "$($_ % 83 / 10d)"; ModelB = "$([Math]::Cos($_) / 3)"
                W = "$($_ % 5 + 0.25)"
            }
        }
        $numbers | Export-Csv TestDrive:/many.csv -NoTypeInformation
        $parameters = @{ ActualProperty = 'Actual'; PredictedProperty = 'Model*'; GroupBy = 'Region'; WeightProperty = 'W' }
        $ofFile = Measure-L2Loss -Path TestDrive:/many.csv @parameters
        $ofRecords = Import-Csv TestDrive:/many.csv | Measure-L2Loss @parameters
        $ofFile.Count | Should -Be (300 * 2 + 7 * 2)
        $ofFile | ConvertTo-Bit | Should -BeExactly ($ofRecords | ConvertTo-Bit)
        Measure-L2Loss -Path TestDrive:/many.csv @parameters -SummaryOnly | ConvertTo-Bit |
            Should -BeExactly ($ofFile | Where-Object { $_ -is [L2Loss.L2LossSummary] } | ConvertTo-Bit)
    }

    It 'measures each file of a wildcard apart' {
        $summaries = Measure-L2Loss -Path TestDrive:/set/part-*.csv Actual ModelA -SummaryOnly
        $summaries.SumOfSquares | Should -Be 14, 0.04
        $summaries.Source | Split-Path -Leaf | Should -Be part-1.csv, part-2.csv
    }

    It 'measures several paths in their order' {
        Measure-L2Loss -Path TestDrive:/set/part-2.csv, $one Actual ModelA -SummaryOnly | ForEach-Object Count | Should -Be 1, 3
    }

    It 'measures the files of Get-ChildItem' {
        Get-ChildItem TestDrive:/set/part-*.csv | Measure-L2Loss Actual ModelA -SummaryOnly | ForEach-Object Count | Should -Be 3, 1
    }

    It 'takes brackets as wildcards, -LiteralPath as they are' {
        Measure-L2Loss -Path 'TestDrive:/set/[x].csv' -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        (Measure-L2Loss -LiteralPath 'TestDrive:/set/[x].csv' Actual ModelA -SummaryOnly).Count | Should -Be 3
        (Get-Item -LiteralPath 'TestDrive:/set/[x].csv' | Measure-L2Loss Actual ModelA -SummaryOnly).Count | Should -Be 3
    }

    It 'takes a path from where the session stands' {
        Push-Location TestDrive:/set
        try {
            (Measure-L2Loss -Path part-1.csv Actual ModelA -SummaryOnly).Count | Should -Be 3
            (Measure-L2Loss -Path ./part-2.csv Actual ModelA -SummaryOnly).Count | Should -Be 1
        }
        finally {
            Pop-Location
        }
    }

    It 'takes a path from the home of the provider' {
        $provider = Get-PSProvider FileSystem
        $before = $provider.Home
        $provider.Home = (Get-Item TestDrive:/set).FullName
        try {
            (Measure-L2Loss -Path '~/part-1.csv' Actual ModelA -SummaryOnly).Count | Should -Be 3
        }
        finally {
            $provider.Home = $before
        }
    }

    It 'reads text parted by <Name>' -ForEach @(
        @{ Name = 'a semicolon'; File = 'semicolon.csv'; Mark = ';'; Parameters = @{ Delimiter = ';' } }
        @{ Name = 'a tab in .tsv'; File = 'tab.tsv'; Mark = "`t"; Parameters = @{} }
    ) {
        Set-Content "TestDrive:/$File" ($rows -replace ',', $Mark)
        (Measure-L2Loss -Path "TestDrive:/$File" Actual ModelA -SummaryOnly @Parameters).SumOfSquares | Should -Be 14
    }

    It 'reads names in windows-1252 with -Encoding' {
        $name = "Gr$([char]0xF6)$([char]0xDF)e"
        [System.IO.File]::WriteAllBytes("$((Get-PSDrive TestDrive).Root)/latin.csv", [System.Text.Encoding]::GetEncoding(28591).GetBytes("$name,Predicted`n1,3`n"))
        (Measure-L2Loss -Path TestDrive:/latin.csv $name -Encoding windows-1252 -SummaryOnly).Mse | Should -Be 4
        Measure-L2Loss -Path TestDrive:/latin.csv $name -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems.Count | Should -Be 1
    }

    It 'reads <_>' -ForEach 'small.csv.gz', 'small.jsonl', 'small.jsonl.gz' {
        $json = $rows | ConvertFrom-Csv | ForEach-Object { $_ | ConvertTo-Json -Compress }
        $text = $(if ($_ -like '*.jsonl*') { $json } else { $rows }) -join "`n"
        if ($_ -like '*.gz') { Compress-Text $_ $text } else { Set-Content "TestDrive:/$_" $text }
        $output = Measure-L2Loss -Path "TestDrive:/$_" Actual Model* -GroupBy Region
        $output[0..5].L2Loss | Should -Be 1, 16, 4, 0, 9, 1
        $output[6..9].ForEach{ "$($_.Group) $($_.Model) $($_.Mse)" } | Should -Be 'n ModelA 5', 'n ModelB 8.5', 's ModelA 4', 's ModelB 0'
    }

    It 'reads Parquet' -Skip:(-not $readsParquet) {
        Measure-L2Loss -Path "$PSScriptRoot/../L2Loss.Files.Tests/Parquet/Data/*.parquet" whole whole -SummaryOnly |
            ForEach-Object { "$($_.Count) $($_.Mse)" } | Should -Be '20 0', '20 0', '20 0'
    }

    It 'says that Parquet needs PowerShell 7.4, and goes on' -Skip:$readsParquet {
        $summary = Measure-L2Loss -Path "$PSScriptRoot/../L2Loss.Files.Tests/Parquet/Data/duckdb-gzip.parquet", $one Actual ModelA -SummaryOnly `
            -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -BeLike 'FileUnreadable,*'
        $problems[0].Exception.Message | Should -Match 'duckdb-gzip\.parquet.*PowerShell 7\.4'
        $summary.Count | Should -Be 3
    }

    It 'stops with Select-Object -First' {
        Measure-L2Loss -Path $one, TestDrive:/nowhere.csv Actual ModelA -ErrorVariable problems | Select-Object -First 2 |
            ForEach-Object L2Loss | Should -Be 1, 4
        $problems.Count | Should -Be 0
    }

    It 'adds to copies of the records with -PassThru' {
        $copies = Measure-L2Loss -Path $one Actual Model* -GroupBy Region -WeightProperty W -PassThru -SummaryVariable total
        $copies[1].PSObject.Properties.Name | Should -Be Region, Actual, ModelA, ModelB, W, Model, Difference, L2Loss
        $copies | ConvertTo-Bit | Should -BeExactly (
            Import-Csv $one | Measure-L2Loss Actual Model* -GroupBy Region -WeightProperty W -PassThru -SummaryVariable ofRecords | ConvertTo-Bit)
        $copies | ForEach-Object { $_.PSObject.BaseObject.GetType().Name } | Should -Be (@('PSCustomObject') * 6)
        $copies | Out-String | Should -Match 'ModelB +: 14'
        $copies.L2Loss | Should -Be 1, 16, 4, 0, 9, 1
        $total.Count | Should -Be 4
    }
}

Describe 'A file that cannot be measured' {
    It '<Name> is a non-terminating <Id>; the next file counts' -ForEach @(
        @{ Name = 'none'; File = 'nowhere.csv'; Text = $null; Id = 'FileNotFound' }
        @{ Name = 'a folder'; File = 'set'; Text = $null; Id = 'File*' }
        @{ Name = 'one without the column'; File = 'other.csv'; Text = "Actul,ModelA`n1,2"; Id = 'PropertyNotFound' }
        @{ Name = 'one that only says .gz'; File = 'false.csv.gz'; Text = 'Actual,ModelA'; Id = 'MalformedFile' }
        @{ Name = 'broken JSON'; File = 'broken.jsonl'; Text = '{"Actual":1,'; Id = 'MalformedFile' }
    ) {
        if ($Text) { Set-Content "TestDrive:/$File" $Text }
        $summary = Measure-L2Loss -Path "TestDrive:/$File", $one Actual ModelA -SummaryOnly -WarningAction Ignore `
            -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $problems[0].Exception.Message.Contains($File) | Should -BeTrue
        @($summary)[-1].SumOfSquares | Should -Be 14
    }

    It 'names file, line and record of a bad value' {
        Set-Content TestDrive:/bad.csv 'Actual,Predicted', '1,2', '"x",3'
        Measure-L2Loss -Path TestDrive:/bad.csv -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue | Out-Null
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problems[0].Exception.Message | Should -Match "bad\.csv, line 3, record 2: .*'Actual'.*'x'"
    }
}

Describe 'Compare-L2Loss -Path' {
    It 'gives the comparison of the records' {
        $ofFile = Compare-L2Loss -Path $one Actual ModelA, ModelB
        $ofRecords = Import-Csv $one | Compare-L2Loss Actual ModelA, ModelB
        $ofFile.Source | Split-Path -Leaf | Should -Be part-1.csv
        $ofFile.MeanLossDifference | Should -Be 1
        $ofFile | ConvertTo-Bit | Should -BeExactly ($ofRecords | ConvertTo-Bit)
    }
}

Describe 'A mock of Measure-L2Loss -Path' {
    It 'sees the path' {
        function Get-FileScore($File) { (Measure-L2Loss -Path $File -SummaryOnly).Mse }
        Mock Measure-L2Loss { [L2Loss.L2LossSummary]@{ Mse = 7; Source = $Path[0] } }
        Get-FileScore nowhere.csv | Should -Be 7
        Should -Invoke Measure-L2Loss -Times 1 -Exactly -ParameterFilter { $Path[0] -eq 'nowhere.csv' }
    }
}

Describe 'Tab completion' {
    It 'offers the columns for <_>' -ForEach @(
        'Import-Csv FILE | Measure-L2Loss '
        'Import-Csv FILE | Measure-L2Loss Actual '
        'Import-Csv FILE | Measure-L2Loss -GroupBy '
        'Measure-L2Loss -Path FILE -WeightProperty '
        'Measure-L2Loss -LiteralPath FILE -PredictedProperty '
    ) {
        $line = $_.Replace('FILE', "'$((Get-Item $one).FullName)'")
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be Region, Actual, ModelA, ModelB, W
    }

    It 'narrows them to what is typed' {
        $line = "Import-Csv '$((Get-Item $one).FullName)' | Measure-L2Loss Actual Mod"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be ModelA, ModelB
    }
}
