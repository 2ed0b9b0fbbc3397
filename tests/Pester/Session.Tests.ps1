#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeDiscovery {
    $isDesktop = $PSVersionTable.PSEdition -eq 'Desktop'
    # The build for older PowerShells has among its dependencies what .NET 8 brings itself.
    $isOld = $PSVersionTable.PSVersion -lt [version]'7.4'
}

BeforeAll {
    Set-StrictMode -Version Latest
    $manifest = Join-Path -Path $PSScriptRoot -ChildPath '../../out/L2Loss/L2Loss.psd1' -Resolve
    $powershell = Join-Path -Path $PSHOME -ChildPath $(if ($PSVersionTable.PSEdition -eq 'Desktop') { 'powershell.exe' } elseif ($IsWindows) { 'pwsh.exe' } else { 'pwsh' })
    Import-Module $manifest -Force

    # What is true before the first measurement takes a process of its own: one for all of it, since each takes a second
    # or two. Without double quotes in the script: before PowerShell 7.3 they get lost on the way.
    $afterImport = & $powershell -NoProfile -NonInteractive -Command (
        "Import-Module '$manifest'; '-- imported'; " +
        "[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not `$_.IsDynamic -and " +
        "`$_.Location.StartsWith('$([System.IO.Path]::GetDirectoryName($manifest))') } | ForEach-Object { `$_.GetName().Name } | Sort-Object; " +
        "'-- types'; ([L2Loss.L2LossSummary]@{ Mse = 2.5 }).Mse -eq 2.5; ([L2Loss.L2LossItem]::new()).Weight")
}

Describe 'Streaming' {
    It 'stops the source with Select-Object -First' {
        $script:seen = 0
        $items = 1..100000 | ForEach-Object { $script:seen++; @{ Actual = $_; Predicted = 1 } } |
            Measure-L2Loss | Select-Object -First 3
        $items.Index | Should -Be 1, 2, 3
        $script:seen | Should -BeLessThan 50000
    }

    It 'stops inside an array with Select-Object -First' {
        $numbers = [double[]]::new(1000000)
        (Measure-L2Loss -Actual $numbers -Predicted $numbers | Select-Object -First 3).Index | Should -Be 1, 2, 3
    }

    It 'lets the source see each item at once' {
        $script:events = [System.Collections.Generic.List[string]]::new()
        1..3 | ForEach-Object {
            $script:events.Add("read $_")
            @{ Actual = $_; Predicted = 1 }
        } | Measure-L2Loss -SummaryVariable total | ForEach-Object { $script:events.Add("item $($_.Index)") }
        $script:events | Should -Be 'read 1', 'item 1', 'read 2', 'item 2', 'read 3', 'item 3'
    }
}

Describe 'Import' {
    It 'works after <_>' -ForEach @(
        'Import-Module $manifest -Force'
        'Remove-Module -Name L2Loss; Import-Module $manifest'
        'Remove-Module -Name L2Loss; Import-Module $manifest -Force; Import-Module $manifest -Force'
    ) {
        . ([scriptblock]::Create($_))
        (Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -SummaryOnly).Mse | Should -Be 2.25
    }

    It 'works in a job' {
        $job = Start-Job -ArgumentList $manifest -ScriptBlock {
            param($Manifest)
            Import-Module $Manifest
            Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -SummaryOnly
        }
        $summary = $job | Receive-Job -Wait -AutoRemoveJob
        $summary.Mse | Should -Be 2.25
        $summary.PSObject.TypeNames | Should -Contain 'Deserialized.L2Loss.L2LossSummary'
        $summary | Test-L2Loss -MaximumMse 2.25 | Should -Be $true
        $summary | Test-L2Loss -MaximumMse 2.2 | Should -Be $false
    }

    It 'works in ForEach-Object -Parallel at once' -Skip:$isDesktop {
        $sums = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            (1..500 | Measure-L2Loss { $_ } { $_ + 2 } -SummaryOnly).Mse
        }
        $sums | Should -Be 4, 4, 4, 4
    }

    It 'writes nothing' {
        $afterImport[0] | Should -Be '-- imported'
    }

    It 'takes the build for this PowerShell' {
        Split-Path -Path (Get-Command Measure-L2Loss).ImplementingType.Assembly.Location | Split-Path -Leaf |
            Should -Be $(if ($PSVersionTable.PSVersion -ge [version]'7.4') { 'net8.0' } else { 'netstandard2.0' })
    }

    It 'loads nothing third-party' -Skip:$isOld {
        # L2Loss.Files is our own, and may be there by then.
        $loaded = @($afterImport[1..([array]::IndexOf($afterImport, '-- types') - 1)])
        $loaded | Should -Contain 'L2Loss'
        $loaded -notlike 'L2Loss*' | Should -BeNullOrEmpty
    }

    It 'makes the output types known before the first measurement' {
        $afterImport | Select-Object -Last 2 | Should -Be 'True', '1'
    }

    It 'is described by a valid manifest without wildcards' {
        Test-ModuleManifest -Path $manifest | Should -Not -BeNullOrEmpty
        $data = Import-PowerShellDataFile -Path $manifest
        $data.CmdletsToExport + $data.FunctionsToExport + $data.AliasesToExport + $data.VariablesToExport |
            Should -Not -Match '\*'
    }
}

Describe 'The culture of the session' {
    BeforeAll {
        # Numbers in text and not, good and bad; every output and every message as one line of text.
        function Get-Everything {
            $records = '1.5', 2.5, 3.25d, '1,5', '1.234,5', 'NA', '1e400', $true, 1e-7, '-12345.678' |
                ForEach-Object { [pscustomobject]@{ Actual = '0.1'; Predicted = $_ } }
            $records | Measure-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore | ForEach-Object {
                foreach ($property in $_.PSObject.Properties) {
                    $value = $property.Value
                    $text = if ($value -is [double]) { $value.ToString('R', [cultureinfo]::InvariantCulture) } else { "$value" }
                    "$($property.Name)=$text"
                }
            }
            $problems | ForEach-Object { $_.Exception.Message }
        }

        function Invoke-InCulture([string] $Culture, [scriptblock] $Script) {
            $thread = [System.Threading.Thread]::CurrentThread
            $before = $thread.CurrentCulture, $thread.CurrentUICulture
            try {
                $thread.CurrentCulture = $thread.CurrentUICulture = [cultureinfo]$Culture
                & $Script
            }
            finally {
                $thread.CurrentCulture, $thread.CurrentUICulture = $before
            }
        }

        $expected = Invoke-InCulture '' { Get-Everything }
    }

    It 'changes nothing: <_>' -ForEach 'de-DE', 'fr-FR', 'sv-SE', 'ar-SA', 'tr-TR' {
        $found = Invoke-InCulture $_ { Get-Everything }
        $found.Count | Should -BeGreaterThan 50
        $found -join "`n" | Should -BeExactly ($expected -join "`n")
    }

    It 'does not matter to names in any case, in Turkish' {
        Invoke-InCulture tr-TR { (@{ PREDICTED = 3; ACTUAL = 1 } | Measure-L2Loss actual predicted -SummaryOnly).Mse } | Should -Be 4
    }

    It 'does not matter to words that mean missing in any case, in Turkish' {
        Invoke-InCulture tr-TR {
            (@{ Actual = 1; Predicted = 'missing' } | Measure-L2Loss -MissingToken MISSING -SummaryOnly -SkipMissing -WarningAction Ignore).Missing
        } | Should -Be 1
    }
}

Describe 'Strict mode' {
    It 'changes nothing for <Name>' -ForEach @(
        @{ Name = 'a hashtable'; Call = { @{ Actual = 1; Predicted = 3 } | Measure-L2Loss } }
        @{ Name = '-PassThru'; Call = { [pscustomobject]@{ Actual = 1; Predicted = 3 } | Measure-L2Loss -PassThru } }
        @{ Name = 'an absent property'; Call = { @{ Actual = 1; Predicted = 3 }, @{ Actual = 1 } | Measure-L2Loss -SkipMissing } }
        @{ Name = 'null first'; Call = { $null, @{ Actual = 1; Predicted = 3 } | Measure-L2Loss -SkipMissing } }
        @{ Name = '-SummaryVariable'; Call = { Measure-L2Loss -Actual 1 -Predicted 3 -SummaryVariable total; $total } }
        @{ Name = 'script blocks'; Call = { @{ y = 1; x = 3 } | Measure-L2Loss { $_.y } { $_.x } } }
    ) {
        $ErrorActionPreference = 'Stop'
        Set-StrictMode -Version Latest
        (& $Call)[-1].Mse | Should -Be 4
    }
}

Describe 'The preferences of the session' {
    It 'let good data through with $ErrorActionPreference Stop' {
        $ErrorActionPreference = 'Stop'
        (Measure-L2Loss -Actual 1 -Predicted 3 -SummaryOnly).Mse | Should -Be 4
    }

    It 'make the warning of no records an error with $WarningPreference Stop' {
        $WarningPreference = 'Stop'
        { @() | Measure-L2Loss 3>$null } | Should -Throw
    }

    It 'silence warnings with -WarningAction <_>' -ForEach 'Ignore', 'SilentlyContinue' {
        $action = $_
        $output = @(@() | Measure-L2Loss -WarningAction $action 3>&1)
        $output.Count | Should -Be 1
        $output[0] | Should -BeOfType 'L2Loss.L2LossSummary'
    }

    It 'give items and summary to -OutVariable' {
        $null = Measure-L2Loss -Actual 1, 2 -Predicted 3, 4 -OutVariable all
        $all.Count | Should -Be 3
    }

    It 'give default values to parameters' {
        $PSDefaultParameterValues = @{ 'Measure-L2Loss:Culture' = 'de-DE' }
        (Measure-L2Loss -Actual '1,5' -Predicted '0,5' -SummaryOnly).Mse | Should -Be 1
    }
}

Describe 'Mocks' {
    BeforeAll {
        function Get-Score { (Measure-L2Loss -Actual 1, 2 -Predicted 3, 4 -SummaryOnly).Mse }
        function Get-PipedScore { ($args | Measure-L2Loss -SummaryOnly).Mse }
    }

    It 'stand in for Measure-L2Loss with a summary of their own' {
        Mock Measure-L2Loss { [L2Loss.L2LossSummary]@{ Mse = 2.25 } }
        Get-Score | Should -Be 2.25
        Should -Invoke Measure-L2Loss -Times 1 -Exactly -ParameterFilter { $SummaryOnly -and $Predicted[1] -eq 4 }
    }

    It 'take records from the pipeline' {
        Mock Measure-L2Loss { [L2Loss.L2LossSummary]@{ Mse = 9 } }
        Get-PipedScore @{ Actual = 1; Predicted = 2 } | Select-Object -Last 1 | Should -Be 9
    }
}

Describe 'The command' {
    It 'has a parameter set for each place that records come from, Object by default' {
        $command = Get-Command -Name Measure-L2Loss
        $command.ParameterSets.Name | Should -Be 'Object', 'Path', 'LiteralPath', 'Join'
        $command.DefaultParameterSet | Should -Be 'Object'
    }

    It 'does not bind <_> by property name' -ForEach 'Actual', 'Predicted', 'Culture' {
        $attributes = (Get-Command -Name Measure-L2Loss).Parameters[$_].Attributes
        $attributes.Where{ $_ -is [Parameter] -and $_.ValueFromPipelineByPropertyName } | Should -BeNullOrEmpty
    }
}
