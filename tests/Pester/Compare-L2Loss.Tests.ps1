#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    $manifest = Join-Path -Path $PSScriptRoot -ChildPath '../../out/L2Loss/L2Loss.psd1' -Resolve
    Import-Module $manifest -Force
    $sales = @'
Region,Actual,Naive,Trend
n,10,12,11
n,12,15,12
s,15,13,14
s,14,18,15
'@ | ConvertFrom-Csv
}

Describe 'Compare-L2Loss' {
    It 'compares each model with the first one' {
        $comparison = $sales | Compare-L2Loss Actual Naive, Trend
        $comparison | Should -BeOfType 'L2Loss.L2LossComparison'
        $comparison.MeanLossDifference | Should -Be -7.5
        $comparison.SkillScore | Should -Be (1 - 0.75 / 8.25)
        $comparison.WinRate | Should -Be 1
    }

    It 'compares by group' {
        ($sales | Compare-L2Loss Actual Naive, Trend -GroupBy Region).Mse | Should -Be 0.5, 1
    }

    It 'gives the same for arrays as for records' {
        $ofRecords = $sales | Compare-L2Loss Actual Naive, Trend
        $ofArrays = Compare-L2Loss -Actual $sales.Actual -Predicted @{ Naive = $sales.Naive; Trend = $sales.Trend } -Baseline Naive
        ($ofArrays | ConvertTo-Json) | Should -BeExactly ($ofRecords | ConvertTo-Json)
    }

    It 'names the models when the baseline is none of them' {
        { $sales | Compare-L2Loss Actual Naive, Trend -Baseline Trnd } |
            Should -Throw -ErrorId 'UnknownBaseline,*' -ExpectedMessage "*'Naive', 'Trend'*Did you mean -Baseline 'Trend'?"
    }

    It 'shows small numbers with their digits' {
        Compare-L2Loss -Actual 1, 2, 3 -Predicted (1.01, 2, 3), (1, 2.02, 3) | Out-String -Width 200 | Should -Match '\s0[.,]0001\s'
    }
}
