namespace L2Loss.Files;

/// <summary>A data reader that failed: its connection is gone, it was closed, or the server ended the query.</summary>
internal sealed class DataReaderException(long records, Exception cause)
    : IOException(
        FormattableString.Invariant($"The data reader failed after {records} record{(records == 1 ? string.Empty : "s")}. {cause.Message}"),
        cause);
