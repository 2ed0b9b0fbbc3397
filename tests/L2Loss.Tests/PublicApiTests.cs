using System.Reflection;
using Xunit;

namespace L2Loss.Tests;

/// <summary>What L2Loss.dll shows to everybody: a change here is a change of the contract.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Public_types_and_members_are_those_listed_here() => Assert.Equal(
        Expected.ReplaceLineEndings("\n"),
        string.Join('\n', typeof(L2LossSummary).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Describe)));

    private const string Expected =
        """
        L2Loss.L2LossCheck
            Boolean Passed
            Double Limit
            Double Value
            String Message
            String Name
            String ToString()
            new()
        L2Loss.L2LossComparison
            Double BaselineMse
            Double ConfidenceHigh
            Double ConfidenceLow
            Double MeanLossDifference
            Double Mse
            Double PValue
            Double SkillScore
            Double StandardError
            Double WinRate
            Int64 Count
            Int64 Malformed
            Int64 Missing
            Int64 NotFinite
            Int64 NotNumeric
            Int64 Read
            OrderedDictionary Key
            String Baseline
            String Group
            String Model
            String Source
            new()
        L2Loss.L2LossItem
            Double Actual
            Double Difference
            Double L2Loss
            Double Predicted
            Double Residual
            Double Weight
            Int64 Index
            OrderedDictionary Key
            String Group
            String Model
            String ToString()
            new()
        L2Loss.L2LossSummary
            Boolean Exact
            Double LargestLoss
            Double LargestShare
            Double Mae
            Double MaxError
            Double MeanActual
            Double MeanError
            Double Mse
            Double R2
            Double Rmse
            Double StandardError
            Double SumOfSquares
            Double TotalSumOfSquares
            Double WeightSum
            Int32 Parts
            Int64 Count
            Int64 DuplicateKeys
            Int64 InvalidWeight
            Int64 LargestIndex
            Int64 Malformed
            Int64 Missing
            Int64 NotFinite
            Int64 NotNumeric
            Int64 Read
            Int64 UnmatchedActual
            Int64 UnmatchedPredicted
            OrderedDictionary Key
            String Group
            String LargestSource
            String LeftOut
            String MergeState
            String Model
            String Source
            String ToString()
            new()
        L2Loss.L2LossVerdict
            Boolean Passed
            Double BaselineMse
            Double RegressionPercent
            IReadOnlyList<L2LossCheck> Checks
            OrderedDictionary Key
            String Group
            String Model
            String Reason
            String Source
            String ToString()
            new()
        """;

    private static string Describe(Type type)
    {
        IEnumerable<string> members = type
            .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is not (MethodBase { IsSpecialName: true } or FieldInfo { IsSpecialName: true }))
            .Select(Describe)
            .Concat(type.GetConstructors().Select(constructor => $"new({Parameters(constructor)})"))
            .Order(StringComparer.Ordinal);
        string[] parents = [.. new[] { type.BaseType }.Where(parent => parent != typeof(object)).Select(parent => parent!.Name)];
        return $"{string.Join(" : ", [type.FullName!, .. parents])}\n" + string.Join('\n', members.Select(member => "    " + member));
    }

    private static string Describe(MemberInfo member) => member switch
    {
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name}"
            + (property.SetMethod?.IsPublic == true ? string.Empty : " (read only)"),
        FieldInfo field when field.IsLiteral => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), null)}",
        MethodInfo method => $"{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        _ => member.ToString()!,
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)));

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
