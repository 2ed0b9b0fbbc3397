using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;

namespace L2Loss.Files.Tests.Delimited;

/// <summary>A table as PowerShell's own Import-Csv reads it: the truth that the reader is held against.</summary>
internal sealed record ImportedTable(string[] Header, string?[][] Records, bool HasLongRecord, bool HasOpenQuote)
{
    // By number there are more columns than any record has fields.
    private const string Script = """
        param($text, $marked, $delimiter)
        $ErrorActionPreference = 'Stop'
        , @(Import-Csv -LiteralPath $text -Delimiter $delimiter -WarningAction Ignore)
        , @(Import-Csv -LiteralPath $text -Delimiter $delimiter -Header (1..100))
        , @(Import-Csv -LiteralPath $marked -Delimiter $delimiter -Header (1..100))
        """;

    // The samples of a test run on several threads.
    private static readonly ThreadLocal<Runspace> Engine = new(() =>
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        return runspace;
    });

    /// <summary>Reads a text; null when Import-Csv does not, as when two columns have the same name.</summary>
    internal static ImportedTable? Read(string text, Encoding encoding, char delimiter)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("l2loss-");
        try
        {
            string file = Path.Combine(folder.FullName, "text.csv");
            string marked = Path.Combine(folder.FullName, "marked.csv");
            File.WriteAllText(file, text, encoding);
            File.WriteAllText(marked, text + "\nEND", encoding);
            using var shell = PowerShell.Create(Engine.Value!);
            shell.AddScript(Script).AddArgument(file).AddArgument(marked).AddArgument(delimiter);
            return Gather([.. shell.Invoke().Select(rows => ((IEnumerable)rows.BaseObject).Cast<PSObject>().ToArray())]);
        }
        catch (RuntimeException)
        {
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <param name="readings">The rows by the header, with numbers for names, and so with a last line added.</param>
    private static ImportedTable? Gather(PSObject[][] readings)
    {
        PSObject[] rows = readings[0];
        string[] header = rows.Length == 0 ? [] : [.. rows[0].Properties.Select(property => property.Name)];

        // An empty name becomes H1, which may be there already; then one column hides another. A header that is empty as a
        // whole is no row of the second reading.
        string?[] names = readings[1].Length > rows.Length ? Values(readings[1][^(rows.Length + 1)]) : [];
        if (rows.Length > 0 && header.Length != Math.Max(1, 1 + Array.FindLastIndex(names, name => name?.Length > 0)))
        {
            return null;
        }

        // Where the last line did not become a row of its own, a quote before it is open.
        string?[] last = Values(readings[2][^1]);
        return new ImportedTable(
            header,
            [.. rows.Select(Values)],
            readings[1].TakeLast(rows.Length).Any(row => Values(row).Skip(header.Length).Any(value => value is not null)),
            last[0] != "END" || last[1] is not null);
    }

    private static string?[] Values(PSObject row) => [.. row.Properties.Select(property => (string?)property.Value)];
}
