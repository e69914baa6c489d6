using System.Security.Cryptography;
using System.Text;
using ToolRM.Datasets;
using ToolRM.Datasets.Download;

namespace ToolRM.Tests.Datasets.Download;

/// <summary>Fetching against a fake of the hub, its rows service and GitHub; no socket is opened.</summary>
public sealed class DataPullTests : IDisposable
{
    private const string Commit = "c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00";
    private const string Revision = "https://hub.test/api/datasets/o/d/revision/main";
    private const string Tree = $"https://hub.test/api/datasets/o/d/tree/{Commit}?recursive=true";
    private const string Resolve = $"https://hub.test/datasets/o/d/resolve/{Commit}/rows.jsonl";
    private static readonly byte[] Rows = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"{{\"id\": \"{i}\"}}\n")));
    private static readonly string RowsHash = Convert.ToHexStringLower(SHA256.HashData(Rows));

    private static readonly DownloadOptions Options = new()
    {
        Hub = new("https://hub.test"),
        RowsServer = new("https://rows.test"),
        GitHubRaw = new("https://raw.test"),
        GitHubApi = new("https://api.test"),
        FirstDelay = TimeSpan.Zero,
        Attempts = 3,
    };

    private static readonly DataSource Hub = new("d", "a data set", "CC0-1.0", new HubDataset("o/d"));
    private readonly string _folder = Directory.CreateTempSubdirectory("toolrm-pull-").FullName;
    private readonly FakeServer _server = new FakeServer().On(Revision, FakeServer.Json($$"""{"sha": "{{Commit}}"}"""));

    private string Target => Path.Combine(_folder, "rows.jsonl");

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task File_IsFetched_Checked_AndRecorded()
    {
        OneFile(FakeServer.File(Rows));
        var record = await Pull();
        var file = Assert.Single(record.Files);
        Assert.Equal((RowsHash, Rows.Length, true), (file.Sha256, (int)file.Bytes, file.IsVerified));
        Assert.Equal(Rows, await File.ReadAllBytesAsync(Target));
        Assert.Equal(["rows.jsonl", "source.json"], Files());
        Assert.Equal(record, SourceRecord.ReadFolder(_folder));
        Assert.Equal("CC0-1.0", DataFileInfo.Of(Target).Licence);
    }

    [Fact]
    public async Task SecondPull_FetchesNoFileAgain()
    {
        OneFile(FakeServer.File(Rows));
        await Pull();
        _server.Log.Clear();
        await Pull();
        Assert.Equal([Tree], _server.Log);
    }

    [Fact]
    public async Task APullThatGoesOn_StaysAtItsCommit_UntilOverwrite()
    {
        const string Later = "1111111111111111111111111111111111111111";
        _server.On(Tree, FakeServer.Json($$"""[{"type": "file", "path": "rows.jsonl"}, {"type": "file", "path": "more.jsonl"}]"""));
        _server.On(Resolve, FakeServer.File(Rows));
        await Assert.ThrowsAsync<DownloadException>(Pull); // more.jsonl is not there
        _server.On(Revision, FakeServer.Json($$"""{"sha": "{{Later}}"}"""));
        _server.On(Resolve.Replace("rows.jsonl", "more.jsonl", StringComparison.Ordinal), FakeServer.File(Rows));
        Assert.Equal((Commit, 2), ((await Pull()).Revision, (await Pull()).Files.Count));

        _server.On(Tree.Replace(Commit, Later, StringComparison.Ordinal), FakeServer.Json($$"""[{"type": "file", "path": "rows.jsonl"}]"""));
        _server.On(Resolve.Replace(Commit, Later, StringComparison.Ordinal), FakeServer.File([.. Rows.Reverse()]));
        Assert.Equal(Later, (await Pull(Hub, Options with { Overwrite = true })).Revision);
    }

    [Fact]
    public async Task ACommitAsRevision_IsNotAskedFor()
    {
        OneFile(FakeServer.File(Rows));
        Assert.Equal(Commit, (await Pull(Hub with { Location = new HubDataset("o/d", Commit) })).Revision);
        Assert.Equal([Tree, Resolve], _server.Log);
    }

    [Fact]
    public async Task AListingOfSeveralPages_IsReadToItsEnd()
    {
        const string Second = Tree + "&cursor=two", Third = Tree + "&cursor=three";
        _server.On(Tree, Listing("rows.jsonl", ("Link", $"<{Tree}>; rel=\"first\", <{Second}>; title=\"a\"; rel=\"next\"")));
        _server.On(Second, Listing("b.jsonl", ("Link", $"</api/datasets/o/d/tree/{Commit}?recursive=true&cursor=three>; rel=\"next\"")));
        _server.On(Third, Listing("c.jsonl", ("Link", $"<{Second}>; rel=\"prev\"")));
        foreach (var name in (string[])["rows", "b", "c"]) _server.On(Resolve.Replace("rows", name, StringComparison.Ordinal), FakeServer.File(Rows));
        Assert.Equal(["rows.jsonl", "b.jsonl", "c.jsonl"], (await Pull()).Files.Select(file => file.Path));
    }

    // Another host must not be asked with the token; a listing without end must end.
    [Theory]
    [InlineData("https://other.test/tree?cursor=two", "next page that is not at https://hub.test")]
    [InlineData("http://hub.test/tree?cursor=two", "next page that is not at https://hub.test")]
    [InlineData(Tree, "more than 1000 pages")]
    public async Task ANextPageElsewhereOrWithoutEnd_IsRefused(string next, string part)
    {
        _server.On(Tree, Listing("rows.jsonl", ("Link", $"<{next}>; rel=\"next\"")));
        Assert.Contains(part, (await Assert.ThrowsAsync<DownloadException>(Pull)).Message, StringComparison.Ordinal);
        Assert.Empty(Files());
        Assert.DoesNotContain(_server.Log, line => line.Contains("other.test", StringComparison.Ordinal));
    }

    private static Func<HttpRequestMessage, HttpResponseMessage> Listing(string path, params (string Name, string Value)[] headers) =>
        FakeServer.Json($$"""[{"type": "file", "path": "{{path}}"}]""", headers);

    [Fact]
    public async Task CutTransfer_GoesOnWhereItStopped()
    {
        OneFile(FakeServer.File(Rows, breakAfter: 1000), FakeServer.File(Rows));
        await Pull();
        Assert.Equal(Rows, await File.ReadAllBytesAsync(Target));
        Assert.Equal(Resolve + " bytes=1000-", _server.Log[^1]);
    }

    [Fact]
    public async Task KilledPull_GoesOnInTheNextOne()
    {
        OneFile(FakeServer.File(Rows, breakAfter: 1000));
        await Assert.ThrowsAsync<DownloadException>(Pull); // each attempt gets 1000 bytes further, three in all
        Assert.Equal(3000, new FileInfo(Target + ".part").Length);
        _server.On(Resolve, FakeServer.File(Rows));
        await Pull();
        Assert.Equal(Rows, await File.ReadAllBytesAsync(Target));
        Assert.Equal(["rows.jsonl", "source.json"], Files());
    }

    [Fact]
    public async Task FileThatChangedBetween_StartsAnew()
    {
        // If-Range with the old tag gets the whole new file: the old beginning must not stay in front of it.
        OneFile(FakeServer.File([.. Rows.Reverse()], "\"v0\"", breakAfter: 1000), FakeServer.File(Rows, "\"v1\""));
        await Pull();
        Assert.Equal(Rows, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task WrongHash_IsRefused_AndNothingKept()
    {
        OneFile(FakeServer.File([.. Rows.Reverse()]));
        var error = await Assert.ThrowsAsync<DownloadException>(Pull);
        Assert.Contains($"expected SHA-256 {RowsHash}", error.Message, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task HashOfTheFirstPull_IsExpectedOfTheSecond()
    {
        // GitHub states no hash.
        var source = Hub with { Location = new GitHubFiles("o", "r", new string('a', 40), "data", ["rows.jsonl"]) };
        var address = $"https://raw.test/o/r/{new string('a', 40)}/data/rows.jsonl";
        _server.On(address, FakeServer.File(Rows), FakeServer.File([.. Rows.Reverse()]));
        Assert.False(Assert.Single((await Pull(source)).Files).IsVerified);
        File.Delete(Target);
        var error = await Assert.ThrowsAsync<DownloadException>(() => Pull(source));
        Assert.Contains("as recorded in source.json", error.Message, StringComparison.Ordinal);
        Assert.Equal(["source.json"], Files());
        await Pull(source, Options with { Overwrite = true });
        Assert.Equal(Rows.Reverse(), await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task ShortCommit_IsAskedForItsFullName()
    {
        var full = "abcdef1" + new string('0', 33);
        _server.On("https://api.test/repos/o/r/commits/abcdef1", FakeServer.Json($$"""{"sha": "{{full}}"}"""));
        _server.On($"https://raw.test/o/r/{full}/a/rows.jsonl", FakeServer.File(Rows));
        Assert.Equal(full, (await Pull(Hub with { Location = new GitHubFiles("o", "r", "abcdef1", "", ["a/rows.jsonl"]) })).Revision);
        Assert.True(File.Exists(Path.Combine(_folder, "a", "rows.jsonl")));
    }

    [Fact]
    public async Task FileSomebodyChanged_IsNotOverwritten()
    {
        OneFile(FakeServer.File(Rows));
        await Pull();
        await File.AppendAllTextAsync(Target, "{}\n");
        Assert.Contains("Somebody changed it", (await Assert.ThrowsAsync<DownloadException>(Pull)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_GivesTheHash_AndKeepsTheTokenAtHome()
    {
        _server.On(Tree, FakeServer.Json("""[{"type": "file", "path": "rows.jsonl"}]"""));
        _server.On(Resolve, FakeServer.Status(302, ("Location", "https://elsewhere.test/blob"), ("X-Linked-Etag", $"\"{RowsHash}\""), ("X-Repo-Commit", Commit)));
        _server.On("https://elsewhere.test/blob", FakeServer.File(Rows));
        var record = await Pull(Hub, Options with { Token = "secret" });
        Assert.Equal((Commit, true), (record.Revision, record.Files[0].IsVerified));
        Assert.Equal([Revision + " [secret]", Tree + " [secret]", Resolve + " [secret]", "https://elsewhere.test/blob"], _server.Log);
    }

    [Theory]
    [InlineData("http://elsewhere.test/blob", "not safe")]
    [InlineData("file:///etc/passwd", "not safe")]
    [InlineData(Resolve, "redirects more than")]
    public async Task BadRedirects_AreRefused(string location, string expected)
    {
        OneFile(FakeServer.Status(302, ("Location", location)));
        Assert.Contains(expected, (await Assert.ThrowsAsync<DownloadException>(Pull)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, null, "Set HF_TOKEN")]
    [InlineData(403, "secret", "although a token was sent")]
    [InlineData(404, null, "it is not there")]
    [InlineData(400, null, "answered 400")]
    public async Task Refusals_AreNotTriedAgain_AndSayWhatToDo(int code, string? token, string expected)
    {
        OneFile(FakeServer.Status(code));
        var error = await Assert.ThrowsAsync<DownloadException>(() => Pull(Hub, Options with { Token = token }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, _server.Log.Count); // the commit, the tree, the file
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task PassingFailures_AreTriedAgain(int code)
    {
        OneFile(FakeServer.Status(code, ("Retry-After", "0")), FakeServer.Status(code), FakeServer.File(Rows));
        await Pull();
        Assert.Equal(5, _server.Log.Count);
    }

    [Fact]
    public async Task LastingFailure_EndsWithTheNumberOfAttempts()
    {
        OneFile(FakeServer.Status(500));
        Assert.Contains("hub.test answered 500 (3 attempts)", (await Assert.ThrowsAsync<DownloadException>(Pull)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../rows.jsonl")]
    [InlineData("/rows.jsonl")]
    [InlineData("a/../../rows.jsonl")]
    [InlineData("C:/rows.jsonl")]
    public async Task NamesThatLeaveTheFolder_AreRefused(string path)
    {
        _server.On(Tree, FakeServer.Json($$"""[{"type": "file", "path": "{{path}}"}]"""));
        Assert.Contains("leaves the folder", (await Assert.ThrowsAsync<DownloadException>(Pull)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_IsFetchedAsRows_PageByPage()
    {
        Parquet();
        _server.On(Page(0), Rows250(0)).On(Page(100), Rows250(100)).On(Page(200), Rows250(200));
        var record = await Pull();
        var file = Assert.Single(record.Files);
        Assert.Equal(("d.jsonl", 250), (file.Path, (int)file.Rows!));
        Assert.Equal("r1", record.Revision);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "d.jsonl"));
        Assert.Equal(250, lines.Length);
        Assert.Equal("""{"id":"249","n":249}""", lines[249]);
        Assert.Equal(3, _server.Log.Count(line => line.Contains("/rows?", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rows_GoOnBehindThoseThatAreThere()
    {
        Parquet();
        _server.On(Page(0), Rows250(0)).On(Page(200), Rows250(200));
        _server.On(Page(100), FakeServer.Status(500), FakeServer.Status(500), FakeServer.Status(500), Rows250(100));
        await Assert.ThrowsAsync<DownloadException>(Pull);
        await File.AppendAllTextAsync(Path.Combine(_folder, "d.jsonl.part"), "{\"id\": \"torn"); // the process died while writing
        _server.Log.Clear();
        await Pull();
        Assert.DoesNotContain(Page(0), _server.Log);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "d.jsonl"));
        Assert.Equal(Enumerable.Range(0, 250).Select(i => $$"""{"id":"{{i}}","n":{{i}}}"""), lines);
    }

    [Fact]
    public async Task RowsOfAnotherRevision_StartAnew()
    {
        Parquet();
        _server.On(Page(0), Rows250(0)).On(Page(100), Rows250(100));
        _server.On(Page(200), FakeServer.Status(500), FakeServer.Status(500), FakeServer.Status(500), Rows250(200, "r2"));
        await Assert.ThrowsAsync<DownloadException>(Pull);
        _server.On(Page(0), Rows250(0, "r2")).On(Page(100), Rows250(100, "r2"));
        Assert.Equal("r2", (await Pull()).Revision);
        Assert.Equal(250, (await File.ReadAllLinesAsync(Path.Combine(_folder, "d.jsonl"))).Length);
    }

    [Fact]
    public async Task CutCells_AreAnError()
    {
        Parquet();
        _server.On(Page(0), FakeServer.Json("""{"rows": [{"row_idx": 0, "row": {"id": "0"}, "truncated_cells": ["id"]}], "num_rows_total": 1}"""));
        Assert.Contains("cut \"id\" of row 0", (await Assert.ThrowsAsync<DownloadException>(Pull)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherSourcesFolder_IsRefused()
    {
        OneFile(FakeServer.File(Rows));
        await Pull();
        Assert.Contains("Choose another folder", (await Assert.ThrowsAsync<DownloadException>(() => Pull(Hub with { Name = "e" }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsDoNotPrintTheToken() => Assert.DoesNotContain("secret", (Options with { Token = "secret" }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void EverySource_HasAUniqueNameAndALicence()
    {
        Assert.Equal(DataSources.All.Count, DataSources.All.Select(source => source.Name).Distinct().Count());
        Assert.All(DataSources.All, source => Assert.NotEmpty(source.Licence));
        Assert.All(DataSources.All, source => Assert.Same(source, DataSources.Find(source.Name)));
    }

    private void OneFile(params Func<HttpRequestMessage, HttpResponseMessage>[] answers)
    {
        _server.On(Tree, FakeServer.Json($$"""[{"type": "directory", "path": "x"}, {"type": "file", "path": "rows.jsonl", "lfs": {"oid": "{{RowsHash}}" } }, {"type": "file", "path": ".gitattributes"}]"""));
        _server.On(Resolve, answers);
    }

    private void Parquet()
    {
        _server.On(Tree, FakeServer.Json("""[{"type": "file", "path": "data.parquet"}]"""));
        _server.On("https://rows.test/splits?dataset=o%2Fd", FakeServer.Json("""{"splits": [{"dataset": "o/d", "config": "default", "split": "data"}]}"""));
    }

    private static string Page(int offset) => $"https://rows.test/rows?dataset=o%2Fd&config=default&split=data&offset={offset}&length=100";

    private static Func<HttpRequestMessage, HttpResponseMessage> Rows250(int offset, string revision = "r1") => FakeServer.Json(
        $$"""{"rows": [{{string.Join(',', Enumerable.Range(offset, Math.Min(100, 250 - offset)).Select(Row))}}], "num_rows_total": 250, "partial": false}""",
        ("X-Revision", revision));

    private static string Row(int i) => $"{{\"row_idx\": {i}, \"row\": {{\"id\": \"{i}\", \"n\": {i}}}, \"truncated_cells\": []}}";

    private Task<SourceRecord> Pull() => Pull(Hub);

    private async Task<SourceRecord> Pull(DataSource source, DownloadOptions? options = null)
    {
        // The fake outlives a pull; the pull disposes of its handler.
        using var pull = new DataPull(new Lent(_server), options ?? Options);
        return await pull.Run(source, _folder);
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    private sealed class Lent(HttpMessageHandler server) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _invoker = new(server, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _invoker.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _invoker.Dispose();
            base.Dispose(disposing);
        }
    }
}
