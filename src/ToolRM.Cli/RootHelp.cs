using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace ToolRM.Cli;

/// <summary>
/// Help: of <c>toolrm</c> itself the commands by what they are for, one line each, since their whole descriptions fill screens;
/// of a command what the library writes, with values spelled as they are typed.
/// </summary>
internal sealed partial class RootHelp(SynchronousCommandLineAction library, IReadOnlyList<(string Title, Command[] Commands)> groups) : SynchronousCommandLineAction
{
    // Required options are not missing when help is asked for.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is RootCommand root)
        {
            Write(output, root.Description!);
            return 0;
        }
        using var text = new StringWriter { NewLine = output.NewLine };
        parseResult.InvocationConfiguration.Output = text;
        var code = library.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        // The library writes names of enumerations as in code.
        output.Write(CodeWord().Replace(text.ToString(), word => Typed(word.Value)));
        return code;
    }

    private void Write(TextWriter output, string description)
    {
        output.WriteLine(description);
        output.WriteLine("\nUsage: toolrm COMMAND [options]");
        foreach (var (title, commands) in groups)
        {
            output.WriteLine($"\n{title}:");
            foreach (var command in commands)
            {
                output.WriteLine($"  {command.Name,-11} {Summary(command.Description!)}");
                // A command that does nothing by itself is known by those below it.
                if (command.Action is null) output.WriteLine($"  {"",-11} {string.Join(", ", command.Subcommands.Select(one => $"{command.Name} {one.Name}"))}");
            }
        }
        output.WriteLine("""

            'toolrm COMMAND --help' has the options and an example; docs/quickstart.md shows each use on data that is there.
            'toolrm --version' says which version this is.
            """);
    }

    /// <summary>What a description says before its first stop or colon.</summary>
    internal static string Summary(string description) => LineBreak().Replace(FirstSentence().Match(description).Value, " ");

    private static string Typed(string word) => Hump().Replace(word, "-").ToLowerInvariant();

    [GeneratedRegex(@"^.+?(?=[.:;](\s|$)|$)", RegexOptions.Singleline)]
    private static partial Regex FirstSentence();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreak();

    [GeneratedRegex(@"(?<=\[default: )[A-Z][a-z]+([A-Z][a-z]+)*(?=\])|(?<=  <|  -\S+ <|--[a-z-]+ <)[A-Z][a-z]+(\|[A-Z][a-z]+)*(?=>)")]
    private static partial Regex CodeWord();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Hump();
}
