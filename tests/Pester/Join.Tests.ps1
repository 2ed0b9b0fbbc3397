#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force

    # Losses 1 and 4; c has no forecast, d was not sold.
    Set-Content TestDrive:/sales.csv 'Id,Region,Actual', 'a,n,1', 'b,s,2', 'c,n,3'
    Set-Content TestDrive:/forecast.csv 'Id,Predicted', 'B,4', 'd,5', 'A,2'
    $files = @{ ActualPath = 'TestDrive:/sales.csv'; PredictedPath = 'TestDrive:/forecast.csv'; Key = 'Id' }
}

Describe 'Two files joined by key' {
    It 'give the items of the actual file and one summary' {
        $output = Measure-L2Loss @files -SkipMissing
        $output[0..1].L2Loss | Should -Be 1, 4
        $output[2].Mse, $output[2].Count, $output[2].Read, $output[2].Missing | Should -Be 2.5, 2, 4, 2
        $output[2].UnmatchedActual, $output[2].UnmatchedPredicted, $output[2].DuplicateKeys | Should -Be 1, 1, 0
    }

    It 'report each record without a partner with file, line and key' {
        Measure-L2Loss @files -SummaryOnly -ErrorVariable problems -ErrorAction SilentlyContinue | Out-Null
        $problems.FullyQualifiedErrorId | Should -BeLike 'UnmatchedKey,*'
        $problems[0].Exception.Message | Should -Match "sales.csv, line 4, record 3: .*forecast.csv has no record with the key Id = 'c'"
        $problems[1].Exception.Message | Should -Match "forecast.csv, line 3, record 2: .*sales.csv has no record with the key Id = 'd'"
    }

    It 'report a second record of a key also with -SkipMissing' {
        Set-Content TestDrive:/twice.csv 'Id,Predicted', 'a,2', 'a,3', 'b,4', 'c,3'
        $summary = Measure-L2Loss -ActualPath TestDrive:/sales.csv -PredictedPath TestDrive:/twice.csv -Key Id -SummaryOnly -SkipMissing `
            -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -BeLike 'DuplicateKey,*'
        $summary.DuplicateKeys, $summary.Count | Should -Be 1, 3
    }

    It 'merge their counts after JSON' {
        $summary = Measure-L2Loss @files -SummaryOnly -SkipMissing
        $merged = $summary, $summary | ForEach-Object { $_ | ConvertTo-Json | ConvertFrom-Json } | Merge-L2Loss
        $merged.UnmatchedActual, $merged.UnmatchedPredicted, $merged.Missing, $merged.Read | Should -Be 2, 2, 4, 8
    }

    It 'need all three parameters' {
        { Measure-L2Loss -ActualPath x.csv -Key Id } | Should -Throw -ErrorId 'ParameterMissing,*'
    }

    It 'take their files from their own parameters, not from the pipeline' {
        { 1 | Measure-L2Loss @files -ErrorAction Stop } | Should -Throw
    }
}
