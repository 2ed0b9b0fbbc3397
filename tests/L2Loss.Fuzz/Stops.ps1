<#
.SYNOPSIS
    Stops commands of the module at random moments. Reads seeds, one a line, and answers each with a line: ok, or what went wrong.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Manifest,
    [Parameter(Mandatory)] [string] $Folder
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$records = 100000
$csv = [IO.Path]::Combine($Folder, 'records.csv')
$json = [IO.Path]::Combine($Folder, 'records.jsonl')
$packed = [IO.Path]::Combine($Folder, 'records.csv.gz')
$page = [IO.Path]::Combine($Folder, 'report.html')
$csvWriter = [IO.StreamWriter]::new($csv)
$jsonWriter = [IO.StreamWriter]::new($json)
$csvWriter.WriteLine('Id,Region,Actual,Predicted,Second,Weight')
for ($i = 0; $i -lt $records; $i++) {
    $csvWriter.WriteLine("$i,r$($i % 1013),$($i % 97),$($i % 89).5,$($i % 83),$($i % 7 + 1)")
    $jsonWriter.WriteLine("{`"Id`":$i,`"Region`":`"r$($i % 1013)`",`"Actual`":$($i % 97),`"Predicted`":$($i % 89).5}")
}

$csvWriter.Dispose()
$jsonWriter.Dispose()
$target = [IO.Compression.GZipStream]::new([IO.File]::Create($packed), [IO.Compression.CompressionLevel]::Fastest)
$target.Write([IO.File]::ReadAllBytes($csv))
$target.Dispose()

$commands = @(
    'Measure-L2Loss -Path $csv -SummaryOnly'
    'Measure-L2Loss -Path $csv'
    'Measure-L2Loss -Path $csv, $csv, $csv -SummaryOnly'
    'Measure-L2Loss -Path $csv -GroupBy Region -SummaryOnly'
    'Measure-L2Loss -Path $csv -GroupBy { $_.Region } -SummaryOnly'
    'Measure-L2Loss -Path $csv -Weight Weight -SummaryOnly'
    'Measure-L2Loss -Path $csv -Top 5'
    'Measure-L2Loss -Path $csv -Window 500'
    'Measure-L2Loss -Path $csv -PassThru'
    'Measure-L2Loss -Path $csv Region -SummaryOnly'
    'Measure-L2Loss -Path $packed -SummaryOnly'
    'Measure-L2Loss -Path $json -SummaryOnly'
    'Measure-L2Loss -ActualPath $csv -PredictedPath $csv -Key Id -SummaryOnly'
    'Measure-L2Loss -ActualPath $csv -PredictedPath $csv -Key Id, Region -GroupBy Region'
    'Compare-L2Loss -Path $csv Actual Predicted, Second'
    'Import-Csv $csv | Measure-L2Loss'
    'Import-Csv $csv | Measure-L2Loss -GroupBy Region -SummaryOnly'
    'Import-Csv $csv | Compare-L2Loss Actual Predicted, Second'
    'Measure-L2Loss (,[double]::NaN * 3000000) (,1.0 * 3000000) -SummaryOnly'
    'Measure-L2Loss -Path $csv | Export-L2LossReport $page'
    'Measure-L2Loss -Path $csv -GroupBy Region -SummaryOnly | Merge-L2Loss'
    'Measure-L2Loss -Path $csv -GroupBy Region -SummaryOnly | Test-L2Loss -MaximumRmse 1'
    '& { while ($true) { @{ Actual = 1; Predicted = 2 } } } | Measure-L2Loss -SummaryOnly'
)

$shell = [PowerShell]::Create()
$null = $shell.AddCommand('Import-Module').AddArgument($Manifest).Invoke()
foreach ($name in 'csv', 'json', 'packed', 'page') {
    $shell.Runspace.SessionStateProxy.SetVariable($name, (Get-Variable $name -ValueOnly))
}

function Test-Stop([Random] $random) {
    $command = $commands[$random.Next($commands.Count)]
    $shell.Commands.Clear()
    $shell.Streams.ClearStreams()
    $output = [Management.Automation.PSDataCollection[psobject]]::new()
    $null = $shell.AddScript($command)
    $nothing = [Management.Automation.PSDataCollection[psobject]]::new()
    $nothing.Complete()
    $running = $shell.BeginInvoke($nothing, $output)
    [Threading.Thread]::Sleep($random.Next([Math]::Pow(10, $random.Next(1, 4))))
    $stopping = $shell.BeginStop($null, $null)
    if (-not $stopping.AsyncWaitHandle.WaitOne(60000)) {
        return "$command does not stop"
    }

    $shell.EndStop($stopping)
    try { $null = $shell.EndInvoke($running) }
    catch [Management.Automation.PipelineStoppedException] { Write-Verbose 'stopped' }
    catch { return "$command, stopped: $_" }

    # A summary of all records, or none: none of a part.
    $known = $command -match '-Path \$(csv|packed|json) -(SummaryOnly|Weight)'
    foreach ($summary in @($output | Where-Object { $known -and $_.PSObject.TypeNames[0] -eq 'L2Loss.L2LossSummary' })) {
        if ($summary.Read -ne $records) { return "$command, stopped: a summary of $($summary.Read) records" }
    }

    if ([IO.File]::Exists($page)) {
        if (-not [IO.File]::ReadAllText($page).TrimEnd().EndsWith('</html>')) { return "$command, stopped: half a page" }
        [IO.File]::Delete($page)
    }

    $left = [IO.Directory]::GetFiles($Folder, '*.tmp')
    if ($left) { return "$command, stopped: left $left" }

    $shell.Commands.Clear()
    $shell.Streams.ClearStreams()
    $after = $shell.AddScript('(Measure-L2Loss 10, 11, 12, 13 10, 12, 14, 11 -SummaryOnly).Mse').Invoke()
    if ("$after" -ne '2.25') { return "after $command, stopped: $after $($shell.Streams.Error)" }
    'ok'
}

while ($null -ne ($seed = [Console]::In.ReadLine())) {
    [Console]::Out.WriteLine((Test-Stop ([Random]::new([int] $seed))))
}
