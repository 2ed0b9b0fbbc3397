#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeDiscovery {
    $ways = @(
        @{ Name = 'nothing'; Way = { $_ } }
        @{ Name = 'CLIXML'; Way = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) } }
        @{ Name = 'CSV'; Way = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    )
}

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
    # Mse 2.25, Rmse 1.5, Mae 1.25, MaxError 2, R2 -0.8.
    $one = Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -SummaryOnly
    $summaries = $rows | Measure-L2Loss Actual Model* -GroupBy Region -SummaryOnly
}

Describe 'Test-L2Loss with a baseline in a file' {
    It 'takes it as it stands from <Name>' -ForEach @(
        @{ Name = 'JSON'; Save = { $input | ConvertTo-Json | Set-Content TestDrive:/b }; Load = { Get-Content TestDrive:/b | ConvertFrom-Json } }
        @{ Name = 'CLIXML'; Save = { $input | Export-Clixml TestDrive:/b }; Load = { Import-Clixml TestDrive:/b } }
        @{ Name = 'CSV'; Save = { $input | Export-Csv TestDrive:/b -NoTypeInformation }; Load = { Import-Csv TestDrive:/b } }
    ) {
        $summaries | & $Save
        $summaries | Test-L2Loss -Baseline (& $Load) | Should -Be $true, $true, $true, $true
        $worse = $rows | ForEach-Object { $row = $_.PSObject.Copy(); if ($row.Region -eq 'south') { $row.ModelB = '40' }; $row } |
            Measure-L2Loss Actual Model* -GroupBy Region -SummaryOnly
        ($worse | Test-L2Loss -Baseline (& $Load) -Detailed | Where-Object Passed -EQ $false).ForEach{ "$($_.Group) $($_.Model)" } |
            Should -Be 'south ModelB'
    }
}

Describe 'A limit' {
    It '<Name> gives <Expected>' -ForEach @(
        @{ Name = 'MaximumMse = 2.25'; Limits = @{ MaximumMse = 2.25 }; Expected = $true }
        @{ Name = 'MaximumMse = 2.2499999999'; Limits = @{ MaximumMse = 2.2499999999 }; Expected = $false }
        @{ Name = 'MaximumRmse = 1.5'; Limits = @{ MaximumRmse = 1.5 }; Expected = $true }
        @{ Name = 'MaximumRmse = 1.49'; Limits = @{ MaximumRmse = 1.49 }; Expected = $false }
        @{ Name = 'MaximumMae = 1.25'; Limits = @{ MaximumMae = 1.25 }; Expected = $true }
        @{ Name = 'MaximumMae = 1.24'; Limits = @{ MaximumMae = 1.24 }; Expected = $false }
        @{ Name = 'MaximumError = 2'; Limits = @{ MaximumError = 2 }; Expected = $true }
        @{ Name = 'MaximumError = 1.99'; Limits = @{ MaximumError = 1.99 }; Expected = $false }
        @{ Name = 'MinimumR2 = -0.8'; Limits = @{ MinimumR2 = -0.8 }; Expected = $true }
        @{ Name = 'MinimumR2 = -0.79'; Limits = @{ MinimumR2 = -0.79 }; Expected = $false }
        @{ Name = 'MaximumMse = 9; MaximumError = 1'; Limits = @{ MaximumMse = 9; MaximumError = 1 }; Expected = $false }
        @{ Name = 'MaximumMse = 9; MaximumError = 9; MaximumRmse = 9; MaximumMae = 9; MinimumR2 = -9'; Limits = @{ MaximumMse = 9; MaximumError = 9; MaximumRmse = 9; MaximumMae = 9; MinimumR2 = -9 }; Expected = $true }
        @{ Name = 'MaximumMse = 2.25'; Limits = @{ MaximumMse = '2.25' }; Expected = $true }
    ) {
        @($one | Test-L2Loss @Limits) | Should -BeExactly @($Expected)
    }

    It 'judges alike a summary that went through <Name>' -ForEach $ways {
        $one | ForEach-Object $Way | Test-L2Loss -MaximumMse 2.25 -MaximumError 2 -MinimumR2 -0.8 | Should -BeExactly $true
        $one | ForEach-Object $Way | Test-L2Loss -MaximumMse 2.2 | Should -BeExactly $false
    }

    It 'and a summary as text are read with a decimal point in any culture' {
        $before = [System.Threading.Thread]::CurrentThread.CurrentCulture
        try {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = 'de-DE'
            [pscustomobject]@{ Mse = '2.25'; Count = '4' } | Test-L2Loss -MaximumMse 3 | Should -BeExactly $true
            [pscustomobject]@{ Mse = '2.25'; Count = '4' } | Test-L2Loss -MaximumMse '2.5' | Should -BeExactly $true
            [pscustomobject]@{ Mse = '2,25'; Count = '4' } |
                Test-L2Loss -MaximumMse 1000 -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeExactly $false
        }
        finally {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = $before
        }

        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotTestable,*'
    }

    It 'judges a mock: <Name>' -ForEach @(
        @{ Name = 'a hashtable'; Summary = @{ Mse = 2.25; Count = 4 } }
        @{ Name = 'a hashtable in another case, without Count'; Summary = @{ mse = 2.25 } }
        @{ Name = 'an object with a decimal'; Summary = [pscustomobject]@{ Mse = 2.25d } }
        @{ Name = 'a summary'; Summary = 'L2Loss.L2LossSummary' }
    ) {
        if ($Summary -is [string]) { $Summary = @{ Mse = 2.25; Count = 4 } -as $Summary }
        $Summary | Test-L2Loss -MaximumMse 2.25 | Should -BeExactly $true
        $Summary | Test-L2Loss -MaximumMse 2 | Should -BeExactly $false
    }

    It 'judges each summary, and passes over items' {
        @{ Actual = 1; A = 2; B = 5 }, @{ Actual = 2; A = 2; B = 5 } | Measure-L2Loss Actual A, B |
            Test-L2Loss -MaximumMse 1 -ErrorVariable problems | Should -BeExactly @($true, $false)
        $problems.Count | Should -Be 0
    }

    It 'is not passed by what has no number, with a warning: <Name>' -ForEach @(
        @{ Name = 'no records'; Summary = { Measure-L2Loss -Actual @() -Predicted @() -SummaryOnly -WarningAction Ignore }; Limits = @{ MaximumMse = 9 } }
        @{ Name = 'Count 0'; Summary = { [L2Loss.L2LossSummary]@{ Mse = 1; Count = 0 } }; Limits = @{ MaximumMse = 9 } }
        @{ Name = 'NaN'; Summary = { @{ Mse = [double]::NaN; Count = 4 } }; Limits = @{ MaximumMse = 9 } }
        @{ Name = 'NaN as text'; Summary = { @{ Mse = 'NaN'; Count = 4 } }; Limits = @{ MaximumMse = 9 } }
        @{ Name = 'infinity'; Summary = { @{ Mse = [double]::NegativeInfinity; Count = 4 } }; Limits = @{ MaximumMse = 9 } }
        @{ Name = 'null'; Summary = { @{ Mse = $null } }; Limits = @{ MaximumMse = 9 } }
        @{ Name = 'R2 of one record'; Summary = { Measure-L2Loss -Actual 5 -Predicted 5 -SummaryOnly }; Limits = @{ MinimumR2 = 0 } }
        @{ Name = 'a baseline of NaN'; Summary = { @{ Mse = 1; Count = 4 } }; Limits = @{ Baseline = @{ Mse = [double]::NaN; Count = 4 } } }
        @{ Name = 'an infinite baseline'; Summary = { @{ Mse = 1; Count = 4 } }; Limits = @{ Baseline = @{ Mse = [double]::PositiveInfinity; Count = 4 } } }
        @{ Name = 'a baseline of no records'; Summary = { @{ Mse = 1; Count = 4 } }; Limits = @{ Baseline = @{ Mse = 2; Count = 0 } } }
    ) {
        $verdict = & $Summary | Test-L2Loss @Limits -ErrorVariable problems -WarningVariable warnings -WarningAction SilentlyContinue
        @($verdict) | Should -BeExactly @($false)
        $problems.Count | Should -Be 0
        $warnings.Count | Should -Be 1
    }

    It 'names an infinite number as it is' {
        $verdict = @{ Mse = [double]::PositiveInfinity; Count = 4 } |
            Test-L2Loss -MaximumMse 9 -Baseline @{ Mse = [double]::PositiveInfinity; Count = 4 } -Detailed -WarningAction Ignore
        $verdict.Reason | Should -BeExactly ('Mse is Infinity, which never passes MaximumMse 9; ' +
            'Mse Infinity cannot be compared with the baseline Infinity; allowed 0 %')
    }

    It 'is not passed by what lacks the number, with an error, and the others go on: <Name>' -ForEach @(
        @{ Name = 'a summary without it'; Stranger = @{ Mae = 1; Count = 4 } }
        @{ Name = 'a number'; Stranger = 42 }
        @{ Name = 'a date'; Stranger = [pscustomobject]@{ Mse = [datetime]::Now } }
        @{ Name = 'a truth value'; Stranger = [pscustomobject]@{ Mse = $true } }
    ) {
        $Stranger, $one | Test-L2Loss -MaximumMse 9 -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeExactly @($false, $true)
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotTestable,*'
    }

    It 'is not passed by nothing, with an error: <Name>' -ForEach @(
        @{ Name = 'an empty list'; Nothing = { @() } }
        @{ Name = 'null'; Nothing = { $null } }
        @{ Name = 'nulls'; Nothing = { $null, $null } }
        @{ Name = 'a summary that went into a variable'; Nothing = { Measure-L2Loss -Actual 1 -Predicted 1 -SummaryVariable away } }
    ) {
        @(& $Nothing | Test-L2Loss -MaximumMse 9 -ErrorVariable problems -ErrorAction SilentlyContinue) | Should -BeExactly @($false)
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NoSummary,*'
    }

    It 'that makes no sense ends the command with <Id>: <Name>' -ForEach @(
        @{ Name = 'none'; Limits = { @{} }; Id = 'NoLimit' }
        @{ Name = 'a percentage of nothing'; Limits = { @{ MaximumRegressionPercent = 5 } }; Id = 'BaselineMissing' }
        @{ Name = 'a percentage of nothing beside another limit'; Limits = { @{ MaximumRegressionPercent = 5; MaximumMse = 1 } }; Id = 'BaselineMissing' }
        @{ Name = 'MaximumMse -1'; Limits = { @{ MaximumMse = -1 } }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'MaximumMse NaN as text'; Limits = { @{ MaximumMse = 'NaN' } }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'MaximumRmse NaN'; Limits = { @{ MaximumRmse = [double]::NaN } }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'MaximumMae infinity'; Limits = { @{ MaximumMae = [double]::PositiveInfinity } }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'MaximumError with a comma'; Limits = { @{ MaximumError = '1,5' } }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'MaximumError null'; Limits = { @{ MaximumError = $null } }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'MaximumError empty'; Limits = { @{ MaximumError = '' } }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'MinimumR2 above 1'; Limits = { @{ MinimumR2 = 1.01 } }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'a negative percentage'; Limits = { @{ Baseline = $one; MaximumRegressionPercent = -1 } }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'a baseline of null'; Limits = { @{ Baseline = $null } }; Id = 'ParameterArgumentValidationError' }
        @{ Name = 'an empty baseline'; Limits = { @{ Baseline = @() } }; Id = 'ParameterArgumentValidationError' }
        @{ Name = 'a number as baseline'; Limits = { @{ Baseline = 42 } }; Id = 'NotABaseline' }
        @{ Name = 'a path as baseline'; Limits = { @{ Baseline = 'baseline.json' } }; Id = 'NotABaseline' }
        @{ Name = 'a baseline without a number'; Limits = { @{ Baseline = @{ Mse = 'much' } } }; Id = 'NotABaseline' }
        @{ Name = 'two baselines of one model'; Limits = { @{ Baseline = $one, $one } }; Id = 'AmbiguousBaseline' }
    ) {
        $given = & $Limits
        $verdicts = [System.Collections.Generic.List[object]]::new()
        { $one | Test-L2Loss @given | ForEach-Object { $verdicts.Add($_) } } | Should -Throw -ErrorId "$Id,*"
        $verdicts.Count | Should -Be 0
    }
}

Describe 'A baseline' {
    It 'of <Before> allows <Now> at <Percent> %: <Expected>' -ForEach @(
        @{ Before = 2.0; Now = 2.0; Percent = 0; Expected = $true }
        @{ Before = 0.07; Now = 0.07; Percent = 0; Expected = $true }
        @{ Before = 2.0; Now = 2.0000000000000004; Percent = 0; Expected = $false }
        @{ Before = 2.0; Now = 1.0; Percent = 0; Expected = $true }
        @{ Before = 2.0; Now = 2.2; Percent = 10; Expected = $true }
        @{ Before = 3.0; Now = 3.3; Percent = 10; Expected = $true }
        @{ Before = 2.0; Now = 2.2000000000000006; Percent = 10; Expected = $false }
        @{ Before = 0.0; Now = 0.0; Percent = 10; Expected = $true }
        @{ Before = 0.0; Now = 1e-300; Percent = 1000; Expected = $false }
        @{ Before = 1e307; Now = 1.7e308; Percent = 1e3; Expected = $false }
    ) {
        @(@{ Mse = $Now; Count = 4 } | Test-L2Loss -Baseline @{ Mse = $Before; Count = 4 } -MaximumRegressionPercent $Percent) |
            Should -BeExactly @($Expected)
    }

    It 'and its summaries may come in one list, through <Name>' -ForEach $ways {
        $list = @($one, (Measure-L2Loss -Actual 1, 2 -Predicted 1, 3 -SummaryOnly) | ForEach-Object $Way)
        $list[1].Model = 'other'
        , $list | Test-L2Loss -MaximumMse 1 | Should -BeExactly @($false, $true)
        , $list | Test-L2Loss -Baseline $list | Should -BeExactly @($true, $true)
        , $list | Test-L2Loss -Baseline (, $list) | Should -BeExactly @($true, $true)
    }

    # In s: b as before, a worse; in n: both as before; x is new.
    It 'is that of the model and group in any case, through <Name>' -ForEach $ways {
        $then = @{ R = 'n'; Actual = 1; A = 2; B = 5 }, @{ R = 's'; Actual = 1; A = 1; B = 3 } |
            Measure-L2Loss Actual A, B -GroupBy R | ForEach-Object $Way
        $now = @{ R = 'S'; Actual = 1; b = 3; a = 2 }, @{ R = 'N'; Actual = 1; b = 5; a = 2 }, @{ R = 'x'; Actual = 1; b = 1; a = 1 } |
            Measure-L2Loss Actual b, a -GroupBy R -SummaryOnly
        $now | Test-L2Loss -Baseline $then -ErrorVariable problems -ErrorAction SilentlyContinue |
            Should -BeExactly @($true, $false, $true, $true, $false, $false)
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'BaselineNotFound', 'BaselineNotFound'
    }
}

Describe 'A detailed verdict' {
    It 'holds every limit, its value and whether it passed' {
        $verdict = $one | Test-L2Loss -MaximumMse 3 -MinimumR2 0 -Baseline @{ Mse = 2 } -MaximumRegressionPercent 25 -Detailed
        $verdict | Should -BeOfType 'L2Loss.L2LossVerdict'
        $verdict.Passed | Should -BeFalse
        $verdict.BaselineMse, $verdict.RegressionPercent | Should -Be 2, 12.5
        $verdict.Checks.ForEach{ "$($_.Name) $($_.Limit) $($_.Value) $($_.Passed)" } |
            Should -BeExactly 'MaximumMse 3 2.25 True', 'MinimumR2 0 -0.8 False', 'MaximumRegressionPercent 2.5 2.25 True'
    }

    It 'says why <Name> failed' -ForEach @(
        @{ Name = 'a summary without the number'; Summary = { @{ Mae = 1 } }; Reason = "*no property 'Mse'*" }
        @{ Name = 'a summary of no records'; Summary = { @{ Mse = 1; Count = 0 } }; Reason = '*has no records*' }
        @{ Name = 'nothing'; Summary = { @() }; Reason = '*no summary*' }
    ) {
        $verdict = & $Summary | Test-L2Loss -MaximumMse 3 -Detailed -ErrorAction SilentlyContinue -WarningAction Ignore
        $verdict.Passed | Should -BeFalse
        $verdict.Reason | Should -BeLike $Reason
    }
}

Describe 'The gate script' {
    BeforeAll {
        $rows | Export-Csv TestDrive:/forecast.csv -NoTypeInformation
        $summaries | ConvertTo-Json | Set-Content TestDrive:/baseline.json
        $folder = (Get-PSDrive TestDrive).Root
    }

    It 'passes with <Limits>' -ForEach @(
        @{ Limits = '-MaximumRmse 9' }
        @{ Limits = '-MaximumRmse 9 -BaselinePath FOLDER/baseline.json' }
    ) {
        { & ([scriptblock]::Create("& '$root/samples/gate/Test-Forecast.ps1' -Path '$folder/forecast.csv' $($Limits.Replace('FOLDER', $folder))")) } |
            Should -Not -Throw
    }

    It 'ends with an error for <Limits>' -ForEach @(
        @{ Limits = '-MaximumRmse 1'; Id = 'L2LossExceeded,*' }
        @{ Limits = '-MaximumRmse 9 -BaselinePath FOLDER/absent.json'; Id = 'FileNotFound,*' }
        @{ Limits = '-MaximumRmse 9 -GroupBy Regoin'; Id = 'PropertyNotFound,*' }
    ) {
        { & ([scriptblock]::Create("& '$root/samples/gate/Test-Forecast.ps1' -Path '$folder/forecast.csv' $($Limits.Replace('FOLDER', $folder))")) } |
            Should -Throw -ErrorId $Id
    }

    # As a scheduler runs it: an error is the same to it as a limit passed over.
    It 'fails as a process on an error' {
        # Windows PowerShell makes errors of what a program writes to its error stream.
        $ErrorActionPreference = 'Continue'
        & $powershell -NoProfile -NonInteractive -Command (
            "Import-Module '$manifest'; & '$root/samples/gate/Test-Forecast.ps1' -Path '$folder/forecast.csv' -MaximumRmse 9 -GroupBy Regoin; exit `$LASTEXITCODE") *> $null
        $LASTEXITCODE | Should -Be 1
    }
}
