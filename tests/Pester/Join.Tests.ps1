#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.7.0' }

BeforeDiscovery {
    $modes = @{ Mode = 'with items'; More = @{} }, @{ Mode = 'with -SummaryOnly'; More = @{ SummaryOnly = $true } }
}

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module "$PSScriptRoot/../../out/L2Loss/L2Loss.psd1" -Force
    $folder = (Get-Item TestDrive:/).FullName

    function Write-File([string] $Name, [string] $Text) {
        $path = Join-Path -Path $folder -ChildPath $Name
        [System.IO.File]::WriteAllText($path, $Text)
        $path
    }

    function Write-Pair([string] $Actual, [string] $Predicted) {
        @{ ActualPath = Write-File actual.csv $Actual; PredictedPath = Write-File predicted.csv $Predicted }
    }

    function Get-CountText($Summary) {
        ('Read', 'Count', 'Missing', 'UnmatchedActual', 'UnmatchedPredicted', 'DuplicateKeys').ForEach{ "$_=$($Summary.$_)" } -join ' '
    }

    # Every property of every object but those that name a file; numbers to the bit.
    function ConvertTo-Bit {
        param([Parameter(ValueFromPipeline)] $InputObject)
        process {
            $values = foreach ($property in $InputObject.PSObject.Properties) {
                $value = $property.Value
                if ($value -is [double]) { $value = [BitConverter]::DoubleToInt64Bits($value) }
                if ($property.Name -notin 'Source', 'LargestSource', 'Key') { "$($property.Name)=$value" }
            }
            $values -join '|'
        }
    }

    # Losses 1, 4, 9, for keys of two columns, in another order in the second file.
    $actualText = "Id,Date,Region,Actual,W`n1,mo,n,10,1`n2,mo,s,20,2`n1,tu,n,30,1`n"
    $predictedText = "Date,Predicted,Id,B`ntu,33,1,30`nmo,11,1,12`nmo,18,2,20`n"
    $quiet = @{ ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue' }
}

Describe 'Two files joined by key' {
    It 'give the items in the order of the actual file, and one summary' {
        $pair = Write-Pair $actualText $predictedText
        $output = Measure-L2Loss @pair -Key Id, Date @quiet
        $problems.Count | Should -Be 0
        $output.Count | Should -Be 4
        $output[0..2].Index | Should -Be 1, 2, 3
        $output[0..2].Actual | Should -Be 10, 20, 30
        $output[0..2].Predicted | Should -Be 11, 18, 33
        $output[3].SumOfSquares | Should -Be 14
        $output[3].Source | Should -Be $pair.ActualPath
    }

    It 'give the models, groups and weights of one file, <Mode>' -ForEach $modes {
        $pair = Write-Pair $actualText $predictedText
        $one = Write-File one.csv "Region,Actual,W,Predicted,B`nn,10,1,11,12`ns,20,2,18,20`nn,30,1,33,30`n"
        $joined = Measure-L2Loss @pair -Key Id, Date Actual Pred*, B -Weight W -GroupBy Region @More
        @($joined | Where-Object { $_ -is [L2Loss.L2LossSummary] }).Count | Should -Be 4
        $joined | ConvertTo-Bit | Should -BeExactly (Measure-L2Loss -Path $one Actual Pred*, B -Weight W -GroupBy Region @More | ConvertTo-Bit)
    }

    It 'do not take the key for a model' {
        $pair = Write-Pair $actualText $predictedText
        (Measure-L2Loss @pair -Key Id, Date -Predicted * -SummaryOnly).Model | Should -BeExactly Predicted, B
    }

    It 'report each unmatched record with file, line and key, <Mode>' -ForEach $modes {
        $pair = Write-Pair "Id,Date,Actual`n1,mo,1`n`n2,mo,x`n" "Id,Predicted,Date`n3,1,tu`n1,2,mo`n"
        $output = Measure-L2Loss @pair -Key Id, Date @More @quiet
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly UnmatchedKey, UnmatchedKey
        $problems.CategoryInfo.Category | Should -Be InvalidData, InvalidData
        $first, $second = $problems.Exception.Message
        $expected = "$($pair.ActualPath), line 4, record 2: $($pair.PredictedPath) has no record with the key Id = '2', Date = 'mo'."
        $first.StartsWith($expected) | Should -BeTrue -Because $first
        $expected = "$($pair.PredictedPath), line 2, record 1: $($pair.ActualPath) has no record with the key Id = '3', Date = 'tu'."
        $second.StartsWith($expected) | Should -BeTrue -Because $second
        Get-CountText (@($output)[-1]) | Should -BeExactly 'Read=3 Count=1 Missing=2 UnmatchedActual=1 UnmatchedPredicted=1 DuplicateKeys=0'
    }

    It 'report a second record of a key on either side, also with -SkipMissing, and the first counts, <Mode>' -ForEach $modes {
        $pair = Write-Pair "Id,Actual`n7,1`n7,5`n" "Id,Predicted`n7,3`n 7 ,9`n7,8`n"
        $summary = @(Measure-L2Loss @pair -Key Id -SkipMissing @More @quiet)[-1]
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly DuplicateKey, DuplicateKey, DuplicateKey
        $problems[0].Exception.Message | Should -BeLike "*actual.csv, line 3, record 2: record 1 has the same key Id = '7'*"
        $problems[2].Exception.Message | Should -BeLike '*predicted.csv, line 4, record 3: record 1 has the same key*'
        Get-CountText $summary | Should -BeExactly 'Read=4 Count=1 Missing=3 UnmatchedActual=0 UnmatchedPredicted=0 DuplicateKeys=3'
        $summary.Mse | Should -Be 4
    }

    It 'report an unmatched key once and count it for every model' {
        $pair = Write-Pair "Id,Actual`n1,1`n2,2`n" "Id,A,B`n1,1,1`n3,1,1`n"
        $summaries = Measure-L2Loss @pair -Key Id -Predicted A, B -SummaryOnly @quiet
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly UnmatchedKey, UnmatchedKey
        $summaries.Missing | Should -Be 2, 2
        $summaries.UnmatchedPredicted | Should -Be 1, 1
    }

    It 'count unmatched keys without errors with -SkipMissing' {
        $pair = Write-Pair "Id,Actual`n1,1`n2,2`n" "Id,Predicted`n1,1`n3,1`n"
        $summary = Measure-L2Loss @pair -Key Id -SkipMissing -SummaryOnly @quiet
        $problems.Count | Should -Be 0
        Get-CountText $summary | Should -BeExactly 'Read=3 Count=1 Missing=2 UnmatchedActual=1 UnmatchedPredicted=1 DuplicateKeys=0'
    }

    It 'report 100 unmatched keys and count the others, <Mode>' -ForEach $modes {
        $pair = Write-Pair "Id,Actual`n$((1..150).ForEach{ "$_,1`n" } -join '')" "Id,Predicted`n$((101..250).ForEach{ "$_,1`n" } -join '')"
        $output = Measure-L2Loss @pair -Key Id @More @quiet -WarningVariable warnings -WarningAction SilentlyContinue
        $problems.Count | Should -Be 100
        @($warnings).Count | Should -Be 1
        "$warnings" | Should -BeLike '*200 errors for bad records of * (200 missing (100 unmatched actual, 100 unmatched predicted))*'
        Get-CountText (@($output)[-1]) | Should -BeExactly 'Read=250 Count=50 Missing=200 UnmatchedActual=100 UnmatchedPredicted=100 DuplicateKeys=0'
    }

    It 'count an unmatched predicted record in the group that its key tells: by <Groups>' -ForEach @(
        @{ Groups = @('Region'); Expected = 'n', '' }
        @{ Groups = @('Id'); Expected = '1', '2' }
        @{ Groups = @('Region', 'Id'); Expected = 'n, 1', ', 2' }
    ) {
        $pair = Write-Pair "Id,Region,Actual`n1,n,1`n" "Id,Predicted`n1,1`n2,1`n"
        $summaries = Measure-L2Loss @pair -Key Id -GroupBy $Groups -SkipMissing -SummaryOnly -WarningAction Ignore
        $summaries.Group | Should -BeExactly $Expected
        $summaries.UnmatchedPredicted | Should -Be 0, 1
    }

    It 'name a bad predicted value in its own file' {
        $pair = Write-Pair "Id,Actual`n1,1`n2,2`n" "Id,Predicted`n2,two`n1,1`n"
        $null = Measure-L2Loss @pair -Key Id @quiet
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotNumeric,*'
        $problems[0].Exception.Message | Should -BeLike "*predicted.csv, line 2, record 1: column 'Predicted' is not numeric: 'two'*"
    }

    It 'name predicted values that may be thousands in their own file, <Mode>' -ForEach @(
        $modes; @{ Mode = 'with -PassThru'; More = @{ PassThru = $true } }
    ) {
        $pair = Write-Pair "Id,Actual`n3,5`n2,5`n1,5`n" "Id,P`n1,`"1,5`"`n2,1.234`n3,2.345`n"
        $null = Measure-L2Loss @pair -Key Id Actual P @More @quiet -WarningVariable said -WarningAction SilentlyContinue
        @($said).Count | Should -Be 1
        "$said" | Should -BeLike "*predicted.csv: column 'P' has the decimal comma of '1,5', and values like '1.234' (record 2), '2.345' (record 3)*"
    }

    It 'compare keys in any case and without white space around them' {
        $pair = Write-Pair "Id,Actual`nab,1`nCd ,2`n" "ID,Predicted`n`" AB`",1`ncD,2`n"
        $summary = Measure-L2Loss @pair -Key id -SummaryOnly @quiet
        $problems.Count | Should -Be 0
        $summary | ForEach-Object Count | Should -Be 2
    }

    It 'may be of different formats, on either side' {
        $lines = Write-File actual.jsonl "{`"Id`":1,`"Actual`":1}`n{`"Id`":`"2`",`"Actual`":2}`n"
        $text = Write-File predicted.tsv "Id`tPredicted`n2`t5`n1`t1`n"
        (Measure-L2Loss -ActualPath $lines -PredictedPath $text -Key Id -SummaryOnly).SumOfSquares | Should -Be 9
        (Measure-L2Loss Predicted Actual -ActualPath $text -PredictedPath $lines -Key Id -SummaryOnly).SumOfSquares | Should -Be 9
    }

    It 'give the actual record with its predictions with -PassThru' {
        $pair = Write-Pair "Id,Actual,Predicted`n1,1.0,old`n" "Id,Predicted`n1,3.0`n"
        $row = Measure-L2Loss @pair -Key Id -PassThru -SummaryVariable total
        @($row).Count | Should -Be 1
        $row.PSObject.Properties.Name | Should -BeExactly Id, Actual, Predicted, 'Predicted (predicted)', Difference, L2Loss
        $row.PSObject.Properties.Value | Should -BeExactly '1', '1.0', 'old', '3.0', 2, 4
    }

    It 'whose names are repeated in the actual one are an error with -PassThru, since an object has each name once' {
        $pair = Write-Pair "Id,Actual,Note,note`n1,1.0,a,b`n" "Id,Predicted`n1,3.0`n"
        Measure-L2Loss @pair -Key Id -PassThru @quiet | Should -BeNullOrEmpty
        "$($problems[0])" | Should -BeLike "*columns 3 and 4 are both called 'note'*"
        (Measure-L2Loss @pair -Key Id -SummaryOnly).Mse | Should -Be 4
    }

    It 'may both have the column that is the actual value, also where a wildcard means that of the other' {
        $pair = Write-Pair "Id,Sales`n1,1`n2,3`n" "Id,Sales`n1,2`n2,5`n"
        foreach ($predicted in 'Sales', 'Sa*', '*') {
            (Measure-L2Loss @pair -Key Id -Actual Sales -Predicted $predicted -SummaryOnly).Mse | Should -Be 2.5
        }
    }

    It 'have a hint that leads to the result and suits both: <Name>' -ForEach @(
        @{ Name = 'another delimiter in both'; Predicted = "Id;Predicted`n1;2`n2;5`n"; Actual = "Id;Actual`n1;1`n2;3`n" }
        @{ Name = 'another delimiter in the predicted one'; Predicted = "Id;Predicted`n1;2`n2;5`n" }
        @{ Name = 'another delimiter in the actual one'; Actual = "Id|Actual`n1|1`n2|3`n" }
        @{ Name = 'a delimiter that suits one'; Predicted = "Id;Predicted`n1;2`n2;5`n"; More = @{ Delimiter = ';' } }
        @{ Name = 'another encoding in one'; Predicted = "Id,Predicted`n1,2`n2,5`n"; Encoding = 'utf-16' }
        @{ Name = 'another encoding in both'; Key = "K$([char]0xE9)y"; Encoding = 'iso-8859-1'; Both = $true }
        @{ Name = 'no header in the predicted one'; Predicted = "1,2`n2,5`n" }
        @{ Name = 'no header in the actual one'; Actual = "1,1`n2,3`n" }
        @{ Name = 'one JSON document'; Actual = "[`n{`"Id`":1,`"Actual`":1},{`"Id`":2,`"Actual`":3}]"; Predicted = "Id;Predicted`n1;2`n2;5`n"; More = @{ Delimiter = ';' } }
    ) {
        $case = @{ Actual = "Id,Actual`n1,1`n2,3`n"; Predicted = "Id,Predicted`n1,2`n2,5`n"; Key = 'Id'; More = @{}; Encoding = 'utf-8'; Both = $false } + @{}
        foreach ($name in @($_.Keys)) { $case[$name] = $_[$name] }
        $call = Write-Pair $case.Actual $case.Predicted
        $encoding = [System.Text.Encoding]::GetEncoding($case.Encoding)
        foreach ($path in $call.PredictedPath, $(if ($case.Both) { $call.ActualPath })) {
            if ($path) { [System.IO.File]::WriteAllBytes($path, $encoding.GetBytes([System.IO.File]::ReadAllText($path).Replace('Id', $case.Key))) }
        }

        $call += $case.More
        Measure-L2Loss @call -Key $case.Key -SummaryOnly @quiet | Should -BeNullOrEmpty
        $hint = "$($problems[0])" -replace '(?s)^.*(Hint:|with) (?=\S)' -replace '\.$'
        if ($hint -match "^-(\w+) '?([^']+)'?$") {
            $call[$Matches[1]] = $Matches[2]
        }
        else {
            & ([scriptblock]::Create($hint))
            foreach ($side in 'ActualPath', 'PredictedPath') {
                if ($hint.Contains("$($call[$side]).csv")) { $call[$side] += '.csv' }
            }
        }

        (Measure-L2Loss @call -Key $case.Key -SummaryOnly @quiet).Mse | Should -Be 2.5 -Because "$problems"
    }

    It 'without headers have one for each in the hint, with the key first' {
        $pair = Write-Pair "1,1`n2,3`n" "1,2`n2,5`n"
        Measure-L2Loss @pair -Key Id @quiet | Should -BeNullOrEmpty
        "$($problems[0])" | Should -BeLike '*Hint: -Header Id, Actual.'
        (Measure-L2Loss @pair -Key Id -Header Id, Actual -Predicted Actual -SummaryOnly).Mse | Should -Be 2.5
    }

    It 'name the file that lacks a column: <Expected>' -ForEach @(
        @{ More = @{ Key = 'Key' }; Expected = "predicted.csv has no column 'Key': it has 'Id', 'Predicted'" }
        @{ More = @{ Key = 'Id'; Predicted = 'Y' }; Expected = "predicted.csv has no column 'Y'" }
        @{ More = @{ Key = 'Id'; Actual = 'Predicted' }; Expected = "actual.csv has no column 'Predicted'" }
        @{ More = @{ Key = 'Id'; GroupBy = 'Region' }; Expected = "actual.csv has no column 'Region'" }
    ) {
        $pair = Write-Pair "Id,Actual,Key`n1,1,1`n" "Id,Predicted`n1,1`n"
        Measure-L2Loss @pair @More @quiet | Should -BeNullOrEmpty
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'PropertyNotFound,*'
        $problems[0].Exception.Message.Contains($Expected) | Should -BeTrue -Because $problems[0].Exception.Message
    }

    It 'give <Id> and no summary for <First> and <Second>' -ForEach @(
        @{ First = 'actual.csv'; Second = 'absent.csv'; Id = 'FileNotFound' }
        @{ First = 'absent.csv'; Second = 'predicted.csv'; Id = 'FileNotFound' }
        @{ First = 'actual.csv'; Second = 'open.csv'; Id = 'MalformedFile' }
        @{ First = 'open.csv'; Second = 'predicted.csv'; Id = 'MalformedFile' }
        @{ First = 'actual.csv'; Second = '.'; Id = 'FileUnreadable' }
    ) {
        $null = Write-Pair $actualText $predictedText
        $null = Write-File open.csv "Id,Actual,Predicted`n1,1,1`n2,`"2,2`n"
        $output = Measure-L2Loss -ActualPath "$folder/$First" -PredictedPath "$folder/$Second" -Key Id -SkipMissing @quiet
        @($problems)[-1].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        @($output | Where-Object { $_ -is [L2Loss.L2LossSummary] }).Count | Should -Be 0
    }

    It 'without records in <Name> leave the others unmatched, with a warning' -ForEach @(
        @{ Name = 'the first'; First = ''; Second = "Id,Predicted`n1,1`n2,2`n"; Expected = 'Read=2 Count=0 Missing=2 UnmatchedActual=0 UnmatchedPredicted=2 DuplicateKeys=0' }
        @{ Name = 'the second'; First = "Id,Actual`n1,1`n"; Second = ''; Expected = 'Read=1 Count=0 Missing=1 UnmatchedActual=1 UnmatchedPredicted=0 DuplicateKeys=0' }
        @{ Name = 'either'; First = ''; Second = ''; Expected = 'Read=0 Count=0 Missing=0 UnmatchedActual=0 UnmatchedPredicted=0 DuplicateKeys=0' }
    ) {
        $pair = Write-Pair $First $Second
        $summary = Measure-L2Loss @pair -Key Id -SkipMissing @quiet -WarningVariable warnings -WarningAction SilentlyContinue
        $problems.Count | Should -Be 0
        $warnings.Count | Should -Be 1
        Get-CountText $summary | Should -BeExactly $Expected
    }

    It 'merge their counts, also after JSON, and show them' {
        $pair = Write-Pair "Id,Actual`n1,1`n1,1`n2,2`n" "Id,Predicted`n1,1`n3,1`n"
        $summary = Measure-L2Loss @pair -Key Id -SummaryOnly -ErrorAction Ignore
        $expected = 'Read=8 Count=2 Missing=6 UnmatchedActual=2 UnmatchedPredicted=2 DuplicateKeys=2'
        Get-CountText ($summary, $summary | Merge-L2Loss) | Should -BeExactly $expected
        Get-CountText ($summary, $summary | ForEach-Object { $_ | ConvertTo-Json | ConvertFrom-Json } | Merge-L2Loss) | Should -BeExactly $expected
        $summary.LeftOut | Should -BeExactly '3 missing (1 unmatched actual, 1 unmatched predicted, 1 with a duplicate key)'
    }

    It 'end at the first unmatched key with -ErrorAction Stop' {
        $pair = Write-Pair "Id,Actual`n1,1`n2,2`n" "Id,Predicted`n3,3`n"
        $output = [System.Collections.Generic.List[object]]::new()
        { Measure-L2Loss @pair -Key Id -ErrorAction Stop | ForEach-Object { $output.Add($_) } } | Should -Throw -ErrorId 'UnmatchedKey,*'
        @($output | Where-Object { $_ -is [L2Loss.L2LossSummary] }).Count | Should -Be 0
    }

    It 'need all three parameters: without -<Missing>' -ForEach @(
        @{ Given = @{ ActualPath = 'a.csv'; Key = 'Id' }; Missing = 'PredictedPath' }
        @{ Given = @{ PredictedPath = 'a.csv'; Key = 'Id' }; Missing = 'ActualPath' }
        @{ Given = @{ ActualPath = 'a.csv'; PredictedPath = 'b.csv' }; Missing = 'Key' }
    ) {
        { Measure-L2Loss @Given } | Should -Throw -ErrorId 'ParameterMissing,*' -ExpectedMessage "-$Missing is missing*"
    }

    It 'take no script block' {
        { Measure-L2Loss { $_.A } -ActualPath a.csv -PredictedPath b.csv -Key Id } | Should -Throw -ErrorId 'ScriptBlockInJoin,*'
    }

    It 'come from their own parameters, not from the pipeline' {
        $pair = Write-Pair $actualText $predictedText
        { 1 | Measure-L2Loss @pair -Key Id -ErrorAction Stop } | Should -Throw
    }

    It 'are read side by side where they are long and in order, with the same result, <Mode>' -ForEach $modes {
        $actual = [System.Text.StringBuilder]::new("Id,Actual`n")
        $predicted = [System.Text.StringBuilder]::new("Id,Predicted,Note`n")
        $note = 'x' * 400
        foreach ($i in 1..45000) {
            if ($i % 10000) { $null = $actual.Append("$i,$i.5`n") }
            if ($i % 15000) { $null = $predicted.Append("$i,$(if ($i -eq 77) { 'x' } else { $i }),$note`n") }
        }

        $null = $predicted.Append("50000,1,`n")
        $pair = Write-Pair $actual $predicted
        $inOrder = Measure-L2Loss @pair -Key Id @More @quiet -Verbose 4>&1
        $said, $inOrder = $inOrder.Where({ $_ -is [System.Management.Automation.VerboseRecord] }, 'Split')
        $messages = $problems.Exception.Message
        @($said -match 'side by side').Count | Should -Be 1
        Get-CountText $inOrder[-1] | Should -BeExactly 'Read=45000 Count=44993 Missing=6 UnmatchedActual=2 UnmatchedPredicted=4 DuplicateKeys=0'

        # A last record out of order leads the other way.
        $pair = Write-Pair $actual $predicted.Append("49999,1,`n")
        $inMemory = Measure-L2Loss @pair -Key Id @More @quiet
        @($inMemory).Count | Should -Be @($inOrder).Count
        $inMemory[-1].MergeState | Should -Not -BeNullOrEmpty
        $messages | Should -BeExactly $problems.Exception.Message[0..6]
        $inMemory[-1].SumOfSquares | Should -BeExactly $inOrder[-1].SumOfSquares
        $inMemory[-1].R2 | Should -BeExactly $inOrder[-1].R2
        Get-CountText $inMemory[-1] | Should -BeExactly 'Read=45001 Count=44993 Missing=7 UnmatchedActual=2 UnmatchedPredicted=5 DuplicateKeys=0'
    }
}
