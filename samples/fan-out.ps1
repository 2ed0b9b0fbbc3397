<#
.SYNOPSIS
Each node measures its own files; what travels is one summary for each file, model and group; the caller merges.

.DESCRIPTION
-Invoke runs a script block with a node and its arguments: Invoke-Command for machines, anything else for a test. The cost
on the wire grows with the number of files, models and groups, not with the records: a summary is a few kilobytes.
#>
param(
    [Parameter(Mandatory)] [string[]] $Node,
    [Parameter(Mandatory)] [string] $Path,
    [string] $Manifest = 'L2Loss',
    [scriptblock] $Invoke = { param($Node, $Script, $Arguments) Invoke-Command -ComputerName $Node -ScriptBlock $Script -ArgumentList $Arguments }
)

$measure = {
    param($Manifest, $Path)
    Import-Module $Manifest
    Get-ChildItem $Path | ForEach-Object { Import-Csv -LiteralPath $_.FullName | Measure-L2Loss -SummaryOnly }
}
$Node | ForEach-Object { & $Invoke $_ $measure @($Manifest, $Path.Replace('{node}', $_)) } | Merge-L2Loss
