using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell;
using Xunit;

namespace L2Loss.PowerShell.Tests.Help;

/// <summary>Get-Help on the assembled module: each exported cmdlet is described in full.</summary>
public sealed class HelpTests : IDisposable
{
    private static readonly string Manifest = typeof(HelpTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ModuleManifest").Value!;

    private readonly Runspace _runspace = OpenWithModule();

    public static TheoryData<string> Cmdlets
    {
        get
        {
            using Runspace runspace = OpenWithModule();
            return [.. Invoke(runspace, "Get-Command", ("Module", "L2Loss")).Select(command => Text(command, "Name"))];
        }
    }

    public void Dispose() => _runspace.Dispose();

    [Fact]
    public void The_module_exports_cmdlets() => Assert.NotEmpty(Cmdlets);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_synopsis_is_written_and_not_made_from_the_syntax(string name)
    {
        string synopsis = Text(HelpOf(name), "Synopsis").Trim();

        Assert.NotEmpty(synopsis);
        Assert.False(synopsis.StartsWith(name, StringComparison.OrdinalIgnoreCase), synopsis);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void There_is_a_description(string name) => Assert.NotEmpty(Paragraphs(HelpOf(name)));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Three_examples_or_more_have_a_title_and_code(string name)
    {
        List<PSObject> examples = Children(HelpOf(name), "examples", "example");

        Assert.InRange(examples.Count, 3, int.MaxValue);
        Assert.All(examples, example => Assert.NotEmpty(Text(example, "title")));
        Assert.All(examples, example => Assert.NotEmpty(Text(example, "code")));
    }

    /// <summary>Those that cannot be run here too, such as one that needs other machines.</summary>
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_example_is_a_script_that_gives_our_cmdlets_parameters_they_have(string name)
    {
        string[] cmdlets = [.. Invoke(_runspace, "Get-Command", ("Module", "L2Loss")).Select(command => Text(command, "Name"))];
        Assert.All(Children(HelpOf(name), "examples", "example"), example =>
        {
            // Each line of the script has the prompt; what it prints follows without.
            string code = string.Join('\n', Text(example, "code").Split('\n')
                .Where(line => line.StartsWith("PS> ", StringComparison.Ordinal)).Select(line => line[4..]));
            ScriptBlockAst script = Parser.ParseInput(code, out _, out ParseError[] errors);
            Assert.Empty(errors);

            CommandAst[] ours =
            [
                .. script.FindAll(ast => ast is CommandAst command && cmdlets.Contains(command.GetCommandName()), true)
                    .Cast<CommandAst>(),
            ];
            Assert.NotEmpty(ours);
            Assert.All(ours, call =>
            {
                Dictionary<string, ParameterMetadata> parameters = Command(call.GetCommandName()).Parameters;
                Assert.All(
                    call.CommandElements.OfType<CommandParameterAst>(),
                    given => Assert.Contains(given.ParameterName, parameters.Keys, StringComparer.OrdinalIgnoreCase));
            });
        });
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Links_lead_to_help_that_is_here_and_not_to_pages_that_may_be_missing(string name)
    {
        Assert.Empty(new CommandMetadata(Command(name)).HelpUri);
        Assert.All(Children(HelpOf(name), "relatedLinks", "navigationLink"), link =>
        {
            Assert.Empty(Text(link, "uri"));
            Assert.NotEmpty(Invoke(_runspace, "Get-Help", ("Name", Text(link, "linkText"))));
        });
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_described(string name)
    {
        List<PSObject> described = Children(HelpOf(name), "parameters", "parameter");

        Assert.Equal(
            Command(name).Parameters.Keys.Except(Cmdlet.CommonParameters).Order(),
            described.Select(parameter => Text(parameter, "name")).Order());
        Assert.All(described, parameter => Assert.NotEmpty(Paragraphs(parameter)));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_syntax_shows_every_parameter_set(string name)
    {
        List<PSObject> shown = Children(HelpOf(name), "syntax", "syntaxItem");

        Assert.Equal(
            Command(name).ParameterSets.Select(set => Join(set.Parameters.Select(parameter => parameter.Name))).Order(),
            shown.Select(item => Join(Children(item, "parameter").Select(parameter => Text(parameter, "name")))).Order());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Aliases_and_pipeline_input_are_those_of_the_cmdlet(string name)
    {
        CommandInfo command = Command(name);

        Assert.All(Children(HelpOf(name), "parameters", "parameter"), parameter =>
        {
            ParameterMetadata real = command.Parameters[Text(parameter, "name")];
            bool fromPipeline = real.ParameterSets.Values
                .Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName);
            Assert.All(real.Aliases, alias => Assert.Contains(alias, Text(parameter, "aliases").Split(", ")));
            Assert.Equal(fromPipeline, Text(parameter, "pipelineInput").StartsWith("True", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void The_about_topic_is_found()
    {
        string topic = Assert.Single(Invoke(_runspace, "Get-Help", ("Name", "about_L2Loss"))).ToString();

        Assert.StartsWith("TOPIC\n    about_L2Loss\n\nSHORT DESCRIPTION\n", topic, StringComparison.Ordinal);
    }

    private static Runspace OpenWithModule()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        Invoke(runspace, "Import-Module", ("Name", Manifest));
        return runspace;
    }

    private static List<PSObject> Invoke(Runspace runspace, string command, (string Name, object Value) argument)
    {
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddCommand(command).AddParameter(argument.Name, argument.Value)
            .AddParameter("ErrorAction", ActionPreference.Stop);
        return [.. shell.Invoke()];
    }

    private PSObject HelpOf(string name) => Assert.Single(Invoke(_runspace, "Get-Help", ("Name", name)));

    private CommandInfo Command(string name) =>
        (CommandInfo)Assert.Single(Invoke(_runspace, "Get-Command", ("Name", name))).BaseObject;

    private static string Join(IEnumerable<string> parameters) =>
        string.Join(' ', parameters.Except(Cmdlet.CommonParameters).Order(StringComparer.Ordinal));

    /// <summary>The paragraphs that are not empty of a thing's description.</summary>
    private static List<string> Paragraphs(PSObject help) =>
        [.. Children(help, "description").Select(paragraph => Text(paragraph, "Text").Trim()).Where(text => text != "")];

    private static string Text(PSObject help, string property) => help.Properties[property]?.Value?.ToString() ?? "";

    /// <summary>What lies at the end of a path of properties; help holds one child as itself, several as an array.</summary>
    private static List<PSObject> Children(PSObject help, params string[] path)
    {
        object? value = help;
        foreach (string property in path)
        {
            value = value is null ? null : PSObject.AsPSObject(value).Properties[property]?.Value;
        }

        return [.. (LanguagePrimitives.GetEnumerable(value)?.Cast<object>() ?? (value is null ? [] : [value]))
            .Select(PSObject.AsPSObject)];
    }
}
