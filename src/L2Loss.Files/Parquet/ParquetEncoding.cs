namespace L2Loss.Files;

/// <summary>How the values of a page are encoded, by the codes of the format.</summary>
internal enum ParquetEncoding
{
    /// <summary>One behind another.</summary>
    Plain = 0,

    /// <summary>As numbers of a dictionary; of the dictionary itself the same as <see cref="Plain"/>.</summary>
    PlainDictionary = 2,

    /// <summary>As runs of one value or as bits side by side.</summary>
    Rle = 3,

    /// <summary>As the differences between whole numbers.</summary>
    DeltaBinaryPacked = 5,

    /// <summary>Bytes, their lengths first.</summary>
    DeltaLengthByteArray = 6,

    /// <summary>Bytes without what they have in common with those before.</summary>
    DeltaByteArray = 7,

    /// <summary>As numbers of a dictionary.</summary>
    RleDictionary = 8,

    /// <summary>The first bytes of all values, then the second ones and so on.</summary>
    ByteStreamSplit = 9,
}
