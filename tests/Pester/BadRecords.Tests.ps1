#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    function New-Record {
        param([Parameter(ValueFromPipeline)] [AllowNull()] [AllowEmptyString()] $Cost)
        process { [pscustomobject]@{ Actual = 1; Cost = $Cost } }
    }

    # For calls whose errors and warnings the test counts.
    $quiet = @{
        ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue'; WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue'
    }
}

Describe 'A bad record' {
    It 'with <Name> is a non-terminating <Id>, counted as <Counter>' -ForEach @(
        @{ Name = 'blank text'; Value = ''; Id = 'MissingValue'; Counter = 'Missing'; Text = "''" }
        @{ Name = 'NA'; Value = 'NA'; Id = 'MissingValue'; Counter = 'Missing'; Text = "'NA'" }
        @{ Name = 'null'; Value = $null; Id = 'MissingValue'; Counter = 'Missing'; Text = 'null' }
        @{ Name = '1kb'; Value = '1kb'; Id = 'NotNumeric'; Counter = 'NotNumeric'; Text = "'1kb'" }
        @{ Name = '1,5'; Value = '1,5'; Id = 'NotNumeric'; Counter = 'NotNumeric'; Text = "'1,5'" }
        @{ Name = 'a Boolean'; Value = $true; Id = 'NotNumeric'; Counter = 'NotNumeric'; Text = "'True'" }
        @{ Name = '1e400'; Value = '1e400'; Id = 'NotFinite'; Counter = 'NotFinite'; Text = "'1e400'" }
        @{ Name = 'infinity'; Value = [double]::PositiveInfinity; Id = 'NotFinite'; Counter = 'NotFinite'; Text = 'Infinity' }
    ) {
        $output = 2, $Value, 2 | New-Record |
            Measure-L2Loss -PredictedProperty Cost -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $problems[0].Exception.Message | Should -Match "Record 2: property 'Cost'"
        $problems[0].Exception.Message.Contains($Text) | Should -BeTrue
        $problems[0].TargetObject.Cost | Should -BeExactly $Value
        $output[0, 1].Index | Should -Be 1, 3
        $output[2].Read, $output[2].Count, $output[2].$Counter | Should -Be 3, 2, 1
    }

    It 'names the property of the actual value' {
        $null = @{ y = 'x'; Predicted = 1 } | Measure-L2Loss y -SummaryOnly @quiet
        $problems[0].Exception.Message | Should -BeLike "*property 'y'*"
    }

    It 'has the first reason that applies: <Actual> and <Predicted>' -ForEach @(
        @{ Actual = ''; Predicted = 'x'; Id = 'MissingValue' }
        @{ Actual = 'x'; Predicted = ''; Id = 'MissingValue' }
        @{ Actual = 'x'; Predicted = '1e400'; Id = 'NotNumeric' }
        @{ Actual = '1e400'; Predicted = 'x'; Id = 'NotNumeric' }
        @{ Actual = '1e400'; Predicted = ''; Id = 'MissingValue' }
    ) {
        $null = @{ Actual = $Actual; Predicted = $Predicted } | Measure-L2Loss -SummaryOnly @quiet
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'is one of 100 errors at most; one warning gives the totals' {
        $summary = & { foreach ($i in 1..50) { 'x', 'NA', '1e400' | New-Record }; 3 | New-Record } |
            Measure-L2Loss -PredictedProperty Cost -SummaryOnly @quiet
        $problems.Count | Should -Be 100
        $warnings.Count | Should -Be 1
        $warnings[0].Message | Should -BeLike 'There are 150 errors for bad records (*'
        foreach ($part in '50 missing', '50 not numeric', '50 not finite') { $warnings[0].Message | Should -BeLike "*$part*" }
        $summary.Read, $summary.Count, $summary.Missing, $summary.NotNumeric, $summary.NotFinite, $summary.InvalidWeight |
            Should -Be 151, 1, 50, 50, 50, 0
    }

    It 'gives <Reported> errors and <Warned> warnings where there are <Bad>' -ForEach @(
        @{ Bad = 99; Reported = 99; Warned = 0 }
        @{ Bad = 100; Reported = 100; Warned = 0 }
        @{ Bad = 101; Reported = 100; Warned = 1 }
    ) {
        $summary = @('x') * $Bad + 3 | New-Record | Measure-L2Loss -PredictedProperty Cost -SummaryOnly @quiet
        $problems.Count, $warnings.Count, $summary.Mse | Should -Be $Reported, $Warned, 4
    }

    It 'is one of 100 errors at most in arrays too' {
        $summary = Measure-L2Loss -Actual (@('x') * 150 + 1) -Predicted (1..151) -SummaryOnly @quiet
        $problems.Count, $warnings.Count, $summary.NotNumeric | Should -Be 100, 1, 150
    }

    It 'ends the command with -ErrorAction Stop, and the source reads no further' {
        $script:seen = 0
        $output = [System.Collections.ArrayList]::new()
        {
            1, 'x', 'y', 4 | ForEach-Object { $script:seen++; $_ } | New-Record |
                Measure-L2Loss -PredictedProperty Cost -ErrorAction Stop | ForEach-Object { $output.Add($_) }
        } | Should -Throw -ErrorId 'NotNumeric,*' -ExpectedMessage 'Record 2:*'
        $script:seen, $output.Count | Should -Be 2, 1
        $output[0] | Should -BeOfType 'L2Loss.L2LossItem'
    }

    It 'ends the command under $ErrorActionPreference Stop' {
        & {
            $ErrorActionPreference = 'Stop'
            { 1, 'x', 'y' | New-Record | Measure-L2Loss -PredictedProperty Cost } |
                Should -Throw -ErrorId 'NotNumeric,*' -ExpectedMessage 'Record 2:*'
        }
    }

    It 'still counts with -ErrorAction <_>' -ForEach 'SilentlyContinue', 'Ignore' {
        $action = $_
        $output = @('x', 1 | New-Record | Measure-L2Loss -PredictedProperty Cost -SummaryOnly -ErrorAction $action 2>&1)
        $output.Count, $output[0].NotNumeric | Should -Be 1, 1
    }

    It 'is not reported with -SkipMissing when it is missing' {
        $summary = '', 'NA', $null, [double]::NaN, 'x', '1e400', 3 | New-Record |
            Measure-L2Loss -PredictedProperty Cost -SummaryOnly -SkipMissing @quiet
        $problems.Count, $warnings.Count | Should -Be 2, 0
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problems[1].FullyQualifiedErrorId | Should -BeLike 'NotFinite,*'
        $summary.Missing, $summary.NotNumeric, $summary.NotFinite, $summary.Count | Should -Be 4, 1, 1, 1
    }

    It 'does not use up the 100 errors with -SkipMissing' {
        $null = @('') * 200 + 'x' | New-Record | Measure-L2Loss -PredictedProperty Cost -SummaryOnly -SkipMissing @quiet
        $problems.FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problems.Count | Should -Be 1
    }

    It 'names -SkipMissing where it is missing' {
        $null = '' | New-Record | Measure-L2Loss -PredictedProperty Cost -SummaryOnly @quiet
        $problems[0].Exception.Message | Should -BeLike '*-SkipMissing*'
    }

    It 'is one whose property is absent, after the first' {
        $summary = [pscustomobject]@{ Actual = 1; Predicted = 3 }, [pscustomobject]@{ Actual = 1 }, [pscustomobject]@{ Predicted = 1 }, @{ Actual = 1 } |
            Measure-L2Loss -SummaryOnly @quiet
        $problems.Count | Should -Be 3
        $problems.FullyQualifiedErrorId | Should -BeLike 'MissingValue,*'
        $problems[1].Exception.Message | Should -BeLike "Record 3: property 'Actual'*"
        $summary.Missing | Should -Be 3
    }

    It 'is one whose property is null, in the first too' {
        $summary = [pscustomobject]@{ Actual = 1; Predicted = $null }, [pscustomobject]@{ Actual = 1; Predicted = 3 } |
            Measure-L2Loss -SummaryOnly @quiet
        $problems.FullyQualifiedErrorId | Should -BeLike 'MissingValue,*'
        $summary.Missing, $summary.Count | Should -Be 1, 1
    }

    It 'is one of which a <Name> throws; the others count' -ForEach @(
        @{ Name = 'script block'; Call = { 1..3 | New-Record | Measure-L2Loss Actual { if ($_.Cost -eq 2) { throw 'no forecast' } else { $_.Cost } } @quiet } }
        @{
            Name = 'script property'
            Call = {
                1..3 | New-Record | Add-Member -PassThru -MemberType ScriptProperty -Name Predicted -Value {
                    if ($this.Cost -eq 2) { throw 'no forecast' } else { 3 }
                } | Measure-L2Loss @quiet
            }
        }
    ) {
        $output = . $Call
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problems[0].Exception.Message | Should -Match "Record 2: (script block|property 'Predicted').*no forecast"
        $output[0, 1].Index | Should -Be 1, 3
        $output[2].Count | Should -Be 2
    }

    It 'is one whose script block gives <Name>' -ForEach @(
        @{ Name = 'nothing'; Block = { }; Id = 'MissingValue'; Text = '' }
        @{ Name = 'several values'; Block = { 1; 2 }; Id = 'NotNumeric'; Text = "'1 2'" }
    ) {
        $null = @{ Actual = 1 } | Measure-L2Loss -PredictedProperty $Block -SummaryOnly @quiet
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $problems[0].Exception.Message | Should -BeLike "*$Text*"
        $problems.Count | Should -Be 1
    }

    It 'is one whose value cannot be shown' {
        class Mute {
            [string] ToString() { throw 'mute' }
        }

        $summary = [Mute]::new(), 3 | New-Record | Measure-L2Loss -PredictedProperty Cost -SummaryOnly @quiet
        $problems.FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $summary.NotNumeric, $summary.Mse | Should -Be 1, 4
    }

    It 'of one model leaves the other whole' {
        $summaries = [pscustomobject]@{ Actual = 1; A = 'x'; B = 4 } | Measure-L2Loss -PredictedProperty A, B -SummaryOnly @quiet
        $summaries[0].Count, $summaries[1].Count | Should -Be 0, 1
        $summaries.NotNumeric | Should -Be 1, 0
    }

    It 'is reported once for all models where the actual value is bad' {
        $summaries = [pscustomobject]@{ Actual = 'x'; A = 1; B = 4 } | Measure-L2Loss -PredictedProperty A, B -SummaryOnly @quiet
        $problems.FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problems.Count | Should -Be 1
        $summaries.NotNumeric | Should -Be 1, 1
    }
}

Describe 'A bad value in an array' {
    It 'is left out and names its parameter' {
        $summary = Measure-L2Loss -Actual 1, '1,5', 3 -Predicted 1, 2, $null -SummaryOnly @quiet
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problems[0].Exception.Message | Should -BeLike 'Record 2: -Actual*-Culture de-DE*'
        $problems[1].FullyQualifiedErrorId | Should -BeLike 'MissingValue,*'
        $problems[1].Exception.Message | Should -BeLike 'Record 3: -Predicted*'
        $problems.Count, $summary.Count | Should -Be 2, 1
    }

    It 'is counted as <Counter> where it is the double <Value>' -ForEach @(
        @{ Value = [double]::NaN; Counter = 'Missing' }
        @{ Value = [double]::PositiveInfinity; Counter = 'NotFinite' }
        @{ Value = [double]::NegativeInfinity; Counter = 'NotFinite' }
    ) {
        $output = Measure-L2Loss -Actual ([double[]](1, $Value, 3)) -Predicted ([double[]](2, 2, 2)) -ErrorAction Ignore
        $output[0, 1].Index | Should -Be 1, 3
        $output[2].$Counter | Should -Be 1
    }

    It 'is each value of an enum' {
        $null = Measure-L2Loss -Actual ([DayOfWeek[]](1, 2)) -Predicted ([int[]](1, 2)) -SummaryOnly @quiet
        $problems.Count | Should -Be 2
        $problems.FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
    }

    It 'is missing where a command gave nothing' {
        (Measure-L2Loss -Actual 1, (& { }) -Predicted 1, 2 -SkipMissing -SummaryOnly -ErrorAction Stop).Missing | Should -Be 1
    }
}

Describe 'A property absent from the first record' {
    It 'ends the command without output: <Name>' -ForEach @(
        @{ Name = 'the actual value'; Call = { [pscustomobject]@{ Price = 1; Predicted = 2 } | Measure-L2Loss } }
        @{ Name = 'the prediction'; Call = { [pscustomobject]@{ Actual = 1; Forecast = 2 } | Measure-L2Loss } }
        @{ Name = 'in a hashtable'; Call = { @{ Actual = 1; Forecast = 2 } | Measure-L2Loss } }
        @{ Name = 'one of two models'; Call = { [pscustomobject]@{ Actual = 1; A = 2 } | Measure-L2Loss -PredictedProperty A, B } }
        @{ Name = 'a blank name'; Call = { [pscustomobject]@{ Actual = 1; Predicted = 2 } | Measure-L2Loss -ActualProperty ' ' } }
        @{ Name = 'after null'; Call = { $null, [pscustomobject]@{ Actual = 1 } | Measure-L2Loss -SkipMissing } }
        @{ Name = 'with errors silenced'; Call = { [pscustomobject]@{ a = 1 } | Measure-L2Loss -ErrorAction SilentlyContinue } }
    ) {
        $output = [System.Collections.ArrayList]::new()
        { & $Call | ForEach-Object { $output.Add($_) } } | Should -Throw -ErrorId 'PropertyNotFound,*'
        $output.Count | Should -Be 0
    }

    It 'is named with those there are: <Name>' -ForEach @(
        @{ Name = 'an object'; Record = [pscustomobject]@{ Id = 1; Price = 2; Forecast = 3 }; Names = "'Id', 'Price', 'Forecast'" }
        @{ Name = 'a dictionary'; Record = [ordered]@{ Id = 1; Price = 2 }; Names = "'Id', 'Price'" }
    ) {
        { $Record | Measure-L2Loss } | Should -Throw -ExpectedMessage "*'Actual'*$Names*"
    }

    It 'has the nearest name in the message: <Hint>' -ForEach @(
        @{ Record = [ordered]@{ Actual = 1; Predictd = 2; Other = 3 }; Hint = "-Predicted Predictd[?]" }
        @{ Record = [ordered]@{ Actual = 1; 'predicted ' = 2; Other = 3 }; Hint = "-Predicted 'predicted '[?]" }
        @{ Record = [ordered]@{ Actual = 1; Prediction = 2; Other = 3 }; Hint = "-Predicted Prediction[?]" }
        @{ Record = [ordered]@{ Actual = 1; Predcited = 2; Other = 3 }; Hint = "-Predicted Predcited[?]" }
        @{ Record = [ordered]@{ Actaul = 1; Predicted = 2 }; Hint = "-Actual Actaul[?]" }
    ) {
        { [pscustomobject]$Record | Measure-L2Loss } | Should -Throw -ExpectedMessage "*$Hint*"
    }
}
