using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace L2Loss.Help;

/// <summary>
/// Writes MAML, the XML that Get-Help reads. The elements and their order follow the schema; how Get-Help lays them
/// out decides the rest: a list shows everywhere only as a paragraph's text, an example's introduction runs into the
/// code unless it brings its own line ends, and its remarks into the next example without an empty paragraph.
/// </summary>
internal static class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes the help of all commands to a file; the same input gives the same bytes.</summary>
    public static void Write(string file, IEnumerable<(CommandSyntax Command, MarkdownPage Page)> commands)
    {
        XDocument document = new(new XElement(Msh + "helpItems",
            new XAttribute("schema", "maml"),
            commands.Select(pair => CommandElement(pair.Command, pair.Page))));
        XmlWriterSettings settings = new()
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
        };
        using var writer = XmlWriter.Create(file, settings);
        document.Save(writer);
    }

    private static XElement CommandElement(CommandSyntax command, MarkdownPage page) =>
        new(Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(Command + "details",
                new XElement(Command + "name", command.Name),
                new XElement(Command + "verb", command.Verb),
                new XElement(Command + "noun", command.Noun),
                new XElement(Maml + "description", Paragraphs([page.Synopsis]))),
            new XElement(Maml + "description", Paragraphs(page.Description)),
            new XElement(Command + "syntax", command.Sets.Select(set => new XElement(Command + "syntaxItem",
                new XElement(Maml + "name", command.Name),
                set.Select(parameter => SyntaxParameter(parameter, page.TextOf(parameter)!))))),
            new XElement(Command + "parameters",
                command.Parameters.OrderBy(page.OrderOf)
                    .Select(parameter => Parameter(parameter, page.TextOf(parameter)!))),
            new XElement(Command + "inputTypes", page.Inputs.Select(type => TypeElement("inputType", type))),
            new XElement(Command + "returnValues", page.Outputs.Select(type => TypeElement("returnValue", type))),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Notes))),
            new XElement(Command + "examples", page.Examples.Select(ExampleElement)),
            new XElement(Command + "relatedLinks", page.Links.Select(link => new XElement(Maml + "navigationLink",
                new XElement(Maml + "linkText", link.Text),
                new XElement(Maml + "uri", link.Url)))));

    /// <summary>A parameter in the syntax, where a switch has no value and a choice lists its values.</summary>
    private static XElement SyntaxParameter(ParameterSyntax parameter, ParameterText text)
    {
        XElement? value = parameter switch
        {
            { IsSwitch: true } => null,
            { Choices.Count: > 0 } => new XElement(Command + "parameterValueGroup",
                parameter.Choices.Select(choice => ParameterValue(choice, required: false))),
            _ => ParameterValue(parameter.TypeName, required: true),
        };
        return ParameterElement(parameter, text, value);
    }

    private static XElement Parameter(ParameterSyntax parameter, ParameterText text) =>
        ParameterElement(parameter, text, ParameterValue(
            parameter.IsSwitch ? "SwitchParameter" : parameter.TypeName, required: !parameter.IsSwitch));

    private static XElement ParameterValue(string name, bool required) =>
        new(Command + "parameterValue",
            new XAttribute("required", required),
            new XAttribute("variableLength", false),
            name);

    private static XElement ParameterElement(ParameterSyntax parameter, ParameterText text, XElement? value) =>
        new(Command + "parameter",
            new XAttribute("required", parameter.IsMandatory),
            new XAttribute("variableLength", parameter.FullTypeName.EndsWith("[]", StringComparison.Ordinal)),
            new XAttribute("globbing", text.Wildcards || parameter.Wildcards),
            new XAttribute("pipelineInput", parameter.PipelineInput),
            new XAttribute("position", parameter.Position),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", Paragraphs(text.Description)),
            value,
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.FullTypeName), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", text.Default ?? (parameter.IsSwitch ? "False" : "None")));

    private static XElement TypeElement(string element, TypeText type) =>
        new(Command + element,
            new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
            new XElement(Maml + "description", Paragraphs(type.Description)));

    private static XElement ExampleElement(Example example) =>
        new(Command + "example",
            new XElement(Maml + "title", $"--- {example.Title} ---"),
            new XElement(Maml + "introduction", Paragraphs(example.Introduction.Count == 0
                ? []
                : [string.Join("\n\n", example.Introduction) + "\n\n"])),
            new XElement(Dev + "code", example.Code),
            new XElement(Dev + "remarks", Paragraphs([.. example.Remarks, ""])));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> texts) =>
        texts.Select(text => new XElement(Maml + "para", text));
}
