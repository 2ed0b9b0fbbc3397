#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    # Losses 1, 4, 9, 1 of Predicted and 0, 1, 4, 64 of Other; b has none.
    $table = 'Id,Actual,Predicted,Other', 'a,1,2,1', 'b,x,1,1', 'c,1,3,2', 'd,1,4,3', 'e,1,2,9'
    $rows = $table | ConvertFrom-Csv
    Set-Content TestDrive:/t.csv $table
    $quiet = @{ ErrorAction = 'Ignore' }
}

Describe '-Window' {
    It 'gives the errors of the last records that were measured, of <Name>' -ForEach @(
        @{ Name = 'records'; Call = { $rows | Measure-L2Loss -Window 2 -ItemsOnly @quiet } }
        @{ Name = 'a file'; Call = { Measure-L2Loss -Path TestDrive:/t.csv -Window 2 -ItemsOnly @quiet } }
        @{ Name = 'lists'; Call = { Measure-L2Loss -Actual 1, 'x', 1, 1, 1 -Predicted 2, 1, 3, 4, 2 -Window 2 -ItemsOnly @quiet } }
    ) {
        $items = & $Call
        $items.WindowMse | Should -Be 1, 2.5, 6.5, 5
        $items[2].WindowRmse | Should -Be ([Math]::Sqrt(6.5))
    }

    It 'of each model is its own' {
        ($rows | Measure-L2Loss Actual Predicted, Other -Window 2 -ItemsOnly @quiet).WindowMse | Should -Be 1, 0, 2.5, 0.5, 6.5, 2.5, 5, 34
    }

    It 'of each group is its own' {
        (1..4 | ForEach-Object { @{ Actual = $_; Predicted = 0; Key = $_ % 2 } } | Measure-L2Loss -GroupBy Key -Window 5 -ItemsOnly).WindowMse |
            Should -Be 1, 4, 5, 10
    }

    It 'stands on copies of records too' {
        ($rows | Measure-L2Loss -PassThru -Window 2 -SummaryVariable total @quiet).WindowMse | Should -Be 1, 2.5, 6.5, 5
    }
}

Describe '-Top' {
    It 'gives the worst first, and of equals the first, of <Name>' -ForEach @(
        @{ Name = 'records'; Call = { $rows | Measure-L2Loss -Top 3 @quiet } }
        @{ Name = 'a file'; Call = { Measure-L2Loss -Path TestDrive:/t.csv -Top 3 @quiet } }
        @{ Name = 'lists'; Call = { Measure-L2Loss -Actual 1, 'x', 1, 1, 1 -Predicted 2, 1, 3, 4, 2 -Top 3 @quiet } }
    ) {
        $output = @(& $Call)
        $output.Count | Should -Be 4
        $output[0..2].Index | Should -Be 4, 3, 1
        $output[0..2].L2Loss | Should -Be 9, 4, 1
        $output[3] | Should -BeOfType 'L2Loss.L2LossSummary'
        $output[3].Count | Should -Be 4
    }

    It 'of more than there are gives all' {
        @($rows | Measure-L2Loss -Top 100 -ItemsOnly @quiet).Count | Should -Be 4
    }

    It 'gives the worst records with -PassThru, of <Name>' -ForEach @(
        @{ Name = 'objects'; Call = { $rows | Measure-L2Loss -Top 2 -PassThru -SummaryVariable total @quiet } }
        @{ Name = 'a file'; Call = { Measure-L2Loss -Path TestDrive:/t.csv -Top 2 -PassThru -SummaryVariable total @quiet } }
    ) {
        (& $Call).Id | Should -Be d, c
    }

    It 'orders losses that overflow' {
        (Measure-L2Loss -Actual 1e200, 3e200, 2e200 -Predicted 0, 0, 0 -Top 1 -ItemsOnly).Index | Should -Be 2
    }
}

Describe '-<_>' -ForEach 'Window', 'Top' {
    It 'excludes -SummaryOnly' {
        $one = @{ $_ = 3 }
        { $rows | Measure-L2Loss -SummaryOnly @one } | Should -Throw -ErrorId 'ParameterConflict,*'
    }

    It 'is not 0' {
        $none = @{ $_ = 0 }
        { $rows | Measure-L2Loss @none } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}
