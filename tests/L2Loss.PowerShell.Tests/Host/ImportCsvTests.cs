using System.Text;
using Xunit;

namespace L2Loss.PowerShell.Tests.Host;

/// <summary>The host's Import-Csv gives the rows that PowerShell's gives.</summary>
public class ImportCsvTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    // Rows as text: [Name=value|Name=value], a null as its word.
    private const string Show = """
        function show {
            process {
                $row = $_
                '[' + (($row.PSObject.Properties | ForEach-Object {
                    $value = if ($null -eq $_.Value) { 'null' } else { $_.Value -replace "`r?`n", '/' }
                    $_.Name + '=' + $value
                }) -join '|') + ']'
            }
        }

        """;

    [Fact]
    public void Files_read_as_in_PowerShell()
    {
        (string File, string Text, string Expected)[] cases =
        [
            ("plain.csv", "A,B\n1,2\n3,4\n", "[A=1|B=2][A=3|B=4]"),
            ("no-end.csv", "A,B\r\n1,2", "[A=1|B=2]"),
            ("quoted.csv", "A,B\n\"x, y\",\"say \"\"hi\"\"\"\n", "[A=x, y|B=say \"hi\"]"),
            ("two-lines.csv", "A,B\n\"one\ntwo\",3\n", "[A=one/two|B=3]"),
            ("short.csv", "A,B,C\n1\n2,\n", "[A=1|B=null|C=null][A=2|B=|C=null]"),
            ("long.csv", "A,B\n1,2,3\n", "[A=1|B=2]"),
            ("blank-lines.csv", "A\n\n1\n   \n2\n\n", "[A=1][A=2]"),
            ("blanks.csv", "A, B ,\"C\" \n  1 , 2 3  ,\" 4 \"  \n", "[A=1 |B =2 3  |C= 4 ]"),
            ("trailing-delimiter.csv", "A,B,,\n1,2,,\n", "[A=1|B=2]"),
            ("comment.csv", "# made by hand\n# twice\nA,B\n1,2\n", "[A=1|B=2]"),
            ("type.csv", "#TYPE Some.Thing\nA\n1\n", "[A=1]"),
            ("w3c.csv", "#Version: 1.0\n#Fields: A,B\n1,2\n", "[A=1|B=2]"),
            ("unnamed.csv", "A,,C\n1,2,3\n", "[A=1|H1=2|C=3]"),
            ("header-only.csv", "A,B\n", ""),
            ("empty.csv", "", ""),
        ];
        foreach (var (file, text, _) in cases)
        {
            folder.Write(file, text);
        }

        var run = Run(cases.Select(c => $"'{c.File} ' + -join (Import-Csv {c.File} | show)"));

        Assert.Equal(cases.Select(c => $"{c.File} {c.Expected}".Trim()), run.OutputLines);
        Assert.StartsWith("WARNING: One or more headers were not specified.", run.Errors);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Parameters_mean_what_they_mean_in_PowerShell()
    {
        folder.Write("semicolon.csv", "A;B\n1,5;2\n");
        folder.Write("tab.csv", "A\tB\n1\t2\n");
        folder.Write("data.csv", "1,2\n3,4\n");
        folder.Write("[x].csv", "A\nliteral\n");
        folder.Write("utf8-bom.csv", [0xEF, 0xBB, 0xBF, .. "Größe\n1\n"u8]);
        folder.Write("utf16.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("Größe\n2\n")]);
        folder.Write("latin1.csv", Encoding.Latin1.GetBytes("Größe\n3\n"));
        folder.Write("one.star", "A\n1\n");
        folder.Write("typed.csv", "#TYPE Some.Thing\nA\n1\n");
        (string Command, string Expected)[] cases =
        [
            ("Import-Csv semicolon.csv ';' | show", "[A=1,5|B=2]"),
            ("Import-Csv -Path tab.csv -Delimiter \"`t\" | show", "[A=1|B=2]"),
            ("Import-Csv data.csv -Header X, Y | show", "[X=1|Y=2][X=3|Y=4]"),
            ("Import-Csv -LiteralPath '[x].csv' | show", "[A=literal]"),
            ("Import-Csv *.star | show", "[A=1]"),
            ("Import-Csv utf8-bom.csv | show", "[Größe=1]"),
            ("Import-Csv utf16.csv | show", "[Größe=2]"),
            ("Import-Csv latin1.csv -Encoding latin1 | show", "[Größe=3]"),
            ("'semicolon.csv', 'data.csv' | Import-Csv -Delimiter ';' -Header X | show", "[X=A][X=1,5][X=1,2][X=3,4]"),
            ("[pscustomobject]@{ Path = 'one.star' } | Import-Csv | show", "[A=1]"),
            ("Import-Csv \"$PWD/one.star\" | show", "[A=1]"),
            ("(Import-Csv one.star).A.GetType().Name", "String"),
            ("(Import-Csv one.star).PSObject.TypeNames -join ' '", "System.Management.Automation.PSCustomObject System.Object"),
            ("(Import-Csv typed.csv).PSObject.TypeNames -join ' '", "Some.Thing CSV:Some.Thing"),
        ];

        var run = Run(cases.Select(c => $"-join ({c.Command})"));

        Assert.Equal("", run.Errors);
        Assert.Equal(cases.Select(c => c.Expected), run.OutputLines);
    }

    [Fact]
    public void Errors_are_those_of_PowerShell()
    {
        folder.Write("twice.csv", "A,B,a\n1,2,3\n");
        folder.Write("1.many", "A\n1\n");
        folder.Write("2.many", "A\n2\n");
        (string Command, string Expected)[] cases =
        [
            ("Import-Csv missing.csv", "FileOpenFailure,"),
            ("Import-Csv *.none", "FileOpenFailure,"),
            ("Import-Csv *.many", "ReadWriteMultipleFilesNotSupported,"),
            ("Import-Csv twice.csv", "AlreadyPresentPSMemberInfoInternalCollectionAdd,"),
            ("Import-Csv variable:PWD", "ReadWriteFileNotFileSystemProvider,"),
            ("Import-Csv", "MissingMandatoryParameter,"),
        ];

        var run = Run(
        [
            .. cases.Select(c => $"try {{ {c.Command} | Out-Null; 'no error' }} catch {{ $_.FullyQualifiedErrorId }}"),
            "try { Import-Csv twice.csv } catch { $_.Exception.Message }",
        ]);

        var lines = run.OutputLines;
        Assert.Equal(cases.Length + 1, lines.Length);
        Assert.All(cases.Zip(lines), pair => Assert.StartsWith(pair.First.Expected, pair.Second));
        Assert.Equal("The member \"a\" is already present.", lines[^1]);
    }

    /// <summary>All commands in one process: starting it is what takes the time.</summary>
    private HostRun Run(IEnumerable<string> commands)
    {
        return HostRun.Of(folder.Path, Show + string.Join('\n', commands));
    }
}
