namespace L2Loss.Host;

/// <summary>The entry point: reads the arguments, runs them and hands the exit code to the shell.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        CommandLine line;
        try
        {
            line = CommandLine.Parse(args);
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine(e.Message);
            Console.Error.WriteLine();
            Console.Error.WriteLine(CommandLine.Usage);
            return ExitCode.BadCommandLine;
        }

        if (line.IsHelp)
        {
            Console.Out.WriteLine(CommandLine.Usage);
            return ExitCode.Success;
        }

        // The engine reports usage to its maker unless told not to; a program that only measures must not call home.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        using var session = new Session();
        return session.Run(line);
    }
}
