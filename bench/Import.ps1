<#
.SYNOPSIS
    Measures what the import of L2Loss costs in a new process, beside that of a module with hardly anything in it.
.DESCRIPTION
    After `dotnet build -c Release`, in PowerShell 7.4 or later or in the repository's host; the new processes are of pwsh, or of
    the bare engine of the tests where there is no pwsh:

        dotnet run -c Release --project tools/L2Loss.Host -- -File bench/Import.ps1
        pwsh -File bench/Import.ps1

    The modules take turns, so that a noisy machine disturbs all alike; the ratio is that of medians.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    [int] $Rounds = 21,
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$tests = [IO.Path]::Combine($PSScriptRoot, '..', 'tests')
$built = [IO.Path]::Combine($PSScriptRoot, '..', 'out', 'L2Loss')
$library = [IO.Path]::Combine($tests, 'L2Loss.Neighbour', 'bin', $Configuration, 'net8.0', 'L2Loss.Neighbour.dll')

# What any module of compiled cmdlets has: a manifest and views.
$temporary = [IO.Directory]::CreateTempSubdirectory('l2loss-import-').FullName
$manifest = [IO.Path]::Combine($temporary, 'Neighbour.psd1')
[IO.File]::Copy($library, [IO.Path]::Combine($temporary, 'L2Loss.Neighbour.dll'))
[IO.File]::Copy([IO.Path]::Combine($built, 'L2Loss.Format.ps1xml'), [IO.Path]::Combine($temporary, 'Views.ps1xml'))
[IO.File]::WriteAllText($manifest, "@{
    RootModule = 'L2Loss.Neighbour.dll'; ModuleVersion = '1.0'; FormatsToProcess = 'Views.ps1xml'
    CmdletsToExport = 'Measure-Norm', 'Register-Resolver'; FunctionsToExport = @(); VariablesToExport = @(); AliasesToExport = @()
}")

$module = [ordered]@{
    'two small cmdlets, manifest, views' = $manifest
    'L2Loss' = [IO.Path]::Combine($built, 'L2Loss.psd1')
    'two small cmdlets, nothing else' = $library
}

$script = [IO.Path]::Combine($temporary, 'import.ps1')
[IO.File]::WriteAllText($script, 'param($Path) $watch = [Diagnostics.Stopwatch]::StartNew()
Import-Module $Path
$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)')

$shell = [IO.Path]::Combine($PSHOME, $(if ([OperatingSystem]::IsWindows()) { 'pwsh.exe' } else { 'pwsh' }))
[string[]] $arguments = '-NoProfile', '-NonInteractive', '-File', $script
if (-not [IO.File]::Exists($shell)) {
    $shell = 'dotnet'
    $arguments = [IO.Path]::Combine($tests, 'L2Loss.Engine', 'bin', $Configuration, 'net10.0', 'L2Loss.Engine.dll'), $script
}

$imports = @{}
$processes = @{}
foreach ($name in $module.Keys) {
    $imports[$name] = [Collections.Generic.List[double]]::new()
    $processes[$name] = [Collections.Generic.List[double]]::new()
}

# Round 0 warms up.
for ($round = 0; $round -le $Rounds; $round++) {
    foreach ($name in $module.Keys) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        [double] $import = & $shell @arguments $module[$name]
        if ($round -gt 0) {
            $imports[$name].Add($import)
            $processes[$name].Add($watch.Elapsed.TotalMilliseconds)
        }
    }
}

[IO.Directory]::Delete($temporary, $true)

function Get-Median([Collections.Generic.List[double]] $Time) {
    $Time.Sort()
    $Time[[int][Math]::Floor($Time.Count / 2)]
}

'{0,-36} {1,10} {2,8} {3,10} {4,8}' -f 'median of new processes', 'import', 'ratio', 'process', 'ratio'
$base = @{}
foreach ($name in $module.Keys) {
    $import = Get-Median $imports[$name]
    $process = Get-Median $processes[$name]
    if ($base.Count -eq 0) { $base = @{ Import = $import; Process = $process } }
    '{0,-36} {1,7:N1} ms {2,7:N2}x {3,7:N0} ms {4,7:N2}x' -f
    $name, $import, ($import / $base.Import), $process, ($process / $base.Process)
}
