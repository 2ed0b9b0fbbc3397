<#
.SYNOPSIS
    Runs tests/Pester with one version of Pester in a PowerShell that says it is of another version; prints what failed.
#>
param(
    [Parameter(Mandatory)] [string] $Pester,
    [Parameter(Mandatory)] [semver] $Engine,
    [Parameter(Mandatory)] [string] $Results,

    # The names of files in it that are not run.
    [string[]] $Without = @()
)

$PSVersionTable.PSVersion = $Engine
Import-Module $Pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = Join-Path $PSScriptRoot ../Pester
$configuration.Run.ExcludePath = [string[]] @($Without | ForEach-Object { "*$_.Tests.ps1" })
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputFormat = 'NUnitXml'
$configuration.TestResult.OutputPath = $Results
$run = Invoke-Pester -Configuration $configuration

$failed = @($run.Failed) + @($run.FailedBlocks) + @($run.FailedContainers)
foreach ($one in $failed) {
    "FAILED: $(if ($one.ExpandedPath) { $one.ExpandedPath } else { $one.Item })"
    # Of the stack only what lies in the tests, and not Pester itself.
    $one.ErrorRecord | ForEach-Object { "    $_"; $_.ScriptStackTrace -split '\r?\n' -like '*.Tests.ps1*' -replace '^', '    ' }
}
if ($run.TotalCount -eq 0) {
    'Pester found no test.'
}
exit [int]($run.Result -ne 'Passed' -or $run.TotalCount -eq 0)
