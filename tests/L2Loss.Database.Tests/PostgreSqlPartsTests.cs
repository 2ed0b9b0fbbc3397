using System.Globalization;
using Npgsql;
using Xunit;

namespace L2Loss.Database.Tests;

/// <summary>A table whose partitions lie on three servers: they sum their own rows where the part is named.</summary>
public sealed class PostgreSqlPartsTests : IDisposable
{
    private readonly string _name = $"parts_{Guid.NewGuid():N}";
    private readonly List<NpgsqlConnection> _servers = [];

    public void Dispose()
    {
        if (_servers.Count > 0)
        {
            Execute(_servers[0], $"DROP TABLE IF EXISTS {_name} CASCADE");
            for (int i = 1; i < _servers.Count; i++)
            {
                Execute(_servers[0], $"DROP SERVER IF EXISTS {_name}_{i} CASCADE");
            }
        }

        for (int i = 0; i < _servers.Count; i++)
        {
            Execute(_servers[i], $"DROP TABLE IF EXISTS {_name}_{i}");
            _servers[i].Dispose();
        }
    }

    [EngineFact(Engine.PostgreSql)]
    public void ServersSumTheirOwnRowsWhereThePartIsNamed()
    {
        Create();
        string query = Query("part");
        Assert.Equal(2, Explain(query).Count(line =>
            line.Contains("Remote SQL", StringComparison.Ordinal) && line.Contains("sum(", StringComparison.Ordinal)));
        Assert.All(
            Explain(Query(null)).Where(line => line.Contains("Remote SQL", StringComparison.Ordinal)),
            line => Assert.DoesNotContain("sum(", line, StringComparison.Ordinal));

        var sums = new L2LossAccumulator();
        var parts = new List<string?>();
        foreach (Dictionary<string, object> values in Rows(query))
        {
            Assert.Null(QueryRow.TryRead(column => values.GetValueOrDefault(column), out QueryRow row));
            sums.Add(L2LossAccumulator.Of(row.ToState()));
            parts.Add(row.Part);
        }

        var expected = new L2LossAccumulator();
        for (int i = 1; i <= 300; i++)
        {
            expected.Add(Number.FromDecimal(i * 1.01m), Number.FromDecimal(i * i * 0.003m));
        }

        Assert.Equal(["0", "1", "2"], parts.Order());
        Assert.Equal(Numbers.Of(expected.ToSummary()), Numbers.Of(sums.ToSummary()));
    }

    private void Create()
    {
        string[] ports = (Environment.GetEnvironmentVariable("L2LOSS_POSTGRES_PORTS") ?? string.Empty).Split(' ');
        Assert.Equal(3, ports.Length);
        for (int i = 0; i < ports.Length; i++)
        {
            var address = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("L2LOSS_POSTGRES"))
            {
                Port = int.Parse(ports[i], CultureInfo.InvariantCulture),
            };
            var server = new NpgsqlConnection(address.ConnectionString);
            server.Open();
            _servers.Add(server);
            Execute(server, $"CREATE TABLE {_name}_{i} (part int, actual numeric, predicted numeric)");
            Execute(server, $"INSERT INTO {_name}_{i} SELECT {i}, i * 1.01, i * i * 0.003 FROM generate_series({(100 * i) + 1}, {100 * (i + 1)}) AS i");
        }

        NpgsqlConnection main = _servers[0];
        Execute(main, "CREATE EXTENSION IF NOT EXISTS postgres_fdw");
        Execute(main, $"CREATE TABLE {_name} (part int, actual numeric, predicted numeric) PARTITION BY LIST (part)");
        Execute(main, $"ALTER TABLE {_name} ATTACH PARTITION {_name}_0 FOR VALUES IN (0)");
        for (int i = 1; i < ports.Length; i++)
        {
            Execute(main, $"CREATE SERVER {_name}_{i} FOREIGN DATA WRAPPER postgres_fdw "
                + $"OPTIONS (host '127.0.0.1', port '{ports[i]}', dbname 'postgres', use_remote_estimate 'true')");
            Execute(main, $"CREATE USER MAPPING FOR CURRENT_USER SERVER {_name}_{i} OPTIONS (user 'l2loss')");
            Execute(main, $"CREATE FOREIGN TABLE {_name}_{i} PARTITION OF {_name} FOR VALUES IN ({i}) SERVER {_name}_{i}");
        }

        Execute(main, "SET enable_partitionwise_aggregate = on");
    }

    private string Query(string? part) => QueryWriter.Write(new QueryPlan
    {
        From = _name,
        Actual = "actual",
        Predicted = [NamedExpression.Of("predicted")],
        Part = part,
        IsExact = true,
        Dialect = QueryDialect.PostgreSql,
    });

    private List<string> Explain(string query) =>
        [.. Rows($"EXPLAIN (VERBOSE, COSTS OFF) {query}").Select(row => (string)row.Values.Single())];

    private List<Dictionary<string, object>> Rows(string sql)
    {
        using var command = new NpgsqlCommand(sql, _servers[0]);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object>>();
        while (reader.Read())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetValue, StringComparer.OrdinalIgnoreCase));
        }

        return rows;
    }

    private static void Execute(NpgsqlConnection server, string sql)
    {
        using var command = new NpgsqlCommand(sql, server);
        command.ExecuteNonQuery();
    }
}
