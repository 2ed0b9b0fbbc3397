#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    function Write-File([string] $Name, [string[]] $Line) {
        $path = Join-Path $TestDrive $Name
        [IO.File]::WriteAllText($path, ($Line -join "`n") + "`n")
        $path
    }
}

Describe '-MissingToken that is a number' {
    It 'is compared by value with <Name>' -ForEach @(
        @{ Name = 'whole numbers'; Actual = -999, 5; Token = '-999' }
        @{ Name = 'whole numbers, written otherwise'; Actual = -999, 5; Token = '-999.0' }
        @{ Name = 'doubles'; Actual = [double[]](-999, 5); Token = '-999' }
        @{ Name = 'singles'; Actual = [float[]](-999, 5); Token = '-999' }
        @{ Name = 'decimals'; Actual = [decimal[]](-999, 5); Token = '-9.99e2' }
        @{ Name = 'longs'; Actual = [long[]](-999, 5); Token = '-999' }
        @{ Name = 'text'; Actual = '-999.00', '5'; Token = '-999' }
        @{ Name = 'text with a sign'; Actual = '+7', '5'; Token = '7' }
        @{ Name = 'a fraction'; Actual = [double[]](0.1, 5); Token = '0.1' }
        @{ Name = 'zero'; Actual = [double[]](-0.0, 5); Token = '0' }
        @{ Name = 'many tokens'; Actual = -999, 5; Token = 1000..3000 + -999 }
        @{ Name = 'a token that is a double, and text'; Actual = '-999.90', '5'; Token = -999.9 }
        @{ Name = 'a token that is a float, and decimals'; Actual = [decimal[]](-999.9, 5); Token = [float]-999.9 }
        @{ Name = 'a token that is a decimal, and floats'; Actual = [float[]](-999.9, 5); Token = -999.9d }
        @{ Name = 'a token that is text, and a float'; Actual = [float]-999.9, 5; Token = '-999.9' }
        @{ Name = 'a token that is a float, and doubles'; Actual = -999.9, 5; Token = [float]-999.9 }
        @{ Name = 'a token that is a float, and floats'; Actual = [float[]](1e20, 5); Token = [float]1e20 }
    ) {
        foreach ($switches in @{ SummaryOnly = $true }, @{ ItemsOnly = $true; SummaryVariable = 'kept' }) {
            $found = Measure-L2Loss -Actual $Actual -Predicted 1, 4 -MissingToken $Token -SkipMissing @switches
            if ($switches.ContainsKey('SummaryVariable')) { $found = $kept }
            $found.Missing, $found.Count, $found.Mse | Should -Be 1, 1, 1
        }
    }

    It 'is not another decimal that is nearest to the same double' {
        (Measure-L2Loss '0.1', '5' 1, 4 -MissingToken 0.1000000000000000000001 -SummaryOnly).Count | Should -Be 2
    }

    It 'is not a float nearest to it that is written otherwise' {
        (Measure-L2Loss ([double[]](16777216, 5)) 1, 4 -MissingToken 16777217 -SummaryOnly).Count | Should -Be 2
    }

    It 'is what it is in a culture that writes it otherwise: <Name>' -ForEach @(
        @{ Name = 'typed, and text'; Records = @{ Actual = '-99,9' }, @{ Actual = '-999' }; Tokens = @{ MissingToken = -99.9 } }
        @{ Name = 'typed, and a double'; Records = @{ Actual = -99.9 }, @{ Actual = '-999' }; Tokens = @{ MissingToken = -99.9 } }
        @{ Name = 'as the hint for three places'; Records = @{ Actual = '-9,999' }, @{ Actual = '-9999' }; Tokens = @{ MissingToken = '-9,999' } }
        @{ Name = 'as text with a point'; Records = @{ Actual = '-99,9' }, @{ Actual = '-999' }; Tokens = @{ MissingToken = '-99.9' } }
        @{ Name = 'as text with a comma'; Records = @{ Actual = -99.9 }, @{ Actual = '-999' }; Tokens = @{ MissingToken = 'x', '-99,9' } }
    ) {
        foreach ($record in $Records) { $record.Predicted = 1 }
        $found = $Records | Measure-L2Loss -Culture de-DE @Tokens -SkipMissing -SummaryOnly
        $found.Missing, $found.Count | Should -Be 1, 1
    }

    It 'is none as text that is two numbers: an error that shows both' {
        { @{ Actual = 1; Predicted = 1 } | Measure-L2Loss -Culture de-DE -MissingToken -9.999 } |
            Should -Throw -ErrorId 'AmbiguousToken,*' -ExpectedMessage '*Hint: -MissingToken ''-9999'' or -MissingToken ''-9,999''.'
    }

    It 'is compared by value in <Name>' -ForEach @(
        @{ Name = 'JSON Lines'; File = 'm.jsonl'; Line = '{"Actual":-999,"Predicted":1}', '{"Actual":5,"Predicted":4}' }
        @{ Name = 'JSON Lines, as text'; File = 't.jsonl'; Line = '{"Actual":"-999.0","Predicted":1}', '{"Actual":5,"Predicted":4}' }
        @{ Name = 'CSV'; File = 'm.csv'; Line = 'Actual,Predicted', '-999.0,1', '5,4' }
    ) {
        $path = Write-File $File $Line
        (Measure-L2Loss -Path $path -MissingToken -999 -SkipMissing -SummaryOnly).Mse | Should -Be 1
        @(Measure-L2Loss -Path $path -MissingToken -999 -SkipMissing -ItemsOnly).Count | Should -Be 1
        (Measure-L2Loss -Path $path { $_.Actual } Predicted -MissingToken -999 -SkipMissing -SummaryOnly).Mse | Should -Be 1
    }

    It 'is compared by value on both sides of a join' {
        $first = Write-File j1.jsonl '{"Id":1,"Actual":-999}', '{"Id":2,"Actual":5}', '{"Id":3,"Actual":6}'
        $second = Write-File j2.jsonl '{"Id":1,"Predicted":1}', '{"Id":2,"Predicted":4}', '{"Id":3,"Predicted":-999.0}'
        $found = Measure-L2Loss -ActualPath $first -PredictedPath $second -Key Id -MissingToken -999 -SkipMissing -SummaryOnly
        $found.Count, $found.Missing, $found.Mse | Should -Be 1, 2, 1
    }

    It 'is a word in any case where it is no number' {
        (Measure-L2Loss 'none', '5' 1, 4 -Weight 1, 1 -MissingToken NONE -SkipMissing -SummaryOnly).Missing | Should -Be 1
    }
}

Describe 'Script blocks over files' {
    It 'see the numbers of JSON Lines' {
        $path = Write-File n.jsonl '{"Actual":1,"Predicted":2}', '{"Actual":2,"Predicted":4}'
        (Measure-L2Loss -Path $path { $_.Actual + 1 } Predicted -SummaryOnly).Mse | Should -Be 0.5
    }

    It 'see decimals as decimals' {
        $path = Write-File d.jsonl '{"A":0.1,"B":0.2,"Predicted":0.3}'
        (Measure-L2Loss -Path $path { $_.A + $_.B } Predicted -SummaryOnly).Mse | Should -Be 0
    }

    It 'see truth values and text as they are' {
        $path = Write-File b.jsonl '{"Is":true,"Name":"12","Actual":1,"Predicted":2}', '{"Is":false,"Name":"13","Actual":1,"Predicted":4}'
        (Measure-L2Loss -Path $path { if ($_.Is -and $_.Name -is [string]) { 2 } else { 3 } } Predicted -SummaryOnly).Mse | Should -Be 0.5
    }

    It 'look into the structures and lists of JSON Lines: <Script>' -ForEach @(
        @{ Script = { $_.a.B } }
        @{ Script = { $_.list[1].x } }
        @{ Script = { ($_.list.x | Measure-Object -Sum).Sum } }
        @{ Script = { if ($_.a.Is -and $_.a.Name -eq "d\" -and $null -eq $_.a.Nothing -and [double]::IsNaN($_.a.No)) { 3.5 } } }
    ) {
        $path = Write-File nested.jsonl '{"a":{"b":3.5,"is":true,"name":"d\\","Nothing":null,"No":NaN},"list":[{"x":0},{"x":3.5}],"Predicted":3}'
        (Measure-L2Loss -Path $path $Script Predicted -SummaryOnly).Mse | Should -Be 0.25
    }

    It 'group by what lies in a structure, or by the structure' {
        $path = Write-File keys.jsonl '{"k":{"r":{"x":1}},"Actual":1,"Predicted":2}', '{"k":{"r":{"x":2}},"Actual":1,"Predicted":2}'
        (Measure-L2Loss -Path $path -GroupBy { $_.k.r.x } -SummaryOnly).Group | Should -BeExactly '1', '2'
        (Measure-L2Loss -Path $path -GroupBy { $_.k } -SummaryOnly).Group | Should -BeExactly '{"r":{"x":1}}', '{"r":{"x":2}}'
    }

    It 'say so where they name a column of structures or lists of Parquet: <Script>' -Skip:($PSVersionTable.PSVersion -lt [version]'7.4') -ForEach @(
        @{ Script = { $_.S.a } }, @{ Script = { [double] $PSItem.l[0] } }
    ) {
        Measure-L2Loss -Path "$PSScriptRoot/Data/nested.parquet" $Script -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'PropertyNotFound,*'
        $problems[0] | Should -BeLike "*nested.parquet has no column '?'*holds lists or structures*"
        (Measure-L2Loss -Path "$PSScriptRoot/Data/nested.parquet" { $_.Actual } -SummaryOnly).Mse | Should -Be 4
    }

    It 'are told where they join texts: <Script>' -ForEach @(
        @{ Script = { $_.Net + $_.Vat }; Hint = '[[]decimal]$_.Net + [[]decimal]$_.Vat' }
        @{ Script = { ($_.Net + $_.Vat) }; Hint = '[[]decimal]$_.Net + [[]decimal]$_.Vat' }
        @{ Script = { $_.Net + $_.Vat + $_.Tip }; Hint = '[[]decimal]$_.Net + [[]decimal]$_.Vat + [[]decimal]$_.Tip' }
        @{ Script = { $PSItem.Net + $PSItem.Vat }; Hint = '[[]decimal]$PSItem.Net + [[]decimal]$PSItem.Vat' }
        @{ Script = { if ($true) { $_.Net + $_.Vat } else { 1 } }; Hint = '[[]decimal]$_.Net + [[]decimal]$_.Vat' }
        @{ Script = { '100' + '19' }; Hint = "[[]decimal]'100' + [[]decimal]'19'" }
        @{ Script = { ($_.Net) + $_.Vat.Trim() }; Hint = '[[]decimal]($_.Net) + [[]decimal]$_.Vat.Trim()' }
        @{ Script = { $n = $_.Net; $n + $_.Vat }; Hint = '[[]decimal]$n + [[]decimal]$_.Vat' }
        @{ Script = { $sum = $_.Net + $_.Vat; $sum }; Hint = '[[]decimal]$_.Net + [[]decimal]$_.Vat' }
        @{ Script = { $t = $_.Net; $t += $_.Vat; $t }; Hint = '[[]decimal]$t + [[]decimal]$_.Vat' }
        @{ Script = { $t = $_.Net; $t *= 2; $t }; Hint = '[[]decimal]$t `* 2' }
        @{ Script = { return $_.Net + 19 }; Hint = '[[]decimal]$_.Net + 19' }
        @{ Script = { $_.Net * 2 + $_.Vat }; Hint = '[[]decimal]$_.Net `* 2 + [[]decimal]$_.Vat' }
        @{ Script = { ($_.Net + $_.Vat) * $_.Tip }; Hint = '([[]decimal]$_.Net + [[]decimal]$_.Vat) `* [[]decimal]$_.Tip' }
    ) {
        $path = Write-File v.csv 'Net,Vat,Tip,Predicted', '100,19,1,120'
        foreach ($call in { Measure-L2Loss -Path $path $Script Predicted @quiet }, { Import-Csv $path | Measure-L2Loss $Script Predicted @quiet }) {
            $quiet = @{ SummaryOnly = $true; ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue'; WarningAction = 'Ignore' }
            $found = & $call
            $found.Count, $found.NotNumeric | Should -Be 0, 1
        }

        $null = Import-Csv $path | Measure-L2Loss $Script Predicted -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore
        $problems[0] | Should -BeLike "*Hint: $Hint."
    }

    # In text, since Windows PowerShell cannot read it.
    It 'are told where one of two texts is joined: <_>' -Skip:($PSVersionTable.PSVersion -lt [version]'7.0') -ForEach @(
        '$_.Vat ? $_.Net + $_.Vat : 1', '($_.Vat -eq 1) ? 1 : ($_.Net + $_.Vat)'
    ) {
        $row = [pscustomobject]@{ Net = '100'; Vat = '19'; Predicted = 119 }
        $null = $row | Measure-L2Loss ([scriptblock]::Create($_)) -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore
        $problems[0] | Should -BeLike '*Hint: `[decimal`]$_.Net + `[decimal`]$_.Vat.'
    }

    It 'may choose between texts by a sum' -Skip:($PSVersionTable.PSVersion -lt [version]'7.0') {
        $row = [pscustomobject]@{ Net = '100'; Vat = '19'; Predicted = 100 }
        ($row | Measure-L2Loss ([scriptblock]::Create('$_.Net + $_.Vat ? $_.Net : 1')) -SummaryOnly).Mse | Should -Be 0
    }

    It 'are shown a line that gives the right number: <Culture>' -ForEach @(
        @{ Culture = ''; Text = '1.5', '2.5' }
        @{ Culture = 'de-DE'; Text = '1,5', '2,5' }
        @{ Culture = ''; Text = '1,5', '2,5' }
    ) {
        $row = [pscustomobject]@{ Net = $Text[0]; Vat = $Text[1]; Predicted = 4 }
        $null = $row | Measure-L2Loss { $_.Net + $_.Vat } -Culture $Culture -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore
        $line = [scriptblock]::Create(("$($problems[0])" -replace '^.*Hint: (decimal comma\? )?' -replace '\.$'))
        ($row | Measure-L2Loss $line -Culture $Culture -SummaryOnly).Mse | Should -Be 0
    }

    It 'may choose a text and find their property by a sum' {
        $path = Write-File x.csv 'Net,Model2,Predicted', '100,4,104'
        (Measure-L2Loss -Path $path { $n = 1; $_.('Model' + ($n + 1)) } Predicted -SummaryOnly).Mse | Should -Be 10000
    }

    It 'that join nothing to nothing have a missing value' {
        (@{ A = ''; B = ''; Predicted = 1 } | Measure-L2Loss { $_.A + $_.B } -SummaryOnly -SkipMissing -WarningAction Ignore).Missing | Should -Be 1
    }

    It 'add numbers where one of them is cast' {
        $path = Write-File w.csv 'Net,Vat,Predicted', '100,19,120'
        (Measure-L2Loss -Path $path { [decimal]$_.Net + $_.Vat } Predicted -SummaryOnly).Mse | Should -Be 1
    }
}

Describe 'Points beside decimal commas' {
    It 'are named in one warning for <Name>' -ForEach @(
        @{ Name = 'a file'; Call = { Measure-L2Loss -Path $path -Delimiter ';' @quiet } }
        @{ Name = 'a file with items'; Call = { Measure-L2Loss -Path $path -Delimiter ';' -ItemsOnly @others } }
        @{ Name = 'records'; Call = { Import-Csv $path -Delimiter ';' | Measure-L2Loss @quiet } }
        @{ Name = 'lists'; Call = { Measure-L2Loss '1.234', '999,5' '1.300', '1.000' @quiet } }
    ) {
        $path = Write-File p.csv 'Actual;Predicted', '1.234;1.300', '999,5;1.000'
        $others = @{ WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue'; ErrorAction = 'Ignore' }
        $quiet = $others + @{ SummaryOnly = $true }
        $null = . $Call
        $warnings.Count | Should -Be 1
        "$($warnings[0])" | Should -BeLike "*Actual*'999,5'*'1.234' (record 1)*-Culture de-DE.*"
    }

    It 'are not in question for <Name>' -ForEach @(
        @{ Name = 'no comma'; Text = '1.234', '999.5' }
        @{ Name = 'two places'; Text = '1.23', '999,5' }
        @{ Name = 'a zero before the point'; Text = '0.234', '999,5' }
        @{ Name = 'four places'; Text = '1.2345', '999,5' }
        @{ Name = 'a number that was no text'; Text = 1.234, '999,5' }
    ) {
        $null = Measure-L2Loss $Text 1, 1 -SummaryOnly -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction Ignore
        $warnings.Count | Should -Be 0
    }
}

Describe 'Which fault counts' {
    It 'names the prediction before the weight where both are missing in <Name>' -ForEach @(
        @{ Name = 'records'; Call = { @{ Actual = 1; Predicted = $null; W = $null } | Measure-L2Loss -Weight W @quiet } }
        @{ Name = 'a file'; Call = { Measure-L2Loss -Path (Write-File w.csv 'Actual,Predicted,W', '1,,') -Weight W @quiet } }
        @{ Name = 'lists'; Call = { Measure-L2Loss -Actual 1 -Predicted NA -Weight NA @quiet } }
    ) {
        $quiet = @{ ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue'; WarningAction = 'Ignore'; SummaryOnly = $true }
        $null = . $Call
        $problems.Count | Should -Be 1
        $problems[0] | Should -BeLike '*Predicted*is missing*'
    }
}
