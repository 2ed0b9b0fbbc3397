# An admin workflow: the forecast of a server's disk use is published only while it is good enough.
function Publish-Forecast {
    param([object[]] $History, [scriptblock] $Publish)

    $isGood = Measure-L2Loss -Actual $History.Used -Predicted $History.Forecast -SummaryOnly | Test-L2Loss -MaximumRmse 10
    if ($isGood) { & $Publish } else { Write-Warning 'The forecast is too far off; nothing was published.' }
}
