namespace L2Loss.Files;

/// <summary>
/// Numbers keys from 0 on, alike where they are equal in any case: those of ASCII by their bytes, all others, which never equal
/// one of these, by their text.
/// </summary>
internal sealed class AnyCaseKeys
{
    private readonly KeyTable _ascii = new();
    private readonly Dictionary<RecordKey, int> _others = [];

    // The numbers of the keys of ASCII, and for each number which of these it is, or the complement of which of the others.
    private readonly Chunks<int> _asciiNumbers = new();
    private readonly Chunks<int> _places = new();
    private readonly List<RecordKey> _otherKeys = [];

    /// <summary>The number of a key, which is new where that is the number of keys so far.</summary>
    /// <param name="keys">Keys with their hashes.</param>
    /// <param name="record">Which of them.</param>
    internal int GetOrAdd(KeyBuffer keys, int record)
    {
        if (keys.IsAscii(record))
        {
            int ascii = _ascii.GetOrAdd(keys, record);
            if (ascii == _asciiNumbers.Count)
            {
                _asciiNumbers.Add(_places.Count);
                _places.Add(ascii);
            }

            return _asciiNumbers[ascii];
        }

        RecordKey key = keys.Key(record);
        if (!_others.TryGetValue(key, out int number))
        {
            number = _places.Count;
            _others.Add(key, number);
            _places.Add(~_otherKeys.Count);
            _otherKeys.Add(key);
        }

        return number;
    }

    /// <summary>The number of a key; -1 where it is not there.</summary>
    /// <inheritdoc cref="GetOrAdd"/>
    internal int Find(KeyBuffer keys, int record)
    {
        if (!keys.IsAscii(record))
        {
            return _others.TryGetValue(keys.Key(record), out int number) ? number : -1;
        }

        int ascii = _ascii.Find(keys, record);
        return ascii < 0 ? -1 : _asciiNumbers[ascii];
    }

    /// <summary>A key as it was written first.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="width">The number of its values.</param>
    internal RecordKey Key(int number, int width) =>
        _places[number] < 0 ? _otherKeys[~_places[number]] : KeyBuffer.ToKey(_ascii[_places[number]], width);
}
