using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using ToolRM.Scoring;
using ToolRM.Server;
using ToolRM.Server.Serving;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Server;

/// <summary>The server's parts in a host that somebody else made, as docs/server.md shows.</summary>
public class OwnHostTests
{
    [Fact]
    public async Task TwoLinesAddTheServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        // <snippet>
        builder.Services.AddToolRmScoring(new ScoringServerOptions { Scorers = [ServedScorer.Of(Scorers.Require("schema"))] });
        // </snippet>
        await using var app = builder.Build();
        // <snippet>
        app.MapToolRmScoring();
        // </snippet>
        await app.StartAsync();
        using var client = app.GetTestClient();
        using var content = new StringContent("""{"id": "q", "tools": [], "candidates": [{"id": "0", "text": "x"}]}""");
        using var response = await client.PostAsync(new Uri("/v1/rewards", UriKind.Relative), content);
        Assert.Equal("""{"schema":"toolrm/rewards@1","id":"q","rewards":[{"name":"schema","scores":[{"id":"0","value":1.0,"scale":"probability"}]}]}""", (await ServerAnswer.OfAsync(response)).Json().ToString());
    }

    [Fact]
    public void TheDocumentHoldsTheLines()
    {
        var document = Repository.Read("docs/server.md");
        var source = Repository.Read("tests/ToolRM.Tests/Server/OwnHostTests.cs").Split("// <snippet>\n").Skip(1);
        foreach (var part in source.Take(2)) Assert.Contains(part[..part.IndexOf('\n', StringComparison.Ordinal)].Trim(), document, StringComparison.Ordinal);
    }
}
