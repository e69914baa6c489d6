using System.Text;
using Spectre.Console;
using ToolRM.Models;
using ToolRM.Sampling.OpenAi;

namespace ToolRM.Cli;

/// <summary>Where a command reads and writes: the process's streams, or memory in tests.</summary>
/// <param name="In">Standard input as bytes.</param>
/// <param name="Out">Results.</param>
/// <param name="Error">Messages and progress.</param>
/// <param name="InIsInteractive">Whether a person would have to type the input.</param>
/// <param name="ErrorIsInteractive">Whether progress may rewrite its line.</param>
/// <param name="OutHasColours">Whether results may carry colours.</param>
internal sealed record CliConsole(Stream In, TextWriter Out, TextWriter Error, bool InIsInteractive, bool ErrorIsInteractive, bool OutHasColours)
{
    /// <summary>Makes the client for requests to models; tests answer from memory.</summary>
    public Func<HttpClient> CreateHttp { get; init; } = OpenAiChatClient.CreateHttp;

    /// <summary>The clock of waits and time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What scorers that ask others are made with.</summary>
    public ScorerServices Scorers => new(CreateHttp, Time);

    public static CliConsole System() => new(
        Console.OpenStandardInput(),
        new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 64 * 1024) { AutoFlush = !Console.IsOutputRedirected },
        new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true },
        !Console.IsInputRedirected,
        !Console.IsErrorRedirected,
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>Tables and colours on <see cref="Out"/>; plain text of unlimited width where it is no terminal.</summary>
    public IAnsiConsole Rich()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = OutHasColours ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = OutHasColours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(Out),
        });
        if (!OutHasColours) console.Profile.Width = 1_000_000;
        return console;
    }
}
