#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

# Whatever a file, a name or a value holds: no message has a control or format character or a blank but U+0020, and none is
# longer than 2,000 characters; and Read is the sum of its parts.

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force
    $root = (New-Item TestDrive:/messages -ItemType Directory).FullName

    function Assert-Safe([object[]] $Messages) {
        foreach ($message in $Messages) {
            $text = if ($message -is [System.Management.Automation.ErrorRecord]) { $message.Exception.Message } else { "$message" }
            $text.Length | Should -BeLessOrEqual 2000
            $text | Should -Not -Match '[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u00A0\u2000-\u200A\u202F\u205F\u3000]'
            $text -replace '[\uD800-\uDBFF][\uDC00-\uDFFF]' | Should -Not -Match '[\uD800-\uDFFF]'
        }
    }

    function Assert-Sum($Summaries) {
        foreach ($summary in $Summaries) {
            $summary.Count + $summary.Missing + $summary.NotNumeric + $summary.NotFinite + $summary.InvalidWeight + $summary.Malformed |
                Should -Be $summary.Read
        }
    }
}

Describe 'A message' {
    It 'shows <Shown> for what prints as nothing or moves the cursor' -ForEach @(
        @{ Code = 0x1B; Shown = '\u001b' }, @{ Code = 0x07; Shown = '\u0007' }, @{ Code = 0x0D; Shown = '\u000d' }, @{ Code = 0x85; Shown = '\u0085' }
        @{ Code = 0xA0; Shown = '\u00a0' }, @{ Code = 0xAD; Shown = '\u00ad' }, @{ Code = 0x200B; Shown = '\u200b' }, @{ Code = 0x200E; Shown = '\u200e' }
        @{ Code = 0x2028; Shown = '\u2028' }, @{ Code = 0x202E; Shown = '\u202e' }, @{ Code = 0x2060; Shown = '\u2060' }, @{ Code = 0x3000; Shown = '\u3000' }
        @{ Code = 0xFEFF; Shown = '\ufeff' }, @{ Code = 0xD800; Shown = '\ud800' }, @{ Code = 0xE000; Shown = '\ue000' }, @{ Code = 0x3164; Shown = '\u3164' }
    ) {
        $odd = "x$([char]$Code)y"
        $record = [pscustomobject]@{ Actual = $odd; Predicted = 1; $odd = 'n' }
        $null = $record | Measure-L2Loss -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $null = $record | Measure-L2Loss -GroupBy $odd -SummaryOnly -ErrorVariable +problems -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
        $null = $record | Measure-L2Loss $odd -SummaryOnly -ErrorVariable +problems -ErrorAction SilentlyContinue -WarningVariable +warnings -WarningAction SilentlyContinue
        $problems[0].Exception.Message | Should -BeLike "*'x$($Shown)y'*"
        Assert-Safe $problems
        Assert-Safe $warnings
        try { $record | Measure-L2Loss Nothing } catch { Assert-Safe $_ }
        try { $record | Measure-L2Loss { throw $odd } -ErrorAction Stop } catch { Assert-Safe $_ }
        Measure-L2Loss -Path "no$($odd)file.csv" -ErrorVariable problems -ErrorAction SilentlyContinue
        Assert-Safe $problems
    }

    It 'is short, whatever its parts are' {
        $names = 1..500 | ForEach-Object { "column$([char]0x1B)" * 40 + $_ }
        $path = Join-Path $root 'wide.csv'
        [System.IO.File]::WriteAllText($path, ($names -join ',') + "`n" + ('1,' * 499) + "1`n")
        Measure-L2Loss -Path $path -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 1
        Assert-Safe $problems
        $row = [ordered]@{}
        foreach ($name in $names) { $row[$name] = '1' }
        try { [pscustomobject]$row | Measure-L2Loss } catch { Assert-Safe $_ }
        Measure-L2Loss -LiteralPath ('a' * 3000) -ErrorVariable problems -ErrorAction SilentlyContinue
        Assert-Safe $problems
        $keys = 1..60 | ForEach-Object { "key$_" }
        $path = Join-Path $root 'keys.csv'
        [System.IO.File]::WriteAllText($path, ($keys -join ',') + ",Actual,Predicted`n" + ("$([char]0x1B)[31m,$('v' * 90)," * 30) + "1,2`n")
        Set-Content (Join-Path $root 'other.csv') (($keys -join ',') + ",Actual,Predicted`n" + ('w,' * 60) + '1,2')
        Measure-L2Loss -ActualPath $path -PredictedPath (Join-Path $root 'other.csv') -Key $keys -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $problems.Count | Should -BeGreaterThan 1
        Assert-Safe $problems
    }

    It 'is safe and short for random bytes in a file that ends in <_>' -ForEach '.csv', '.tsv', '.jsonl', '.csv.gz', '.jsonl.gz', '.parquet', '.csv.zst', '.txt' {
        $seed = Get-Random
        $random = [System.Random]::new($seed)
        $pieces = @(
            "Actual,Predicted`n1,2`n", '{"Actual":1,"Predicted":2}', "`n", '"', ',', ';', "$([char]0x1B)[2J", "$([char]0x202E)", 'NaN', "`0", "sep=;`n", '#', "`r", '[', '{', '\u001b', 'PAR1', '1,5,2,5'
        )
        foreach ($i in 1..12) {
            $bytes = [System.Collections.Generic.List[byte]]::new()
            foreach ($j in 0..$random.Next(12)) {
                if ($random.Next(3) -eq 0) {
                    $some = New-Object byte[] $random.Next(60)
                    $random.NextBytes($some)
                    $bytes.AddRange($some)
                }
                else {
                    $bytes.AddRange([System.Text.Encoding]::UTF8.GetBytes($pieces[$random.Next($pieces.Count)]))
                }
            }

            $path = Join-Path $root "random$_"
            [System.IO.File]::WriteAllBytes($path, $bytes.ToArray())
            $summaries = Measure-L2Loss -Path $path -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
            try {
                Assert-Safe $problems
                Assert-Safe $warnings
                Assert-Sum $summaries
                @($problems).Count + @($summaries).Count | Should -BeGreaterThan 0
            }
            catch {
                throw "seed $seed, file $i ($([Convert]::ToBase64String($bytes.ToArray()))): $_"
            }
        }
    }
}

Describe 'A message that names what is foreign' {
    BeforeAll {
        $odd = "odd$([char]0x202E)name"

        function Get-Message([scriptblock] $Call) {
            try {
                $null = & $Call 3>&1 2>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] -or $_ -is [System.Management.Automation.ErrorRecord] } -OutVariable said
                $said
            }
            catch { $_ }
        }
    }

    It 'is safe: <Name>' -ForEach @(
        @{ Name = 'two files without a common key'; Says = 'No key of*'; Call = {
                Set-Content -LiteralPath "$root/a$odd.csv" 'Id,Actual', "$($odd * 40),1"
                Set-Content -LiteralPath "$root/p$odd.csv" 'Id,Predicted', '2,1'
                Measure-L2Loss -ActualPath "$root/a$odd.csv" -PredictedPath "$root/p$odd.csv" -Key Id -SkipMissing -SummaryOnly
            }
        }
        @{ Name = 'a file with two kinds of points'; Says = '*decimal comma of*'; Call = {
                Set-Content -LiteralPath "$root/points$odd.csv" 'Actual;Predicted', '1,5;1', '1.234;1'
                Measure-L2Loss -LiteralPath "$root/points$odd.csv" -Delimiter ';' -SummaryOnly
            }
        }
        @{ Name = 'a file as the first argument'; Says = '*nothing to measure*'; Call = {
                Set-Content -LiteralPath "$root/first$odd.csv" 'Actual,Predicted', '1,2'
                Measure-L2Loss "$root/first$odd.csv"
            }
        }
        @{ Name = 'a baseline that is no JSON'; Says = '*the baseline cannot be read.*'; Call = {
                Set-Content -LiteralPath "$root/b$odd.json" "{ $odd`n$odd }"
                [L2Loss.L2LossSummary]::new() | Test-L2Loss -BaselinePath "$root/b$odd.json"
            }
        }
        @{ Name = 'a report in a folder that is not there'; Says = '*report cannot be written*'; Call = {
                [L2Loss.L2LossSummary]::new() | Export-L2LossReport "$odd`:/$odd/$odd.md"
            }
        }
        @{ Name = 'a value inside a property'; Says = '*no property*'; Call = { [pscustomobject]@{ $odd = @{ Actual = 1 }; Predicted = 1 } | Measure-L2Loss } }
        @{ Name = 'an object inside a property'; Says = '*is not numeric*'; Call = { [pscustomobject]@{ $odd = @{ $odd = 1 }; Predicted = 1 } | Measure-L2Loss $odd -SummaryOnly } }
        @{ Name = 'two numbers'; Says = '*no property*'; Call = { [pscustomobject]@{ $odd = 1; "x$odd" = 1 } | Measure-L2Loss } }
        @{ Name = 'texts that are added'; Says = '*is not numeric*'; Call = {
                [pscustomobject]@{ $odd = '1'; B = '2'; Predicted = 1 } | Measure-L2Loss ([scriptblock]::Create("`$_.'$odd' +`n `$_.B")) -SummaryOnly
            }
        }
        @{ Name = 'a gate with many groups'; Says = '30 of 30 summaries did not pass*'; Call = {
                1..30 | ForEach-Object { [L2Loss.L2LossSummary]@{ Model = "$_$odd" * 40; Group = "$_$odd" * 40; Count = 1; Mse = 2; Rmse = 2; Mae = 2; MaxError = 2 } } |
                    Assert-L2Loss -MaximumMse 1 -MaximumRmse 1 -MaximumMae 1 -MaximumError 1
            }
        }
    ) {
        $messages = @(Get-Message $Call)
        @($messages -like $Says).Count | Should -Be 1
        # The sentences of a gate stand on lines of their own.
        Assert-Safe ($messages | ForEach-Object { "$_" -replace '\r?\n  ' })
    }
}

Describe 'The line to type' {
    BeforeAll {
        # Runs the line at the end of a message where the test runs, with the same records.
        function Invoke-Hint([scriptblock] $Call, $Record) {
            try { & $Call } catch { $message = "$_" }
            $line = $message -replace '(?s)^.*Hint: ' -replace '\.$'
            & ([scriptblock]::Create($(if ($Record) { "`$Record | $line" } else { $line })))
        }
    }

    It 'works for a file that is called <_>' -ForEach 'my prices.csv', 'prices[1].csv', "it's.csv", "its$([char]0x2019).csv", '2024', '-x.csv' {
        $name = $_
        Push-Location $root
        try {
            Set-Content -LiteralPath (Join-Path $root $name) 'Actual,Predicted', '1,2'
            (Invoke-Hint { Measure-L2Loss $name })[1].Count | Should -Be 1
        }
        finally { Pop-Location }
    }

    It 'works for properties that are called <First> and <Second>' -ForEach @(
        @{ First = '2024'; Second = '2025' }, @{ First = '-x'; Second = 'my price' }, @{ First = "it's"; Second = '$y' }, @{ First = 'a.b'; Second = '@c' }
        @{ First = "its$([char]0x2019)"; Second = '1e5' }, @{ First = '.5'; Second = 'x,y' }, @{ First = 'A'; Second = ('long' * 20) }
    ) {
        $record = [pscustomobject][ordered]@{ $First = 1; $Second = 3 }
        (Invoke-Hint { $record | Measure-L2Loss } $record)[1].Mse | Should -Be 4
    }

    It 'works for the property <_> inside another' -ForEach '2024', 'my price', "it's" {
        $name = $_
        $record = [pscustomobject]@{ '1x' = @{ $name = 1 }; Predicted = 3 }
        $message = try { $record | Measure-L2Loss $name } catch { "$_" }
        $block = [scriptblock]::Create(($message -replace '^.* -Actual \{' -replace '\}$'))
        ($record | Measure-L2Loss $block -SummaryOnly).Mse | Should -Be 4
    }

    It 'works for the nearest name <_>' -ForEach '2024', 'my price', "it's" {
        $name = $_
        $record = [pscustomobject]@{ $name = 1; Predicted = 3 }
        $message = try { $record | Measure-L2Loss "$($name)x" } catch { "$_" }
        $call = [scriptblock]::Create("`$record | Measure-L2Loss -SummaryOnly" + ($message -replace '^.*Did you mean' -replace '\?$'))
        (& $call).Mse | Should -Be 4
    }

    It 'keeps the command and the columns that were named, for <Name>' -ForEach @(
        @{ Name = 'a JSON document'; File = 'all.csv'; Keys = 'Region'; Group = 'n'; Text = '[{"price":1,"my guess":2,"Naive":3,"Region":"n"}]' }
        @{ Name = 'a name with brackets'; File = 'all[1].csv'; Keys = { $_.Region }, 'Region'; Group = 'n, n'; Text = "price,my guess,Naive,Region`n1,2,3,n" }
        @{ Name = 'names on the second line'; File = 'late.csv'; Keys = 'Region'; Group = 'n'; Text = "A title`nprice,my guess,Naive,Region`n1,2,3,n" }
        @{ Name = 'names without one for the first column'; File = 'r.csv'; Keys = 'Region'; Group = 'n'; Text = "price,my guess,Naive,Region`n1,1,2,3,n" }
        @{ Name = 'a folder'; File = 'folder.d'; Keys = 'Region'; Group = 'n'; Text = "price,my guess,Naive,Region`n1,2,3,n" }
    ) {
        $path = Join-Path $root $File
        if ($File -eq 'folder.d') {
            $null = New-Item $path -ItemType Directory -Force
            Set-Content -LiteralPath (Join-Path $path 'x.csv') $Text
        }
        else {
            Set-Content -LiteralPath $path $Text
        }

        $null = Compare-L2Loss -Path $path price 'my guess', Naive -GroupBy $Keys -Baseline Naive -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $line = "$($problems[0])" -replace '(?s)^.*(Hint|Then give them all|wildcards): ' -replace '\.$'
        $compared = & ([scriptblock]::Create($line))
        $compared.Model, $compared.Mse, $compared.BaselineMse, $compared.Group | Should -Be 'my guess', 1, 4, $Group
    }

    It 'makes a file that a join can read of <Name>' -ForEach @(
        @{ Name = 'a JSON document'; File = 'join.csv'; Readable = 'join.csv.csv'; Text = '[{"Id":7,"my guess":2}]' }
        @{ Name = 'text that is called compressed'; File = 'join.csv.gz'; Readable = 'join.csv.gz.csv'; Text = "Id,my guess`n7,2" }
        @{ Name = 'names on the second line'; File = 'title.csv'; Readable = 'title.csv.csv'; Text = "A title`nId,my guess`n7,2" }
    ) {
        Set-Content -LiteralPath (Join-Path $root 'actual.csv') 'Id,price', '7,1'
        Set-Content -LiteralPath (Join-Path $root $File) $Text
        $call = @{ ActualPath = Join-Path $root 'actual.csv'; Key = 'Id'; Actual = 'price'; Predicted = 'my guess'; SummaryOnly = $true }
        Measure-L2Loss @call -PredictedPath (Join-Path $root $File) -ErrorVariable problems -ErrorAction SilentlyContinue
        & ([scriptblock]::Create(("$($problems[0])" -replace '(?s)^.*Hint: ' -replace '\.$')))
        (Measure-L2Loss @call -PredictedPath (Join-Path $root $Readable)).Mse | Should -Be 1
    }

    It 'keeps what tells how values are read' {
        $name = "R$([char]0xE9)gion"
        $path = Join-Path $root 'latin.csv'
        [System.IO.File]::WriteAllBytes($path, [System.Text.Encoding]::GetEncoding('iso-8859-1').GetBytes("A title`nActual;Predicted;$name`n1.002;1.000;$name`n-9,5;1;$name`n-;1;$name`n"))
        $read = @{ Encoding = 'iso-8859-1'; Delimiter = ';'; Culture = 'de-DE'; MissingToken = '-', '-9,5'; SkipMissing = $true }
        $summary = (Invoke-Hint { Measure-L2Loss -Path $path -GroupBy $name @read -ErrorAction Stop })[-1]
        $summary.Mse, $summary.Missing, $summary.Group | Should -Be 4, 2, $name
    }

    It 'keeps the groups where it names the properties' {
        $record = [pscustomobject]@{ price = 1; guess = 3; Region = 'n' }
        (Invoke-Hint { $record | Measure-L2Loss -GroupBy Region } $record)[1].Group | Should -Be n
        { $record | Measure-L2Loss price guess -GroupBy Area } | Should -Throw '*Name it with -GroupBy.'
        { [pscustomobject]@{ Actual = 1; Predicted = 1 } | Measure-L2Loss -GroupBy Area } | Should -Throw '*Name it with -GroupBy.'
    }

    It 'works for a file whose name it cannot show' {
        $path = Join-Path $root "odd$([char]0x202E).csv"
        $memory = [System.IO.MemoryStream]::new()
        $stream = [System.IO.Compression.GZipStream]::new($memory, [System.IO.Compression.CompressionMode]::Compress)
        $stream.Write([System.Text.Encoding]::ASCII.GetBytes("Actual,Predicted`n1,3"), 0, 20)
        $stream.Dispose()
        [System.IO.File]::WriteAllBytes($path, $memory.ToArray())
        (Invoke-Hint { Measure-L2Loss -LiteralPath $path -ErrorAction Stop })[1].Mse | Should -Be 4
    }

    It 'names a variable for what it cannot show' {
        $path = Join-Path $root 'array.csv'
        Set-Content -LiteralPath $path '[{}]'
        Measure-L2Loss -Path $path -Actual "odd$([char]0x202E)" -Predicted ('p' * 300) -ErrorVariable problems -ErrorAction SilentlyContinue
        "$($problems[0])" | Should -BeLike '*| ConvertFrom-Json | Measure-L2Loss -Actual $actual -Predicted $predicted.'
    }
}

Describe 'An object where a number belongs' {
    It 'is shown with its properties, and the hint works: <Name>' -ForEach @(
        @{ Name = 'of JSON'; Record = { '{"Actual":{"net":3},"Predicted":2}' | ConvertFrom-Json }; Shown = '@{net=3}' }
        @{ Name = 'a hashtable'; Record = { @{ Actual = @{ net = 3 }; Predicted = 2 } }; Shown = 'System.Collections.Hashtable' }
    ) {
        $null = & $Record | Measure-L2Loss -SummaryOnly -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction Ignore
        "$($problem[0])" | Should -BeLike "*is not numeric: '$Shown' (*). Hint: *{ `$_.Actual.net }."
        (& $Record | Measure-L2Loss { $_.Actual.net } Predicted -SummaryOnly).Mse | Should -Be 1
    }

    It 'leads to the records inside of it: <Path>' -ForEach @(
        @{ Path = 'rows'; Json = '{"n":1,"rows":[{"Actual":3,"Predicted":2}]}' }
        @{ Path = "data.'my rows'"; Json = '{"meta":{"x":[]},"data":{"my rows":[{"Actual":3,"Predicted":2}]}}' }
    ) {
        $data = $Json | ConvertFrom-Json
        { $data | Measure-L2Loss -SkipMissing } |
            Should -Throw -ErrorId 'PropertyNotFound,*' -ExpectedMessage "*Hint: the records are inside of it: `$data.$Path | Measure-L2Loss -SkipMissing"
        (Invoke-Expression "`$data.$Path | Measure-L2Loss -SummaryOnly").Mse | Should -Be 1
    }

    It 'leads from lists in a record to whole columns' {
        $data = '{"price":[3,5],"my forecast":[2,4]}' | ConvertFrom-Json
        $null = $data | Measure-L2Loss price 'my forecast' -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $line = "$problems" -replace '^.*Hint: for whole columns type ' -replace '\.$'
        $line | Should -BeExactly "Measure-L2Loss -Actual `$data.price -Predicted `$data.'my forecast'"
        (Invoke-Expression "$line -SummaryOnly").Mse | Should -Be 1
    }

    It 'leads from lists of lists to their elements' {
        $data = @(@{ Actual = 3; Predicted = 2 }, @{ Actual = 3; Predicted = 2 }), @{ Actual = 3; Predicted = 2 }
        { Measure-L2Loss -InputObject $data -SkipMissing } |
            Should -Throw -ExpectedMessage '*came as one record. Hint: $data | ForEach-Object { $_ } | Measure-L2Loss -SkipMissing'
        ($data | ForEach-Object { $_ } | Measure-L2Loss -SummaryOnly).Count | Should -Be 3
    }

    It 'leads from text in JSON to ConvertFrom-Json' {
        { '{"Actual":3,"Predicted":2}' | Measure-L2Loss } | Should -Throw -ExpectedMessage '*| ConvertFrom-Json | Measure-L2Loss'
        { '[', '{"Actual":3,"Predicted":2}', ']' | Measure-L2Loss } | Should -Throw -ExpectedMessage '*| ConvertFrom-Json | Measure-L2Loss'
    }

    It 'leads from lists of records to -InputObject' {
        $records = '{"Actual":3,"Predicted":2}' | ConvertFrom-Json
        $null = Measure-L2Loss @($records) 1 -SummaryOnly -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction Ignore
        "$($problem[0])" | Should -BeLike "*-Actual is not numeric: '@{Actual=3; Predicted=2}' (PSCustomObject). Hint: *Measure-L2Loss -InputObject `$records."
        { Measure-L2Loss @($records) } | Should -Throw -ErrorId 'ArrayMissing,*' -ExpectedMessage '*-InputObject*'
        (Measure-L2Loss -InputObject $records -SummaryOnly).Mse | Should -Be 1
    }
}
