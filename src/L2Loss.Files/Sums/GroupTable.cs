namespace L2Loss.Files;

/// <summary>The sums of all groups, in order of first appearance; without key columns there is a single one.</summary>
internal sealed class GroupTable
{
    private readonly Func<RecordKey, GroupSums> _create;
    private readonly Dictionary<RecordKey, GroupSums> _byKey = [];
    private readonly List<GroupSums> _groups = [];

    /// <summary>No groups yet.</summary>
    /// <param name="create">Makes the sums of a new group.</param>
    internal GroupTable(Func<RecordKey, GroupSums> create) => _create = create;

    internal IReadOnlyList<GroupSums> Groups => _groups;

    /// <summary>The group of a key, which is new where no record had it before.</summary>
    internal GroupSums GetOrAdd(in RecordKey key)
    {
        if (!_byKey.TryGetValue(key, out GroupSums? group))
        {
            group = _create(key);
            _byKey.Add(key, group);
            _groups.Add(group);
        }

        return group;
    }
}
