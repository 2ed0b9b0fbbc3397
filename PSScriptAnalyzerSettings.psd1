# For `./build.ps1 -Task Analyze`, and for editors.
@{
    Severity            = @('Error', 'Warning', 'Information')
    IncludeDefaultRules = $true
    ExcludeRules        = @(
        # Pester: what BeforeAll assigns, It uses.
        'PSUseDeclaredVarsMoreThanAssignments'
        # Does not see the param block of a job that gets its -ArgumentList.
        'PSUseUsingScopeModifierInNewRunspaces'
        # The helpers called New-... make objects and change nothing.
        'PSUseShouldProcessForStateChangingFunctions'
    )
    Rules               = @{
        PSUseCompatibleSyntax     = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }
        # Not CheckOperator: the manifests align their equal signs.
        PSUseConsistentWhitespace = @{ Enable = $true; CheckOperator = $false }
        PSPlaceOpenBrace          = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSPlaceCloseBrace         = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true; NoEmptyLineBefore = $true }
    }
}
