using ToolRM.Tests.Conversations.Formats;

namespace ToolRM.Tests.Cli;

public class ConformanceCommandTests
{
    [Fact]
    public void AMissingFolder_IsNamed() =>
        CliRun.Of("", "evaluate", "conformance", "--data", "no-such-folder").AssertRefused("--data: there is no folder \"no-such-folder\"");

    [Fact]
    public void AFolderWithoutTheFiles_IsNamed()
    {
        using var folder = new TemporaryFolder();
        CliRun.Of("", "evaluate", "conformance", "--data", Path.GetDirectoryName(folder.Write("a.txt", ""))!).AssertRefused("questions.jsonl.gz");
    }

    [DataKitFact]
    [Trait("Lane", "Slow")]
    public void EveryStoredVerdictAgrees()
    {
        var run = CliRun.Of("", "evaluate", "conformance", "--data", Path.Combine(DataKitFactAttribute.Folder, "fcrb-dev"));
        Assert.Equal(0, run.Code);
        Assert.Contains("(100.000%)", run.Out, StringComparison.Ordinal);
    }
}
