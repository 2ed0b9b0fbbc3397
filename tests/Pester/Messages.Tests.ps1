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
