#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    $root = Join-Path -Path $PSScriptRoot -ChildPath '../..' -Resolve
    $manifest = Join-Path -Path $root -ChildPath 'out/L2Loss/L2Loss.psd1'
    $powershell = Join-Path -Path $PSHOME -ChildPath $(if ($PSVersionTable.PSEdition -eq 'Desktop') { 'powershell.exe' } elseif ($IsWindows) { 'pwsh.exe' } else { 'pwsh' })
    Import-Module $manifest -Force
    $rows = @'
Region,Actual,ModelA,ModelB
north,10,11,14
north,30,27,31
south,20,22,20
south,24,23,28
'@ | ConvertFrom-Csv
    # Mse of north: 5 and 8.5, of south: 2.5 and 8.
    $summaries = $rows | Measure-L2Loss Actual Model* -GroupBy Region -SummaryOnly
    # Rmse 1.5, Mse 2.25, R2 -0.8.
    $one = Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -SummaryOnly
}

Describe 'Test-L2Loss -All' {
    It 'is one $false where one summary fails, which no "if" takes for true' {
        $result = @($summaries | Test-L2Loss -MaximumMse 8 -All)
        $result.Count | Should -Be 1
        $result[0] | Should -BeFalse
    }

    It 'is one $true where all pass' {
        @($summaries | Test-L2Loss -MaximumMse 9 -All) | Should -BeExactly @($true)
    }

    It 'is $false without a summary' {
        @() | Test-L2Loss -MaximumMse 9 -All -ErrorAction SilentlyContinue | Should -BeFalse
    }
}

Describe 'The sentences of a check' {
    It '<Expected>' -ForEach @(
        @{ Limits = @{ MaximumRmse = 1 }; Expected = 'Rmse 1.5 is above MaximumRmse 1' }
        @{ Limits = @{ MaximumMae = 3 }; Expected = 'Mae 1.25 is within MaximumMae 3' }
        @{ Limits = @{ MinimumR2 = 0.5 }; Expected = 'R2 -0.8 is below MinimumR2 0.5' }
        @{ Limits = @{ MinimumCount = 4 }; Expected = 'Count 4 reaches MinimumCount 4' }
        @{ Limits = @{ MinimumCount = 5 }; Expected = 'Count 4 is below MinimumCount 5' }
        @{ Limits = @{ MaximumLeftOutPercent = 0 }; Expected = 'LeftOutPercent 0 is within MaximumLeftOutPercent 0' }
        @{ Limits = @{ Baseline = @{ Mse = 2 } }; Expected = 'Mse 2.25 is 12.5 % above the baseline 2; allowed 0 %' }
        @{ Limits = @{ Baseline = @{ Mse = 3 } }; Expected = 'Mse 2.25 is 25 % below the baseline 3; allowed 0 %' }
        @{ Limits = @{ Baseline = @{ Mse = 2.25 } }; Expected = 'Mse 2.25 is that of the baseline; allowed 0 %' }
        @{ Limits = @{ Baseline = @{ Mse = 2 }; MaximumRegressionPercent = 20 }; Expected = 'Mse 2.25 is 12.5 % above the baseline 2; allowed 20 %' }
    ) {
        "$(($one | Test-L2Loss @Limits -Detailed).Checks)" | Should -BeExactly $Expected
    }

    It 'has the numbers of the contract' {
        [L2Loss.L2LossSummary]@{ Mse = 3.23; Count = 4 } | Test-L2Loss -Baseline @{ Mse = 3.14 } -Detailed |
            ForEach-Object { $_.Reason } | Should -BeExactly 'Mse 3.23 is 2.9 % above the baseline 3.14; allowed 0 %'
    }

    It 'shows by how much more than allowed it is' {
        [L2Loss.L2LossSummary]@{ Mse = 100; Count = 1 } | Test-L2Loss -Baseline @{ Mse = 97.17 } -MaximumRegressionPercent 2.9 -Detailed |
            ForEach-Object { $_.Reason } | Should -BeExactly 'Mse 100 is 2.912421529 % above the baseline 97.17; allowed 2.9 %'
    }

    It 'shows all digits of two numbers that ten digits do not tell apart' {
        ([L2Loss.L2LossSummary]@{ Mse = 2.0000000000000004; Count = 4 } | Test-L2Loss -MaximumMse 2 -Detailed).Reason |
            Should -BeExactly 'Mse 2.0000000000000004 is above MaximumMse 2'
    }
}

Describe 'Limits of how many records there are' {
    It 'fails where too many were left out, also without an error for each' {
        $sparse = 1..10 | ForEach-Object { [pscustomobject]@{ Actual = $_; Predicted = $(if ($_ -le 2) { $_ }) } } |
            Measure-L2Loss -SkipMissing -SummaryOnly
        $sparse | Test-L2Loss -MaximumMse 1 | Should -BeTrue
        $sparse | Test-L2Loss -MaximumLeftOutPercent 79 | Should -BeFalse
        $sparse | Test-L2Loss -MaximumLeftOutPercent 80 | Should -BeTrue
        $sparse | Test-L2Loss -MinimumCount 3 | Should -BeFalse
    }

    It 'takes a summary that has a count alone for whole' {
        [L2Loss.L2LossSummary]@{ Mse = 2.25; Count = 4 } | Test-L2Loss -MaximumLeftOutPercent 0 | Should -BeTrue
    }

    It 'takes a summary of which all were left out for failed' {
        $none = [pscustomobject]@{ Actual = 1; Predicted = '' } | Measure-L2Loss -SkipMissing -SummaryOnly -WarningAction SilentlyContinue
        $none | Test-L2Loss -MaximumLeftOutPercent 100 -WarningAction SilentlyContinue | Should -BeFalse
    }
}

Describe 'A baseline' {
    It 'that was not measured is one more $false, with an error that names it' {
        $result = $summaries | Where-Object { $_.Group -eq 'north' } |
            Test-L2Loss -Baseline $summaries -ErrorVariable problems -ErrorAction SilentlyContinue
        $result | Should -BeExactly @($true, $true, $false, $false)
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'BaselineNotMeasured,*'
        $problems[0].Exception.Message | Should -BeLike "*'ModelA' in group 'south'*"
        $summaries[0] | Test-L2Loss -Baseline $summaries -All -ErrorAction SilentlyContinue | Should -BeFalse
    }

    It 'is told apart by the values of its key, not by their text, through <Name>' -ForEach @(
        @{ Name = 'nothing'; Way = { $_ } }
        @{ Name = 'JSON'; Way = { $_ | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'CLIXML'; Way = { $_ | Export-Clixml TestDrive:/b.xml; Import-Clixml TestDrive:/b.xml } }
        @{ Name = 'CSV'; Way = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $first = [L2Loss.L2LossSummary]@{ Mse = 1; Count = 1; Group = 'a, b, c'; Key = [ordered]@{ X = 'a, b'; Y = 'c' } }
        $second = [L2Loss.L2LossSummary]@{ Mse = 9; Count = 1; Group = 'a, b, c'; Key = [ordered]@{ X = 'a'; Y = 'b, c' } }
        $baseline = $first, $second | ForEach-Object $Way
        $first, $second | Test-L2Loss -Baseline $baseline | Should -BeExactly @($true, $true)
        $worse = $first | Select-Object -Property *
        $worse.Mse = 2
        $worse, $second | Test-L2Loss -Baseline $baseline | Should -BeExactly @($false, $true)
    }

    It 'is read from <Extension>' -ForEach @(
        @{ Extension = 'json'; Save = { $input | ConvertTo-Json | Set-Content TestDrive:/b.json } }
        @{ Extension = 'xml'; Save = { $input | Export-Clixml TestDrive:/b.xml } }
        @{ Extension = 'csv'; Save = { $input | Export-Csv TestDrive:/b.csv -NoTypeInformation } }
    ) {
        $summaries | & $Save
        $summaries | Test-L2Loss -BaselinePath "TestDrive:/b.$Extension" | Should -BeExactly @($true, $true, $true, $true)
    }

    It 'ends the command where its file is <Name>' -ForEach @(
        @{ Name = 'not there'; Path = 'TestDrive:/absent.json'; Id = 'FileNotFound' }
        @{ Name = 'on no drive'; Path = 'nodrive:/b.json'; Id = 'FileNotFound' }
        @{ Name = 'of another provider'; Path = 'env:x.json'; Id = 'FileUnreadable' }
        @{ Name = 'no JSON'; Path = 'TestDrive:/bad.json'; Id = 'FileUnreadable' }
        @{ Name = 'a folder'; Path = 'TestDrive:/'; Id = 'UnknownBaselineFile' }
        @{ Name = 'a folder that is called as a file'; Path = 'TestDrive:/folder.json'; Id = 'FileUnreadable' }
        @{ Name = 'of another kind'; Path = 'TestDrive:/bad.docx'; Id = 'UnknownBaselineFile' }
        @{ Name = 'empty'; Path = 'TestDrive:/empty.json'; Id = 'NotABaseline' }
    ) {
        $null = New-Item -ItemType Directory -Path TestDrive:/folder.json -Force
        Set-Content TestDrive:/bad.json '{ nothing'
        Set-Content TestDrive:/bad.docx 'x'
        Set-Content TestDrive:/empty.json '[]'
        { $one | Test-L2Loss -BaselinePath $Path } | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'A baseline whose file holds <Text>' -ForEach @(
    @{ Text = '{"a":1}'; Says = "*baseline*other.json should hold summaries of Measure-L2Loss, and *a=1*Hint: Measure-L2Loss *" }
    @{ Text = '[]'; Says = '*baseline*other.json holds no summary. Hint: Measure-L2Loss *' }
) {
    It 'names the file' {
        Set-Content TestDrive:/other.json $Text
        { $summaries | Test-L2Loss -BaselinePath TestDrive:/other.json } | Should -Throw -ErrorId 'NotABaseline,*' -ExpectedMessage $Says
    }
}

Describe 'A baseline by Export-Csv under <_>' -ForEach 'de-DE', 'fr-CH', 'sv-SE', 'tr-TR', 'ar-SA', 'fa-IR' {
    It 'has its numbers from the sums' {
        $before = [System.Threading.Thread]::CurrentThread.CurrentCulture
        try {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = $_
            $summaries | Export-Csv TestDrive:/b.csv -NoTypeInformation
            $summaries | Test-L2Loss -BaselinePath TestDrive:/b.csv | Should -BeExactly @($true, $true, $true, $true)
            Import-Csv TestDrive:/b.csv | Test-L2Loss -MaximumRmse 2.3 | Should -BeExactly @($true, $false, $true, $false)
        }
        finally {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = $before
        }
    }
}

Describe 'A verdict' {
    It 'is one readable line' {
        "$($summaries[0] | Test-L2Loss -MaximumMse 4 -MinimumCount 1 -Detailed)" |
            Should -BeExactly 'Failed, north, ModelA: Mse 5 is above MaximumMse 4'
        "$($one | Test-L2Loss -MaximumMse 4 -Detailed)" | Should -BeExactly 'Passed: Mse 2.25 is within MaximumMse 4'
    }

    It 'has its checks as text in CSV and HTML' {
        $verdict = $one | Test-L2Loss -MaximumMse 4 -MaximumRmse 1 -Detailed
        ($verdict | ConvertTo-Csv | ConvertFrom-Csv).Checks |
            Should -BeExactly 'Mse 2.25 is within MaximumMse 4; Rmse 1.5 is above MaximumRmse 1'
        "$($verdict | ConvertTo-Html)" | Should -BeLike '*Rmse 1.5 is above MaximumRmse 1*'
    }

    It 'shows Passed first, and a line for each check' {
        $text = $one | Test-L2Loss -MaximumMse 4 -MaximumRmse 1 -Detailed | Out-String -Width 100
        $text = $text -replace "$([char]27)\[[0-9;]*m"
        $text | Should -Match '(?m)^Passed +Group +Model +Checks'
        $text | Should -Match '(?m)^False +Mse 2.25 is within MaximumMse 4 *\r?$'
        $text | Should -Match '(?m)^ +Rmse 1.5 is above MaximumRmse 1 *\r?$'
    }

    It 'has no colours where output is plain text' -Skip:($PSVersionTable.PSVersion -lt [version]'7.2') {
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'PlainText'
            $one | Test-L2Loss -MaximumMse 4 -Detailed | Out-String | Should -Not -Match "$([char]27)"
            $PSStyle.OutputRendering = 'Ansi'
            $one | Test-L2Loss -MaximumMse 1 -Detailed | Out-String | Should -Match ([regex]::Escape("$($PSStyle.Foreground.Red)False"))
        }
        finally {
            $PSStyle.OutputRendering = $before
        }
    }

    It 'of a summary with a property that throws is one failure; the others go on' {
        $bad = $one | Select-Object -Property * -ExcludeProperty Mse
        $bad | Add-Member -MemberType ScriptProperty -Name Mse -Value { throw 'no number today' }
        $result = $bad, $one | Test-L2Loss -MaximumMse 4 -ErrorVariable problems -ErrorAction SilentlyContinue
        $result | Should -BeExactly @($false, $true)
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FailedSummary,*'
        $problems[0].Exception.Message | Should -BeLike '*no number today*'
    }
}

Describe 'Assert-L2Loss' {
    It 'writes nothing where all passes' {
        @($summaries | Assert-L2Loss -MaximumMse 9).Count | Should -Be 0
    }

    It 'writes the summaries with -PassThru' {
        $passed = $summaries | Assert-L2Loss -MaximumMse 9 -PassThru
        $passed.Count | Should -Be 4
        $passed[0] | Should -BeOfType 'L2Loss.L2LossSummary'
    }

    It 'is one error with the sentences of all that failed' {
        $failure = { $summaries | Assert-L2Loss -MaximumMse 8 -MaximumRmse 2.3 -PassThru } | Should -Throw -PassThru -ErrorId 'L2LossExceeded,*'
        $failure.CategoryInfo.Category | Should -Be LimitsExceeded
        $lines = $failure.Exception.Message -split '\r?\n'
        $lines | Should -BeExactly @(
            '2 of 4 summaries did not pass:'
            "  'north', 'ModelB': Mse 8.5 is above MaximumMse 8; Rmse 2.915475947 is above MaximumRmse 2.3"
            "  'south', 'ModelB': Rmse 2.828427125 is above MaximumRmse 2.3"
        )
    }

    It 'names the files where there are several' {
        $failure = { $summaries[0], [L2Loss.L2LossSummary]@{ Source = 'b.csv'; Count = 1; Mse = 9 } | Assert-L2Loss -MaximumMse 8 } |
            Should -Throw -PassThru -ErrorId 'L2LossExceeded,*'
        $failure.Exception.Message -split '\r?\n' | Select-Object -Last 1 | Should -BeExactly '  b.csv: Mse 9 is above MaximumMse 8'
        $null = [L2Loss.L2LossSummary]@{ Source = 'b.csv'; Mse = 9 } | Test-L2Loss -MaximumMse 8 -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -BeLike '*of b.csv has no records*'
    }

    It 'fails for <Name>' -ForEach @(
        @{ Name = 'no summary'; Script = { @() | Assert-L2Loss -MaximumMse 8 }; Message = '*no summary*' }
        @{ Name = 'no records'; Script = { [L2Loss.L2LossSummary]@{ Mse = 1 } | Assert-L2Loss -MaximumMse 8 }; Message = '*no records*' }
        @{ Name = 'NaN'; Script = { [L2Loss.L2LossSummary]@{ Count = 4 } | Assert-L2Loss -MaximumMse 8 }; Message = 'Mse is NaN, which never passes MaximumMse 8' }
        @{ Name = 'a baseline that was not measured'; Script = { $summaries[0] | Assert-L2Loss -Baseline $summaries }; Message = '*nothing was measured*' }
        @{ Name = 'a summary without a baseline'; Script = { $summaries | Assert-L2Loss -Baseline $summaries[0] }; Message = '*baseline has no summary*' }
    ) {
        $Script | Should -Throw -ErrorId 'L2LossExceeded,*' -ExpectedMessage $Message
    }

    It 'is an error without a limit' {
        { $one | Assert-L2Loss } | Should -Throw -ErrorId 'NoLimit,*'
    }

    It 'ignores items' {
        { Measure-L2Loss -Actual 1, 2 -Predicted 1, 2 | Assert-L2Loss -MaximumMse 0 } | Should -Not -Throw
    }

    It 'ends a script with exit code 1 under ErrorActionPreference <_>, and nothing after it runs' -ForEach 'Continue', 'Stop', 'SilentlyContinue', 'Ignore' {
        $path = Join-Path -Path (Get-PSDrive TestDrive).Root -ChildPath 'gate.ps1'
        Set-Content -LiteralPath $path -Value @"
`$ErrorActionPreference = '$_'
Import-Module '$manifest'
Measure-L2Loss -Actual 1, 2 -Predicted 3, 3 -SummaryOnly | Assert-L2Loss -MaximumMse 1
'published'
"@
        # Windows PowerShell makes errors of what a program writes to its error stream.
        $ErrorActionPreference = 'Continue'
        $output = & $powershell -NoProfile -NonInteractive -File $path 2>&1
        $LASTEXITCODE | Should -Be 1
        "$output" | Should -BeLike '*Mse 2.5 is above MaximumMse 1*'
        "$output" | Should -Not -BeLike '*published*'
    }

    It 'ends -Command with exit code 1' {
        $ErrorActionPreference = 'Continue'
        $null = & $powershell -NoProfile -NonInteractive -Command "Import-Module '$manifest'; Measure-L2Loss -Actual 1 -Predicted 3 -SummaryOnly | Assert-L2Loss -MaximumMse 1; 'published'" 2>&1
        $LASTEXITCODE | Should -Be 1
    }
}
