using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace L2Loss.Bench;

/// <summary>A Python process that waits for orders, so that numpy takes its turn in every round and times itself.</summary>
internal sealed class NumpyPeer : IDisposable
{
    internal const string Name = "numpy ((a-p)**2).mean()";

    private const string Script = """
        import sys, time
        import numpy as np

        print(np.__version__, flush=True)
        a = p = np.zeros(1)
        for line in sys.stdin:
            order, *rest = line.rstrip('\n').split(' ', 2)
            reply = 0.0
            if order == 'normals':
                random = np.random.default_rng(1)
                a = random.standard_normal(int(rest[0]))
                a += float(rest[1])
                p = random.standard_normal(len(a))
                p *= 0.5
                p += a
            elif order == 'load':
                both = np.fromfile(rest[1])
                a, p = both[:int(rest[0])], both[int(rest[0]):]
            elif order == 'clear':
                a = p = np.zeros(1)
            elif order == 'mse':
                reply = ((a - p) ** 2).mean()
            elif order == 'run':
                start = time.perf_counter()
                for _ in range(int(rest[0])):
                    ((a - p) ** 2).mean()
                reply = time.perf_counter() - start
            print(repr(float(reply)), flush=True)
        """;

    private readonly Process _process;

    private NumpyPeer(Process process, string version)
    {
        _process = process;
        Version = version;
    }

    internal string Version { get; }

    /// <summary>The first Python that has numpy; null if none has.</summary>
    internal static NumpyPeer? TryStart()
    {
        foreach (string python in new[] { "/usr/bin/python3", "python3", "python" })
        {
            var start = new ProcessStartInfo(python)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(Script);
            try
            {
                Process process = Process.Start(start)!;
                process.BeginErrorReadLine();
                if (process.StandardOutput.ReadLine() is { Length: > 0 } version)
                {
                    return new NumpyPeer(process, version);
                }

                process.Dispose();
            }
            catch (Win32Exception)
            {
                // No such program.
            }
        }

        return null;
    }

    internal void MakeNormals(int size, double offset) =>
        Order(string.Create(CultureInfo.InvariantCulture, $"normals {size} {offset}"));

    internal void Clear() => Order("clear");

    /// <summary>The seconds of some calls in a row.</summary>
    internal double Run(int calls) => Order(string.Create(CultureInfo.InvariantCulture, $"run {calls}"));

    /// <summary>The result for given data, which travels in a file.</summary>
    internal double Mse(double[] actual, double[] predicted)
    {
        string path = Path.GetTempFileName();
        try
        {
            using (FileStream file = File.Create(path))
            {
                file.Write(MemoryMarshal.AsBytes<double>(actual));
                file.Write(MemoryMarshal.AsBytes<double>(predicted));
            }

            Order(string.Create(CultureInfo.InvariantCulture, $"load {actual.Length} {path}"));
            return Order("mse");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Ends the process: its input ends.</summary>
    public void Dispose()
    {
        _process.StandardInput.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }

    private double Order(string order)
    {
        _process.StandardInput.WriteLine(order);
        _process.StandardInput.Flush();
        string reply = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"Python ended at '{order}'.");
        return double.Parse(reply, CultureInfo.InvariantCulture);
    }
}
