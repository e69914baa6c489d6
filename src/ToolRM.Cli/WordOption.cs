using System.CommandLine;

namespace ToolRM.Cli;

/// <summary>Options that take one of a few words. The parser's own message for such an option names a .NET type.</summary>
internal static class WordOption
{
    /// <summary>An option; the first word is the default.</summary>
    public static Option<T> Of<T>(string name, string description, params (string Word, T Meaning)[] words)
    {
        var all = string.Join('|', words.Select(entry => entry.Word));
        return new(name)
        {
            HelpName = all,
            Description = description,
            DefaultValueFactory = _ => words[0].Meaning,
            CustomParser = argument =>
            {
                foreach (var (word, meaning) in words)
                {
                    if (word.Equals(argument.Tokens[0].Value, StringComparison.OrdinalIgnoreCase)) return meaning;
                }
                argument.AddError($"{name}: expected {all}, found \"{argument.Tokens[0].Value}\"");
                return words[0].Meaning;
            },
        };
    }
}
