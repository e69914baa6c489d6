using System.Text.RegularExpressions;
using ToolRM.Cli;
using ToolRM.Tests.Cli;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Snippets;

/// <summary>A command line of a document and what the document says it prints. Folders <c>runs/</c> are the test's, <c>examples/</c> the repository's.</summary>
/// <param name="Line">The line, without the prompt and without line breaks.</param>
/// <param name="Shown">Lines of the output; "..." stands for what is left out, lines or parts of one.</param>
internal sealed partial record DocumentCommand(string Line, IReadOnlyList<string> Shown)
{
    private const string Tool = "./toolrm ", Elision = "...";

    public bool IsTool => Line.StartsWith(Tool, StringComparison.Ordinal);

    /// <summary>Of <c>toolrm</c>: the words behind it; single quotes hold one together.</summary>
    public string[] Words => [.. Word().Matches(Line[Tool.Length..]).Select(match => match.Value.Trim('\''))];

    /// <summary>The lines of blocks of a language: with the prompt <c>$</c> in <c>console</c>, else each line.</summary>
    public static IReadOnlyList<DocumentCommand> Of(string document, string language = "console")
    {
        var commands = new List<DocumentCommand>();
        foreach (var block in Blocks(document, language))
        {
            List<string>? shown = null;
            foreach (var line in block.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (language != "console" || line.StartsWith("$ ", StringComparison.Ordinal)) commands.Add(new(line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line, shown = []));
                else if (line.Trim() != Elision) shown?.Add(line.TrimEnd());
            }
        }
        return commands;
    }

    /// <summary>The fenced blocks of a language, in order.</summary>
    public static IEnumerable<string> Blocks(string document, string language) =>
        Regex.Matches(Repository.Read(document).ReplaceLineEndings("\n"), $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    /// <summary>Runs it in memory.</summary>
    public CliRun Run(TemporaryFolder folder, Func<CliConsole, CliConsole>? change = null) => CliRun.Of([], change ?? (console => console), [.. Words.Select(word =>
        word.StartsWith("runs/", StringComparison.Ordinal) ? folder.At(word) : word.StartsWith("examples/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word) : word)]);

    /// <summary>Runs it and checks that it succeeds and prints what is shown.</summary>
    public void Check(TemporaryFolder folder, Func<CliConsole, CliConsole>? change = null)
    {
        var run = Run(folder, change);
        Assert.True(run.Code == 0, Line + "\n" + run.Error);
        CheckShown((run.Out + run.Error).Replace(folder.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(Repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
    }

    public void CheckShown(string printed)
    {
        var lines = printed.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        foreach (var shown in Shown)
        {
            var pattern = new Regex("^" + Regex.Escape(shown).Replace(Regex.Escape(Elision), ".*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant);
            Assert.True(lines.Any(pattern.IsMatch), $"{Line}\ndoes not print\n{shown}\nbut\n{printed}");
        }
    }

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();
}
