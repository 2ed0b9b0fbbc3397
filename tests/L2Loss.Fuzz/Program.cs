using System.Globalization;
using L2Loss.Fuzz;

// dotnet run -c Release --project tests/L2Loss.Fuzz -- [inputs] [seed]
long inputs = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;

var mutations = new Mutations(seed);
long records = 0;
long malformed = 0;
for (long input = 0; input < inputs; input++)
{
    byte[] bytes = mutations.Next();
    try
    {
        Outcome outcome = DelimitedCheck.Run(bytes, mutations);
        records += outcome.Records;
        malformed += outcome.IsMalformed ? 1 : 0;
    }
    catch (Exception error)
    {
        Console.Error.WriteLine($"Input {input} of seed {seed}: {Convert.ToHexString(bytes)}");
        Console.Error.WriteLine(error);
        return 1;
    }
}

Console.WriteLine($"{inputs} inputs of seed {seed}: {records} records, {malformed} inputs malformed, no failure.");
return 0;
