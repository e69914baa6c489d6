using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Tests.Conversations;

/// <summary>Values that are equal as JSON have one canonical text; what is written for reading keeps its order.</summary>
public class CanonicalJsonTests
{
    [Theory]
    [InlineData("{1: 'a', 2: 'b'}", "{2: 'b', 1: 'a'}")]
    [InlineData("{1: {3: 1, 4: 2}, 'x': 0}", "{'x': 0.0, 1.0: {4: 2, 3: 1.0}}")]
    [InlineData("{(1, 2.0): 'a', None: 'b'}", "{None: 'b', (1.0, 2): 'a'}")]
    [InlineData("{1: 'a', '1': 'b'}", "{'1': 'b', 1: 'a'}")]
    [InlineData("{'b': 1, 'a': 2}", "{'a': 2, 'b': 1}")]
    public void EqualMapsHaveOneText(string left, string right)
    {
        var (one, other) = (PythonLiteral.Read(left, new(), out _)!, PythonLiteral.Read(right, new(), out _)!);
        Assert.True(JsonEquality.AreEqual(one, other));
        Assert.Equal(ArgumentJson.WriteCanonical(one), ArgumentJson.WriteCanonical(other));
    }

    [Fact]
    public void WritingKeepsTheOrder() => Assert.Equal("{\"2\":1,\"1\":2}", PythonLiteral.Read("{2: 1, 1: 2}", new(), out _)!.ToString());
}
