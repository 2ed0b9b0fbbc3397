using System.Collections.Specialized;

namespace L2Loss;

/// <summary>The L2 loss of a whole data set: per model, per group, per file.</summary>
/// <remarks>
/// All means are weighted where there are weights. A property that has no value (no records, fewer than two, constant
/// actuals) is NaN.
/// </remarks>
public class L2LossSummary
{
    private LeftOutCounts _leftOut;
    private KeyValues? _key;

    // What the key is made of when it is first asked for: there may be many summaries.
    private string[]? _keyNames;
    private object? _keyValues;
    private string? _mergeState;
    private byte[]? _packedState;

    /// <summary>The name of the property that held the predictions; null for arrays.</summary>
    public string? Model { get; set; }

    /// <summary>The key values, joined by a comma and a blank; null without grouping.</summary>
    public string? Group { get; set; }

    /// <summary>The names and values of the keys, in the order of -GroupBy; null without grouping.</summary>
    /// <remarks>Kept as a dictionary whose text loses nothing, so that Export-Csv keeps the values apart.</remarks>
    public OrderedDictionary? Key
    {
        get
        {
            if (_key is null && _keyNames is string[] names)
            {
                _key = KeyValues.Of(names, _keyValues!);
            }

            return _key;
        }

        set
        {
            _keyNames = null;
            _key = KeyValues.Of(value);
        }
    }

    /// <summary>The file; null for objects and arrays.</summary>
    public string? Source { get; set; }

    /// <summary>
    /// Records seen: always Count + Missing + NotNumeric + NotFinite + InvalidWeight + Malformed.
    /// </summary>
    public long Read { get; set; }

    /// <summary>Records measured.</summary>
    public long Count { get; set; }

    /// <summary>
    /// Records left out because a value is missing; with those unmatched in a join of two files, or with a key that
    /// was there before.
    /// </summary>
    public long Missing { get => _leftOut.Missing; set => _leftOut.Missing = value; }

    /// <summary>Those of the missing whose key only the file of actual values has; 0 without a join.</summary>
    public long UnmatchedActual { get => _leftOut.UnmatchedActual; set => _leftOut.UnmatchedActual = value; }

    /// <summary>Those of the missing whose key only the file of predicted values has; 0 without a join.</summary>
    public long UnmatchedPredicted { get => _leftOut.UnmatchedPredicted; set => _leftOut.UnmatchedPredicted = value; }

    /// <summary>Those of the missing whose key an earlier record of the same file has; 0 without a join.</summary>
    public long DuplicateKeys { get => _leftOut.DuplicateKeys; set => _leftOut.DuplicateKeys = value; }

    /// <summary>Records left out because a value is not a number.</summary>
    public long NotNumeric { get => _leftOut.NotNumeric; set => _leftOut.NotNumeric = value; }

    /// <summary>Records left out because a value is infinite.</summary>
    public long NotFinite { get => _leftOut.NotFinite; set => _leftOut.NotFinite = value; }

    /// <summary>Records left out because their weight is negative or not a finite number.</summary>
    public long InvalidWeight { get => _leftOut.InvalidWeight; set => _leftOut.InvalidWeight = value; }

    /// <summary>Records left out because their line is broken or has more values than the header has columns.</summary>
    public long Malformed { get => _leftOut.Malformed; set => _leftOut.Malformed = value; }

    /// <summary>The records left out, by reason, such as <c>3 missing, 1 not numeric</c>; null where there are none.</summary>
    /// <remarks>It is made of the counts. What is set is not kept: a summary can be cast from all of its properties.</remarks>
    public string? LeftOut
    {
        get => LeftOutText.Of(_leftOut);
        set { }
    }

    /// <summary>The sum of the weights; Count without weights.</summary>
    public double WeightSum { get; set; }

    /// <summary>SSE, the weighted sum of the L2 losses.</summary>
    public double SumOfSquares { get; set; }

    /// <summary>The mean squared error, SumOfSquares / WeightSum.</summary>
    public double Mse { get; set; } = double.NaN;

    /// <summary>The root of the mean squared error, in the unit of the data.</summary>
    public double Rmse { get; set; } = double.NaN;

    /// <summary>The mean absolute error, in the unit of the data.</summary>
    public double Mae { get; set; } = double.NaN;

    /// <summary>The bias: the mean residual (actual - predicted), in the unit of the data.</summary>
    public double MeanError { get; set; } = double.NaN;

    /// <summary>The largest difference, in the unit of the data.</summary>
    public double MaxError { get; set; } = double.NaN;

    /// <summary>
    /// The coefficient of determination, 1 - SumOfSquares / TotalSumOfSquares; NaN with fewer than two records or
    /// constant actuals.
    /// </summary>
    public double R2 { get; set; } = double.NaN;

    /// <summary>
    /// The standard error of the Mse: the sample standard deviation of the losses over the root of Count; NaN with
    /// fewer than two records.
    /// </summary>
    public double StandardError { get; set; } = double.NaN;

    /// <summary>The number of the worst record, the first of them when several are equal; 0 without records.</summary>
    public long LargestIndex { get; set; }

    /// <summary>The <see cref="Source"/> of the worst record, also after merging; null where it has none.</summary>
    public string? LargestSource { get; set; }

    /// <summary>The L2 loss of the worst record.</summary>
    public double LargestLoss { get; set; } = double.NaN;

    /// <summary>
    /// The share of the worst record in SumOfSquares, from 0 to 1: how far one outlier drives the Mse. NaN when
    /// SumOfSquares is 0.
    /// </summary>
    public double LargestShare { get; set; } = double.NaN;

    /// <summary>The mean of the actual values.</summary>
    public double MeanActual { get; set; } = double.NaN;

    /// <summary>The sum of the squared differences of the actual values from their mean.</summary>
    public double TotalSumOfSquares { get; set; } = double.NaN;

    /// <summary>False where a database summed in floating point, so that the last digits are not certain.</summary>
    public bool Exact { get; set; } = true;

    /// <summary>How many summaries were merged into this one; 1 where it was measured at once.</summary>
    public int Parts { get; set; } = 1;

    /// <summary>
    /// The sums behind the numbers, without a bit lost, as text in a format of this module: what Merge-L2Loss needs.
    /// </summary>
    public string? MergeState
    {
        get
        {
            // Written when it is first asked for: most summaries are never merged.
            if (_packedState is byte[] packed)
            {
                _mergeState = StateText.Write(PackedState.Unpack(packed), StateNames.Write(Model, (KeyValues?)Key));
                _packedState = null;
            }

            return _mergeState;
        }

        set
        {
            _packedState = null;
            _mergeState = value;
        }
    }

    /// <summary>Which data it is, the main numbers and how many records, in one line.</summary>
    public override string ToString()
    {
        string which = VisibleText.Names(Source, Group, Model);
        string start = which.Length == 0 ? string.Empty : $"{which}: ";
        string leftOut = LeftOut is string text ? $" (left out: {text})" : string.Empty;
        return FormattableString.Invariant(
            $"{start}Mse {Mse:G10}, Rmse {Rmse:G10}, Mae {Mae:G10}, Count {Count}{leftOut}");
    }

    /// <summary>The records left out.</summary>
    internal LeftOutCounts LeftOutCounts { get => _leftOut; set => _leftOut = value; }

    /// <summary>Sets the key.</summary>
    /// <param name="names">The names of its values.</param>
    /// <param name="values">The only value, or an array of them.</param>
    internal void SetKey(string[] names, object values)
    {
        _keyNames = names;
        _keyValues = values;
    }

    internal void SetMergeState(byte[] packed) => _packedState = packed;
}
