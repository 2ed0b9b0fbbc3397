namespace L2Loss.Framework;

/// <summary>
/// Each line of standard input is a data set; for each a line with its summary comes out. Files given by name come first.
/// </summary>
internal static class Program
{
    private static void Main(string[] files)
    {
        foreach (string file in files)
        {
            Console.WriteLine(FileSet.Measure(file));
        }

        while (Console.ReadLine() is string line)
        {
            Console.WriteLine(DataSet.Measure(line));
        }
    }
}
