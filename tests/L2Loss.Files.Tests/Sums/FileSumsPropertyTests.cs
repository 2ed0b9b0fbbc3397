using System.Text;
using CsCheck;
using Xunit;

namespace L2Loss.Files.Tests.Sums;

/// <summary>
/// Whole files in any number of pieces and threads against records one by one, as the object pipeline measures them: the
/// same bits, and every record accounted for.
/// </summary>
public sealed class FileSumsPropertyTests
{
    private static readonly string[] Values =
    [
        "1", "2.5", "-3.25", "400000", "0.3", "10000000.2", "0.12345678901234567", "123456789012345678", "1e-7", "1e30",
        "12345678901234567890123", "1e400", "NA", "", "1,5", "x", " 7 ", "-0", "99999999999999999.9",
    ];

    private static readonly Gen<string> Value = Gen.Int[0, Values.Length - 1].Select(i => Values[i]);

    private static readonly Gen<string[]> Row = Gen.Select(
        Gen.Int[0, 3], Value, Value, Value, Gen.Int[-1, 3],
        (key, actual, a, b, weight) => new[] { $"k{key}", actual, a, b, $"{weight}" });

    [Fact]
    public void Models_weights_and_groups_are_those_of_single_records() =>
        Gen.Select(Row.Array[0, 200], Gen.Int[1, 300], Gen.Int[1, 3], Gen.Bool, Gen.Bool).Sample(
            (rows, pieceSize, threads, isWeighted, isGrouped) =>
            {
                string text = "Key,Actual,A,B,Weight\n" + string.Concat(rows.Select(Line));
                var roles = new ColumnRoles(1, [2, 3], isWeighted ? 4 : null, isGrouped ? [0] : []);

                FileSums sums = Sum(text, roles, pieceSize, threads, out long reported);

                Dictionary<string, L2LossAccumulator[]> expected = OneByOne(rows, roles, out long bad);
                Assert.Equal(expected.Count, sums.Groups.Count);
                Assert.Equal(rows.Length, sums.Records);
                Assert.Equal(bad, reported);
                foreach (GroupSums group in sums.Groups)
                {
                    for (int i = 0; i < 2; i++)
                    {
                        Assert.Equal(Describe(expected[group.Key.ToString()][i]), Describe(((ModelSums)group).Models[i]));
                    }
                }
            },
            iter: 400);

    private static FileSums Sum(string text, ColumnRoles roles, int pieceSize, int threads, out long reported)
    {
        using DelimitedFile file = DelimitedFile.Open(
            new MemoryStream(Encoding.UTF8.GetBytes(text)), new TextOptions(), pieceSize: pieceSize);
        var sums = new FileSums(file, roles, new NumberReader(), skipMissing: false);
        reported = 0;
        foreach ((long _, PieceSums piece) in sums.Run(threads, CancellationToken.None))
        {
            FaultList faults = piece.Faults;
            reported += faults.Cells.Count + faults.Others.Sum();
        }

        return sums;
    }

    /// <summary>Each record by itself through the public way in; what all models share is reported once.</summary>
    private static Dictionary<string, L2LossAccumulator[]> OneByOne(string[][] rows, ColumnRoles roles, out long bad)
    {
        var groups = new Dictionary<string, L2LossAccumulator[]>();
        var reader = new NumberReader();
        bad = 0;
        if (roles.Keys.Length == 0)
        {
            groups.Add(string.Empty, [new(), new()]);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            string key = roles.Keys.Length == 0 ? string.Empty : rows[i][0];
            if (!groups.TryGetValue(key, out L2LossAccumulator[]? models))
            {
                groups.Add(key, models = [new(), new()]);
            }

            NumberFault actualFault = reader.Read(rows[i][1].AsSpan(), out Number actual);
            NumberFault weightFault = NumberFault.None;
            Number weight = Number.FromDecimal(1m);
            if (roles.Weight is int column)
            {
                weightFault = reader.Read(rows[i][column].AsSpan(), out weight);
                weightFault = weightFault == NumberFault.None && weight.Value < 0 ? NumberFault.InvalidWeight : weightFault;
            }

            var reported = new HashSet<int>();
            for (int model = 0; model < 2; model++)
            {
                NumberFault fault = reader.Read(rows[i][2 + model].AsSpan(), out Number predicted);
                NumberFault[] faults = [actualFault, fault, weightFault];
                NumberFault reason = faults.Where(one => one != NumberFault.None).Order().FirstOrDefault();
                if (reason != NumberFault.None)
                {
                    int source = Array.IndexOf(faults, reason);
                    reported.Add(source == 1 ? 2 + model : source == 2 ? 1 : 0);
                    models[model].LeaveOut(reason);
                }
                else if (roles.Weight is null)
                {
                    models[model].AddAt(i + 1, actual, predicted);
                }
                else
                {
                    models[model].AddAt(i + 1, actual, predicted, weight);
                }
            }

            bad += reported.Count;
        }

        return groups;
    }

    private static string Line(string[] row) => string.Join(',', row.Select(cell => $"\"{cell}\"")) + "\n";

    private static string Describe(L2LossAccumulator sums)
    {
        L2LossSummary summary = sums.ToSummary();
        return string.Join(" ", typeof(L2LossSummary).GetProperties().Select(
            property => FormattableString.Invariant($"{property.Name}={property.GetValue(summary):R}")));
    }
}
