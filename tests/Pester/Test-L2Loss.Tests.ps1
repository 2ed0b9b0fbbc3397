#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    $root = Join-Path -Path $PSScriptRoot -ChildPath '../..' -Resolve
    $manifest = Join-Path -Path $root -ChildPath 'out/L2Loss/L2Loss.psd1'
    $powershell = Join-Path -Path $PSHOME -ChildPath $(if ($PSVersionTable.PSEdition -eq 'Desktop') { 'powershell.exe' } else { 'pwsh' })
    Import-Module $manifest -Force
    $rows = @'
Region,Actual,ModelA,ModelB
north,10,11,14
north,30,27,31
south,20,22,20
south,24,23,28
'@ | ConvertFrom-Csv
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

Describe 'Test-L2Loss without anything to judge' {
    It 'fails' {
        @() | Test-L2Loss -MaximumMse 1 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -Be $false
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NoSummary,*'
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
