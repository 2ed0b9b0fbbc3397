using System.Diagnostics.CodeAnalysis;

namespace System;

/// <summary>Members of arrays and collections that .NET Standard 2.0 lacks, under the names that .NET has for them.</summary>
internal static class CollectionMembers
{
    extension(Array)
    {
        /// <summary>The most elements of an array of bytes.</summary>
        internal static int MaxLength => 0x7FFF_FFC7;

        internal static void Fill<T>(T[] array, T value) => array.AsSpan().Fill(value);

        internal static void Clear(Array array) => Array.Clear(array, 0, array.Length);
    }

    internal static bool TryAdd<TKey, TValue>(this Dictionary<TKey, TValue> dictionary, TKey key, TValue value)
        where TKey : notnull
    {
        if (dictionary.ContainsKey(key))
        {
            return false;
        }

        dictionary.Add(key, value);
        return true;
    }

    internal static TValue? GetValueOrDefault<TKey, TValue>(this IDictionary<TKey, TValue> dictionary, TKey key)
        where TKey : notnull =>
        dictionary.TryGetValue(key, out TValue? value) ? value : default;

    internal static IEnumerable<T> Order<T>(this IEnumerable<T> items, IComparer<T> comparer) =>
        items.OrderBy(item => item, comparer);

    internal static IEnumerable<T> DistinctBy<T, TKey>(
        this IEnumerable<T> items, Func<T, TKey> key, IEqualityComparer<TKey> comparer) =>
        items.GroupBy(key, comparer).Select(group => group.First());

    internal static bool TryPop<T>(this Stack<T> stack, [NotNullWhen(true)] out T? value)
    {
        value = stack.Count > 0 ? stack.Pop() : default;
        return value is not null;
    }
}
