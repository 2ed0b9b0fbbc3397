#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeDiscovery {
    # tests/databases/start.sh starts three servers for SSH, and says where they are.
    $ports = @("$env:L2LOSS_SSH_PORTS" -split ' ' | Where-Object { $_ })
}

BeforeAll {
    Set-StrictMode -Version Latest
    $root = Join-Path -Path $PSScriptRoot -ChildPath '../..' -Resolve
    $manifest = Join-Path -Path $root -ChildPath 'out/L2Loss/L2Loss.psd1'
    $script = Join-Path -Path $root -ChildPath 'samples/fan-out.ps1'
    Import-Module $manifest -Force
    $folder = (Get-PSDrive TestDrive).Root

    # Jobs stand for nodes: what they are started with is what travels. Those in the process are faster to start.
    $process = { param($Node, $Script, $Arguments) Start-Job -Name $Node -ScriptBlock $Script -ArgumentList $Arguments }
    $thread = { param($Node, $Script, $Arguments) Start-ThreadJob -Name $Node -ScriptBlock $Script -ArgumentList $Arguments }
    $way = @{ Start = $(if (Get-Command Start-ThreadJob -ErrorAction Ignore) { $thread } else { $process }); Module = $manifest }

    function Set-NodeFile {
        param([string] $Node, [string] $Name, [string[]] $Lines)
        # The name of a node may have a colon.
        $null = [System.IO.Directory]::CreateDirectory("$folder/$Node")
        Set-Content -LiteralPath "$folder/$Node/$Name" -Value (@('Actual,Predicted') + $Lines)
    }

    Set-NodeFile n1 a.csv '10,10', '11,12'
    Set-NodeFile n2 a.csv '12,14'
    Set-NodeFile n2 b.csv '13,11', 'x,3'
    Set-NodeFile broken a.csv '1,2', '"3,4'
}

Describe 'The fan-out sample' {
    It 'merges what each node measured of its own files' {
        $merged = & $script -Node n1, n2 -Path "$folder/{node}/*.csv" -Start $process -Module $manifest -ErrorVariable problems -ErrorAction SilentlyContinue
        $merged.Count, $merged.Read, $merged.Mse | Should -Be 4, 5, 2.25
        $merged.NotNumeric | Should -Be 1
        @($problems | Where-Object { "$_" -like "n2: *b.csv*'x'*" }) | Should -HaveCount 1
    }

    It 'gives nothing that looks whole where <Name>, and names the node' -ForEach @(
        @{ Name = 'a file is broken'; Node = 'broken'; Change = @{}; Words = '*quote*' }
        @{ Name = 'a file is not there'; Node = 'n3'; Change = @{}; Words = '*' }
        @{ Name = 'the module is not there'; Node = 'n2'; Change = @{ Module = 'NoSuchModule' }; Words = '*NoSuchModule*' }
        @{ Name = 'a node is slow'; Node = 'n2'; Words = '*no answer within 1 s*'
            Change = @{ TimeoutSec = 1; Start = { param($Node, $Script, $Arguments) $null = $Script, $Arguments; Start-Job -Name $Node { Start-Sleep 60 } } }
        }
        @{ Name = 'a node is down'; Node = 'n2'; Words = '*nobody there*'
            Change = @{ Start = { param($Node, $Script, $Arguments) $null = $Script, $Arguments; throw "nobody there: $Node" } }
        }
    ) {
        $parameters = $way.Clone()
        foreach ($key in $Change.Keys) { $parameters[$key] = $Change[$key] }
        $merged = & $script -Node $Node -Path "$folder/{node}/a.csv" @parameters -ErrorVariable problems -ErrorAction SilentlyContinue
        $merged | Should -BeNullOrEmpty
        $ids = @($problems | ForEach-Object { "$($_.FullyQualifiedErrorId)" })
        @($ids -like 'NodeFailed*') | Should -HaveCount 1
        @($ids -like 'FanOutIncomplete*') | Should -HaveCount 1
        @($problems | Where-Object { "$_" -like "${Node}: $Words" }) | Should -Not -BeNullOrEmpty
        Get-Job | Should -BeNullOrEmpty
    }

    It 'merges the others with -AllowPartial' {
        $merged = & $script -Node n1, n3 -Path "$folder/{node}/a.csv" @way -AllowPartial -ErrorAction SilentlyContinue
        $merged.Count, $merged.Mse | Should -Be 2, 0.5
    }

    It 'takes fewer files than there must be for no result' {
        $expected = @{ ExpectedCount = 3; ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue' }
        { & $script -Node n1, n2 -Path "$folder/{node}/a.csv" @way @expected } | Should -Throw -ErrorId 'PartsMissing*'
    }

    It 'passes on how to measure' {
        $groups = & $script -Node n1, n2 -Path "$folder/{node}/a.csv" -Measure @{ GroupBy = 'Actual'; Predicted = 'Predicted' } @way
        @($groups).Group | Should -Be '10', '11', '12'
    }
}

Describe 'The fan-out sample over SSH' -Skip:($ports.Count -lt 3) {
    BeforeAll {
        # The third has no module where PowerShell looks for it.
        $ssh = @{
            UserName = $env:L2LOSS_SSH_USER; KeyFilePath = $env:L2LOSS_SSH_KEY
            Options = @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'QUIET' }
        }
        $hosts = $env:L2LOSS_SSH_PORTS -split ' ' | ForEach-Object { "127.0.0.1:$_" }
    }

    It 'measures on three nodes at once' {
        foreach ($i in 0..2) { Set-NodeFile $hosts[$i] a.csv "$(10 + $i),$(10 + 2 * $i)" }
        $merged = & $script -HostName $hosts @ssh -Path "$folder/{node}/a.csv" -Module $manifest -ExpectedCount 3 -ErrorAction Stop
        $merged.Count, $merged.Parts, $merged.Mse | Should -Be 3, 3, (5 / 3)
        $merged.LargestSource | Should -BeExactly "$($hosts[2]): $folder/$($hosts[2])/a.csv"
    }

    It 'names each node that is down, has a broken file or no module, and merges nothing' {
        Set-NodeFile $hosts[0] b.csv '1,2'
        Set-NodeFile $hosts[1] b.csv '1,2', '"3,4'
        $nodes = $hosts + '127.0.0.1:1'
        $merged = & $script -HostName $nodes @ssh -Path "$folder/{node}/b.csv" -ErrorVariable problems -ErrorAction SilentlyContinue
        $merged | Should -BeNullOrEmpty
        $failed = @($problems | Where-Object { "$($_.FullyQualifiedErrorId)" -like 'NodeFailed*' })
        $failed.TargetObject | Sort-Object | Should -Be ($nodes[3, 1, 2])
        "$($failed | Where-Object TargetObject -EQ $nodes[1])" | Should -BeLike "$($nodes[1]): *b.csv*quote*"
        "$($failed | Where-Object TargetObject -EQ $nodes[2])" | Should -BeLike "$($nodes[2]): *module 'L2Loss'*"
        @($problems | Where-Object { "$($_.FullyQualifiedErrorId)" -like 'FanOutIncomplete*' }) | Should -HaveCount 1
    }

    It 'waits for a node that never answers no longer than it was told to' {
        $hung = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $hung.Start()
        try {
            $node = "127.0.0.1:$($hung.LocalEndpoint.Port)"
            $merged = & $script -HostName $node @ssh -Path x.csv -TimeoutSec 1 -AllowPartial -ErrorVariable problems -ErrorAction SilentlyContinue
            $merged | Should -BeNullOrEmpty
            @($problems | Where-Object { "$_" -eq "${node}: there was no answer within 1 s" }) | Should -HaveCount 1
            Get-Job | Should -BeNullOrEmpty
        } finally {
            $hung.Stop()
        }
    }
}
