#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    $manifest = Join-Path -Path $PSScriptRoot -ChildPath '../../out/L2Loss/L2Loss.psd1' -Resolve
    Import-Module $manifest -Force

    $houses = @(
        [pscustomobject]@{ Actual = 200000; Predicted = 220000 }
        [pscustomobject]@{ Actual = 400000; Predicted = 385000 }
        [pscustomobject]@{ Actual = 300000; Predicted = 305000 }
    )
    $sales = 1..40 | ForEach-Object {
        [pscustomobject]@{
            Region = ('north', 'south')[$_ % 2]
            Actual = 100 + $_
            ModelA = 100 + $_ + ($_ % 5) - 2
            ModelB = 100 + $_ + ($_ % 9) - 4
        }
    }

    function Read-Report([string] $Path) { [System.IO.File]::ReadAllText((Resolve-Path -Path $Path).ProviderPath) }

    # The same but for its time, which is the one thing that differs.
    function Read-Timeless([string] $Path) { (Read-Report $Path) -replace '\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)? ?[+-]\d\d:\d\d' }

    # The cells of a table of a page, as text, row by row.
    function Get-Row([string] $Page, [string] $Title) {
        $section = [regex]::Match($Page, "(?s)<h2>$([regex]::Escape($Title))</h2>.*?</section>").Value
        foreach ($row in [regex]::Matches($section, '(?s)<tr>.*?</tr>')) {
            ([regex]::Matches($row.Value, '<t[hd][^>]*>(.*?)</t[hd]>') | ForEach-Object { $_.Groups[1].Value }) -join ' | '
        }
    }
}

Describe 'An HTML report' {
    It 'shows the house prices' {
        $houses | Measure-L2Loss | Export-L2LossReport TestDrive:/houses.html
        $page = Read-Report TestDrive:/houses.html
        Get-Row $page 'Summaries' | Should -Be @(
            'Model | Records | RMSE | MAE | Bias | R² | Worst record'
            'Predicted | 3 | 14,719.6 | 13,333.3 | -3,333.33 | 0.9675 | 61.5 %'
        )
        Get-Row $page 'The 3 worst records' | Should -Be @(
            'Record | Model | Actual | Predicted | Difference | L2 loss'
            '1 | Predicted | 200,000 | 220,000 | 20,000 | 400,000,000'
            '2 | Predicted | 400,000 | 385,000 | 15,000 | 225,000,000'
            '3 | Predicted | 300,000 | 305,000 | 5,000 | 25,000,000'
        )
        [regex]::Matches($page, '<svg ').Count | Should -Be 4
        $page | Should -Match 'Record 1: actual 200,000, predicted 220,000, residual -20,000'
        $page | Should -Match 'The worst record, 1, carries 61.5 % of the sum of squares. Without it the RMSE would be 11,180.3'
    }

    It 'says what was read and left out, and from where' {
        Set-Content -Path TestDrive:/mixed.csv -Value 'Actual,Predicted', '1,2', 'x,2', ',3', '4,4'
        Measure-L2Loss -Path TestDrive:/mixed.csv -ErrorAction SilentlyContinue | Export-L2LossReport TestDrive:/mixed.html
        $page = Read-Report TestDrive:/mixed.html
        $page | Should -Match '<dt>Source</dt><dd>mixed.csv</dd>'
        $page | Should -Match '<dt>Read</dt><dd>4</dd>'
        $page | Should -Match '<dt>Measured</dt><dd>2</dd>'
        $page | Should -Match '<dt>Left out</dt><dd>1 missing, 1 not numeric</dd>'
        $page | Should -Match '<h1>Prediction errors of mixed.csv</h1>'
    }

    It 'has the worst group first, with a bar as long as its RMSE' {
        $sales | Measure-L2Loss Actual ModelA, ModelB -GroupBy Region -SummaryOnly | Export-L2LossReport TestDrive:/groups.html
        $page = Read-Report TestDrive:/groups.html
        $summaries = $sales | Measure-L2Loss Actual ModelA, ModelB -GroupBy Region -SummaryOnly | Sort-Object -Property Rmse -Descending
        (Get-Row $page 'Summaries' | Select-Object -Skip 1) -replace '^(\S+) \| (\S+) .*', '$1 $2' |
            Should -Be @($summaries | ForEach-Object { "$($_.Model) $($_.Group)" })
        [regex]::Matches($page, '--part:([\d.]+)%') | ForEach-Object { [double]::Parse($_.Groups[1].Value, [cultureinfo]::InvariantCulture) } |
            Should -Be @($summaries | ForEach-Object { [math]::Round(100 * $_.Rmse / $summaries[0].Rmse, 1) })
    }

    It 'has no pictures without items, and says so nowhere else' {
        $houses | Measure-L2Loss -SummaryOnly | Export-L2LossReport TestDrive:/summary.html
        $page = Read-Report TestDrive:/summary.html
        $page | Should -Not -Match '<svg '
        $page | Should -Match '<h2>L2 or L1\?</h2>'
        $page | Should -Not -Match 'worst records</h2>'
    }

    It 'makes the summaries of items that came without' {
        $items = $sales | Measure-L2Loss Actual ModelA, ModelB -GroupBy Region -SummaryVariable summaries
        $items | Export-L2LossReport TestDrive:/items.html
        @($items; $summaries) | Export-L2LossReport TestDrive:/both.html
        $computed = Get-Row (Read-Report TestDrive:/items.html) 'Summaries'
        $computed.Count | Should -Be 5
        $computed | Should -Be (Get-Row (Read-Report TestDrive:/both.html) 'Summaries')
        Read-Report TestDrive:/items.html | Should -Match 'was not given'
    }

    It 'has a word for the group of blank values, also from CSV' {
        $items = @{ Actual = 1; Predicted = 3; Region = '' }, @{ Actual = 4; Predicted = 3; Region = 'north' } |
            Measure-L2Loss -GroupBy Region -ItemsOnly
        foreach ($through in { $items }, { $items | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv }, { $items | ConvertTo-Json | ConvertFrom-Json }) {
            & $through | Export-L2LossReport TestDrive:/blank.html
            $page = Read-Report TestDrive:/blank.html
            $page | Should -Match 'The worst record, 1 of group \(blank\), carries 80 %'
            $page | Should -Match 'Group \(blank\) has the largest RMSE, 2: 2 times that of north'
        }
    }

    It 'says of the worst record of merged parts that its number is that among all' {
        Set-Content TestDrive:/a.csv 'Actual,Predicted', '1,2', '3,3'
        Set-Content TestDrive:/b.csv 'Actual,Predicted', '1,2', '1,4'
        Measure-L2Loss -Path TestDrive:/a.csv, TestDrive:/b.csv -SummaryOnly | Merge-L2Loss | Export-L2LossReport TestDrive:/parts.html
        Read-Report TestDrive:/parts.html | Should -Match 'The worst record, 4 of all parts in b.csv, carries 81.8 %'
    }

    It 'says no number of a worst record of which a database told none' {
        $summary = Measure-L2Loss -Actual 1, 3 -Predicted 2, 5 -SummaryOnly
        $summary.LargestIndex = 0
        $summary | Export-L2LossReport TestDrive:/unknown.html
        Read-Report TestDrive:/unknown.html | Should -Match 'The worst record carries 80 %'
    }

    It 'does not say of one record of two that carries nearly all that no record does' {
        Measure-L2Loss -Actual 1, 10 -Predicted 2, 2 | Export-L2LossReport TestDrive:/two.html
        Read-Report TestDrive:/two.html | Should -Match 'carries 98.5 % of the sum of squares\.<'
    }

    It 'takes its input in any order' {
        $all = @($sales | Measure-L2Loss Actual ModelA, ModelB -GroupBy Region)
        $all | Export-L2LossReport TestDrive:/a.html
        @($all | Where-Object { $_ -is [L2Loss.L2LossSummary] }; $all | Where-Object { $_ -is [L2Loss.L2LossItem] }) |
            Export-L2LossReport TestDrive:/b.html
        Export-L2LossReport TestDrive:/c.html -InputObject $all
        Read-Timeless TestDrive:/b.html | Should -BeExactly (Read-Timeless TestDrive:/a.html)
        Read-Timeless TestDrive:/c.html | Should -BeExactly (Read-Timeless TestDrive:/a.html)
    }

    It 'keeps what an item was, whatever becomes of it later' {
        $items = @($houses | Measure-L2Loss -ItemsOnly)
        $items | Export-L2LossReport TestDrive:/kept.html
        @($houses | Measure-L2Loss -ItemsOnly) | ForEach-Object { $_; $_.Difference = 0; $_.Actual = $_.Predicted = 1 } |
            Export-L2LossReport TestDrive:/changed.html
        Read-Timeless TestDrive:/changed.html | Should -Be (Read-Timeless TestDrive:/kept.html)
    }

    It 'is the same from <Name>' -ForEach @(
        @{ Name = 'CLIXML'; Through = { param($Objects) $Objects | Export-Clixml -Path TestDrive:/saved.xml; Import-Clixml -Path TestDrive:/saved.xml } }
        @{ Name = 'JSON'; Through = { param($Objects) ConvertTo-Json -InputObject @($Objects) -Depth 5 | ConvertFrom-Json } }
        @{ Name = 'CSV'; Through = { param($Objects) foreach ($object in $Objects) { ConvertTo-Csv -InputObject $object -NoTypeInformation | ConvertFrom-Csv } } }
    ) {
        $all = @($sales | Measure-L2Loss Actual ModelA, ModelB -Window 5)
        $all += $sales | Compare-L2Loss Actual ModelA, ModelB
        $all | Export-L2LossReport TestDrive:/live.html
        & $Through $all | Export-L2LossReport TestDrive:/saved.html
        Read-Timeless TestDrive:/saved.html | Should -BeExactly (Read-Timeless TestDrive:/live.html)
    }

    It 'shows verdicts, those that failed first' {
        $summaries = $sales | Measure-L2Loss Actual ModelA, ModelB -SummaryOnly
        $summaries | Test-L2Loss -MaximumRmse 2 -Detailed | Export-L2LossReport TestDrive:/gate.html
        $page = Read-Report TestDrive:/gate.html
        $rows = @(Get-Row $page 'Verdicts')
        $rows[1] | Should -Match '^✗ failed \| ModelB \| .*MaximumRmse'
        $rows[2] | Should -Match '^✓ passed \| ModelA \| '
        $page | Should -Match '<th scope="row" class="failed">'
        $page | Should -Match '1 of 2 passed'
    }

    It 'shows comparisons' {
        $sales | Compare-L2Loss Actual ModelA, ModelB | Export-L2LossReport TestDrive:/compared.html
        (Get-Row (Read-Report TestDrive:/compared.html) 'Comparison of models')[1] | Should -Match '^ModelB \| ModelA \| 40 \| .* \| worse than the baseline$'
    }

    It 'writes numbers in -Culture' {
        $houses | Measure-L2Loss | Export-L2LossReport TestDrive:/de.html -Culture de-DE
        (Get-Row (Read-Report TestDrive:/de.html) 'Summaries')[1] | Should -Be 'Predicted | 3 | 14.719,6 | 13.333,3 | -3.333,33 | 0,9675 | 61,5 %'
    }

    It 'is the same whatever culture the session has' {
        $before = [System.Threading.Thread]::CurrentThread.CurrentCulture
        try {
            $houses | Measure-L2Loss | Export-L2LossReport TestDrive:/here.html
            [System.Threading.Thread]::CurrentThread.CurrentCulture = 'de-DE'
            $houses | Measure-L2Loss | Export-L2LossReport TestDrive:/there.html
        }
        finally {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = $before
        }

        Read-Timeless TestDrive:/there.html | Should -BeExactly (Read-Timeless TestDrive:/here.html)
    }

    It 'has the numbers of summaries that Export-Csv saved under <_>' -ForEach 'de-DE', 'fr-CH', 'sv-SE', 'ar-SA' {
        $summaries = $sales | Measure-L2Loss Actual ModelA, ModelB -GroupBy Region -SummaryOnly
        $summaries | Export-L2LossReport TestDrive:/live.html
        $before = [System.Threading.Thread]::CurrentThread.CurrentCulture
        try {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = $_
            $summaries | Export-Csv TestDrive:/saved.csv -NoTypeInformation
            Import-Csv TestDrive:/saved.csv | Export-L2LossReport TestDrive:/saved.html
        }
        finally {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = $before
        }

        Read-Timeless TestDrive:/saved.html | Should -BeExactly (Read-Timeless TestDrive:/live.html)
    }

    It 'goes on after a summary with a property that throws' {
        $one = $houses | Measure-L2Loss -SummaryOnly
        $bad = $one | Select-Object -Property * -ExcludeProperty Mae
        $bad | Add-Member -MemberType ScriptProperty -Name Mae -Value { throw 'no number today' }
        $bad, $one | Export-L2LossReport TestDrive:/one.html -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FailedSummary,*'
        @(Get-Row (Read-Report TestDrive:/one.html) 'Summaries').Count | Should -Be 2
    }

    It 'is about nothing where nothing came, and warns' {
        @() | Export-L2LossReport TestDrive:/nothing.html -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match 'nothing was measured'
        Read-Report TestDrive:/nothing.html | Should -Match 'Nothing was measured'
    }

    It 'stays below 500 KB: <Name>' -ForEach @(
        @{ Name = 'many groups'; Make = { 1..3000 | ForEach-Object { [L2Loss.L2LossSummary]@{ Model = "<&`">$_" * 40; Group = "$([char]0x202E)$_" * 99; Count = 9; Rmse = $_; Mae = 1; WeightSum = 9 } } } }
        @{ Name = 'many models'; Make = { foreach ($model in 1..20) { foreach ($i in 1..300) { [L2Loss.L2LossItem]@{ Index = $i; Actual = $i * 7 % 101; Predicted = $i * 3 % 89; Residual = $i * 7 % 101 - $i * 3 % 89; Difference = [math]::Abs($i * 7 % 101 - $i * 3 % 89); Model = "<`"&>$model" * 30; Group = '<>' * 99 } } } } }
        @{ Name = 'extreme values'; Make = { foreach ($e in -320..308) { foreach ($s in 1, -1) { $x = $s * [math]::Pow(10, $e); [L2Loss.L2LossItem]@{ Index = [long]::MaxValue - 400 - $e; Actual = $x; Predicted = -$x; Residual = 2 * $x; Difference = [math]::Abs(2 * $x); L2Loss = 4 * $x * $x } } } } }
    ) {
        & $Make | Export-L2LossReport TestDrive:/large.html
        (Get-Item -Path TestDrive:/large.html).Length | Should -BeLessThan 500000
        Read-Report TestDrive:/large.html | Should -Not -Match '="NaN|[ML]NaN|Infinity|∞"'
    }

    It 'shows hostile text as text, and cuts it' {
        $hostile = '"><script>alert(1)</script>]]>' + [char]0x202E + "`n" + [char]0xD800 + ('x' * 1000000)
        $items = @(
            [L2Loss.L2LossItem]@{ Index = 1; Actual = 1; Predicted = 2; Residual = -1; Difference = 1; L2Loss = 1; Model = $hostile; Group = $hostile }
            [L2Loss.L2LossItem]@{ Index = 2; Actual = 3; Predicted = 2; Residual = 1; Difference = 1; L2Loss = 1; Model = $hostile; Group = $hostile }
            [L2Loss.L2LossSummary]@{ Model = $hostile; Group = $hostile; Source = "a/$hostile"; LargestSource = $hostile; Count = 2; Read = 2; WeightSum = 2; Rmse = 1; Mae = 1; LargestShare = .9; LargestIndex = 1 }
            [L2Loss.L2LossComparison]@{ Model = $hostile; Baseline = $hostile; Group = $hostile; Source = $hostile }
            [L2Loss.L2LossVerdict]@{ Model = $hostile; Group = $hostile; Source = $hostile; Reason = $hostile }
        )
        foreach ($path in 'TestDrive:/hostile.html', 'TestDrive:/hostile.md') {
            $items | Export-L2LossReport $path -Title $hostile
            $text = Read-Report $path
            $text | Should -Not -Match '<script'
            $text | Should -Not -Match ([char]0x202E)
            $text | Should -Not -Match 'x{500}'
            $text.Length | Should -BeLessThan 100000
            $text | Should -Match 'u202e'
        }
    }
}

Describe 'A Markdown report' {
    It 'says which records of a join were left out' {
        Set-Content -Path TestDrive:/a.csv -Value 'Id,Actual', '1,2', '2,3', '2,4', '9,1'
        Set-Content -Path TestDrive:/p.csv -Value 'Id,Predicted', '1,2.5', '2,3', '7,1'
        Measure-L2Loss -ActualPath TestDrive:/a.csv -PredictedPath TestDrive:/p.csv -Key Id -SummaryOnly -ErrorAction SilentlyContinue |
            Export-L2LossReport TestDrive:/join.md
        Read-Report TestDrive:/join.md | Should -BeLike '*3 missing (1 unmatched actual, 1 unmatched predicted, 1 with a duplicate key)*'
    }

    It 'has the tables and the words' {
        $houses | Measure-L2Loss | Export-L2LossReport TestDrive:/houses.md -Title 'House prices'
        $text = Read-Report TestDrive:/houses.md
        $text | Should -Match '^# House prices\n'
        $text | Should -Match '\n\| Model \| Records \| RMSE \| MAE \| Bias \| R² \| Worst record \|\n\| --- \| ---: \| ---: \| ---: \| ---: \| ---: \| ---: \|\n\| Predicted \| 3 \| 14,719.6 \|'
        $text | Should -Match '\n\| 1 \| Predicted \| 200,000 \| 220,000 \| 20,000 \| 400,000,000 \|\n'
        $text | Should -Match '\n- The RMSE \(L2\) is 14,719.6 and the MAE \(L1\) 13,333.3'
        $text | Should -Not -Match '<svg'
    }

    It 'escapes every value' {
        [L2Loss.L2LossSummary]@{ Model = 'a|b`c<d>*e*_f_[g](h)\i @j #k www.l.m https://n'; Group = "x`r`ny"; Count = 1; Rmse = 1; Mae = 1 } |
            Export-L2LossReport TestDrive:/escaped.md
        Read-Report TestDrive:/escaped.md |
            Should -Match ([regex]::Escape('| a\|b\`c&lt;d&gt;\*e\*\_f\_\[g\](h)\\i \@j \#k www\.l.m https\://n | x\\u000d\\u000ay | 1 |'))
    }

    It 'is added to what is there with -Append' {
        $path = Join-Path -Path $TestDrive -ChildPath 'step_summary_1'
        [System.IO.File]::WriteAllText($path, 'Before')
        $houses | Measure-L2Loss | Export-L2LossReport $path -Append
        $houses | Measure-L2Loss | Export-L2LossReport $path -Append -Title Second
        Read-Report $path | Should -Match '(?s)^Before\n\n# Prediction errors\n.*\n\n# Second\n'
    }

    It 'is added in the encoding of the file' {
        $path = Join-Path -Path $TestDrive -ChildPath 'utf16.md'
        [System.IO.File]::WriteAllText($path, 'Vorher', [System.Text.Encoding]::Unicode)
        $houses | Measure-L2Loss | Export-L2LossReport $path -Append
        [System.IO.File]::ReadAllText($path) | Should -Match '(?s)^Vorher\n\n# .*R²'
    }
}

Describe 'The file of a report' {
    BeforeEach { $summary = $houses | Measure-L2Loss -SummaryOnly }

    It 'is UTF-8 without a byte order mark, in the current location' {
        Push-Location -Path $TestDrive
        try { $summary | Export-L2LossReport here.html } finally { Pop-Location }
        [System.IO.File]::ReadAllBytes((Join-Path -Path $TestDrive -ChildPath 'here.html'))[0] | Should -Be ([byte][char]'<')
    }

    It 'comes out with -PassThru, and else nothing does' {
        $summary | Export-L2LossReport TestDrive:/quiet.html | Should -BeNullOrEmpty
        $file = $summary | Export-L2LossReport TestDrive:/passed.html -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        $file.FullName | Should -Be (Get-Item -Path TestDrive:/passed.html).FullName
        $file.Length | Should -BeGreaterThan 1000
    }

    It 'is Markdown or HTML by its extension: <Name>' -ForEach @(
        @{ Name = 'a.htm'; First = '<!DOCTYPE html>' }
        @{ Name = 'a.HTML'; First = '<!DOCTYPE html>' }
        @{ Name = 'a.markdown'; First = '# Prediction errors' }
        @{ Name = 'a.MD'; First = '# Prediction errors' }
    ) {
        $summary | Export-L2LossReport "TestDrive:/$Name"
        @(Get-Content -Path "TestDrive:/$Name")[0] | Should -Be $First
    }

    It 'needs -Format with another extension' {
        { $summary | Export-L2LossReport TestDrive:/a.txt } | Should -Throw -ErrorId 'UnknownReportFormat*' -ExpectedMessage '*-Format Html or -Format Markdown*'
        $summary | Export-L2LossReport TestDrive:/a.txt -Format Html
        Read-Report TestDrive:/a.txt | Should -Match '^<!DOCTYPE'
    }

    It 'cannot be added to as HTML' {
        { $summary | Export-L2LossReport TestDrive:/a.html -Append } | Should -Throw -ErrorId 'AppendNeedsMarkdown*'
    }

    It 'stays with -NoClobber and -WhatIf' {
        Set-Content -Path TestDrive:/kept.html -Value old
        { $summary | Export-L2LossReport TestDrive:/kept.html -NoClobber } | Should -Throw -ErrorId 'NoClobber*'
        $summary | Export-L2LossReport TestDrive:/kept.html -WhatIf
        $summary | Export-L2LossReport TestDrive:/never.html -WhatIf
        Get-Content -Path TestDrive:/kept.html | Should -Be old
        'TestDrive:/never.html' | Should -Not -Exist
        $summary | Export-L2LossReport TestDrive:/new.html -NoClobber
        'TestDrive:/new.html' | Should -Exist
    }

    It 'needs -Force where it is read-only, and stays so' {
        Set-Content -Path TestDrive:/locked.html -Value old
        Set-ItemProperty -Path TestDrive:/locked.html -Name IsReadOnly -Value $true
        { $summary | Export-L2LossReport TestDrive:/locked.html } | Should -Throw -ErrorId 'FileOpenFailure*' -ExpectedMessage '*-Force*'
        $summary | Export-L2LossReport TestDrive:/locked.html -Force
        Read-Report TestDrive:/locked.html | Should -Match '^<!DOCTYPE'
        (Get-Item -Path TestDrive:/locked.html).IsReadOnly | Should -BeTrue
        Set-ItemProperty -Path TestDrive:/locked.html -Name IsReadOnly -Value $false
    }

    It 'cannot be <Path>' -ForEach @(
        @{ Path = 'TestDrive:/none/a.html' }
        @{ Path = 'Variable:/a.html' }
        @{ Path = 'nowhere:/a.html' }
    ) {
        { $summary | Export-L2LossReport $Path } | Should -Throw -ErrorId 'FileOpenFailure*'
    }

    It 'stays whole where the pipeline ends early, with nothing beside it' {
        $folder = (New-Item -Path TestDrive:/early -ItemType Directory).FullName
        $path = Join-Path -Path $folder -ChildPath 'a.html'
        Set-Content -Path $path -Value old
        { & { $summary; throw 'broken' } | Export-L2LossReport $path } | Should -Throw broken
        Get-Content -Path $path | Should -Be old
        @(Get-ChildItem -Path $folder).Count | Should -Be 1
    }

    It 'is made of the others where something else comes' {
        $row = [pscustomobject]@{ price = 1; forecast = 2 } | Measure-L2Loss price forecast -PassThru -SummaryVariable ignored
        $other = [pscustomobject]@{ Actual = 10; Predicted = 50; New = 11 } | Measure-L2Loss Actual New -PassThru -SummaryVariable ignored
        @($summary; 42; 'text'; $true; $null; $row; $other) |
            Export-L2LossReport TestDrive:/others.html -ErrorVariable failed -ErrorAction SilentlyContinue
        @($failed | Where-Object { $_.FullyQualifiedErrorId -like 'NotReportable*' }).Count | Should -Be 5
        "$($failed | Where-Object TargetObject -EQ $true)" | Should -Match 'Test-L2Loss -Detailed'
        Get-Row (Read-Report TestDrive:/others.html) 'Summaries' | Should -HaveCount 2
    }
}
