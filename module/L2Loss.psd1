@{
    RootModule           = 'L2Loss.psm1'
    ModuleVersion        = '0.1.0'
    CompatiblePSEditions = @('Desktop', 'Core')
    GUID                 = '6e0d1a52-0b0c-4d0b-9c7b-5f1f6b3f2c1e'
    Author               = 'L2Loss contributors'
    CompanyName          = 'L2Loss'
    Copyright            = '(c) 2026 L2Loss contributors. MIT License.'
    Description          = 'Measures how wrong predictions were: the L2 loss (squared error) of every record and a summary with the MSE, exact to the last bit, with no silent coercion.'
    PowerShellVersion    = '5.1'
    # For Windows PowerShell only.
    DotNetFrameworkVersion = '4.7.2'
    TypesToProcess       = @('L2Loss.Types.ps1xml')
    FormatsToProcess     = @('L2Loss.Format.ps1xml')
    CmdletsToExport      = @('Measure-L2Loss', 'Compare-L2Loss', 'Test-L2Loss', 'Assert-L2Loss', 'Merge-L2Loss', 'Export-L2LossReport', 'New-L2LossQuery')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('L2', 'MSE', 'RMSE', 'loss', 'SquaredError', 'forecast', 'metrics', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
