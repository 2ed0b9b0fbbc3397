#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeAll {
    . "$PSScriptRoot/Publish-Forecast.ps1"
    $history = @([pscustomobject]@{ Used = 1; Forecast = 1 })
    $script:published = 0
    $publish = { $script:published++ }
}

Describe 'Publish-Forecast' {
    BeforeEach { $script:published = 0 }

    It 'publishes a good forecast' {
        # A mock needs Count: a summary without records never passes.
        Mock Measure-L2Loss { [L2Loss.L2LossSummary]@{ Rmse = 2; Count = 4 } }
        Publish-Forecast $history $publish
        $script:published | Should -Be 1
    }

    It 'keeps back <Name>' -ForEach @(
        @{ Name = 'a bad forecast'; Summary = @{ Rmse = 11; Count = 4 }; Message = 'Rmse 11 is above MaximumRmse 10' }
        @{ Name = 'one without records'; Summary = @{ Rmse = [double]::NaN; Count = 0 }; Message = '*no records*' }
    ) {
        Mock Measure-L2Loss { [L2Loss.L2LossSummary]$Summary }
        { Publish-Forecast $history $publish } | Should -Throw -ErrorId 'L2LossExceeded,*' -ExpectedMessage $Message
        $script:published | Should -Be 0
    }
}
