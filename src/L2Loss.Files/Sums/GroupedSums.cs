namespace L2Loss.Files;

/// <summary>
/// The sums of all groups, in order of first appearance. Groups are told apart by their keys in any case, as
/// Group-Object does; without key columns there is a single one.
/// </summary>
internal sealed class GroupedSums
{
    private readonly int _models;
    private readonly Dictionary<string, GroupSums> _byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<GroupSums> _groups = [];

    internal GroupedSums(int models) => _models = models;

    internal IReadOnlyList<GroupSums> Groups => _groups;

    /// <summary>The group of a key, which is new where no record had it before.</summary>
    internal GroupSums Of(string key)
    {
        if (!_byKey.TryGetValue(key, out GroupSums? group))
        {
            group = GroupSums.Empty(key, _models);
            _byKey.Add(key, group);
            _groups.Add(group);
        }

        return group;
    }

    /// <summary>Adds the sums of a later part of the file.</summary>
    /// <param name="later">The later part.</param>
    /// <param name="recordsBefore">The number of records before that part.</param>
    internal void Add(GroupedSums later, long recordsBefore)
    {
        foreach (GroupSums group in later._groups)
        {
            GroupSums sums = Of(group.Key);
            for (int i = 0; i < _models; i++)
            {
                sums.Models[i].Add(group.Models[i], recordsBefore);
            }
        }
    }
}
