namespace L2Loss.Framework;

/// <summary>Each line of standard input is a data set; for each a line with its summary comes out.</summary>
internal static class Program
{
    private static void Main()
    {
        while (Console.ReadLine() is string line)
        {
            Console.WriteLine(DataSet.Measure(line));
        }
    }
}
