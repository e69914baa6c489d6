using ToolRM.Cli.Commands;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Snippets;

public class GeneratedDocumentTests
{
    [Fact]
    public void WireFormatsIsWhatTheToolWrites() =>
        Assert.True(
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "wire-formats.md")) == FormatsCommand.Markdown(),
            "docs/wire-formats.md differs from the tool's lists; run './build docs'.");
}
