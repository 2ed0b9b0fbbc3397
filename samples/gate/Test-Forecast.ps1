<#
.SYNOPSIS
Ends with exit code 1 when a forecast is too far off, or worse than the saved baseline.

.DESCRIPTION
Save a baseline with
    Import-Csv forecast.csv | Measure-L2Loss Actual Model* -GroupBy Region -SummaryOnly |
        ConvertTo-Json | Set-Content baseline.json
or with Export-Clixml baseline.xml. Without -BaselinePath only the limit counts.
#>
param(
    [Parameter(Mandatory)] [string] $Path,
    [string[]] $Model = 'Model*',
    [string[]] $GroupBy = 'Region',
    [Parameter(Mandatory)] [double] $MaximumRmse,
    [string] $BaselinePath,
    [double] $MaximumRegressionPercent = 0
)

# A bad record or a missing file ends the script with an error, and so with exit code 1 too.
$ErrorActionPreference = 'Stop'
$limits = @{ MaximumRmse = $MaximumRmse }
if ($BaselinePath) {
    $limits.BaselinePath = $BaselinePath
    $limits.MaximumRegressionPercent = $MaximumRegressionPercent
}

# The table for the log, and then the gate: its error says what failed.
$summaries = Import-Csv $Path | Measure-L2Loss Actual $Model -GroupBy $GroupBy -SummaryOnly
$summaries
$summaries | Assert-L2Loss @limits
