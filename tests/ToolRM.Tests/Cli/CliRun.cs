using System.Text;
using ToolRM.Cli;
using ToolRM.Conversations;

namespace ToolRM.Tests.Cli;

/// <summary>One run of <c>toolrm</c> in memory: its exit code and what it wrote.</summary>
internal sealed record CliRun(int Code, string Out, string Error)
{
    public static CliRun Of(string input, params string[] arguments) => Of(Encoding.UTF8.GetBytes(input), arguments);

    public static CliRun Of(byte[] input, params string[] arguments) => Of(input, console => console, arguments);

    /// <summary>A run of which the console is changed first, such as to answer requests from memory.</summary>
    public static CliRun Of(byte[] input, Func<CliConsole, CliConsole> change, params string[] arguments)
    {
        using var standardInput = new MemoryStream(input);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = ToolRmCommand.Run(arguments, change(new(standardInput, output, error, InIsInteractive: false, ErrorIsInteractive: false, OutHasColours: false)));
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>The rows of the output, each strict JSON.</summary>
    public IReadOnlyList<ArgumentValue> Rows() => [.. Lines(Out).Select(line => Assert.IsAssignableFrom<ArgumentValue>(JsonParse.Of(line).Value))];

    /// <summary>Checks for exit code 2, nothing on standard output, and one message of which this is a part.</summary>
    public void AssertRefused(string part)
    {
        Assert.Equal(2, Code);
        Assert.Equal("", Out);
        Assert.Contains(part, Error, StringComparison.Ordinal);
        Assert.Single(Lines(Error), line => line.StartsWith("toolrm: ", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
    }

    public static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
