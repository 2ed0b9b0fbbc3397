using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using L2Loss.Database.Bench;

// What is slow is timed for a tenth of the rows.
const int Share = 10;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int rows = args.Length > 0 ? (int)double.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
string kind = args.Length > 2 ? args[2] : string.Empty;
string manifest = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First().Value!;
InitialSessionState state = InitialSessionState.CreateDefault();
state.ImportPSModule(manifest);
using Runspace runspace = RunspaceFactory.CreateRunspace(state);
runspace.Open();
Console.WriteLine($".NET {Environment.Version}, {Environment.ProcessorCount} processors, {rows:N0} rows (lines with a star: {rows / Share:N0})");
Console.WriteLine($"Rows a second, and in parentheses the time for a row beside that of reading alone; medians of {rounds} rounds");
Console.WriteLine();
var table = new Matrix();
foreach (Server server in Server.All())
{
    using (server)
    {
        if (server.Name.Contains(kind, StringComparison.OrdinalIgnoreCase))
        {
            server.Fill(rows, rows / Share);
            Add(server, Doubles(server));
            Add(server, Decimals(server));
        }
    }
}

table.Write(Console.Out);
return 0;

List<(string, Func<double>)> Doubles(Server server) =>
[
    ("doubles: typed getters alone", () => Read(server, "a", "p", isDecimal: false)),
    ("doubles: -InputObject $reader", () => Script(
        server, Server.Table, "a", "p", "$r = $command.ExecuteReader(); Measure-L2Loss -InputObject $r a p -SummaryOnly")),
    ("* doubles: $reader | Measure-L2Loss", () => Script(
        server, Server.Part, "a", "p", "$r = $command.ExecuteReader(); $r | Measure-L2Loss a p -SummaryOnly")),
    ("* doubles: DataTable.Load, -InputObject $table", () => Script(
        server,
        Server.Part,
        "a",
        "p",
        "$t = [Data.DataTable]::new(); $r = $command.ExecuteReader(); $t.Load($r); Measure-L2Loss -InputObject $t a p -SummaryOnly")),
    ("* doubles: while ($reader.Read()) { an object }", () => Script(
        server,
        Server.Part,
        "a",
        "p",
        "$r = $command.ExecuteReader(); $(while ($r.Read()) { [pscustomobject]@{ a = $r['a']; p = $r['p'] } }) | Measure-L2Loss a p -SummaryOnly")),
    ("doubles: New-L2LossQuery", () => Query(server, Server.Table, "a", "p", string.Empty)),
];

List<(string, Func<double>)> Decimals(Server server) => !server.HasDecimals ? [] :
[
    ("NUMERIC: typed getters alone", () => Read(server, "da", "dp", isDecimal: true)),
    ("NUMERIC: -InputObject $reader", () => Script(
        server, Server.Table, "da", "dp", "$r = $command.ExecuteReader(); Measure-L2Loss -InputObject $r da dp -SummaryOnly")),
    server.SumsExactly
        ? ("* NUMERIC: New-L2LossQuery -Exact", () => Query(server, Server.Part, "da", "dp", "-Exact"))
        : ("NUMERIC: New-L2LossQuery", () => Query(server, Server.Table, "da", "dp", string.Empty)),
];

void Add(Server server, List<(string Name, Func<double> Run)> cases)
{
    double[][] times = [.. cases.Select(_ => new double[rounds])];
    for (int round = -1; round < rounds; round++)
    {
        for (int i = 0; i < cases.Count; i++)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            cases[i].Run();
            if (round >= 0)
            {
                times[i][round] = watch.Elapsed.TotalSeconds;
            }
        }
    }

    double[] medians = [.. times.Select(one => one.Order().ElementAt(rounds / 2))];
    for (int i = 0; i < cases.Count; i++)
    {
        int share = cases[i].Name[0] == '*' ? Share : 1;
        double ratio = medians[i] * share / medians[0];
        table.Add(cases[i].Name, server.Name, $"{rows / share / medians[i]:N0} ({(ratio < 10 ? $"{ratio:N2}" : $"{ratio:N0}")})");
    }
}

static double Read(Server server, string actual, string predicted, bool isDecimal)
{
    using DbCommand command = server.Command($"SELECT {actual}, {predicted} FROM {Server.Table}");
    using DbDataReader reader = command.ExecuteReader();
    double last = 0;
    decimal lastDecimal = 0;
    while (reader.Read())
    {
        if (isDecimal)
        {
            lastDecimal = reader.GetDecimal(0) - reader.GetDecimal(1);
        }
        else
        {
            last = reader.GetDouble(0) - reader.GetDouble(1);
        }
    }

    return last + (double)lastDecimal;
}

double Query(Server server, string source, string actual, string predicted, string exact) => Invoke(
    server,
    null,
    $"$query = New-L2LossQuery -From {source} -Actual {actual} -Predicted {predicted} -Dialect {server.Dialect} {exact}; "
        + "$command = $connection.CreateCommand(); $command.CommandText = $query; $command.CommandTimeout = 600; "
        + "$t = [Data.DataTable]::new(); $r = $command.ExecuteReader(); $t.Load($r); $t.Rows | Merge-L2Loss",
    RowsOf(source));

double Script(Server server, string source, string actual, string predicted, string script)
{
    using DbCommand command = server.Command($"SELECT {actual}, {predicted} FROM {source}");
    return Invoke(server, command, script, RowsOf(source));
}

int RowsOf(string source) => source == Server.Part ? rows / Share : rows;

double Invoke(Server server, DbCommand? command, string script, int expected)
{
    runspace.SessionStateProxy.SetVariable("connection", server.Connection);
    runspace.SessionStateProxy.SetVariable("command", command);
    using var shell = PowerShell.Create(runspace);
    shell.AddScript("$ErrorActionPreference = 'Stop'; try { " + script
        + " } finally { foreach ($one in 'r', 't') { if (Test-Path variable:$one) { (Get-Variable $one -ValueOnly).Dispose() } } }");
    PSObject summary = shell.Invoke().Single();
    if ((long)summary.Properties["Count"].Value != expected)
    {
        throw new InvalidOperationException($"{server.Name}: {summary}");
    }

    return (double)summary.Properties["Mse"].Value;
}
