namespace L2Loss.Help;

/// <summary>Something in a help page that must not be shipped.</summary>
/// <param name="File">The file to change.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="What">What is wrong.</param>
internal sealed record Problem(string File, int Line, string What)
{
    /// <summary>The form that MSBuild and editors recognise as an error at a place in a file.</summary>
    public override string ToString() => $"{File}({Line}): error L2HELP: {What}";
}

/// <summary>Collects what is wrong, so that one build reports all of it.</summary>
internal sealed class Problems
{
    private readonly List<Problem> _found = [];

    public IReadOnlyList<Problem> Found => _found;

    public void Add(string file, int line, string what) => _found.Add(new Problem(file, line, what));
}
