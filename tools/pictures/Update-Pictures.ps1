<#
.SYNOPSIS
    Makes the pictures of the README: docs/images/report.png and docs/images/terminal.png.
.DESCRIPTION
    Runs the built module on made-up forecasts, always the same ones. Chromium draws both pictures: the page of
    Export-L2LossReport, and a page that shows what a terminal prints, in its colours.

        dotnet build
        pwsh -File tools/pictures/Update-Pictures.ps1
.PARAMETER Chromium
    The program that draws.
#>
#requires -Version 7.4
[CmdletBinding()]
param([string] $Chromium = 'chromium')

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = Resolve-Path -Path (Join-Path -Path $PSScriptRoot -ChildPath '../..')
$images = New-Item -Path (Join-Path -Path $root -ChildPath 'docs/images') -ItemType Directory -Force
$work = New-Item -Path (Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "l2loss-pictures-$PID") -ItemType Directory
$pwsh = Join-Path -Path $PSHOME -ChildPath 'pwsh'

# A forecast that drifts, a better one, and a price with a digit lost.
function New-Forecast {
    $random = [Random]::new(11)
    foreach ($i in 1..1200) {
        $actual = [Math]::Round(180000 + 420000 * [Math]::Pow($random.NextDouble(), 1.5))
        $noise = $random.NextDouble() + $random.NextDouble() + $random.NextDouble() - 1.5
        [pscustomobject]@{
            Region = ('North', 'South', 'East', 'West')[$random.Next(4)]
            Actual = $actual
            ModelA = [Math]::Round($actual + 14000 * $noise + 9 * $i)
            ModelB = [Math]::Round($(if ($i -eq 777) { $actual / 10 } else { $actual + 11000 * $noise }))
        }
    }
}

function ConvertTo-Html([string] $Text) {
    # Only what PowerShell's own views use: bold and the first sixteen colours of the text.
    $colours = @{
        30 = '#484f58'; 31 = '#ff7b72'; 32 = '#3fb950'; 33 = '#d29922'; 34 = '#58a6ff'; 35 = '#bc8cff'; 36 = '#39c5cf'; 37 = '#b1bac4'
        90 = '#6e7681'; 91 = '#ffa198'; 92 = '#56d364'; 93 = '#e3b341'; 94 = '#79c0ff'; 95 = '#d2a8ff'; 96 = '#56d4dd'; 97 = '#ffffff'
    }
    $html = [Text.StringBuilder]::new()
    $style = [ordered]@{}
    foreach ($part in [regex]::Split($Text, '(\e\[[\d;]*m)')) {
        if ($part -match '^\e\[([\d;]*)m$') {
            foreach ($code in [int[]]($Matches[1] -split ';' -ne '')) {
                if ($code -eq 0) { $style = [ordered]@{} }
                elseif ($code -eq 1) { $style['font-weight'] = 'bold' }
                elseif ($colours.ContainsKey($code)) { $style['color'] = $colours[$code] }
            }
        }
        elseif ($part) {
            $css = ($style.GetEnumerator() | ForEach-Object { "$($_.Key):$($_.Value)" }) -join ';'
            $null = $html.Append("<span style=""$css"">$([Net.WebUtility]::HtmlEncode($part))</span>")
        }
    }

    $html.ToString()
}

function Save-Picture([string] $Page, [string] $Picture, [int] $Width, [int] $Height, [double] $Scale) {
    $arguments = '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--hide-scrollbars',
    '--blink-settings=preferredColorScheme=1', "--user-data-dir=$(Join-Path -Path $work -ChildPath profile)",
    "--force-device-scale-factor=$Scale", "--window-size=$Width,$Height", "--screenshot=$Picture", [Uri]::new($Page, 'Absolute').AbsoluteUri
    $said = & $Chromium @arguments 2>&1
    if (-not (Test-Path -Path $Picture)) { throw "$Chromium made no picture of ${Page}: $said" }
    Get-Item -Path $Picture
}

try {
    Import-Module (Join-Path -Path $root -ChildPath 'out/L2Loss/L2Loss.psd1')
    $data = Join-Path -Path $work -ChildPath 'forecast.csv'
    New-Forecast | Export-Csv -Path $data

    # The report, down to the pictures of the first model.
    $page = Join-Path -Path $work -ChildPath 'report.html'
    $measured = Import-Csv -Path $data | Measure-L2Loss Actual Model* -GroupBy Region
    $verdicts = $measured | Test-L2Loss -MaximumRmse 10000 -Detailed
    @($measured) + @($verdicts) | Export-L2LossReport $page -Title 'House prices, November'
    Save-Picture $page (Join-Path -Path $images -ChildPath 'report.png') -Width 1200 -Height 1830 -Scale 1

    # The terminal, in a session of its own that shows colours.
    $lines = @(
        'Import-Csv forecast.csv | Measure-L2Loss Actual Model* -GroupBy Region -SummaryOnly'
        'Import-Csv forecast.csv | Measure-L2Loss Actual Model* -SummaryOnly | Test-L2Loss -MaximumRmse 9000 -Detailed'
    )
    if (Get-Command -Name Assert-L2Loss -ErrorAction Ignore) {
        $lines += 'Import-Csv forecast.csv | Measure-L2Loss Actual ModelA -SummaryOnly | Assert-L2Loss -MaximumRmse 9000'
    }

    $shown = foreach ($line in $lines) {
        # Its own prompt, and what it prints on a terminal of 100 columns.
        "`e[32mPS>`e[0m $line"
        $printed = & $pwsh -NoProfile -Command {
            param($Root, $Folder, $Line)
            $PSStyle.OutputRendering = 'Ansi'
            Import-Module (Join-Path -Path $Root -ChildPath 'out/L2Loss/L2Loss.psd1')
            Set-Location -Path $Folder
            # An error is shown as the prompt shows it, without where in a script it was.
            try { [scriptblock]::Create($Line).Invoke() | Out-String -Width 100 }
            catch {
                $failure = $_.Exception.GetBaseException()
                $message = if ($failure -is [Management.Automation.ActionPreferenceStopException]) { $failure.ErrorRecord.Exception.Message } else { $failure.Message }
                "`e[31;1mAssert-L2Loss: $message`e[0m"
            }
        } -args "$root", "$work", $line | Out-String
        ($printed -replace '\s+$').TrimStart("`r`n")
        ''
    }
    $text = $shown -join "`n"
    $html = Join-Path -Path $work -ChildPath 'terminal.html'
    Set-Content -Path $html -Value @"
<!DOCTYPE html><meta charset="utf-8"><title>Terminal</title>
<style>body{margin:0;background:#0d1117;color:#e6edf3}
pre{margin:0;padding:22px 26px;font:15px/1.45 "DejaVu Sans Mono","Cascadia Mono",Consolas,monospace;white-space:pre-wrap}</style>
<pre>$(ConvertTo-Html $text.TrimEnd())</pre>
"@
    # Lines of 100 columns; longer ones go on below.
    $height = 44 + 22 * ($text.TrimEnd() -split '\r?\n' | ForEach-Object { [Math]::Max(1, [Math]::Ceiling(($_ -replace '\e\[[\d;]*m').Length / 104)) } |
            Measure-Object -Sum).Sum
    Save-Picture $html (Join-Path -Path $images -ChildPath 'terminal.png') -Width 1000 -Height $height -Scale 1
}
finally {
    Remove-Item -Path $work -Recurse -Force -ErrorAction Ignore
}
