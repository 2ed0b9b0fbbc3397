using System.Collections.Specialized;

namespace L2Loss;

/// <summary>What makes the key of a summary when it is first asked for: there may be many summaries.</summary>
internal interface IKeySource
{
    /// <summary>The names and values of the key.</summary>
    OrderedDictionary MakeKey();
}
