using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>Some of the groups of a file: what one thread at a time works on.</summary>
/// <remarks>
/// Of a group there are its key and, where losses are summed without weights, small sums for each model. Sums for any
/// number follow where a group needs them.
/// </remarks>
internal sealed class GroupPart
{
    // So few groups of each part stay near.
    private const int NearCount = 64;

    // Numbers with more decimal places are long.
    private const int MaximumScale = 9;

    private readonly KeyTable _keys = new();
    private readonly ColumnRoles _roles;
    private readonly Func<RecordKey, GroupSums> _create;
    private readonly int _models;
    private long[] _first = new long[4];
    private SmallSums[] _small;
    private GroupSums?[] _sums = [];
    private long _lastFirst;
    private int _scale;

    /// <summary>No groups yet.</summary>
    /// <param name="roles">What the columns are.</param>
    /// <param name="isSmall">Whether the losses of each model are summed, without weights.</param>
    /// <param name="create">Makes the sums of a group for any number.</param>
    internal GroupPart(ColumnRoles roles, bool isSmall, Func<RecordKey, GroupSums> create)
    {
        _roles = roles;
        _create = create;
        _models = isSmall ? roles.Predicted.Length : 0;
        HotLoop.Prepare(typeof(PowersOfTen));
        _small = new SmallSums[_models * _first.Length];
    }

    /// <summary>The number of groups.</summary>
    internal int Count => _keys.Count;

    /// <summary>True where all keys are of ASCII, and no two are the same in any case.</summary>
    internal bool AreAscii { get; private set; } = true;

    /// <summary>The number of the first record of a group.</summary>
    internal long First(int group) => _first[group];

    /// <summary>The key of a group.</summary>
    internal RecordKey Key(int group) => KeyBuffer.ToKey(_keys[group], _roles.Keys.Length);

    /// <summary>Adds the key of a group to others.</summary>
    internal void AppendKey(int group, KeyBuffer keys)
    {
        if (AreAscii)
        {
            keys.Append(_keys, group);
            return;
        }

        RecordKey key = Key(group);
        for (int i = 0; i < key.Count; i++)
        {
            keys.Append(key[i]);
        }
    }

    /// <summary>Adds records of a block; those with a fault are left to the caller.</summary>
    /// <param name="records">Their positions in the block.</param>
    /// <param name="numbers">The numbers of the block.</param>
    /// <param name="work">Has their keys, and gets those with a fault.</param>
    /// <param name="before">The number before that of the first record of the block.</param>
    [MethodImpl(HotLoop.Options)]
    internal void Add(ReadOnlySpan<int> records, NumberColumn[] numbers, GroupWork work, long before)
    {
        Span<int> groups = work.Found.AsSpan(0, records.Length);
        if (Count > NearCount)
        {
            PrefetchGroups(records, work.Keys);
        }

        _keys.FindShort(records, work.Keys, groups);
        for (int i = 0; i < records.Length; i++)
        {
            long index = before + records[i] + 1;
            if (groups[i] < 0)
            {
                groups[i] = GetOrAdd(index, numbers, work, records[i]);
            }

            if (index < _lastFirst && index < _first[groups[i]])
            {
                // Of an earlier piece, which may write the key in another case.
                _first[groups[i]] = index;
                _keys.Rewrite(groups[i], work.Keys[records[i]]);
            }
        }

        if (_models == 0)
        {
            AddLarge(records, numbers, work, before);
        }

        for (int model = 0; model < _models; model++)
        {
            int others = AddSmall(model, records, numbers[0], numbers[model + 1], work, before);
            foreach (int i in work.Others.AsSpan(0, others))
            {
                if (!TryAddAny(groups[i], model, before + records[i] + 1, numbers, records[i]))
                {
                    work.Faults.Add((records[i], groups[i]));
                }
            }
        }
    }

    /// <summary>Adds the fault of a record.</summary>
    internal void AddFaults(int group, Observation observation, IRecordSink sink) => Sums(group).AddFaults(observation, sink);

    /// <summary>Gives the records of the sums their numbers in the file.</summary>
    internal void Renumber(Func<long, long> number)
    {
        foreach (GroupSums? sums in _sums)
        {
            sums?.Renumber(number);
        }

        foreach (ref SmallSums small in _small.AsSpan(0, _models * Count))
        {
            small.Renumber(number);
        }
    }

    /// <summary>Adds the records of a group to sums of its kind.</summary>
    internal void AddTo(GroupSums target, int group)
    {
        if (group < _sums.Length && _sums[group] is GroupSums sums)
        {
            target.Add(sums, 0);
        }

        for (int i = 0; i < _models; i++)
        {
            ((ModelSums)target).Models[i].Add(_small[(group * _models) + i]);
        }
    }

    /// <summary>Brings groups near, in loops of their own, for the processor to wait for the memory of several at once.</summary>
    [MethodImpl(HotLoop.Options)]
    private void PrefetchGroups(ReadOnlySpan<int> records, KeyBuffer keys)
    {
        foreach (int record in records)
        {
            _keys.Hint((uint)keys.Hash(record));
        }

        foreach (int record in records)
        {
            int group = _keys.PrefetchEntry((uint)keys.Hash(record));
            if (group >= 0 && _models > 0)
            {
                // Its hundred bytes lie in two lines or three.
                ref SmallSums small = ref _small[group * _models];
                Prefetch.Hint(ref small);
                Prefetch.Hint(ref Unsafe.AddByteOffset(ref small, (IntPtr)64));
                Prefetch.Hint(ref Unsafe.AddByteOffset(ref small, (IntPtr)(Unsafe.SizeOf<SmallSums>() - 1)));
            }
        }
    }

    private int GetOrAdd(long index, NumberColumn[] numbers, GroupWork work, int record)
    {
        int count = Count;
        int group = _keys.GetOrAdd(work.Keys, record);
        if (group == count)
        {
            AreAscii &= work.Keys.IsAscii(record);
            AddGroup(index, numbers, record);
        }

        return group;
    }

    private void AddGroup(long index, NumberColumn[] numbers, int record)
    {
        int group = Count - 1;
        if (group == _first.Length)
        {
            Array.Resize(ref _first, 2 * group);
            Array.Resize(ref _small, 2 * group * _models);
        }

        _first[group] = index;
        _lastFirst = Math.Max(_lastFirst, index);
        foreach (NumberColumn column in numbers)
        {
            if (column.TryReadShort(record, out _, out int scale) && scale <= MaximumScale)
            {
                _scale = Math.Max(_scale, scale);
            }
        }

        _small.AsSpan(group * _models, _models).Fill(new SmallSums(_scale));
    }

    private void AddLarge(ReadOnlySpan<int> records, NumberColumn[] numbers, GroupWork work, long before)
    {
        for (int i = 0; i < records.Length; i++)
        {
            if (!Sums(work.Found[i]).TryAdd(before + records[i] + 1, numbers, records[i], _roles.Weight is not null))
            {
                work.Faults.Add((records[i], work.Found[i]));
            }
        }
    }

    /// <summary>Adds those records to the small sums of a model that fit.</summary>
    /// <returns>How many do not; the work has their positions.</returns>
    [MethodImpl(HotLoop.Options)]
    private int AddSmall(
        int model, ReadOnlySpan<int> records, NumberColumn actual, NumberColumn predicted, GroupWork work, long before)
    {
        // Of those of doubles none does; a scale of what is kept apart fits nowhere.
        bool areDecimal = !actual.IsBinary && !predicted.IsBinary;
        ReadOnlySpan<long> actuals = actual.Mantissas;
        ReadOnlySpan<byte> actualScales = actual.Scales;
        ReadOnlySpan<long> predictions = predicted.Mantissas;
        ReadOnlySpan<byte> predictedScales = predicted.Scales;
        ReadOnlySpan<int> groups = work.Found.AsSpan(0, records.Length);
        Span<int> others = work.Others;
        int count = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            int record = records[i];
            if (!areDecimal || !_small[(groups[i] * _models) + model].TryAdd(
                actuals[record], actualScales[record], predictions[record], predictedScales[record], before + record + 1))
            {
                others[count] = i;
                count++;
            }
        }

        return count;
    }

    /// <summary>Adds a record that does not fit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryAddAny(int group, int model, long index, NumberColumn[] numbers, int record)
    {
        L2LossAccumulator sums = ((ModelSums)Sums(group)).Models[model];
        ref SmallSums small = ref _small[(group * _models) + model];
        if (small.IsFull || small.Scale < _scale)
        {
            sums.Add(small);
            small = new SmallSums(_scale);
        }

        return sums.TryAddAt(index, numbers[0], numbers[model + 1], weights: null, record);
    }

    private GroupSums Sums(int group)
    {
        if (group >= _sums.Length)
        {
            Array.Resize(ref _sums, _first.Length);
        }

        return _sums[group] ??= _create(Key(group));
    }
}
