using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>Watches whether the keys of a file are whole numbers in ascending order, of which none comes twice.</summary>
internal sealed class KeyOrder
{
    /// <summary>The last key so far; less than any where there was none.</summary>
    internal long Last { get; private set; } = KeyBuffer.NoInteger;

    /// <summary>True for a file that is in this order from its start to its end.</summary>
    /// <param name="file">The file, of which nothing has been read but its columns.</param>
    /// <param name="keys">The columns that make the key.</param>
    /// <param name="reader">How text is read as a number.</param>
    /// <param name="progress">Is called now and then.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    internal static bool IsOf(RecordFile file, int[] keys, NumberReader reader, Action progress, CancellationToken cancellation)
    {
        file.Select(new ColumnSelection([], keys, reader));
        var order = new KeyOrder();
        try
        {
            foreach (KeyedBlocks blocks in KeyedBlocks.ReadAll(file, keys, cancellation))
            {
                if (!order.GoesOn(blocks))
                {
                    return false;
                }

                cancellation.ThrowIfCancellationRequested();
                progress();
            }

            return true;
        }
        catch (Exception failure) when (failure is MalformedFileException or IOException)
        {
            // Who reads its values says so.
            return false;
        }
    }

    /// <summary>Whether the next blocks go on in order. A record without values has no key, and so no whole number.</summary>
    [MethodImpl(HotLoop.Options)]
    internal bool GoesOn(KeyedBlocks blocks)
    {
        long last = Last;
        for (int i = 0; i < blocks.Count; i++)
        {
            foreach (long key in blocks[i].Keys.Integers)
            {
                if (key <= last)
                {
                    return false;
                }

                last = key;
            }
        }

        Last = last;
        return true;
    }
}
