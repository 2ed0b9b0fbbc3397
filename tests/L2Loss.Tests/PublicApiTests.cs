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
        L2Loss.L2LossFileGroupSummary : L2LossSummary
            new()
        L2Loss.L2LossGroupItem : L2LossItem
            new()
        L2Loss.L2LossGroupModelItem : L2LossItem
            new()
        L2Loss.L2LossGroupSummary : L2LossSummary
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
            new()
        L2Loss.L2LossModelItem : L2LossItem
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
            L2LossSummary Of(ReadOnlySpan<Double>, ReadOnlySpan<Double>)
            L2LossSummary Of(ReadOnlySpan<Single>, ReadOnlySpan<Single>)
            OrderedDictionary Key
            String Group
            String LargestSource
            String MergeState
            String Model
            String Source
            new()
        L2Loss.L2LossVerdict
            Boolean Passed
            Double BaselineMse
            Double RegressionPercent
            IReadOnlyList<L2LossCheck> Checks
            String Group
            String Model
            String Reason
            String Source
            new()
        L2Loss.L2LossWindowGroupItem : L2LossWindowItem
            new()
        L2Loss.L2LossWindowItem : L2LossItem
            Double WindowMse
            Double WindowRmse
            new()
        L2Loss.Number : ValueType
            Boolean Equals(Number)
            Boolean Equals(Object)
            Boolean IsDecimal (read only)
            Double Value (read only)
            Int32 GetHashCode()
            Number FromDecimal(Decimal)
            Number FromDouble(Double)
            String ToString()
        L2Loss.NumberFault : Enum
            DuplicateKey = 7
            InvalidWeight = 4
            Malformed = 8
            Missing = 1
            None = 0
            NotFinite = 3
            NotNumeric = 2
            UnmatchedActual = 5
            UnmatchedPredicted = 6
        L2Loss.NumberReader
            NumberFault Read(Object, Number&)
            NumberFault Read(ReadOnlySpan<Char>, Number&)
            System.Collections.Generic.IReadOnlyList`1[System.String] DefaultMissingTokens
            new()
            new(CultureInfo, IEnumerable<String>)
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
