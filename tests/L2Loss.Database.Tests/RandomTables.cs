using System.Data.Common;
using System.Text;

namespace L2Loss.Database.Tests;

/// <summary>Many small random tables in one: the column part tells them apart.</summary>
internal sealed class RandomTables
{
    internal const string Name = "random_tables";
    internal const int Columns = 5;
    private const int MaximumRows = 24;
    private const int RowsOfInsert = 500;

    private static readonly string?[] Keys = ["", null, "x", " x ", "Ä 日本 😀", "a'b", "back\\slash", "NULL"];

    private RandomTables(List<Row> rows) => Rows = rows;

    internal sealed record Row(int Part, string? Key, object? Actual, object? Predicted, object? Weight);

    internal List<Row> Rows { get; }

    /// <summary>Random tables whose numbers come from a function of the table.</summary>
    internal static RandomTables Of(int count, int seed, Func<Random, int, Func<object?>> numbersOf)
    {
        var random = new Random(seed);
        var rows = new List<Row>();
        for (int part = 0; part < count; part++)
        {
            Func<object?> number = numbersOf(random, part);
            int length = random.Next(1, MaximumRows);
            for (int i = 0; i < length; i++)
            {
                object? weight = random.Next(6) switch { 0 => 0.0, 1 => null, 2 => -1.5, _ => random.Next(1, 100) / 8.0 };
                rows.Add(new Row(part, Keys[random.Next(Keys.Length)], number(), number(), weight));
            }
        }

        return new RandomTables(rows);
    }

    /// <summary>Some of the tables.</summary>
    internal RandomTables Where(Func<int, bool> part) => new([.. Rows.Where(row => part(row.Part))]);

    /// <summary>Fills a table of a database with them.</summary>
    internal void CreateIn(DbConnection connection, Engine engine, string type, string weightType)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = $"CREATE TEMPORARY TABLE {Name} "
            + $"(part INT, region {engine.Text}, actual {type}, predicted {type}, weight {weightType})";
        command.ExecuteNonQuery();
        foreach (Row[] rows in Rows.Chunk(RowsOfInsert))
        {
            var insert = new StringBuilder($"INSERT INTO {Name} VALUES ");
            if (engine is SqliteEngine)
            {
                InsertByParameters(command, rows, insert);
            }
            else
            {
                IEnumerable<string> values = rows.Select(row =>
                    $"({string.Join(", ", new[] { row.Part, row.Key, row.Actual, row.Predicted, row.Weight }.Select(engine.Literal))})");
                command.CommandText = insert.AppendJoin(", ", values).ToString();
            }

            command.ExecuteNonQuery();
            command.Parameters.Clear();
        }
    }

    /// <summary>SQLite reads the text of a double a little wrong, so it gets the double itself.</summary>
    private static void InsertByParameters(DbCommand command, Row[] rows, StringBuilder insert)
    {
        int count = 0;
        string Next(object? value)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{count++}";
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
            return parameter.ParameterName;
        }

        command.CommandText = insert.AppendJoin(
            ", ",
            rows.Select(row =>
                $"({Next(row.Part)}, {Next(row.Key)}, {Next(row.Actual)}, {Next(row.Predicted)}, {Next(row.Weight)})"))
            .ToString();
    }
}
