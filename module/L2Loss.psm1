# Loads the build for the engine at hand: from PowerShell 7.4 on the one for .NET 8, before that the one for .NET Standard.
$build = if ($PSVersionTable.PSVersion -ge [version]'7.4') { 'net8.0' } else { 'netstandard2.0' }
Import-Module -Name "$PSScriptRoot/$build/L2Loss.PowerShell.dll"
