using System.Management.Automation.Host;
using System.Management.Automation.Internal;

namespace L2Loss.Host;

/// <summary>The size of the console, which the formatter asks for, and nothing else of it.</summary>
internal sealed class ConsoleRawUserInterface : PSHostRawUserInterface
{
    // pwsh's width where there is no console (Out-File, Out-String): a redirected table is then the same wherever and
    // in whatever window the command was run.
    private const int RedirectedWidth = 120;
    private const int RedirectedHeight = 50;

    public override Size BufferSize
    {
        get => Measure();
        set => throw NoConsole();
    }

    public override Size WindowSize
    {
        get => Measure();
        set => throw NoConsole();
    }

    public override Size MaxWindowSize => Measure();

    public override Size MaxPhysicalWindowSize => Measure();

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 1;

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => false;

    public override int LengthInBufferCells(string source, int offset)
    {
        // Escape sequences take no room on the screen.
        return source.Contains('\e')
            ? new StringDecorated(source[offset..]).ContentLength
            : source.Length - offset;
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        throw ConsoleUserInterface.NotInteractive();
    }

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle)
    {
        throw NoConsole();
    }

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
    {
        throw NoConsole();
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
    {
        throw NoConsole();
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        throw NoConsole();
    }

    private static Size Measure()
    {
        // A pseudo-terminal may have no size.
        return Console.IsOutputRedirected || Console.BufferWidth <= 0
            ? new Size(RedirectedWidth, RedirectedHeight)
            : new Size(Console.BufferWidth, Math.Max(1, Console.WindowHeight));
    }

    private static HostException NoConsole()
    {
        return new HostException("L2Loss.Host does not change the console.");
    }
}
