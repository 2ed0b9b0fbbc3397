namespace L2Loss.Host;

/// <summary>The exit codes of the program, those of pwsh where it has one.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int BadCommandLine = 64;

    /// <summary>128 + SIGINT, as shells report a program that Ctrl+C ended.</summary>
    public const int Interrupted = 130;

    /// <summary>128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
