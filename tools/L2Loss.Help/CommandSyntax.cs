using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;
using Microsoft.PowerShell;

namespace L2Loss.Help;

/// <summary>A parameter as it is in one parameter set.</summary>
/// <param name="Name">Its name, without the hyphen.</param>
/// <param name="TypeName">Its type, as Get-Command writes it.</param>
/// <param name="FullTypeName">Its type, with the namespace.</param>
/// <param name="IsSwitch">Whether it takes no value.</param>
/// <param name="IsMandatory">Whether this set needs it.</param>
/// <param name="Position">Its position, or "named".</param>
/// <param name="PipelineInput">What the pipeline may give it, as Get-Help writes it.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="Wildcards">Whether the cmdlet says that it takes wildcards.</param>
/// <param name="Choices">The only values it takes; empty when there is no such list.</param>
internal sealed record ParameterSyntax(
    string Name,
    string TypeName,
    string FullTypeName,
    bool IsSwitch,
    bool IsMandatory,
    string Position,
    string PipelineInput,
    IReadOnlyList<string> Aliases,
    bool Wildcards,
    IReadOnlyList<string> Choices);

/// <summary>The syntax of one exported cmdlet: what PowerShell itself knows, without the common parameters.</summary>
internal sealed partial class CommandSyntax
{
    private CommandSyntax(CmdletInfo cmdlet)
    {
        Name = cmdlet.Name;
        Verb = cmdlet.Verb;
        Noun = cmdlet.Noun;
        Sets = [.. cmdlet.ParameterSets.OrderByDescending(set => set.IsDefault).Select(ReadSet)];
        Parameters = [.. Sets.SelectMany(set => set).DistinctBy(parameter => parameter.Name)];
    }

    public string Name { get; }

    public string Verb { get; }

    public string Noun { get; }

    /// <summary>The parameter sets, the default one first, each in the order of Get-Command -Syntax.</summary>
    public IReadOnlyList<IReadOnlyList<ParameterSyntax>> Sets { get; }

    /// <summary>Every parameter once, as it is in the first set that has it.</summary>
    public IReadOnlyList<ParameterSyntax> Parameters { get; }

    /// <summary>Imports a module and asks for the cmdlets that it exports, in the order of their names.</summary>
    public static List<CommandSyntax> OfModule(string manifest)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("PassThru")
            .AddParameter("ErrorAction", ActionPreference.Stop);
        PSModuleInfo module = shell.Invoke<PSModuleInfo>().Single();
        return [.. module.ExportedCmdlets.Values
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)
            .Select(cmdlet => new CommandSyntax(cmdlet))];
    }

    private static IReadOnlyList<ParameterSyntax> ReadSet(CommandParameterSetInfo set) =>
        [.. set.Parameters
            .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
            .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position)
            .ThenByDescending(parameter => parameter.IsMandatory)
            .Select(ReadParameter)];

    private static ParameterSyntax ReadParameter(CommandParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return new ParameterSyntax(
            parameter.Name,
            Namespaces().Replace(ToStringCodeMethods.Type(PSObject.AsPSObject(type)), ""),
            type.ToString(),
            type == typeof(SwitchParameter),
            parameter.IsMandatory,
            parameter.Position < 0 ? "named" : parameter.Position.ToString(CultureInfo.InvariantCulture),
            PipelineInput(parameter),
            [.. parameter.Aliases.Order(StringComparer.Ordinal)],
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            Choices(parameter, type));
    }

    private static string PipelineInput(CommandParameterInfo parameter) =>
        (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
        {
            (true, true) => "True (ByPropertyName, ByValue)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        };

    private static string[] Choices(CommandParameterInfo parameter, Type type)
    {
        if (parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set)
        {
            return [.. set.ValidValues];
        }

        return type.IsEnum && !type.IsDefined(typeof(FlagsAttribute), inherit: false) ? Enum.GetNames(type) : [];
    }

    [GeneratedRegex(@"\w+[.]")]
    private static partial Regex Namespaces();
}
