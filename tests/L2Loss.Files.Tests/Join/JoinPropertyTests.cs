using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace L2Loss.Files.Tests.Join;

/// <summary>Random pairs of files against a join with plain dictionaries.</summary>
public sealed class JoinPropertyTests
{
    private static readonly Gen<string> Ids = OneOf("a", "A", "b", "c", " c ", "c\u00A0", "\fc", "\u3000\u00E9", "\u00E9", "", "7", "07", "d,e", "f");

    private static readonly Gen<string> Values = OneOf("0", "1", "2.5", "-3", "NA", "x", "1e400", "123456789012345678901");

    // Whole numbers are held in another way, and given up where a key is none.
    private static readonly Gen<string> Numbers = Gen.Int[-5, 60].Select(value => value.ToString(CultureInfo.InvariantCulture));

    // Scattered, each on both sides now and then.
    private static readonly Gen<string> LongNumbers = Gen.Int[0, 200].Select(
        value => (value * 4_812_734_921_357_831L % 999_999_999_999_999_989).ToString(CultureInfo.InvariantCulture));

    private static readonly Gen<string> Mixed = Gen.Frequency(
        (9, Numbers),
        (1, OneOf(
            "07", "7.0", "7.", "-0", "+7", "999999999999999999", "1000000000000000000", "s", "\u017F", "\u3131", "11", "\u312D1", "\u00E9", "\u00C9", "\u00FC7",
            "a key of more than sixteen bytes", "A KEY of more than sixteen bytes", "\u00E9 and more than sixteen bytes")));

    [Fact]
    public void Sums_and_faults_are_those_of_a_join_by_two_columns() => AssertAllSame(RowsOf(Ids, Gen.Int[0, 30]));

    [Fact]
    public void Sums_and_faults_are_those_of_a_join_by_whole_numbers() => AssertAllSame(RowsOf(Numbers, Gen.Const(Row.NoDay)));

    [Fact]
    public void Sums_and_faults_are_those_of_a_join_by_long_numbers() => AssertAllSame(RowsOf(LongNumbers, Gen.Const(Row.NoDay)));

    [Fact]
    public void Sums_and_faults_are_those_of_a_join_by_ascending_numbers() => AssertAllSame(AscendingRows);

    [Fact]
    public void Sums_and_faults_are_those_of_a_join_of_two_files_in_order() =>
        Gen.Select(AscendingRows, AscendingRows, Gen.Int[1, 200], Gen.Bool).Sample(AssertSameInOrder, iter: 600);

    [Fact]
    public void Sums_and_faults_are_those_of_a_join_by_numbers_and_texts() => AssertAllSame(RowsOf(Mixed, Gen.Const(Row.NoDay)));

    [Fact]
    public void A_text_whose_bytes_are_digits_is_no_number() => AssertSame(
        [new Row("11", Row.NoDay, "1", "2")], [new Row("\u3131", Row.NoDay, "3", "4")], pieceSize: 100, isJson: true, inOrder: false);

    private static Gen<Row[]> AscendingRows => RowsOf(Numbers, Gen.Const(Row.NoDay)).Select(
        rows => rows.DistinctBy(row => row.Id).OrderBy(row => int.Parse(row.Id, CultureInfo.InvariantCulture)).ToArray());

    private static Gen<Row[]> RowsOf(Gen<string> ids, Gen<int> days) =>
        Gen.Select(ids, days, Values, Values).Select((id, day, a, b) => new Row(id, day, a, b)).Array[0, 90];

    private static void AssertAllSame(Gen<Row[]> rows) =>
        Gen.Select(rows, rows, Gen.Int[1, 200], Gen.Bool, Gen.Bool).Sample(AssertSame, iter: 300);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void AssertSame(Row[] actual, Row[] predicted, int pieceSize, bool isJson, bool inOrder)
    {
        using RecordFile actualFile = Open(actual, ["Id", "Day", "Y", "W"], pieceSize, isJson);
        using RecordFile predictedFile = Open(predicted, ["Day", "P", "Id", "Q"], pieceSize, isJson: pieceSize % 2 == 0);
        bool isSingle = actual.Concat(predicted).All(row => row.Day == Row.NoDay);
        int[] keys = isSingle ? [0] : [0, 1];
        var held = HeldRecords.Read(predictedFile, isSingle ? [2] : [2, 0], [1, 3], new NumberReader(), false, () => { }, CancellationToken.None);
        using var joined = new HeldJoin(actualFile, keys, held);
        AssertSame(joined, actual, predicted, inOrder);
    }

    private static void AssertSameInOrder(Row[] actual, Row[] predicted, int pieceSize, bool inOrder)
    {
        using RecordFile actualFile = Open(actual, ["Id", "Day", "Y", "W"], pieceSize, isJson: false);
        using RecordFile predictedFile = Open(predicted, ["Day", "P", "Id", "Q"], 1 + (pieceSize * 7 % 200), isJson: false);
        using var joined = new OrderedJoin(actualFile, [0], predictedFile, [2], [1, 3], new NumberReader());
        AssertSame(joined, actual, predicted, inOrder);
    }

    private static void AssertSame(JoinedFile joined, Row[] actual, Row[] predicted, bool inOrder)
    {
        Assert.Equal(["Id", "Day", "Y", "W", "P", "Q"], joined.Columns);
        var roles = new ColumnRoles(2, [4, 5], null, []);
        var sums = new FileSums(joined, roles, new NumberReader(), skipMissing: false);
        var bad = new List<BadCell>();
        if (inOrder)
        {
            var record = new BlockRecord(roles.Numbers);
            sums.RunInOrder(record, new Bad(record, bad), CancellationToken.None);
        }
        else
        {
            foreach ((long before, PieceSums piece) in sums.Run(3, CancellationToken.None))
            {
                FaultList faults = piece.Faults;
                bad.AddRange(faults.Cells.Select(cell => cell with { Record = before + cell.Record }));
                Assert.All(faults.Others, count => Assert.Equal(0, count));
            }
        }

        Plain plain = Plain.Join(actual, predicted);
        L2LossAccumulator[] models = Assert.IsType<ModelSums>(Assert.Single(sums.Groups)).Models;
        Assert.Equal(plain.Records, models[0].Read);
        Assert.Equal(plain.KeyFaults, bad.Where(cell => NumberFaultOrder.IsOfRecord(cell.Fault)).Select(Describe));
        Assert.Equal(plain.Cells, bad.Where(cell => !NumberFaultOrder.IsOfRecord(cell.Fault)).Select(Describe));
        Assert.Equal(plain.Models.Select(State), models.Select(State));
    }

    private static RecordFile Open(Row[] rows, string[] columns, int pieceSize, bool isJson)
    {
        var text = new StringBuilder(isJson ? string.Empty : string.Join(',', columns) + "\n");
        foreach (Row row in rows)
        {
            text.Append(isJson
                ? "{" + string.Join(',', columns.Select(column => $"\"{column}\":\"{JsonEncodedText.Encode(row.Of(column), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"")) + "}\n"
                : string.Join(',', columns.Select(column => $"\"{row.Of(column)}\"")) + "\n");
        }

        var stream = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        return !isJson ? DelimitedFile.Open(stream, new TextOptions(), pieceSize: pieceSize)
            : rows.Length == 0 ? DelimitedFile.Open(Stream.Null, new TextOptions(Header: columns))
            : new JsonLinesFile(stream, pieceSize: pieceSize);
    }

    private static string State(L2LossAccumulator sums) => sums.ToSummary().MergeState!;

    private static string Describe(BadCell cell)
    {
        JoinOrigin? origin = cell.Origin;
        string where = origin is { PredictedRecord: > 0 } ? $"predicted {origin.PredictedRecord}" : $"actual {cell.Record}";
        return NumberFaultOrder.IsOfRecord(cell.Fault)
            ? $"{where} {cell.Fault} {string.Join('/', Enumerable.Range(0, origin!.Key.Count).Select(i => origin.Key[i]))} {origin.FirstRecord}"
            : $"{where} {cell.Fault} {cell.Column} {cell.Text}";
    }

    private sealed record Row(string Id, int Day, string First, string Second)
    {
        internal const int NoDay = -1;

        internal bool HasKeyOf(Row other) => string.Equals(Key, other.Key, StringComparison.OrdinalIgnoreCase);

        internal string Shown => Day == NoDay ? Id.Trim() : Id.Trim() + "/" + Day.ToString(CultureInfo.InvariantCulture);

        internal string Of(string column) => column switch
        {
            "Id" => Id,
            "Day" => Day.ToString(CultureInfo.InvariantCulture),
            "Y" or "P" => First,
            _ => Second,
        };

        private string Key => Id.Trim() + "/" + Day.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The join as one would write it down.</summary>
    private sealed class Plain
    {
        internal L2LossAccumulator[] Models { get; } = [new(), new()];

        internal long Records { get; private set; }

        internal List<string> KeyFaults { get; } = [];

        internal List<string> Cells { get; } = [];

        internal static Plain Join(Row[] actual, Row[] predicted)
        {
            var plain = new Plain();
            for (int i = 0; i < actual.Length; i++)
            {
                Row row = actual[i];
                int match = Array.FindIndex(predicted, other => other.HasKeyOf(row));
                int first = Array.FindIndex(actual, other => other.HasKeyOf(row));
                if (match < 0)
                {
                    plain.LeaveOut(NumberFault.UnmatchedActual, $"actual {i + 1} UnmatchedActual {row.Shown} 0");
                }
                else if (first < i)
                {
                    plain.LeaveOut(NumberFault.DuplicateKey, $"actual {i + 1} DuplicateKey {row.Shown} {first + 1}");
                }
                else
                {
                    plain.Add(row, i + 1, predicted[match], match + 1);
                }
            }

            for (int i = 0; i < predicted.Length; i++)
            {
                Row row = predicted[i];
                int first = Array.FindIndex(predicted, other => other.HasKeyOf(row));
                if (first < i)
                {
                    plain.LeaveOut(NumberFault.DuplicateKey, $"predicted {i + 1} DuplicateKey {row.Shown} {first + 1}");
                }
                else if (!actual.Any(other => other.HasKeyOf(row)))
                {
                    plain.LeaveOut(
                        NumberFault.UnmatchedPredicted, $"predicted {i + 1} UnmatchedPredicted {row.Shown} {i + 1}");
                }
            }

            return plain;
        }

        private void LeaveOut(NumberFault fault, string description)
        {
            Records++;
            KeyFaults.Add(description);
            Array.ForEach(Models, model => model.LeaveOut(fault));
        }

        private void Add(Row actual, int index, Row predicted, int predictedIndex)
        {
            Records++;
            var reader = new NumberReader();
            NumberFault fault = reader.Read(actual.First, out Number a);
            bool isListed = false;
            string[] texts = [predicted.First, predicted.Second];
            for (int i = 0; i < 2; i++)
            {
                NumberFault predictedFault = reader.Read(texts[i], out Number p);
                if ((fault | predictedFault) == NumberFault.None)
                {
                    Models[i].AddAt(index, a, p);
                }
                else if (fault != NumberFault.None && (predictedFault == NumberFault.None || fault <= predictedFault))
                {
                    Models[i].LeaveOut(fault);
                    if (!isListed)
                    {
                        Cells.Add($"actual {index} {fault} 2 {actual.First}");
                    }

                    isListed = true;
                }
                else
                {
                    Models[i].LeaveOut(predictedFault);
                    Cells.Add($"predicted {predictedIndex} {predictedFault} {4 + i} {texts[i]}");
                }
            }
        }
    }

    private sealed class Bad(BlockRecord record, List<BadCell> cells) : IRecordSink
    {
        void IRecordSink.Measured(ModelSums group, int model, in MeasuredRecord measured)
        {
            // Only what is left out is looked at.
        }

        void IRecordSink.LeftOut(int part, NumberFault fault) => cells.Add(record.Bad(part, fault));
    }
}
