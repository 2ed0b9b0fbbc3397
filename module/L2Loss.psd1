@{
    RootModule           = 'L2Loss.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    CompatiblePSEditions = @('Core')
    GUID                 = '6e0d1a52-0b0c-4d0b-9c7b-5f1f6b3f2c1e'
    Author               = 'L2Loss contributors'
    CompanyName          = 'L2Loss'
    Copyright            = '(c) 2026 L2Loss contributors. MIT License.'
    Description          = 'Measures how wrong predictions were: the L2 loss (squared error) of every record and a summary with the MSE, exact to the last bit, with no silent coercion.'
    PowerShellVersion    = '7.4'
    # Loaded at import, so that scripts and mocks can name the output types before the first measurement.
    RequiredAssemblies   = @('L2Loss.dll')
    FormatsToProcess     = @('L2Loss.Format.ps1xml')
    CmdletsToExport      = @('Measure-L2Loss', 'Merge-L2Loss', 'Test-L2Loss', 'Compare-L2Loss')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('L2', 'MSE', 'RMSE', 'loss', 'SquaredError', 'forecast', 'metrics', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
