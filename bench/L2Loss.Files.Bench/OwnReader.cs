using System.Diagnostics;

namespace L2Loss.Files.Bench;

/// <summary>The file layer as the cmdlet uses it, with all sums.</summary>
internal static class OwnReader
{
    internal static double Mse(string path, int threads)
    {
        using RecordFile file = RecordFiles.Open(path, new TextOptions(null, null), CancellationToken.None);
        int Column(string name) => file.Columns.ToList().IndexOf(name);
        var roles = new ColumnRoles(Column("Actual"), [Column("Predicted")], null, []);
        var sums = new FileSums(file, roles, new NumberReader(), skipMissing: false);
        foreach ((long _, FaultList faults) in sums.Run(threads, CancellationToken.None))
        {
            if (faults.Cells.Count > 0)
            {
                throw new InvalidDataException(path);
            }
        }

        return ((ModelSums)sums.Groups[0]).Models[0].ToSummary().Mse;
    }

    /// <summary>The least that any reader does; the result is the size.</summary>
    internal static double ReadBytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        var buffer = new byte[1 << 18];
        double size = 0;
        for (int count; (count = file.Read(buffer)) > 0;)
        {
            size += count;
        }

        return size;
    }

    internal static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
