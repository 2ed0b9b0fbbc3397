using System.Data.Common;
using L2Loss.Files;
using Xunit;

namespace L2Loss.Database.Tests;

/// <summary>The rows of a data reader give the same bits as the same rows measured one by one.</summary>
public sealed class ReaderTests
{
    private const int Tables = 1000;

    [EngineFact(Engine.Sqlite)]
    public void SqliteDoubles() => Doubles(Engine.Sqlite);

    [EngineFact(Engine.DuckDB)]
    public void DuckDBDoubles() => Doubles(Engine.DuckDB);

    [EngineFact(Engine.PostgreSql)]
    public void PostgreSqlDoubles() => Doubles(Engine.PostgreSql);

    [EngineFact(Engine.MariaDB)]
    public void MariaDBDoubles() => Doubles(Engine.MariaDB);

    [EngineFact(Engine.DuckDB)]
    public void DuckDBDecimals() => Decimals(Engine.DuckDB, 28, 10);

    [EngineFact(Engine.PostgreSql)]
    public void PostgreSqlDecimals() => Decimals(Engine.PostgreSql, 28, 10);

    [EngineFact(Engine.MariaDB)]
    public void MariaDBDecimals() => Decimals(Engine.MariaDB, 28, 10);

    private static void Doubles(string name)
    {
        var engine = Engine.Of(name);
        Check(engine, engine.Double, RandomTables.Of(Tables, 1, (random, _) => RandomNumbers.Doubles(random, engine)));
    }

    private static void Decimals(string name, int digits, int places) =>
        Check(
            Engine.Of(name),
            $"DECIMAL({digits}, {places})",
            RandomTables.Of(Tables, 2, (random, _) => RandomNumbers.Decimals(random, digits, places)));

    private static void Check(Engine engine, string type, RandomTables tables)
    {
        using DbConnection connection = engine.Open();
        tables.CreateIn(connection, engine, type, engine.Double);
        foreach (bool isWeighted in new[] { false, true })
        {
            using DbCommand command = connection.CreateCommand();
            command.CommandText = $"SELECT weight, actual, region, predicted, part FROM {RandomTables.Name}";
            using DbDataReader reader = command.ExecuteReader();
            var roles = new ColumnRoles(1, [3], isWeighted ? 0 : null, [4, 2]);
            using var file = new DataReaderFile(reader);
            var sums = new FileSums(
                file, roles, new NumberReader(), skipMissing: true, false, key => new ModelSums(key, 1));
            Assert.All(sums.Run(1, default), _ => { });

            var expected = Expected.Of(tables.Rows, isWeighted, trims: true);
            Assert.Equal(tables.Rows.Count, sums.Records);
            Assert.Equal(expected.Count, sums.Groups.Count);
            foreach (GroupSums group in sums.Groups)
            {
                L2LossSummary own = expected[(group.Key[0], group.Key[1])].ToSummary();
                L2LossSummary read = ((ModelSums)group).Models[0].ToSummary();
                Assert.Equal(Numbers.Of(own), Numbers.Of(read));
            }
        }
    }
}
