using System.Text.Json;

namespace L2Loss.Files;

/// <summary>Where the value of a property lies in its piece.</summary>
/// <param name="Token">What it is; <see cref="JsonTokenType.None"/> where the record lacks the property.</param>
/// <param name="Start">Its first byte, the quote of a string.</param>
/// <param name="Length">Its length with the quotes.</param>
/// <param name="IsExact">True when the name was written as that of the column.</param>
internal readonly record struct JsonCell(JsonTokenType Token, int Start, int Length, bool IsExact);
