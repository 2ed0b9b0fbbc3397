<#
.SYNOPSIS
    Builds and tests L2Loss: a short front to dotnet and Pester.
.DESCRIPTION
    Build assembles the module in out/L2Loss. Test runs the xunit tests. Pester runs tests/Pester in this PowerShell
    against the assembled module.
.EXAMPLE
    ./build.ps1 -Task Build, Test, Pester
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester')]
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
        'Pester' {
            dotnet build --configuration $Configuration
            # A process of its own: an assembly loaded once stays in its process, and the next build could not replace it.
            & (Join-Path -Path $PSHOME -ChildPath 'pwsh') -NoProfile -Command {
                Import-Module Pester -MinimumVersion 5.7
                Invoke-Pester -Path tests/Pester -CI
            }
        }
    }
}
finally {
    Pop-Location
}
