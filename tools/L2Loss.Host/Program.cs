using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

// The pinned pwsh with the built module on its path. A first argument that is no parameter starts a command line; pwsh
// would take it for the name of a script.
var start = new ProcessStartInfo(
    Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
    [Metadata("PowerShell"), .. args is [var first, ..] && !first.StartsWith('-') ? ["-Command", .. args] : args]);
start.Environment["PSModulePath"] = string.Join(
    Path.PathSeparator, new[] { Metadata("ModulePath"), Environment.GetEnvironmentVariable("PSModulePath") }.OfType<string>());

// A program that only measures does not call home.
start.Environment.TryAdd("POWERSHELL_TELEMETRY_OPTOUT", "1");

// Ctrl+C reaches both processes of the terminal: pwsh decides what it stops. Only who ends this process alone ends both.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
using Process pwsh = Process.Start(start)!;
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => pwsh.Kill(entireProcessTree: true));
pwsh.WaitForExit();
return pwsh.ExitCode;

static string Metadata(string key) =>
    Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == key).Value!;
