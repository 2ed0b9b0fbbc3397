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
}
