namespace L2Loss.Files;

/// <summary>A file that breaks off or breaks its format.</summary>
internal sealed class MalformedFileException : Exception
{
    /// <summary>Says where and what.</summary>
    internal MalformedFileException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>Compressed data that is not whole.</summary>
    internal static MalformedFileException Damaged(Exception? cause = null) => new("The compressed data is cut off or damaged.", cause);
}
