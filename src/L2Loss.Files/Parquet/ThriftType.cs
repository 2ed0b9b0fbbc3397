namespace L2Loss.Files;

/// <summary>The types of Thrift's compact form, by their codes.</summary>
internal enum ThriftType
{
    /// <summary>The end of a structure.</summary>
    Stop,

    /// <summary>A truth value that is true.</summary>
    True,

    /// <summary>A truth value that is false.</summary>
    False,

    /// <summary>A byte.</summary>
    Byte,

    /// <summary>A whole number.</summary>
    Int16,

    /// <summary>A whole number.</summary>
    Int32,

    /// <summary>A whole number.</summary>
    Int64,

    /// <summary>A floating-point number.</summary>
    Double,

    /// <summary>Bytes or text.</summary>
    Binary,

    /// <summary>Elements of one type.</summary>
    List,

    /// <summary>The same, each once.</summary>
    Set,

    /// <summary>Pairs.</summary>
    Map,

    /// <summary>Fields.</summary>
    Structure,
}
