# An admin workflow: the forecast of a server's disk use is published only while it is good enough.
function Publish-Forecast {
    param([object[]] $History, [scriptblock] $Publish)

    # Ends the script with what is wrong; the next line runs only where all is well.
    Measure-L2Loss -Actual $History.Used -Predicted $History.Forecast -SummaryOnly | Assert-L2Loss -MaximumRmse 10
    & $Publish
}
