<#
.SYNOPSIS
    Builds, tests and packs L2Loss: a short front to dotnet and PSScriptAnalyzer.
.DESCRIPTION
    Build assembles the module in out/L2Loss. Test runs the xunit tests and the Pester suite. Package makes
    out/L2Loss.<version>.nupkg for a PowerShell repository. Analyze holds the scripts against PSScriptAnalyzerSettings.psd1.
.EXAMPLE
    dotnet tool restore; dotnet pwsh ./build.ps1 -Task Build, Test
.EXAMPLE
    ./build.ps1 -Task Package
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package', 'Analyze')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' {
            dotnet build --configuration $Configuration
        }
        'Test' {
            dotnet test --configuration $Configuration
        }
        'Package' {
            # Without what an older build may have left, since the package takes the folder as it is.
            Remove-Item -Path out -Recurse -ErrorAction Ignore
            dotnet build tools/L2Loss.Package --configuration $Configuration
            Get-Item -Path out/*.nupkg
        }
        'Analyze' {
            Import-Module PSScriptAnalyzer -MinimumVersion 1.22
            $found = Get-ChildItem -Path . -Include *.ps1, *.psd1, *.psm1, *.ps1xml -Recurse -File |
                Where-Object FullName -NotMatch '[\\/](bin|obj|out|TestResults)[\\/]' |
                Invoke-ScriptAnalyzer -Settings ./PSScriptAnalyzerSettings.psd1
            $found | Out-String | Write-Output
            if ($found) {
                throw "PSScriptAnalyzer has $(@($found).Count) complaints: see above."
            }
        }
    }
}
finally {
    Pop-Location
}
