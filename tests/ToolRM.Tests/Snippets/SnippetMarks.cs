using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Snippets;

/// <summary>The code of a document stands between two marks in a test, word for word, and so is compiled and run.</summary>
internal static class SnippetMarks
{
    private const string Start = "// <snippet>", End = "// </snippet>";

    /// <summary>Checks that the document's blocks of C# are the marked parts of the test's file, in order.</summary>
    public static void Check(string document, string testFile)
    {
        var source = Lines(Repository.Read($"tests/ToolRM.Tests/Snippets/{testFile}"));
        var run = source.Split(Start).Skip(1).Where(part => part.Contains(End, StringComparison.Ordinal)).Select(part => part[..part.IndexOf(End, StringComparison.Ordinal)].Trim());
        Assert.Equal(run, DocumentCommand.Blocks(document, "csharp").Select(block => Lines(block).Trim()));
    }

    private static string Lines(string text) => string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
