#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

# What real files bring: nothing silent, nothing lost, always the next step. tests/cases.md lists the cases.

BeforeDiscovery {
    # The build for older PowerShells has no library for Zstandard and Parquet.
    $isNew = $PSVersionTable.PSVersion -ge [version]'7.4'
    $mark = [string][char]0xFEFF
}

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force
    $root = (New-Item TestDrive:/real -ItemType Directory).FullName

    function Write-Bytes([string] $Name, [byte[]] $Bytes) {
        $path = Join-Path $root $Name
        [System.IO.File]::WriteAllBytes($path, $Bytes)
        $path
    }

    function Write-Text([string] $Name, [string] $Text, [string] $Encoding = 'utf-8') {
        Write-Bytes $Name ([System.Text.Encoding]::GetEncoding($Encoding).GetBytes($Text))
    }

    function ConvertTo-Gzip([byte[]] $Bytes) {
        $memory = [System.IO.MemoryStream]::new()
        $stream = [System.IO.Compression.GZipStream]::new($memory, [System.IO.Compression.CompressionMode]::Compress)
        $stream.Write($Bytes, 0, $Bytes.Length)
        $stream.Dispose()
        , $memory.ToArray()
    }

    # As one raw block, of less than 256 bytes.
    function ConvertTo-Zstandard([byte[]] $Bytes) {
        $block = $Bytes.Length * 8 + 1
        , ([byte[]](0x28, 0xB5, 0x2F, 0xFD, 0x20, $Bytes.Length, ($block % 256), [System.Math]::Floor($block / 256), 0) + $Bytes)
    }

    # The summary, the errors and the warnings of a file.
    function Measure-File([string] $Path, [hashtable] $Parameters = @{}) {
        $summary = Measure-L2Loss -LiteralPath $Path -SummaryOnly @Parameters -ErrorVariable problems -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
        [pscustomobject]@{
            Summary = $summary
            Ids = @($problems | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] })
            Messages = @($problems | ForEach-Object { $_.Exception.Message })
            Warnings = @($warnings)
        }
    }

    $csv = "Actual,Predicted`n1,2`n3,5`n"
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($csv)
}

Describe 'A line with more values than the header has columns' {
    It 'is one bad record, with <Name>' -ForEach @(
        @{ Name = 'decimal commas'; Text = "Actual,Predicted`n1,5,2,5`n3,5,4,0`n1,2`n"; Malformed = 2; Mse = 1; Hint = "*-Delimiter ';' -Culture de-DE*" }
        @{ Name = 'one decimal comma'; Text = "Actual,Predicted`n1,5,2`n1,2`n"; Malformed = 1; Mse = 1; Hint = '*decimal commas?*' }
        @{ Name = 'a comma in a name'; Text = "Name,Actual,Predicted`nDoe, Jane,1,2`nx,1,2`n"; Malformed = 1; Mse = 1; Hint = '*-Header Row, Name, Actual, Predicted*' }
        @{ Name = 'a note behind'; Text = "Actual,Predicted`n1,2,,see page 3`n1,2`n"; Malformed = 1; Mse = 1; Hint = "*quote a value that contains ','*" }
        @{ Name = 'a value below an empty name'; Text = "Actual,Predicted,,`n1,2,3,`n1,2,,`n"; Malformed = 1; Mse = 1; Hint = '*3 values and the header 2 columns*' }
        @{ Name = 'two lines run together'; Text = "Actual,Predicted`n1,21,3`n1,2`n"; Malformed = 1; Mse = 1; Hint = "*'1,21,3'*" }
        @{ Name = 'a thousands comma'; Text = "Actual,Predicted`n1,234.5,1`n1,2`n"; Malformed = 1; Mse = 1; Hint = "*'1,234.5,1'*" }
    ) {
        $result = Measure-File (Write-Text 'long.csv' $Text)
        $result.Summary.Malformed | Should -Be $Malformed
        $result.Summary.Mse | Should -Be $Mse
        $result.Summary.Read | Should -Be ($Malformed + 1)
        $result.Ids | Select-Object -Unique | Should -Be MalformedRecord
        $result.Messages[0] | Should -BeLike '*long.csv, line 2, record 1: *'
        $result.Messages[0] | Should -BeLike $Hint
    }

    It 'is every line of a file as write.table of R writes it, and the line to type reads it' {
        $path = Write-Text 'r.csv' "`"Actual`",`"Predicted`"`n`"1`",1,2`n`"2`",3,5`n"
        $result = Measure-File $path
        $result.Summary.Count, $result.Summary.Malformed | Should -Be 0, 2
        $result.Messages[0] | Should -BeLike "*Get-Content *| Select-Object -Skip 1 | ConvertFrom-Csv -Header Row, Actual, Predicted | Measure-L2Loss*"
        $line = $result.Messages[0] -replace '^.*names? them all: |^.*Then give them all: ' -replace '\.$'
        (Invoke-Expression "$line -SummaryOnly").Mse | Should -Be 2.5
    }

    It 'has names for the columns without one in the line to type: <Name>' -ForEach @(
        @{ Name = 'a header that ends with a delimiter'; File = 'ends.csv'; Text = "Actual,Predicted,`n1,2,9`n3,5,9`n"; Given = @{} }
        @{ Name = 'a header that ends with some, below sep='; File = 'ends.csv'; Text = "sep=;`nActual;Predicted;;`n1;2;9;`n3;5;;9`n"; Given = @{} }
        @{ Name = 'a column that is called as the one of R'; File = 'ends.csv'; Text = "Row,Actual,Predicted`n1,7,1,2`n2,7,3,5`n"; Given = @{} }
        @{ Name = 'a name over two lines'; File = 'ends.csv'; Text = "`"Actual`",`"Predicted`",`"a`nb`",`n1,2,9,9`n3,5,9,9`n"; Given = @{} }
        @{ Name = 'names that were given'; File = 'given.csv'; Text = "1,2,9`n3,5,9`n"; Given = @{ Header = 'Actual', 'Predicted' } }
    ) {
        $path = Write-Text $File $Text
        $result = Measure-File $path $Given
        $result.Summary.Malformed | Should -Be 2
        $line = $result.Messages[0] -replace '(?s)^.*Then (give|name) them all: ' -replace '\.$'
        if ($Given.Count) { $line = "Measure-L2Loss -LiteralPath '$path' $line" }
        $summary = Invoke-Expression "$line -SummaryOnly"
        $summary.Count, $summary.Mse | Should -Be 2, 2.5
    }

    It 'counts in Compare-L2Loss, with script blocks and in both files of a join' {
        $path = Write-Text 'c.csv' "Actual,A,B`n1,2,3`n1,5,2,3`n3,3,3`n"
        (Compare-L2Loss -Path $path -PredictedProperty A, B -ErrorAction SilentlyContinue).Read | Should -Be 3
        $summary = Measure-L2Loss -Path $path { $_.Actual } A -SummaryOnly -ErrorAction SilentlyContinue -ErrorVariable problems
        $summary.Read, $summary.Malformed | Should -Be 3, 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'MalformedRecord,*'
        $actual = Write-Text 'ja.csv' "k,Actual`na,1`nb,2`nc,3,4`n"
        $predicted = Write-Text 'jp.csv' "k,Predicted`na,1`nb,2,5`nc,3`n"
        $summary = Measure-L2Loss -ActualPath $actual -PredictedPath $predicted -Key k -SummaryOnly -ErrorAction SilentlyContinue
        $summary.Count, $summary.Malformed, $summary.UnmatchedActual, $summary.UnmatchedPredicted | Should -Be 1, 2, 1, 1
        $summary.Read | Should -Be 5
    }

    It 'is nothing where the values beyond the header are empty: <_>' -ForEach "1,2,,`n3,5,,,", "1,2, ,`t`n3,5,`"`",", "1,2,`r`n3,5,`r`n" {
        $result = Measure-File (Write-Text 'empty.csv' "Actual,Predicted`n$_")
        $result.Summary.Mse | Should -Be 2.5
        $result.Ids + $result.Warnings | Should -BeNullOrEmpty
    }
}

Describe 'A text file' {
    It 'with <Name> is read' -ForEach @(
        @{ Name = 'a line sep=;'; Text = "sep=;`r`nActual;Predicted`r`n1;2`r`n3;5`r`n" }
        @{ Name = 'a line "sep=|"'; Text = "`"sep=|`"`nActual|Predicted`n1|2`n3|5" }
        @{ Name = 'a line SEP and a tab'; Text = "SEP=`t`nActual`tPredicted`n1`t2`n3`t5`n" }
        @{ Name = 'a mark before each part'; Text = "${mark}Actual,Predicted`n1,2`n${mark}3,5`n" }
        @{ Name = 'a mark before quotes'; Text = "Actual,Predicted`n1,2`n$mark`"3`",`"5`"`n" }
        @{ Name = 'a mark alone in a line'; Text = "Actual,Predicted`n1,2`n$mark`n3,5`n" }
        @{ Name = 'marks before sep='; Text = "$mark${mark}sep=;`nActual;Predicted`n1;2`n3;5`n" }
        @{ Name = 'marks before a line that names the delimiter in use'; Text = "$mark$mark${mark}sep=,`nActual,Predicted`n1,2`n3,5`n" }
        @{ Name = 'marks before a comment'; Text = "$mark$mark#TYPE x`nActual,Predicted`n1,2`n3,5`n" }
        @{ Name = 'old Mac line ends'; Text = "Actual,Predicted`r1,2`r3,5`r" }
        @{ Name = 'blank lines'; Text = "Actual,Predicted`n`n1,2`n  `n3,5`n`n" }
    ) {
        $result = Measure-File (Write-Text 'text.csv' $Text)
        $result.Summary.Mse | Should -Be 2.5
        $result.Ids + $result.Warnings | Should -BeNullOrEmpty
    }

    It 'takes a delimiter that is given also where a sep= line names another' {
        (Measure-File (Write-Text 'sep.csv' "sep=,`nActual;Predicted`n1;2`n3;5`n") @{ Delimiter = ';' }).Summary.Mse | Should -Be 2.5
    }

    It 'takes a tab as <_>' -ForEach "`t", '\t' {
        (Measure-File (Write-Text 'tab.csv' "Actual`tPredicted`n1`t2`n3`t5`n") @{ Delimiter = $_ }).Summary.Mse | Should -Be 2.5
    }

    It 'shows what its last line holds: <Shown>' -ForEach @(
        @{ Shown = '\u001a'; Last = [string][char]0x1A }
        @{ Shown = '\u0000\u0000\u0000'; Last = "`0`0`0" }
        @{ Shown = '\u0004'; Last = [string][char]0x04 }
        @{ Shown = '(2 rows)'; Last = '(2 rows)' }
        @{ Shown = 'EOF'; Last = 'EOF' }
    ) {
        $result = Measure-File (Write-Text 'last.csv' "Actual,Predicted`n1,2`n3,5`n$Last")
        $result.Summary.Count, $result.Summary.Read | Should -Be 2, 3
        $result.Messages[0] | Should -BeLike "*line 4, record 3:*the line is '$Shown'*"
    }

    It 'that another program writes is read' {
        $path = Write-Text 'open.csv' $csv
        $writer = [System.IO.File]::Open($path, 'Open', 'ReadWrite', 'ReadWrite')
        try { (Measure-File $path).Summary.Mse | Should -Be 2.5 } finally { $writer.Dispose() }
    }
}

Describe 'JSON Lines' {
    It 'with <Name> lose no other record' -ForEach @(
        @{ Name = 'NaN where nobody looks'; Line = '{"x":NaN,"Actual":1,"Predicted":2}'; Id = @(); Mse = 2 }
        @{ Name = 'Infinity where nobody looks'; Line = '{"Actual":1,"Predicted":2,"x":[Infinity,-Infinity]}'; Id = @(); Mse = 2 }
        @{ Name = 'NaN'; Line = '{"Actual":NaN,"Predicted":2}'; Id = 'MissingValue'; Mse = 2.5 }
        @{ Name = '-Infinity'; Line = '{"Actual":1,"Predicted":-Infinity}'; Id = 'NotFinite'; Mse = 2.5 }
        @{ Name = 'a line that is cut off'; Line = '{"Actual":1,"Pre'; Id = 'MalformedRecord'; Mse = 2.5 }
        @{ Name = 'a comma behind a line'; Line = '{"Actual":1,"Predicted":2},'; Id = 'MalformedRecord'; Mse = 2.5 }
        @{ Name = 'an array'; Line = '[1,2]'; Id = 'MalformedRecord'; Mse = 2.5 }
        @{ Name = 'single quotes'; Line = "{'Actual':1,'Predicted':2}"; Id = 'MalformedRecord'; Mse = 2.5 }
        @{ Name = 'two objects'; Line = '{"Actual":1,"Predicted":2}{"Actual":1,"Predicted":2}'; Id = 'MalformedRecord'; Mse = 2.5 }
        @{ Name = 'half a character'; Line = '{"Actual":"\ud800","Predicted":2}'; Id = 'NotNumeric'; Mse = 2.5 }
    ) {
        foreach ($lines in @('{"Actual":1,"Predicted":2}', $Line, '{"Actual":3,"Predicted":5}'), @('{"Actual":1,"Predicted":2}', '{"Actual":3,"Predicted":5}', $Line)) {
            $result = Measure-File (Write-Text 'lines.jsonl' ($lines -join "`n"))
            $result.Summary.Mse | Should -Be $Mse
            $result.Summary.Read | Should -Be 3
            $result.Ids | Should -Be $Id
        }
    }

    It 'that are <Name> give the line to type' -ForEach @(
        @{ Name = 'an array'; Text = '[{"Actual":1,"Predicted":2},{"Actual":3,"Predicted":5}]' }
        @{ Name = 'an array over lines'; Text = "[`n{`"Actual`":1,`"Predicted`":2},`n{`"Actual`":3,`"Predicted`":5}`n]" }
        @{ Name = 'an indented array'; Text = "[`n  {`n    `"Actual`": 1,`n    `"Predicted`": 2`n  },`n  {`n    `"Actual`": 3, `"Predicted`": 5`n  }`n]" }
        @{ Name = 'an array behind blank lines'; Text = "`n`n [{`"Actual`":1,`"Predicted`":2},{`"Actual`":3,`"Predicted`":5}]" }
        @{ Name = 'an array with a mark'; Text = "$mark[{`"Actual`":1,`"Predicted`":2},{`"Actual`":3,`"Predicted`":5}]" }
    ) {
        foreach ($file in 'array.jsonl', 'array.csv') {
            $result = Measure-File (Write-Text $file $Text)
            $result.Summary | Should -BeNullOrEmpty
            $result.Messages.Count | Should -Be 1
            $line = $result.Messages[0] -replace '^.*Hint: ' -replace '\.$'
            $line | Should -BeLike 'Get-Content -Raw * | ConvertFrom-Json | Measure-L2Loss'
            (Invoke-Expression "$line -SummaryOnly").Mse | Should -Be 2.5
        }
    }
}

Describe 'JSON whose records are inside' {
    It 'gives the line to type: <Text>' -ForEach @(
        @{ Text = '{"count":2,"rows":[{"Actual":1,"Predicted":2},{"Actual":3,"Predicted":5}]}' }
        @{ Text = "{`n  `"meta`": {`"x`":[{`"y`":1}]},`n  `"data`": {`"my rows`": [{`"Actual`":1,`"Predicted`":2},`n{`"Actual`":3,`"Predicted`":5}]}`n}" }
        @{ Text = "{`"r`":{`"Actual`":1,`"Predicted`":2}}`n{`"r`":{`"Actual`":3,`"Predicted`":5}}" }
        @{ Text = '[{"r":{"Actual":1,"Predicted":2}},{"r":{"Actual":3,"Predicted":5}}]' }
    ) {
        foreach ($file in 'inside.jsonl', 'inside.csv') {
            $line = (Measure-File (Write-Text $file $Text)).Messages[0] -replace '(?s)^.*Hint: ' -replace '\.$'
            (Invoke-Expression "$line -SummaryOnly").Mse | Should -Be 2.5
        }

        $message = (Measure-File (Write-Bytes 'inside.csv.gz' (ConvertTo-Gzip ([System.Text.Encoding]::ASCII.GetBytes($Text))))).Messages[0]
        (Invoke-Expression "$($message -replace '(?s)^.*unpack it, then ' -replace '\.$') -SummaryOnly").Mse | Should -Be 2.5
    }
}

Describe 'A file under another name' {
    It 'is said to be <What>' -ForEach @(
        @{ What = 'it is compressed with gzip'; File = 'gzip.csv'; Make = { ConvertTo-Gzip $bytes }; Hint = 'Rename-Item * gzip.csv.gz; Measure-L2Loss -Path *gzip.csv.gz' }
        @{ What = 'it is text and not compressed'; File = 'text.csv.gz'; Make = { , $bytes }; Hint = 'Get-Content * | ConvertFrom-Csv | Measure-L2Loss' }
        @{ What = 'it is a zip archive'; File = 'zip.csv'; Make = { , ([byte[]](0x50, 0x4B, 3, 4) + (New-Object byte[] 100)) }; Hint = '*Expand-Archive *' }
        @{ What = 'it is an Excel workbook'; File = 'book.xlsx'; Make = { , ([byte[]](0x50, 0x4B, 3, 4) + (New-Object byte[] 26) + [System.Text.Encoding]::ASCII.GetBytes('[Content_Types].xml') + (New-Object byte[] 3000)) }; Hint = '*Import-Excel *book.xlsx | Measure-L2Loss' }
        @{ What = 'it is a workbook of an old Excel'; File = 'old.csv'; Make = { , ([byte[]](0xD0, 0xCF, 0x11, 0xE0) + (New-Object byte[] 600)) }; Hint = 'save it as CSV' }
        @{ What = 'it is a Parquet file'; File = 'parquet.csv'; Make = { , ([System.Text.Encoding]::ASCII.GetBytes('PAR1') + (New-Object byte[] 100)) }; Hint = 'Rename-Item *' }
        @{ What = 'it is one JSON document'; File = 'json.csv'; Make = { , [System.Text.Encoding]::ASCII.GetBytes('[{"Actual":1}]') }; Hint = 'Get-Content -Raw * | ConvertFrom-Json | Measure-L2Loss' }
        @{ What = 'it is JSON Lines'; File = 'lines.csv'; Make = { , [System.Text.Encoding]::ASCII.GetBytes('{"Actual":1,"Predicted":2}') }; Hint = 'Get-Content * | ConvertFrom-Json | Measure-L2Loss' }
        @{ What = 'it is a web page'; File = 'page.csv'; Make = { , [System.Text.Encoding]::ASCII.GetBytes("`n<!DOCTYPE html><html>Sign in</html>") }; Hint = 'download the data itself*' }
        @{ What = 'it is XML'; File = 'xml.csv'; Make = { , [System.Text.Encoding]::ASCII.GetBytes('<?xml version="1.0"?><r/>') }; Hint = '*Select-Xml*' }
        @{ What = 'it is compressed with Zstandard'; File = 'zst.csv'; Make = { , ([byte[]](0x28, 0xB5, 0x2F, 0xFD) + (New-Object byte[] 40)) }; Hint = 'Rename-Item * zst.csv.zst*' }
        @{ What = 'it is a compressed archive'; File = '7z.csv'; Make = { , ([byte[]](0x37, 0x7A, 0xBC, 0xAF, 0x27) + (New-Object byte[] 40)) }; Hint = 'unpack it first' }
    ) {
        $result = Measure-File (Write-Bytes $File (& $Make))
        $result.Messages.Count | Should -Be 1
        $result.Messages[0] | Should -BeLike "*$What*Hint: $Hint."
    }

    It 'is no workbook where it is a document of Word' {
        $start = [byte[]](0x50, 0x4B, 3, 4) + [System.Text.Encoding]::ASCII.GetBytes('[Content_Types].xml word/document.xml')
        $result = Measure-File (Write-Bytes 'letter.docx' ($start + (New-Object byte[] 3000)))
        $result.Messages | Should -BeLike '*it is not text, and none of the formats that can be read.'
    }

    It 'of UTF-16 without a mark names the encoding that reads it' -ForEach @(@{ Web = 'utf-16'; Name = 'unicode' }, @{ Web = 'utf-16BE'; Name = 'bigendianunicode' }) {
        $path = Write-Text 'wide.csv' $csv $Web
        (Measure-File $path).Messages[0] | Should -BeLike "*-Encoding $Name."
        (Measure-File $path @{ Encoding = $Name }).Summary.Mse | Should -Be 2.5
    }

    It 'of gzip with zeros behind it is read, and with anything else is damaged' {
        (Measure-File (Write-Bytes 'padded.csv.gz' ((ConvertTo-Gzip $bytes) + (New-Object byte[] 5000)))).Summary.Mse | Should -Be 2.5
        (Measure-File (Write-Bytes 'two.csv.gz' ((ConvertTo-Gzip $bytes) + (ConvertTo-Gzip ([byte[]](0x31, 0x2C, 0x32))) + (New-Object byte[] 1)))).Summary.Count | Should -Be 3
        (Measure-File (Write-Bytes 'junk.csv.gz' ((ConvertTo-Gzip $bytes) + [byte[]](1, 2, 3)))).Ids | Should -Be MalformedFile
        (Measure-File (Write-Bytes 'cut.csv.gz' ((ConvertTo-Gzip $bytes)[0..20]))).Ids | Should -Be MalformedFile
    }

    It 'of Zstandard is read' -Skip:(-not $isNew) {
        $frame = ConvertTo-Zstandard $bytes
        (Measure-File (Write-Bytes 'packed.csv.zst' $frame)).Summary.Mse | Should -Be 2.5
        (Measure-File (Write-Bytes 'cut.csv.zst' $frame[0..15])).Ids | Should -Be MalformedFile
    }
}

Describe 'A compressed file' {
    It 'of <_> gets the hints of what is in it' -ForEach @('.gz'; if ($isNew) { '.zst' }) {
        $pack = if ($_ -eq '.gz') { 'ConvertTo-Gzip' } else { 'ConvertTo-Zstandard' }
        $text = [System.Text.Encoding]::ASCII.GetBytes("Actual;Predicted`n1;2`n3;5")
        (Measure-File (Write-Bytes "other.csv$_" (& $pack $text))).Messages[0] | Should -BeLike "*it has the column with -Delimiter ';'."
        $names = [System.Text.Encoding]::ASCII.GetBytes("Real,Predicted`n1,2`n")
        (Measure-File (Write-Bytes "names.csv$_" (& $pack $names))).Messages[0] | Should -BeLike "*it has 'Real', 'Predicted'. Name the column with -Actual."
        foreach ($lines in "A title`nActual,Predicted`n1,2`n3,5", "Actual,Predicted`na,1,2`nb,3,5") {
            $path = Write-Bytes "skip.csv$_" (& $pack ([System.Text.Encoding]::ASCII.GetBytes($lines)))
            $message = (Measure-File $path).Messages[0]
            $message | Should -BeLike '*: unpack it, then Get-Content *skip.csv | Select-Object -Skip 1 | *'
            $null = Write-Text 'skip.csv' $lines
            (Invoke-Expression "$($message -replace '^.*unpack it, then ' -replace '\.$') -SummaryOnly").Mse | Should -Be 2.5
        }

        $json = [System.Text.Encoding]::ASCII.GetBytes('{"Actual":1,"Predicted":2}')
        $path = Write-Bytes "lines.csv$_" (& $pack $json)
        (Measure-File $path).Messages[0] | Should -BeLike "*inside of * it is JSON Lines. Hint: Rename-Item *lines.csv$_ lines.csv.jsonl$_; Measure-L2Loss -Path *lines.csv.jsonl$_."
        Rename-Item $path "lines.csv.jsonl$_"
        (Measure-File "$root/lines.csv.jsonl$_").Summary.Mse | Should -Be 1
    }
}

Describe 'A missing column' {
    It 'is found <Name>' -ForEach @(
        @{ Name = 'behind semicolons'; Text = "Actual;Predicted`n1;2`n3;5"; Parameters = @{ Delimiter = ';' }; Hint = "-Delimiter ';'." }
        @{ Name = 'behind semicolons beside a comma'; Text = "Price, net;Actual;Predicted`n1;1;2`n1;3;5"; Parameters = @{ Delimiter = ';' }; Hint = "-Delimiter ';'." }
        @{ Name = 'behind tabs'; Text = "Actual`tPredicted`n1`t2`n3`t5"; Parameters = @{ Delimiter = "`t" }; Hint = '-Delimiter "`t".' }
        @{ Name = 'behind pipes'; Text = "Id|Actual|Predicted`n9|1|2`n9|3|5"; Parameters = @{ Delimiter = '|' }; Hint = "-Delimiter '|'." }
        @{ Name = 'behind blanks'; Text = "Actual Predicted`n1 2`n3 5"; Parameters = @{ Delimiter = ' ' }; Hint = "-Delimiter ' '." }
    ) {
        $path = Write-Text 'other.csv' $Text
        (Measure-File $path).Messages[0].EndsWith("it has the column with $Hint") | Should -BeTrue
        (Measure-File $path $Parameters).Summary.Mse | Should -Be 2.5
    }

    It 'is not looked for between the words of <Name>' -ForEach @(
        @{ Name = 'names'; Text = "Actual value,Predicted value`n1,2" }
        @{ Name = 'names, where the values have words, too'; Text = "Actual price,Name`n1,John Smith" }
        @{ Name = 'names with colons'; Text = "Actual: price,Predicted: price`n1,2" }
    ) {
        (Measure-File (Write-Text 'words.csv' $Text)).Messages[0] | Should -Not -BeLike '*-Delimiter*'
    }

    It 'is not looked for between the words of a title' {
        (Measure-File (Write-Text 'words.csv' "Actual and Predicted`nActual,Predicted`n1,2")).Messages[0] |
            Should -BeLike '*The names are on line 2.*'
    }

    It 'is found below <Name>, and the line to type reads it' -ForEach @(
        @{ Name = 'a title'; Text = "Report of 2024`nActual,Predicted`n1,2`n3,5`n"; Line = 2 }
        @{ Name = 'titles'; Text = "Report of 2024`nby me`nActual,Predicted`n1,2`n3,5`n"; Line = 3 }
        @{ Name = 'a title and a blank line'; Text = "Report;2024`n`nActual;Predicted`n1;2`n3;5`n"; Line = 3 }
        @{ Name = 'a title with commas'; Text = "Report, 2024, final`nActual,Predicted`n1,2`n3,5`n"; Line = 2 }
        @{ Name = 'units'; Text = "EUR,EUR`nActual,Predicted`n1,2`n3,5`n"; Line = 2 }
    ) {
        $message = (Measure-File (Write-Text 'titled.csv' $Text)).Messages[0]
        $message | Should -BeLike "*The names are on line $Line. Hint: Get-Content *"
        (Invoke-Expression "$($message -replace '^.*Hint: ' -replace '\.$') -SummaryOnly").Mse | Should -Be 2.5
    }

    It 'of columns that are aligned by blanks gives the line to type: <Text>' -ForEach @(
        @{ Text = "Actual   Predicted`n1        2`n3        5`n" }
        @{ Text = "  Id Actual Predicted`n   7      1         2`n   8      3         5`n" }
    ) {
        $message = (Measure-File (Write-Text 'aligned.txt' $Text)).Messages[0]
        (Invoke-Expression "$($message -replace '^.*Hint: ' -replace '\.$') -SummaryOnly").Mse | Should -Be 2.5
    }

    It 'of a file without names gives them: <Names>' -ForEach @(
        @{ Text = "1,2`n3,5`n"; Names = '-Header Actual, Predicted.' }
        @{ Text = "2024-01-01,1,2`n2024-01-02,3,5`n"; Names = '-Header C1, Actual, Predicted.' }
        @{ Text = "1.5,2.5,x`n3,5,y`n"; Names = '-Header Actual, Predicted, C3.' }
        @{ Text = "# Actual,Predicted`n1,2`n3,5`n"; Names = '-Header Actual, Predicted.' }
        @{ Text = "#Id Actual Predicted`n1 1 2`n2 3 5`n"; Names = "-Header Id, Actual, Predicted -Delimiter ' '." }
    ) {
        $path = Write-Text 'bare.csv' $Text
        (Measure-File $path).Messages[0] | Should -BeLike "*Hint: $Names"
        (Invoke-Expression "Measure-L2Loss -Path '$path' -SummaryOnly $($Names -replace '\.$')").Mse | Should -Be 2.5
    }

    It 'in another encoding names it' {
        $name = "R$([char]0xE9)el"
        $path = Write-Text 'latin.csv' "$name,Predicted`n1,2`n3,5`n" 'iso-8859-1'
        (Measure-File $path @{ ActualProperty = $name }).Messages[0] | Should -BeLike '*-Encoding windows-1252.'
        (Measure-File $path @{ ActualProperty = $name; Encoding = 'windows-1252' }).Summary.Mse | Should -Be 2.5
    }

    It 'with a name like it is asked for' {
        (Measure-File (Write-Text 'near.csv' "Actuel,Predicted`n1,2`n")).Messages[0] | Should -BeLike "*Did you mean -Actual Actuel?"
    }

    It 'of records that were read with another delimiter names it: <Mark>' -ForEach @{ Mark = ';' }, @{ Mark = '|' }, @{ Mark = ':' } {
        $path = Write-Text 'records.csv' "Actual${Mark}Predicted`n1${Mark}2`n"
        { Import-Csv $path | Measure-L2Loss } | Should -Throw "*-Delimiter '$Mark'.*"
    }

    It 'of lines of text says ConvertFrom-Csv' {
        $path = Write-Text 'plain.csv' $csv
        { Get-Content $path | Measure-L2Loss } | Should -Throw '*Get-Content data.csv | ConvertFrom-Csv | Measure-L2Loss*'
    }
}

Describe 'A path' {
    It 'of a folder says how to read what is in it' {
        $folder = (New-Item (Join-Path $root 'spark.csv') -ItemType Directory).FullName
        $null = Write-Text 'spark.csv/part-0.csv' $csv
        $message = (Measure-File $folder).Messages[0]
        (Invoke-Expression "$($message -replace '^.*Hint: ' -replace '\.$') -SummaryOnly").Mse | Should -Be 2.5
        $empty = (New-Item (Join-Path $root 'empty') -ItemType Directory).FullName
        (Measure-File $empty).Messages[0] | Should -BeLike '*Get-ChildItem * -Recurse -File | Measure-L2Loss.'
    }

    It 'with wildcards in a name that exists says -LiteralPath' {
        $path = Write-Text 'data[1].csv' $csv
        Measure-L2Loss -Path $path -SummaryOnly -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].Exception.Message | Should -BeLike '*Measure-L2Loss -LiteralPath *'
    }

    It 'on the web says how to fetch it' {
        Measure-L2Loss -Path 'https://example.com/data/prices.csv' -SummaryOnly -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        $problems[0].Exception.Message | Should -BeLike '*Hint: Invoke-WebRequest https://example.com/data/prices.csv -OutFile prices.csv; Measure-L2Loss -Path prices.csv.'
    }

    It 'of an empty file among others is named in the warning' {
        $files = (Write-Text 'one.csv' $csv), (Write-Text 'none.csv' ''), (Write-Text 'head.csv' "Actual,Predicted`n"), (Write-Text 'blank.csv' "`n  `r`n`n")
        $summaries = Measure-L2Loss -Path $files -SummaryOnly -WarningVariable warnings -WarningAction SilentlyContinue
        $summaries.Count | Should -Be 4
        $warnings.Count | Should -Be 3
        $warnings[0] | Should -BeLike '*none.csv*'
        $warnings[1] | Should -BeLike '*head.csv*'
        $warnings[2] | Should -BeLike '*blank.csv*'
    }

    It 'is described with -Verbose' {
        $verbose = Measure-L2Loss -Path (Write-Text 'said.csv' "sep=;`nActual;Predicted`n1;2`n") -SummaryOnly -Verbose 4>&1 |
            Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$verbose" | Should -BeLike "*said.csv: delimited text, utf-8, delimiter ';', 2 columns."
    }
}
