namespace L2Loss.Files;

/// <summary>What all records of a file have in common.</summary>
/// <param name="Reader">Reads one field.</param>
/// <param name="Fields">The number of fields of the header, those without a name at its end included.</param>
/// <param name="Names">The names of the columns: of the fields up to the last that has one.</param>
/// <param name="HeaderEnd">The line with which the header ends; 0 where the names were given.</param>
internal sealed record DelimitedLayout(FieldReader Reader, int Fields, IReadOnlyList<string> Names, long HeaderEnd)
{
    /// <summary>The number of columns.</summary>
    internal int Columns => Names.Count;
}
