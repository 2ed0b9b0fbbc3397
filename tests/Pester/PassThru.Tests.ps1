#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force
    class Priced {
        [double] $Actual
        [decimal] $Predicted
    }
}

Describe 'Copies of records with structures and lists' {
    It 'have them from JSON Lines, and in CSV as they were written' {
        $path = Join-Path $TestDrive nested.jsonl
        $line = '{"Actual":1,"Predicted":3,"a":{"b":[1,"x",{"c":null}]},"l":[1.5,[]]}'
        Set-Content -LiteralPath $path $line
        $copy = Measure-L2Loss -Path $path -PassThru -SummaryVariable total
        $copy | Select-Object Actual, Predicted, a, l | ConvertTo-Json -Compress -Depth 9 | Should -BeExactly $line
        ($copy | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv).a | Should -BeExactly '{"b":[1,"x",{"c":null}]}'
    }

    It 'are without them from Parquet, which one warning says' -Skip:($PSVersionTable.PSVersion -lt [version]'7.4') {
        $copy = Measure-L2Loss -Path "$PSScriptRoot/Data/nested.parquet" -PassThru -SummaryVariable total -WarningVariable warnings -WarningAction SilentlyContinue
        $copy.L2Loss | Should -Be 4
        @($warnings).Count | Should -Be 1
        "$warnings" | Should -BeLike "*nested.parquet: the records are without 'S', 'L', which are columns of lists or structures."
        $file = "$PSScriptRoot/Data/nested.parquet"
        $joined = Measure-L2Loss -ActualPath $file -PredictedPath $file -Key Actual -PassThru -SummaryVariable total -WarningVariable warnings -WarningAction SilentlyContinue
        $joined.L2Loss, @($warnings).Count | Should -Be 4, 2
    }
}

Describe '-PassThru' {
    It 'gives a copy with the properties of the record and two more' {
        $copy = [pscustomobject]@{ Id = 'a'; Actual = '1'; Predicted = 3 } | Measure-L2Loss -PassThru -SummaryVariable total
        $copy.PSObject.Properties.Name | Should -BeExactly Id, Actual, Predicted, Difference, L2Loss
        $copy.PSObject.Properties.Value | Should -BeExactly 'a', '1', 3, 2, 4
        $copy.Actual | Should -BeOfType 'string'
    }

    It 'gives copies instead of items, and the summary last' {
        $output = @{ Actual = 1; Predicted = 3 }, @{ Actual = 1; Predicted = 1 } | Measure-L2Loss -PassThru
        $output.Count | Should -Be 3
        @($output | Where-Object { $_ -is [L2Loss.L2LossItem] }).Count | Should -Be 0
        $output[2].Mse | Should -Be 2
    }

    It 'leaves the caller''s <Name> as it is' -ForEach @(
        @{ Name = 'object'; Record = [pscustomobject]@{ Actual = 1; Predicted = 3 }; Look = { $Record.PSObject.Properties.Name }; Expected = 'Actual', 'Predicted' }
        @{ Name = 'ordered dictionary'; Record = [ordered]@{ Actual = 1; Predicted = 3 }; Look = { $Record.Keys }; Expected = 'Actual', 'Predicted' }
        @{ Name = 'Difference'; Record = [pscustomobject]@{ Actual = 1; Predicted = 3; Difference = 'mine' }; Look = { $Record.Difference }; Expected = 'mine' }
        @{ Name = 'L2Loss'; Record = @{ Actual = 1; Predicted = 3; L2Loss = 'mine' }; Look = { $Record.L2Loss }; Expected = 'mine' }
    ) {
        ($Record | Measure-L2Loss -PassThru -SummaryVariable total).L2Loss | Should -Be 4
        & $Look | Should -BeExactly $Expected
    }

    It 'makes an object of a hashtable, with its keys as properties' {
        $copy = [ordered]@{ Id = 7; Actual = 1; Predicted = 3 } | Measure-L2Loss -PassThru -SummaryVariable total
        $copy.PSObject.Properties.Name | Should -BeExactly Id, Actual, Predicted, Difference, L2Loss
        $copy.Id | Should -Be 7
    }

    It 'has no property without a name, and of names that differ in case only the first' {
        $record = [System.Collections.Specialized.OrderedDictionary]::new([System.StringComparer]::Ordinal)
        foreach ($key in 'Id', 'id', '', 'Actual', 'Predicted') { $record.Add($key, $record.Count) }
        $copy = $record | Measure-L2Loss -PassThru -SummaryVariable total
        $copy.PSObject.Properties.Name | Should -BeExactly Id, Actual, Predicted, Difference, L2Loss
        $copy.Id | Should -Be 0
    }

    It 'has no property for a value of a file without a name' {
        $path = Join-Path -Path $TestDrive -ChildPath unnamed.jsonl
        Set-Content -LiteralPath $path -Value '{"":5,"Actual":1,"Predicted":3}'
        $copy = Measure-L2Loss -LiteralPath $path -PassThru -SummaryVariable total
        $copy.PSObject.Properties.Name | Should -BeExactly Actual, Predicted, Difference, L2Loss
        (Measure-L2Loss { $_.Actual } -LiteralPath $path -SummaryOnly).Mse | Should -Be 4
    }

    It 'replaces in the copy a Difference of <Name>' -ForEach @(
        @{ Name = 'an object'; Record = [pscustomobject]@{ Actual = 1; Predicted = 3; Difference = 'mine' } }
        @{ Name = 'an object, in another case'; Record = [pscustomobject]@{ Actual = 1; Predicted = 3; difference = 'mine' } }
        @{ Name = 'a hashtable, in another case'; Record = @{ Actual = 1; Predicted = 3; difference = 'mine' } }
    ) {
        $copy = $Record | Measure-L2Loss -PassThru -SummaryVariable total
        $copy.Difference | Should -Be 2
        @($copy.PSObject.Properties.Match('Difference')).Count | Should -Be 1
    }

    It 'gives a new object for a typed one' {
        $record = [Priced]@{ Actual = 1; Predicted = 3 }
        $copy = $record | Measure-L2Loss -PassThru -SummaryVariable total
        [object]::ReferenceEquals($copy, $record) | Should -BeFalse
        $record.PSObject.Properties.Name | Should -Be Actual, Predicted
        $copy.Actual, $copy.Predicted, $copy.L2Loss | Should -Be 1, 3, 4
        $copy.Predicted | Should -BeOfType 'decimal'
    }

    It 'gives the value of a script property' {
        $record = [pscustomobject]@{ Actual = 1 } | Add-Member ScriptProperty Predicted { $this.Actual + 2 } -PassThru
        ($record | Measure-L2Loss -PassThru -SummaryVariable total).Predicted | Should -Be 3
        $record.Actual = 5
        $copy = $record | Measure-L2Loss -PassThru -SummaryVariable total
        $record.Actual = 9
        $copy.Predicted | Should -Be 7
    }

    It 'gives null for a property that throws' {
        $record = [pscustomobject]@{ Actual = 1; Predicted = 3 } | Add-Member ScriptProperty Broken { throw 'broken' } -PassThru
        $copy = $record | Measure-L2Loss -PassThru -SummaryVariable total
        $copy.PSObject.Properties.Name | Should -Contain Broken
        $copy.Broken | Should -BeNullOrEmpty
        $copy.L2Loss | Should -Be 4
    }

    It 'names the model where there are several' {
        ([pscustomobject]@{ Actual = '1'; ModelA = '2'; ModelB = '3' } | Measure-L2Loss Actual Model* -PassThru -SummaryVariable total).Model |
            Should -BeExactly ModelA, ModelB
    }

    It 'does not pass a bad record through' {
        $copy = 'x', 3 | ForEach-Object { @{ Actual = 1; Predicted = $_ } } |
            Measure-L2Loss -PassThru -SummaryVariable total -ErrorVariable problems -ErrorAction SilentlyContinue
        @($copy).Count | Should -Be 1
        $copy.Predicted | Should -Be 3
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
    }

    It 'excludes -SummaryOnly' {
        { @{ Actual = 1; Predicted = 3 } | Measure-L2Loss -PassThru -SummaryOnly } |
            Should -Throw -ErrorId 'ParameterConflict,*' -ExpectedMessage '*-PassThru*'
        { @{ Actual = 1; Predicted = 3 } | Measure-L2Loss -PassThru -SummaryOnly } | Should -Throw -ExpectedMessage '*-SummaryOnly*'
    }
}
