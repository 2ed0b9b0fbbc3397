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

$ErrorActionPreference = 'Stop'
$limits = @{ MaximumRmse = $MaximumRmse }
if ($BaselinePath) {
    $limits.Baseline = if ($BaselinePath -like '*.xml') { Import-Clixml $BaselinePath } else { Get-Content $BaselinePath | ConvertFrom-Json }
    $limits.MaximumRegressionPercent = $MaximumRegressionPercent
}

# A bad record or a missing file ends the script with an error, and so with exit code 1 too.
$verdicts = @(Import-Csv $Path | Measure-L2Loss Actual $Model -GroupBy $GroupBy -SummaryOnly |
        Test-L2Loss @limits -Detailed -ErrorAction Continue)
$verdicts | Format-List
exit [int]($verdicts.Passed -contains $false)
