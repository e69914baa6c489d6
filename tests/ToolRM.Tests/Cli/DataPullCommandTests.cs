using ToolRM.Datasets;
using ToolRM.Tests.Datasets.Arrow;
using ToolRM.Tests.Datasets.Download;

namespace ToolRM.Tests.Cli;

/// <summary>From <c>data pull</c> to <c>evaluate pairs</c>, over the real network stack, against a hub on this machine.</summary>
[Trait("Lane", "Slow")]
public sealed class DataPullCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fc-reward-bench", "data/data-00000-of-00001.arrow")]
    [InlineData("toolrm-train", "train/data-00000-of-00003.arrow")]
    public void APublishedSet_IsPulled_Told_AndMeasured(string name, string file)
    {
        var dataset = ((HubDataset)DataSources.Find(name)!.Location).Dataset;
        using var hub = new FakeHub(dataset, new()
        {
            ["README.md"] = "# A data set\n"u8.ToArray(),
            [file] = File.ReadAllBytes(ArrowFiles.At(name + ".arrow")),
        });
        string[] pull = ["data", "pull", name, "--to", _folder.At("set"), "--hub", hub.Address];
        var fetched = CliRun.Of("", pull);
        Assert.True(fetched.Code == 0, fetched.Error);
        Assert.Contains($"@main at {FakeHub.Commit}, licence: Apache-2.0", fetched.Out, StringComparison.Ordinal);
        Assert.Contains("as the server states", fetched.Out, StringComparison.Ordinal);
        // The first transfer broke off; the second went on behind what had come.
        Assert.Contains(hub.Log, line => line.StartsWith($"/blob/{file} bytes=", StringComparison.Ordinal));
        var rows = _folder.At(Path.Combine("set", file));
        Assert.Equal(File.ReadAllBytes(ArrowFiles.At(name + ".arrow")), File.ReadAllBytes(rows));

        hub.Log.Clear();
        Assert.Equal(0, CliRun.Of("", pull).Code);
        Assert.Equal([$"/api/datasets/{dataset}/tree/{FakeHub.Commit}"], hub.Log);

        Assert.Contains(name, CliRun.Of("", "data", "list").Out, StringComparison.Ordinal);
        var folder = CliRun.Of("", "data", "info", _folder.At("set"));
        Assert.Equal((0, 2), (folder.Code, folder.Out.Split("as fetched").Length - 1));
        var info = CliRun.Of("", "data", "info", rows);
        Assert.Equal(0, info.Code);
        Assert.Contains($"kind: {name}", info.Out, StringComparison.Ordinal);
        Assert.Contains("rows: 6, all readable", info.Out, StringComparison.Ordinal);
        Assert.Contains("licence: Apache-2.0", info.Out, StringComparison.Ordinal);

        var measured = CliRun.Of("", "evaluate", "pairs", "--data", rows, "--scorer", "schema", "--out", _folder.At("run"));
        Assert.True(measured.Code == 0, measured.Error);
        Assert.Contains(" of 6 pairs", measured.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("", "pairs", "convert", "--data", rows, "--to", "pairs", "--out", _folder.At("pairs.jsonl")).Code);
        Assert.Equal(6, File.ReadAllLines(_folder.At("pairs.jsonl")).Length);

        File.AppendAllText(_folder.At(Path.Combine("set", "README.md")), "more");
        Assert.Equal(1, CliRun.Of("", "data", "info", _folder.At("set")).Code);
    }

    [Fact]
    public void WrongUsage_IsRefused()
    {
        CliRun.Of("", "data", "pull", "fc-reward-bench", "--to", _folder.At("x"), "--files", "--rows").AssertRefused("--files or --rows");
        CliRun.Of("", "data", "pull", "fc-reward-bench", "--to", _folder.At("x"), "--revision", "../x").AssertRefused("expected a commit, tag or branch");
        CliRun.Of("", "data", "info", _folder.Root).AssertRefused("nothing was fetched into it");
    }
}
