using System.Text;
using CsCheck;
using Xunit;

namespace L2Loss.Files.Tests.Sums;

/// <summary>Groups of whole files in any number of pieces and threads against a dictionary that is filled record by record.</summary>
public sealed class GroupPropertyTests
{
    // Next to each other what must fall together, and what must not.
    private static readonly string[] Keys =
    [
        "north", "North", "NORTH", " north", "north ", "\u00A0north", "north\u00A0", "north\f", "\vnorth", "\u3000Ä", "\u3042", "\u3042\u2003", "Ä\u0085", "n\"orth", "", " ", "7", "07", "7.0", "straße", "STRASSE", "Ä", "ä", "s", "\u017F", "k", "\u212A",
        "\uFEFFx", "x", "\u6161\u00A0", "\u4141\u00A0", "a,b", "a", "a\nb", "\u2028", "eight888", "nine99999", "sixteen_bytes_16", "seventeen_bytes_1", "seventeen_bytes_2",
        "a key of more than thirty-two bytes, in any case", "A key of more than thirty-two bytes, in any case",
    ];

    // Of few places and of many, long ones, and those that are no numbers.
    private static readonly string[] Values =
        ["1", "2.5", "-3.25", "10.125", "0.0001", "140737488355327", "140737488355328", "-4294967296", "1e-7", "1e30", "NA", "x"];

    // A file of ASCII alone is looked up in another way.
    private static readonly Gen<string[][]> Rows = Gen.OneOf(
        RowsOf(Keys).Array[0, 300], RowsOf([.. Keys.Where(key => Ascii.IsValid(key))]).Array[0, 300]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Groups_are_those_of_a_dictionary_in_order_of_first_appearance(int keys) =>
        Gen.Select(Rows, Gen.Int[1, 400], Gen.Int[1, 4], Gen.Bool, Gen.Bool).Sample(
            (rows, pieceSize, threads, isQuoted, hasReturns) =>
            {
                string end = hasReturns ? "\r\n" : "\n";
                string text = $"K,L,Actual,A,B{end}" + string.Concat(rows.Select(row => string.Join(',', row.Select(cell => Cell(cell, isQuoted))) + end));
                List<(string[] Key, L2LossAccumulator[] Models)> expected = OneByOne(text, keys);

                using DelimitedFile file = Open(text, pieceSize);
                var sums = new FileSums(file, new ColumnRoles(2, [3, 4], null, [.. Enumerable.Range(0, keys)]), new NumberReader(), true);
                foreach ((long _, PieceSums _) in sums.Run(threads, CancellationToken.None))
                {
                }

                Assert.Equal(expected.Count, sums.Groups.Count);
                Assert.Equal(expected.Select(group => Describe(group.Key, group.Models)), sums.Groups.Select(Describe));

                // They are made again each time.
                Assert.Equal(expected.Select(group => Describe(group.Key, group.Models)), sums.Groups.Select(Describe));
            },
            iter: 300);

    [Fact]
    public void A_group_of_more_records_than_small_sums_hold_is_whole()
    {
        const int Records = 70_000;
        var text = new StringBuilder("K,Actual,A\n");
        for (int i = 0; i < Records; i++)
        {
            text.Append(i % 2 == 0 ? "k," : "K,").Append(i).Append(',').Append(i % 3 == 0 ? i + 1 : i).Append(".5\n");
        }

        using DelimitedFile file = Open(text.ToString(), 1 << 12);
        var sums = new FileSums(file, new ColumnRoles(1, [2], null, [0]), new NumberReader(), false);
        foreach ((long _, PieceSums _) in sums.Run(2, CancellationToken.None))
        {
        }

        L2LossSummary summary = Assert.IsType<ModelSums>(Assert.Single(sums.Groups)).Models[0].ToSummary();
        Assert.Equal(Records, summary.Count);

        // A third has the residual -1.5, the others -0.5.
        int third = (Records + 2) / 3;
        Assert.Equal((2.25 * third) + (0.25 * (Records - third)), summary.SumOfSquares);
        Assert.Equal(1, summary.LargestIndex);
        Assert.Equal((Records - 1) / 2.0, summary.MeanActual);
    }

    private static Gen<string[]> RowsOf(string[] keys) => Gen.Select(Of(keys), Of(keys), Of(Values), Of(Values), Of(Values))
        .Select((key, other, actual, a, b) => new[] { key, other, actual, a, b });

    private static Gen<string> Of(string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Cell(string text, bool isQuoted) =>
        isQuoted || text.AsSpan().IndexOfAny(",\"\n\u2028") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static DelimitedFile Open(string text, int pieceSize) => DelimitedFile.Open(
        new MemoryStream(Encoding.UTF8.GetBytes(text)), new TextOptions(), pieceSize: pieceSize);

    /// <summary>The text of each record as the file gives it, cell by cell.</summary>
    private static List<(string[] Key, L2LossAccumulator[] Models)> OneByOne(string text, int keys)
    {
        var reader = new NumberReader();
        var groups = new List<(string[] Key, L2LossAccumulator[] Models)>();
        using DelimitedFile file = Open(text, 1 << 18);
        file.Select(new ColumnSelection([], [0, 1, 2, 3, 4], reader));
        long index = 0;
        foreach (RecordBlock block in file.ReadBlocks(CancellationToken.None))
        {
            for (int i = 0; i < block.Count; i++)
            {
                index++;
                string[] key = [.. Enumerable.Range(0, keys).Select(column => (block.Text(i, column) ?? string.Empty).Trim())];
                int found = groups.FindIndex(group => group.Key.SequenceEqual(key, StringComparer.OrdinalIgnoreCase));
                if (found < 0)
                {
                    found = groups.Count;
                    groups.Add((key, [new(), new()]));
                }

                NumberFault fault = reader.Read(block.Text(i, 2).AsSpan(), out Number actual);
                for (int model = 0; model < 2; model++)
                {
                    NumberFault reason = NumberFaultOrder.First(fault, reader.Read(block.Text(i, 3 + model).AsSpan(), out Number predicted));
                    if (reason == NumberFault.None)
                    {
                        groups[found].Models[model].AddAt(index, actual, predicted);
                    }
                    else
                    {
                        groups[found].Models[model].LeaveOut(reason);
                    }
                }
            }
        }

        return groups;
    }

    private static string Describe(GroupSums group) =>
        Describe(Enumerable.Range(0, group.Key.Count).Select(i => group.Key[i]), ((ModelSums)group).Models);

    private static string Describe(IEnumerable<string> key, L2LossAccumulator[] models) =>
        string.Join('\0', key) + string.Concat(models.Select(model => "\n" + model.ToSummary().MergeState));
}
