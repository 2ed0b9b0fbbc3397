using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace L2Loss.PowerShell.Tests.Reports;

/// <summary>A test in a real browser; skipped with a message where there is none.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browser.Missing;
}

/// <summary>The same for one case.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Missing;
}

/// <summary>Headless Chromium, driven by the DevTools protocol.</summary>
public sealed partial class Browser : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string? Program = new[] { "chromium", "chromium-browser", "google-chrome", "msedge" }
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") }))
        .FirstOrDefault(File.Exists);

    private readonly TemporaryFolder _profile = new();
    private readonly Lazy<Process> _process;
    private readonly List<JsonNode> _events = [];
    private ClientWebSocket _socket = null!;
    private string? _session;
    private int _lastId;

    public Browser() => _process = new Lazy<Process>(Start);

    /// <summary>Why tests are skipped; null where there is a browser.</summary>
    internal static string? Missing { get; } = Program is null ? "There is no Chromium on the PATH (Debian: apt-get install chromium)." : null;

    /// <summary>What the page wrote to the console, its exceptions, and every request but that for itself.</summary>
    internal IReadOnlyList<string> Complaints =>
        [.. _events.Where(found => (string?)found["method"] is
                "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded" or "Network.requestWillBeSent")
            .Where(found => (string?)found["params"]?["type"] != "Document")
            .Select(found => found.ToJsonString())];

    public void Dispose()
    {
        if (_process.IsValueCreated)
        {
            _socket.Dispose();
            _process.Value.Kill(entireProcessTree: true);
            _process.Value.WaitForExit();
            _process.Value.Dispose();
        }

        try
        {
            _profile.Dispose();
        }
        catch (IOException)
        {
            // A helper of the browser may still write its last file.
        }
    }

    /// <summary>Opens a page in a window of a width, for a reader of light or dark.</summary>
    internal void Open(string path, int width, string scheme)
    {
        _ = _process.Value;
        Send("Emulation.setDeviceMetricsOverride", new JsonObject
        {
            ["width"] = width,
            ["height"] = 900,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = width < 600,
        });
        Send("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
        });
        _events.Clear();
        Send("Page.navigate", new JsonObject { ["url"] = new Uri(path).AbsoluteUri });
        while (!_events.Exists(found => (string?)found["method"] == "Page.loadEventFired"))
        {
            Receive();
        }
    }

    /// <summary>The value of an expression in the page.</summary>
    internal JsonNode? Evaluate(string expression) => Send("Runtime.evaluate", new JsonObject
    {
        ["expression"] = expression,
        ["returnByValue"] = true,
    })["result"]?["value"];

    /// <summary>The page as a PDF document.</summary>
    internal byte[] Print() => Convert.FromBase64String(
        (string)Send("Page.printToPDF", new JsonObject { ["printBackground"] = true })["data"]!);

    private Process Start()
    {
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-dev-shm-usage", "--remote-debugging-port=0", $"--user-data-dir={_profile.FullName}", "about:blank",
        ];
        var process = Process.Start(new ProcessStartInfo(Program!, arguments) { RedirectStandardError = true })!;
        string? line;
        Match address;
        do
        {
            line = process.StandardError.ReadLine();
            address = DevTools().Match(line ?? string.Empty);
        }
        while (line is not null && !address.Success);

        Assert.True(address.Success, "Chromium did not start");
        // What it says later must not fill the pipe.
        _ = process.StandardError.ReadToEndAsync();
        _socket = new ClientWebSocket();
        Wait(_socket.ConnectAsync(new Uri(address.Value), CancellationToken.None));
        JsonNode target = Send("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        _session = (string?)Send("Target.attachToTarget", new JsonObject
        {
            ["targetId"] = (string)target["targetId"]!,
            ["flatten"] = true,
        })["sessionId"];
        foreach (string domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            Send($"{domain}.enable", []);
        }

        return process;
    }

    private JsonNode Send(string method, JsonObject parameters)
    {
        int id = ++_lastId;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
        {
            message["sessionId"] = _session;
        }

        Wait(_socket.SendAsync(
            Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None));
        while (true)
        {
            JsonNode answer = Receive();
            if ((int?)answer["id"] == id)
            {
                Assert.Null(answer["error"]?.ToJsonString());
                return answer["result"]!;
            }
        }
    }

    private JsonNode Receive()
    {
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = Wait(_socket.ReceiveAsync(new ArraySegment<byte>(buffer), CancellationToken.None));
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        JsonNode found = JsonNode.Parse(message.ToArray())!;
        if (found["method"] is not null)
        {
            _events.Add(found);
        }

        return found;
    }

    private static void Wait(Task task) => Assert.True(task.Wait(Patience), "Chromium does not answer");

    private static T Wait<T>(Task<T> task)
    {
        Wait((Task)task);
        return task.Result;
    }

    [GeneratedRegex(@"ws://\S+")]
    private static partial Regex DevTools();
}
