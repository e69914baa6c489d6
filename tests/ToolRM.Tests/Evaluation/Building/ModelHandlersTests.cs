using ToolRM.Conversations;
using ToolRM.Evaluation.Building;

namespace ToolRM.Tests.Evaluation.Building;

public class ModelHandlersTests
{
    private static readonly ArgumentValue Text = ArgumentValue.Of("[f()]");
    private static readonly ArgumentValue Calls = new ListValue([]);

    [Fact]
    public void WithoutAMap_TheKindOfTheOutputDecides()
    {
        Assert.Equal(new ModelHandler("prompt"), ModelHandlers.Default.Of("m", Text));
        Assert.Equal(new ModelHandler("openai-fc"), ModelHandlers.Default.Of("m", Calls));
    }

    [Fact]
    public void TheModelsEntry_BeforeTheStar()
    {
        var handlers = Read("""{"m": "hammer", "n": {"decoder": "openai-fc", "underscore_to_dot": true}, "*": "xlam"}""");
        Assert.Equal(new ModelHandler("hammer"), handlers.Of("m", Calls));
        Assert.Equal(new ModelHandler("openai-fc", UnderscoreNames: true), handlers.Of("n", Calls));
        Assert.Equal(new ModelHandler("xlam"), handlers.Of("other", Calls));
        Assert.Equal(["n"], handlers.Unknown(["m", "other"]));
    }

    [Theory]
    [InlineData("""{"m": "hamer"}""", "handlers.json: m: expected a decoder: prompt,")]
    [InlineData("""{"m": {"underscore_to_dot": true}}""", "\"decoder\" is missing")]
    [InlineData("""["m"]""", "expected an object")]
    public void BadMaps_SayWhatIsWrong(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<DataFormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    private static ModelHandlers Read(string json) => ModelHandlers.Read(JsonParse.Of(json).Value!, "handlers.json");
}
