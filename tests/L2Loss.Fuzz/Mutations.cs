using System.IO.Compression;
using System.Text;

namespace L2Loss.Fuzz;

/// <summary>Small files, mutated: bytes changed, pieces of other files put in, taken out and repeated.</summary>
internal sealed class Mutations
{
    private const int MaximumSize = 400;

    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            "Actual,Predicted\n200000,220000\n400000,385000\n300000,305000\n",
            "\"Actual\",\"Predicted\"\r\n\"1.5\",\"-2.25\"\r\n\"3\"\"4\",\"a\r\nb\"\r\n",
            "#TYPE Thing\nA,B,C\n1,2\n1,2,3,4\n\n , \n\"\"\n",
            " A , \"B\" ,C\r 1 , \"2\" x, y\"z\"\r0.12345678901234567,1e5,NA\r",
            "#comment\n#Fields: a b c\n1 2 3\n",
            "A;B\n1,5;1.234,5\n123456789012345678;-0.0123456789012345678\n",
            "x\n1\n\n2\n\"3\n4\"\n5",
            "A\tB\té€\0\n1\t\t3\n",
        }.Select(Encoding.UTF8.GetBytes),
        [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("A,B\n1,2\n\"3\",é\n")],
        Compress("A,B\n1,2\n3,4\n5,6\n"u8.ToArray()),
    ];

    private static readonly byte[] Special = ",;\t\n\r\"\" #.-+eE0123456789\0\u00ff"u8.ToArray();

    private readonly Random _random;

    internal Mutations(Random random)
    {
        _random = random;
    }

    private int Below(int limit) => _random.Next(limit);

    /// <summary>The next input.</summary>
    internal byte[] Next()
    {
        var bytes = new List<byte>(Pick());
        for (int count = Below(12); count > 0; count--)
        {
            Mutate(bytes);
        }

        return [.. bytes.Take(MaximumSize)];
    }

    private static byte[] Compress(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionMode.Compress))
        {
            gzip.Write(content);
        }

        return memory.ToArray();
    }

    private byte[] Pick() => Seeds[Below(Seeds.Length)];

    private void Mutate(List<byte> bytes)
    {
        int at = Below(bytes.Count + 1);
        int length = Math.Min(Below(20), bytes.Count - at);
        switch (Below(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] = (byte)Below(256);
                break;
            case 1:
                bytes.Insert(at, Special[Below(Special.Length)]);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(Below(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                byte[] other = Pick();
                int from = Below(other.Length);
                bytes.InsertRange(at, other.Skip(from).Take(Below(40)));
                break;
            default:
                bytes.InsertRange(at, Enumerable.Repeat(Special[Below(Special.Length)], Below(80)));
                break;
        }
    }
}
