using System.Runtime.InteropServices;

namespace System;

/// <summary>Members of spans that .NET Standard 2.0 lacks, under the names that .NET has for them.</summary>
internal static class SpanMembers
{
    extension(MemoryMarshal)
    {
        internal static ref T GetArrayDataReference<T>(T[] array) => ref MemoryMarshal.GetReference(array.AsSpan());
    }

    internal static int Count<T>(this ReadOnlySpan<T> span, T value)
        where T : IEquatable<T>
    {
        int count = 0;
        foreach (T item in span)
        {
            count += item.Equals(value) ? 1 : 0;
        }

        return count;
    }
}
