#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeDiscovery {
    $modes = @{ Mode = 'with items'; More = @{} }, @{ Mode = 'with -SummaryOnly'; More = @{ SummaryOnly = $true } }
    $allModes = $modes + @{ Mode = 'with -PassThru'; More = @{ PassThru = $true } }
    $hasProc = $PSVersionTable.PSEdition -eq 'Core' -and $IsLinux
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

    function Write-File([string] $Name, [string] $Text) {
        $path = Join-Path -Path (Get-Item TestDrive:/).FullName -ChildPath $Name
        [System.IO.File]::WriteAllText($path, $Text)
        $path
    }

    $prices = "Actual,Predicted`n200000,220000`n400000,385000`n300000,305000`n"
    $quiet = @{ ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue' }

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
    # Set-Content -LiteralPath writes elsewhere on Windows: https://github.com/PowerShell/PowerShell/issues/11010
    [System.IO.File]::WriteAllLines((Join-Path $TestDrive 'set/[x].csv'), [string[]] $rows)
    $one = 'TestDrive:/set/part-1.csv'
}

Describe 'Measure-L2Loss -Path' {
    It 'gives the house price table' {
        $output = Measure-L2Loss -Path (Write-File prices.csv $prices) @quiet
        $problems.Count | Should -Be 0
        $output[0..2].Index | Should -Be 1, 2, 3
        $output[0..2].Difference | Should -Be 20000, 15000, 5000
        $output[0..2].L2Loss | Should -Be 400000000, 225000000, 25000000
        $output[3].SumOfSquares | Should -Be 650000000
    }

    It 'gives the output of the records, good and bad, <Mode>' -ForEach $allModes {
        $cells = @(
            , ('Region', 'Actual', 'Model A', 'ModelB', 'W')
            , ('north', '0.3', '0.1', '10000000.2', '1')
            , ('so,uth', 'NA', '1,5', '3', '2')
            , ('north', '1e400', '2', '3', '-1')
            , ('so,uth', ' 7 ', '8', '', '0.5')
            , ('north', '123456789012345678.5', '2', '9', '3')
            , ("two`nlines", '1', '2', '3', '4')
        )
        $path = Write-File mixed.csv ($cells.ForEach{ $_.ForEach{ "`"$_`"" } -join ',' } -join "`r`n`r`n")
        $records = foreach ($row in $cells[1..6]) {
            $record = [ordered]@{}
            0..4 | ForEach-Object { $record[$cells[0][$_]] = $row[$_] }
            [pscustomobject]$record
        }
        $call = @{ Actual = 'Actual'; Predicted = 'Model*'; Weight = 'W'; GroupBy = 'Region'; ErrorAction = 'Ignore'; WarningAction = 'Ignore' }
        $ofFile = Measure-L2Loss -Path $path @call @More
        $summaries = @($ofFile | Where-Object { $_ -is [L2Loss.L2LossSummary] })
        $summaries.Count | Should -Be 6
        $summaries.Source | Should -Be (@($path) * 6)
        $ofFile | ConvertTo-Bit | Should -BeExactly ($records | Measure-L2Loss @call @More | ConvertTo-Bit)
    }

    It 'gives the output of the records of JSON Lines, good and bad, <Mode>' -ForEach $allModes {
        $south = "s$([char]0xFC)d"
        $path = Write-File mixed.jsonl @'
{"Region": "north", "Actual": 0.3, "Model A": 0.1, "ModelB": "10000000.2", "W": 1}
{"Region": "s\u00fcd", "Actual": null, "Model A": "1,5", "ModelB": 3, "W": 2}

{"W": 0.5, "Region": "north", "Actual": " 7 ", "Model A": 8e0, "ModelB": true}
{"Region": "s\u00fcd", "Actual": 123456789012345678.5, "Model A": 2, "ModelB": 9, "W": 3}
'@
        $records = @(
            [pscustomobject]@{ Region = 'north'; Actual = '0.3'; 'Model A' = '0.1'; ModelB = '10000000.2'; W = '1' }
            [pscustomobject]@{ Region = $south; Actual = ''; 'Model A' = '1,5'; ModelB = '3'; W = '2' }
            [pscustomobject]@{ Region = 'north'; Actual = ' 7 '; 'Model A' = '8'; ModelB = 'true'; W = '0.5' }
            [pscustomobject]@{ Region = $south; Actual = '123456789012345678.5'; 'Model A' = '2'; ModelB = '9'; W = '3' }
        )
        $call = @{ Actual = 'Actual'; Predicted = 'Model*'; Weight = 'W'; GroupBy = 'Region'; ErrorAction = 'Ignore'; WarningAction = 'Ignore' }
        $ofFile = Measure-L2Loss -Path $path @call @More
        $ofRecords = $records | Measure-L2Loss @call @More
        @($ofFile | Where-Object { $_ -is [L2Loss.L2LossSummary] }).Count | Should -Be 4
        if ($More.ContainsKey('PassThru')) {
            # The copies hold what the source holds, numbers or text.
            $ofFile.Where{ $_ -isnot [L2Loss.L2LossSummary] }.L2Loss | Should -Be $ofRecords.Where{ $_ -isnot [L2Loss.L2LossSummary] }.L2Loss
            $ofFile = $ofFile | Where-Object { $_ -is [L2Loss.L2LossSummary] }
            $ofRecords = $ofRecords | Where-Object { $_ -is [L2Loss.L2LossSummary] }
        }

        $ofFile | ConvertTo-Bit | Should -BeExactly ($ofRecords | ConvertTo-Bit)
    }

    It 'gives the items of each file and then its summary' {
        $null = Write-File order-1.csv "Actual,Predicted`n1,2`n"
        $null = Write-File order-2.csv "Predicted,Actual`n5,2`n"
        $output = Measure-L2Loss -Path TestDrive:/order-*.csv
        $output.ForEach{ $_ -is [L2Loss.L2LossItem] } | Should -Be $true, $false, $true, $false
        $output.ForEach{ $_ -is [L2Loss.L2LossSummary] } | Should -Be $false, $true, $false, $true
        $output[1, 3].Source | Split-Path -Leaf | Should -Be order-1.csv, order-2.csv
        $output[1, 3].Mse | Should -Be 1, 9
    }

    It 'takes files from the pipeline with the other parameters' {
        $files = Get-Item (Write-File semi-a.csv "Actual;Predicted`n1;2`n"), (Write-File semi-b.csv "Actual;Predicted`n1;3`n")
        $summaries = $files | Measure-L2Loss -SummaryOnly -Delimiter ';' @quiet
        $problems.Count | Should -Be 0
        $summaries.Source | Split-Path -Leaf | Should -Be semi-a.csv, semi-b.csv
        $summaries.Mse | Should -Be 1, 4
    }

    It 'takes a path on a drive' {
        $null = New-PSDrive -Name Forecast -PSProvider FileSystem -Root (Get-Item TestDrive:/set).FullName -Scope Global
        try {
            (Measure-L2Loss -LiteralPath Forecast:/part-1.csv Actual ModelA -SummaryOnly).SumOfSquares | Should -Be 14
        }
        finally {
            Remove-PSDrive -Name Forecast
        }
    }

    It 'reads text in <Encoding> <Name>' -ForEach @(
        @{ Encoding = 'utf-16'; Name = 'by its mark'; More = @{} }
        @{ Encoding = 'utf-8'; Name = 'by its mark'; More = @{} }
        @{ Encoding = 'iso-8859-1'; Name = 'with -Encoding latin1'; More = @{ Encoding = 'latin1' } }
        @{ Encoding = 'iso-8859-1'; Name = 'with -Encoding 28591'; More = @{ Encoding = 28591 } }
        @{ Encoding = 'iso-8859-1'; Name = 'with -Encoding windows-1252'; More = @{ Encoding = 'windows-1252' } }
        @{ Encoding = 'iso-8859-1'; Name = 'with -Encoding 1252'; More = @{ Encoding = 1252 } }
    ) {
        $name = "Sch$([char]0xE4)tzung"
        $path = Write-File encoded.csv ''
        $given = [System.Text.Encoding]::GetEncoding($Encoding)
        [System.IO.File]::WriteAllBytes($path, $given.GetPreamble() + $given.GetBytes("$name,Actual`n3,1`n"))
        $summary = Measure-L2Loss -Path $path Actual $name -SummaryOnly @More @quiet
        $problems.Count | Should -Be 0
        $summary.Mse | Should -Be 4
    }

    It 'refuses <Name> as a delimiter' -ForEach @(
        @{ Name = 'a line end'; Delimiter = "`n" }
        @{ Name = 'the code of a line end'; Delimiter = 13 }
        @{ Name = 'half a character'; Delimiter = [char]0xD83D }
        @{ Name = 'two characters'; Delimiter = ',;' }
    ) {
        $path = Write-File small.csv "Actual,Predicted`n1,2`n"
        { Measure-L2Loss -Path $path -Delimiter $Delimiter } | Should -Throw '*-Delimiter takes one character*' -ErrorId 'ParameterArgumentTransformationError,*'
        { Compare-L2Loss -Path $path -Delimiter $Delimiter } | Should -Throw '*-Delimiter takes one character*' -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'takes the code of a delimiter' {
        (Measure-L2Loss -Path (Write-File code.csv "Actual;Predicted`n1;2`n") -Delimiter 59 -SummaryOnly).Mse | Should -Be 1
    }

    It 'refuses an unknown encoding' {
        { Measure-L2Loss -Path x.csv -Encoding klingon } | Should -Throw -ExpectedMessage "*There is no encoding 'klingon'*"
    }

    It 'reads numbers in -Culture' {
        $path = Write-File german.csv "Actual;Predicted`n1,5;2`n"
        (Measure-L2Loss -Path $path -Delimiter ';' -Culture de-DE -SummaryOnly).Mse | Should -Be 0.25
    }

    It 'gives all columns as text with -PassThru, and the loss' {
        $path = Write-File text.csv "Id,Actual,Predicted`n007,1,3`n008,x,1`n"
        $row = Measure-L2Loss -Path $path -PassThru -SummaryVariable total -ErrorAction Ignore
        @($row).Count | Should -Be 1
        $row.PSObject.Properties.Name | Should -BeExactly Id, Actual, Predicted, Difference, L2Loss
        $row.PSObject.Properties.Value | Should -BeExactly '007', '1', '3', 2, 4
        $row.Actual | Should -BeOfType 'string'
    }

    It 'computes with a script block, and names the line where it fails' {
        $path = Write-File net.csv "Net,Vat,Forecast`n100,19,120`nx,1,2`n"
        $summary = Measure-L2Loss -Path $path { [double]$_.Net + [double]$_.Vat } Forecast -SummaryOnly @quiet
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problems[0].Exception.Message.StartsWith("$path, line 3, record 2: script block") | Should -BeTrue
        $summary.Mse | Should -Be 1
    }

    It 'lets go of the file when the pipeline ends early' {
        $path = Write-File long.csv ("Actual,Predicted`n" + "1,2`n" * 100000)
        $seen = foreach ($once in 1) { Measure-L2Loss -Path $path | ForEach-Object { $_; if ($_.Index -eq 3) { break } } }
        $seen.Index | Should -Be 1, 2, 3
        { [System.IO.File]::Open($path, 'Open', 'ReadWrite', 'None').Dispose() } | Should -Not -Throw
    }

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

Describe 'A file of very many columns' {
    It 'has them searched once, and not once for each that a wildcard matches' {
        # The only column that is there twice is the last that is found. One by one that would take minutes.
        $names = foreach ($i in 1..100000) { "M$i" }
        $path = Write-File wide.csv ("Actual,$($names -join ','),M100000`n")
        { Measure-L2Loss -Path $path Actual M* -ErrorAction Stop } |
            Should -Throw -ErrorId 'MalformedFile,*' -ExpectedMessage "*columns 100001 and 100002 are both called 'M100000'*"
    }
}

Describe 'What the system only shows as a file' -Skip:(-not $hasProc) {
    It 'is read like any other, whatever length it says: <Mode>' -ForEach $allModes {
        # The seconds since the start and those without work.
        $output = @(Measure-L2Loss -LiteralPath /proc/uptime -Delimiter ' ' -Header Actual, Predicted @More @quiet)
        $problems.Count | Should -Be 0
        $output[-1].Count, $output[-1].Read | Should -Be 1, 1
        $output[-1].Mse | Should -BeGreaterThan 0
    }

    It 'has no records where nothing comes out of it' {
        (Measure-L2Loss -LiteralPath /dev/null -SummaryOnly -WarningAction Ignore @quiet).Read | Should -Be 0
        $problems.Count | Should -Be 0
    }

    It 'is unreadable where the system says so, and the others are measured' {
        $summary = Measure-L2Loss -LiteralPath /proc/self/mem, (Write-File prices.csv $prices) -SummaryOnly @quiet
        $summary.Count | Should -Be 3
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileUnreadable,*'
        $problems[0] | Should -BeLike '/proc/self/mem: *'
    }
}

Describe 'A file that cannot be measured' {
    BeforeAll {
        $random = [Random]::new(1952)
        $lines = 0..8999 | ForEach-Object { "$(if ($_ % 3) { $random.Next() } else { 7 }),$($random.Next(1000))" }
        $content = [System.Text.Encoding]::UTF8.GetBytes("Actual,Predicted`n$($lines -join "`n")`n")
    }

    It 'is one that -<Parameter> <Path> does not find' -ForEach @(
        @{ Parameter = 'Path'; Path = 'TestDrive:/no-*.csv'; Id = 'FileNotFound' }
        @{ Parameter = 'LiteralPath'; Path = 'TestDrive:/absent.csv'; Id = 'FileNotFound' }
        @{ Parameter = 'LiteralPath'; Path = 'env:PATH'; Id = 'FileUnreadable' }
        @{ Parameter = 'LiteralPath'; Path = 'nodrive:/x.csv'; Id = 'FileNotFound' }
    ) {
        $where = @{ $Parameter = $Path }
        Measure-L2Loss @where @quiet | Should -BeNullOrEmpty
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'may be a folder in the pipeline; the files beside it count' {
        $summary = Get-Item TestDrive:/set, $one | Measure-L2Loss Actual ModelA -SummaryOnly @quiet
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileUnreadable,*'
        $summary.SumOfSquares | Should -Be 14
    }

    It 'lists its columns where one is missing, with the nearest name' {
        $null = Measure-L2Loss -Path (Write-File typo.csv "Actual,Predcited`n1,2`n") -SummaryOnly @quiet
        $problems[0].Exception.Message |
            Should -BeLike "*no column 'Predicted': it has 'Actual', 'Predcited'. Did you mean -Predicted Predcited?*"
    }

    It 'may have two columns of one name where its records are objects: <Name>' -ForEach @(
        @{ Name = '-PassThru'; Call = { Measure-L2Loss Actual Predicted -PassThru -Path $path @quiet } }
        @{ Name = 'a script block'; Call = { Measure-L2Loss Actual { $_.Note } -Path $path @quiet } }
        @{ Name = 'a script block of Compare-L2Loss'; Call = { Compare-L2Loss Actual Predicted, { $_.Note } -Path $path @quiet } }
    ) {
        $path = Write-File notes.csv "Actual,Note,Predicted,note`n1,5,2,6`n"
        . $Call | Should -BeNullOrEmpty
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'MalformedFile,*'
        $problems[0].Exception.Message | Should -BeLike "*columns 2 and 4 are both called 'note'*"
    }

    It 'may not have a name twice in -Header' {
        $path = Write-File given.csv "1,2`n"
        Measure-L2Loss -Path $path -Header Actual, actual -Predicted Actual -SummaryOnly @quiet | Should -BeNullOrEmpty
        $problems[0].Exception.Message | Should -BeLike "*columns 1 and 2 are both called 'Actual'. Give each another name with -Header."
    }

    It 'may have two columns of one name only where nobody asks for them' {
        $path = Write-File twice.csv "Actual,Note,Predicted,Note,actual`n1,x,2,y,3`n"
        Measure-L2Loss -Path $path -SummaryOnly @quiet | Should -BeNullOrEmpty
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'MalformedFile,*'
        $problems[0].Exception.Message | Should -BeLike "*columns 1 and 5 are both called 'Actual'*"
        Measure-L2Loss -Path $path Predicted Predicted -SummaryOnly | ForEach-Object Count | Should -Be 1
    }

    It 'ends in an open quote' {
        $output = Measure-L2Loss -Path (Write-File open.csv "Actual,Predicted`n1,2`n3,`"4`n5,6`n") @quiet
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'MalformedFile,*'
        @($output | Where-Object { $_ -is [L2Loss.L2LossSummary] }).Count | Should -Be 0
    }

    # Cut off, with something behind it, and with a bit changed, in places all over the file.
    It 'is a damaged gzip file, and a whole one gives the bits of the plain one: <_>' -ForEach ([System.Enum]::GetNames([System.IO.Compression.CompressionLevel])) {
        $plain = Write-File plain.csv ''
        [System.IO.File]::WriteAllBytes($plain, $content)

        # Of three members, one of them empty.
        $file = [System.IO.MemoryStream]::new()
        foreach ($part in @(0, 70000), @(0, 0), @(70000, ($content.Length - 70000))) {
            $gzip = [System.IO.Compression.GZipStream]::new($file, [System.IO.Compression.CompressionLevel]$_, $true)
            $gzip.Write($content, $part[0], $part[1])
            $gzip.Dispose()
        }

        $bytes = $file.ToArray()
        $whole = Write-File whole.csv.gz ''
        [System.IO.File]::WriteAllBytes($whole, $bytes)
        $summaries = Measure-L2Loss -Path $plain, $whole -SummaryOnly @quiet
        $problems.Count | Should -Be 0
        $summaries[1] | ForEach-Object Count | Should -Be 9000
        $summaries[1].MergeState | Should -BeExactly $summaries[0].MergeState

        $paths = foreach ($i in 1..41) {
            $damaged = [byte[]]::new($bytes.Length + 1)
            $bytes.CopyTo($damaged, 0)
            $length = $bytes.Length
            if ($i -le 20) { $length -= [Math]::Floor($i * $i * $bytes.Length / 401) }
            elseif ($i -eq 21) { $damaged[$length] = 1; $length++ }
            else { $place = [Math]::Floor(($i - 21) * $bytes.Length / 21) + $i - 21; $damaged[$place] = $damaged[$place] -bxor 16 }
            [System.Array]::Resize([ref]$damaged, $length)
            $path = Write-File "damaged$i.csv.gz" ''
            [System.IO.File]::WriteAllBytes($path, $damaged)
            $path
        }
        Measure-L2Loss -Path $paths -SummaryOnly @quiet | Should -BeNullOrEmpty
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly (@('MalformedFile') * 41)
    }

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
}

Describe 'A bad record of a file' {
    It 'is named by file, line, record, column and text, <Mode>' -ForEach $modes {
        $path = Write-File bad.csv "Note,Actual,Predicted`n`"two`nlines`",1,2`n`nb,`"1,5`",2`nc,3,`n"
        $output = Measure-L2Loss -Path $path @More @quiet
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly NotNumeric, MissingValue
        $first, $second = $problems.Exception.Message
        $expected = "$path, line 5, record 2: column 'Actual' is not numeric: '1,5'. Hint: decimal comma? try -Culture de-DE"
        $first.StartsWith($expected) | Should -BeTrue -Because $first
        $second.StartsWith("$path, line 6, record 3: column 'Predicted' is missing: ''.") | Should -BeTrue -Because $second
        @($output)[-1].Read | Should -Be 3
    }

    It 'is only counted from the 101st on, <Mode>' -ForEach $modes {
        $path = Write-File many-bad.csv ("Actual,Predicted`n" + "x,1`n1,1`n" * 150)
        $output = Measure-L2Loss -Path $path @More @quiet -WarningVariable warnings -WarningAction SilentlyContinue
        $problems.Count | Should -Be 100
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike "There are 150 errors for bad records of $path (150 not numeric); *"
        @($output)[-1].NotNumeric | Should -Be 150
    }

    It 'ends the command with -ErrorAction Stop' {
        $path = Write-File stop.csv "Actual,Predicted`n1,1`nx,1`ny,1`n"
        $output = [System.Collections.Generic.List[object]]::new()
        { Measure-L2Loss -Path $path -ErrorAction Stop | ForEach-Object { $output.Add($_) } } | Should -Throw -ErrorId 'NotNumeric,*'
        @($output | Where-Object { $_ -is [L2Loss.L2LossSummary] }).Count | Should -Be 0
    }

    It 'is the last one where it was cut off' {
        $output = Measure-L2Loss -Path (Write-File short.csv "Actual,Predicted`n1,2`n3") @quiet
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'MissingValue,*'
        $output[-1].Missing | Should -Be 1
    }
}

Describe 'A file without records' {
    It 'gives an empty summary and a warning: <Name>' -ForEach @(
        @{ Name = 'an empty one'; Text = '' }
        @{ Name = 'one with a header only'; Text = "Actual,Predicted`n" }
    ) {
        $summary = Measure-L2Loss -Path (Write-File empty.csv $Text) @quiet -WarningVariable warnings -WarningAction SilentlyContinue
        $problems.Count | Should -Be 0
        $warnings.Count | Should -Be 1
        $summary | ForEach-Object Count | Should -Be 0
        [double]::IsNaN($summary.Mse) | Should -BeTrue
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
