<#
.SYNOPSIS
Measures files on many machines at once, each its own, and merges what they found.

.DESCRIPTION
Each node measures its files with Measure-L2Loss -Path; what travels is one summary for each file, model and group, a few
kilobytes each, whatever the number of records. All nodes work at the same time.

A node that is down, slow, without the module or with a file that cannot be read is an error that names it. Then there is no
merged summary, unless -AllowPartial asks for that of the others. Bad records do not count as that: they are in the summary.

.PARAMETER HostName
Nodes for SSH, as Invoke-Command takes them: name, user@name, name:port. PowerShell 7.

.PARAMETER ComputerName
Nodes for WSMan, with -Credential if needed.

.PARAMETER Start
Any other way to a node: gets its name of -Node, a script block and its arguments, and gives a job.

.PARAMETER Path
The files on each node, with wildcards; {node} stands for its name.

.PARAMETER Measure
Parameters for Measure-L2Loss on each node: @{ Actual = 'Price'; Predicted = 'Forecast'; GroupBy = 'Region' }.

.PARAMETER Module
The module on the nodes, by name or by the path of its manifest.

.PARAMETER TimeoutSec
Nodes that have not answered by then are errors; 0 waits for ever.

.PARAMETER ExpectedCount
How many files there are on all nodes together: fewer are an error and no merged summary, as with Merge-L2Loss.

.EXAMPLE
samples/fan-out.ps1 -HostName n1, n2, n3 -UserName ops -Path /data/forecast-*.csv -TimeoutSec 600

.EXAMPLE
samples/fan-out.ps1 -ComputerName n1, n2 -Path D:\data\*.csv -Measure @{ GroupBy = 'Region' } -AllowPartial
#>
[CmdletBinding(DefaultParameterSetName = 'SSH')]
param(
    [Parameter(Mandatory, ParameterSetName = 'SSH')] [string[]] $HostName,
    [Parameter(ParameterSetName = 'SSH')] [string] $UserName,
    [Parameter(ParameterSetName = 'SSH')] [string] $KeyFilePath,
    [Parameter(ParameterSetName = 'SSH')] [hashtable] $Options,
    [Parameter(Mandatory, ParameterSetName = 'WSMan')] [string[]] $ComputerName,
    [Parameter(ParameterSetName = 'WSMan')] [pscredential] $Credential,
    [Parameter(Mandatory, ParameterSetName = 'Start')] [string[]] $Node,
    [Parameter(Mandatory, ParameterSetName = 'Start')] [scriptblock] $Start,
    [Parameter(Mandatory)] [string] $Path,
    [hashtable] $Measure = @{},
    [string] $Module = 'L2Loss',
    [ValidateRange(0, 2147483)] [int] $TimeoutSec = 0,
    [ValidateRange(1, 2147483647)] [int] $ExpectedCount,
    [switch] $AllowPartial
)

$remote = {
    param($Module, $Path, $Measure)
    Import-Module $Module -ErrorAction Stop
    Measure-L2Loss @Measure -Path $Path -SummaryOnly
}

# What a record can be wrong in is counted in the summary; any other error means that something was not measured.
$ofRecords = 'MissingValue', 'NotNumeric', 'NotFinite', 'MalformedRecord', 'InvalidWeight'

$way = @{ ScriptBlock = $remote; AsJob = $true }
foreach ($name in 'UserName', 'KeyFilePath', 'Options', 'Credential') {
    if ($PSBoundParameters.ContainsKey($name)) { $way[$name] = $PSBoundParameters[$name] }
}

$jobs = [ordered]@{}
$failures = [ordered]@{}
$parts = [System.Collections.Generic.List[object]]::new()
try {
    foreach ($name in @($HostName) + @($ComputerName) + @($Node) | Where-Object { $_ } | Select-Object -Unique) {
        $arguments = @($Module, $Path.Replace('{node}', $name), $Measure)
        try {
            $jobs[$name] = switch ($PSCmdlet.ParameterSetName) {
                'SSH' { Invoke-Command -HostName $name @way -ArgumentList $arguments -ErrorAction Stop }
                'WSMan' { Invoke-Command -ComputerName $name @way -ArgumentList $arguments -ErrorAction Stop }
                default { & $Start $name $remote $arguments }
            }
        } catch {
            $failures[$name] = $_.Exception.Message
        }
    }

    $wait = @{}
    if ($TimeoutSec -gt 0) { $wait.Timeout = $TimeoutSec }
    if ($jobs.Count -gt 0) { $null = Wait-Job -Job @($jobs.Values) @wait }

    foreach ($name in $jobs.Keys) {
        $job = $jobs[$name]
        if ($job.State -notin 'Completed', 'Failed', 'Stopped') {
            $failures[$name] = "there was no answer within $TimeoutSec s"
            continue
        }

        $problems = @()
        $found = @(Receive-Job -Job $job -ErrorVariable problems -ErrorAction SilentlyContinue | Where-Object { $_.MergeState })
        if ($job.State -ne 'Completed' -and $problems.Count -eq 0) {
            $problems = @($job.ChildJobs | ForEach-Object { $_.JobStateInfo.Reason } | Where-Object { $_ })
        }

        foreach ($problem in $problems) {
            $message = if ($problem.Exception) { $problem.Exception.Message } else { "$problem" }
            $id = ("$($problem.FullyQualifiedErrorId)" -split ',')[0]
            if ($id -in $ofRecords) {
                Write-Error -Message "${name}: $message" -ErrorId $id -Category InvalidData -TargetObject $name
            } elseif (-not $failures.Contains($name)) {
                $failures[$name] = $message
            }
        }

        if ($found.Count -eq 0 -and -not $failures.Contains($name)) { $failures[$name] = 'it gave no summary' }
        foreach ($summary in $found) {
            $source = "${name}: $($summary.Source)"
            foreach ($property in 'Source', 'LargestSource') {
                $summary | Add-Member -NotePropertyName $property -NotePropertyValue $source -Force
            }

            $parts.Add($summary)
        }
    }
} finally {
    # Stops those that still run.
    if ($jobs.Count -gt 0) { Remove-Job -Job @($jobs.Values) -Force }
}

foreach ($name in $failures.Keys) {
    Write-Error -Message "${name}: $($failures[$name])" -ErrorId NodeFailed -Category ResourceUnavailable -TargetObject $name
}

if ($failures.Count -gt 0 -and -not $AllowPartial) {
    $message = "No merged summary: $(@($failures.Keys) -join ', ') gave no whole result. -AllowPartial merges what there is."
    Write-Error -Message $message -ErrorId FanOutIncomplete -Category ResourceUnavailable
} elseif ($parts.Count -gt 0) {
    $all = @{}
    if ($ExpectedCount) { $all.ExpectedCount = $ExpectedCount }
    $parts | Merge-L2Loss @all
}
