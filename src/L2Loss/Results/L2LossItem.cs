using System.Collections.Specialized;

namespace L2Loss;

/// <summary>The L2 loss of one record.</summary>
public class L2LossItem
{
    private KeyValues? _key;
    private bool _isKeyShared;

    /// <summary>The 1-based number of the record in its source; records left out count too.</summary>
    public long Index { get; set; }

    /// <summary>The actual value.</summary>
    public double Actual { get; set; }

    /// <summary>The predicted value.</summary>
    public double Predicted { get; set; }

    /// <summary>Actual - Predicted, signed, in the unit of the data.</summary>
    public double Residual { get; set; }

    /// <summary>The absolute residual, in the unit of the data.</summary>
    public double Difference { get; set; }

    /// <summary>The squared residual, in the squared unit of the data.</summary>
    public double L2Loss { get; set; }

    /// <summary>The weight of the record; 1 without weights.</summary>
    public double Weight { get; set; } = 1.0;

    /// <summary>The name of the property that held the prediction; null for arrays.</summary>
    public string? Model { get; set; }

    /// <summary>The key values, joined by a comma and a blank; null without grouping.</summary>
    public string? Group { get; set; }

    /// <summary>The names and values of the keys, in the order of -GroupBy; null without grouping.</summary>
    /// <remarks>As that of a summary: in CSV its text loses nothing.</remarks>
    public OrderedDictionary? Key
    {
        get
        {
            // What the caller changes in it, other items of the group must not see.
            if (_isKeyShared)
            {
                Key = _key?.Copy();
            }

            return _key;
        }

        set
        {
            _isKeyShared = false;
            _key = KeyValues.Of(value);
        }
    }

    /// <summary>sqrt(weight) * difference: the root of what the record adds to the sum of squares.</summary>
    internal double Size => Weight == 1.0 ? Difference : Math.Sqrt(Weight) * Difference;

    /// <summary>Gives the item the key that all items of its group have.</summary>
    internal void ShareKey(KeyValues? key)
    {
        _isKeyShared = true;
        _key = key;
    }

    /// <summary>The same item once more, which stays as it is where the caller changes this one.</summary>
    internal L2LossItem Copy() => (L2LossItem)MemberwiseClone();

    /// <summary>The record and its numbers in one line.</summary>
    public override string ToString()
    {
        string names = VisibleText.Names(Group, Model);
        string of = names.Length == 0 ? string.Empty : $" of {names}";
        return FormattableString.Invariant(
            $"Record {Index}{of}: Actual {Actual:G10}, Predicted {Predicted:G10}, Difference {Difference:G10}, L2Loss {L2Loss:G10}");
    }
}
