using System.Text;
using CsCheck;
using Xunit;

namespace L2Loss.Files.Tests.Sums;

/// <summary>Whole blocks of records, with weights or of models compared, against the same records one by one.</summary>
public sealed class BlockSumsPropertyTests
{
    private static readonly string[] Values =
    [
        "1", "2.5", "-3.25", "12345.67", "0.001", "-0", "70368744177663", "70368744177664", "2147483647", "-2147483648", "4398046511104",
        "0.1234567891", "12345678901234567890", "1e-7", "1e30", "NA", "", "x", "1e400",
    ];

    private static readonly string[] Weights =
        ["1", "0", "0.0", "2.5", "0.333", "1000", "2097151", "2097152", "1e-9", "1e20", "-1", "-0", "NA", "x", "1e400"];

    private static readonly Gen<string> Value = Gen.OneOf(Of(Values), Gen.Int[-99999, 99999].Select(i => FormattableString.Invariant($"{i / 100m}")));

    private static readonly Gen<string[]> Row =
        Gen.Select(Value, Value, Value, Gen.OneOf(Of(Weights), Gen.Int[0, 999].Select(i => FormattableString.Invariant($"{i / 100m}"))))
            .Select((actual, a, b, weight) => new[] { actual, a, b, weight });

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void Sums_and_faults_are_those_of_single_records(bool isCompared, bool isWeighted) =>
        Gen.Select(Row.Array[0, 300], Gen.Int[1, 2000], Gen.Int[1, 3]).Sample(
            (rows, pieceSize, threads) =>
            {
                string text = "Actual,A,B,Weight\n" + string.Concat(rows.Select(row => string.Join(',', row) + "\n"));
                var roles = new ColumnRoles(0, [1, 2], isWeighted ? 3 : null, []);
                Func<RecordKey, GroupSums>? create = isCompared ? key => new ComparisonSums(key, 2, baseline: 1) : null;
                using DelimitedFile file = Open(text, pieceSize);
                var blocks = new FileSums(file, roles, new NumberReader(), skipMissing: false, newGroup: create);
                var blockFaults = new List<string>();
                long others = 0;
                foreach ((long before, PieceSums piece) in blocks.Run(threads, CancellationToken.None))
                {
                    FaultList faults = piece.Faults;
                    blockFaults.AddRange(faults.Cells.Select(cell => $"{before + cell.Record} {cell.Fault} {cell.Column}"));
                    others += faults.Others.Sum();
                }

                using DelimitedFile again = Open(text, pieceSize);
                var single = new FileSums(again, roles, new NumberReader(), skipMissing: false, newGroup: create);
                var record = new BlockRecord(roles.Numbers);
                var sink = new Sink(record);
                single.RunInOrder(record, sink, CancellationToken.None);

                Assert.Equal(single.Groups.Select(Describe), blocks.Groups.Select(Describe));
                Assert.Equal(sink.Faults.Count, blockFaults.Count + others);
                if (others == 0)
                {
                    Assert.Equal(sink.Faults, blockFaults);
                }
            },
            iter: 300);

    private static Gen<string> Of(string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static DelimitedFile Open(string text, int pieceSize) => DelimitedFile.Open(
        new MemoryStream(Encoding.UTF8.GetBytes(text)), new TextOptions(), pieceSize: pieceSize);

    private static string Describe(GroupSums group)
    {
        if (group is ModelSums models)
        {
            return string.Join("\n", models.Models.Select(model => model.ToSummary().MergeState));
        }

        L2LossComparison comparison = ((ComparisonSums)group).ToComparison(0);
        return string.Join(" ", typeof(L2LossComparison).GetProperties().Select(
            property => FormattableString.Invariant($"{property.Name}={property.GetValue(comparison):R}")));
    }

    private sealed class Sink(BlockRecord record) : IRecordSink
    {
        internal List<string> Faults { get; } = [];

        void IRecordSink.Measured(ModelSums group, int model, in MeasuredRecord measured)
        {
            // Only what is left out is looked at.
        }

        void IRecordSink.LeftOut(int part, NumberFault fault)
        {
            BadCell cell = record.Bad(part, fault);
            Faults.Add($"{cell.Record} {cell.Fault} {cell.Column}");
        }
    }
}
