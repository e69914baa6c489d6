using System.CommandLine;
using ToolRM.Cli.Commands;
using ToolRM.Conversations;

namespace ToolRM.Cli;

/// <summary>The <c>toolrm</c> command. Exit codes: 0 done, 1 the command's own "no", 2 wrong usage or input, 70 our mistake, 130 cancelled.</summary>
internal static class ToolRmCommand
{
    internal const int UsageError = 2;
    internal const int Cancelled = 130;
    internal const int Unexpected = 70;

    public static int Run(string[] args, CliConsole console)
    {
        using var cancellation = new CancellationTokenSource();
        ConsoleCancelEventHandler cancel = (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };
        Console.CancelKeyPress += cancel;
        try
        {
            ParseResult result;
            try
            {
                result = Create(console, cancellation.Token).Parse(args);
            }
            catch (InvalidOperationException error)
            {
                // An option without its value: the library throws when a validator asks for it.
                console.Error.WriteLine($"toolrm: {error.Message}");
                console.Error.WriteLine("Run 'toolrm --help' for the commands.");
                return UsageError;
            }
            if (result.Errors.Count > 0)
            {
                foreach (var error in Unknown(result) is { } unknown ? [unknown] : result.Errors.Select(error => error.Message)) console.Error.WriteLine($"toolrm: {error}");
                console.Error.WriteLine($"Run '{HelpCommand(result)} --help' for the options.");
                return UsageError;
            }
            return result.Invoke(new InvocationConfiguration { Output = console.Out, Error = console.Error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception error) when (error is DataFormatException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            console.Error.WriteLine($"toolrm: {error.Message}");
            return UsageError;
        }
        catch (IOException error)
        {
            console.Error.WriteLine($"toolrm: {error.Message}");
            return UsageError;
        }
        catch (OperationCanceledException)
        {
            console.Error.WriteLine("toolrm: stopped; run the same command again to go on");
            return Cancelled;
        }
        catch (Exception error)
        {
            // Whatever comes here is a mistake of ours; one line says so, the trace helps to mend it.
            console.Error.WriteLine($"toolrm: unexpected error, please report it with the command line: {error}");
            return Unexpected;
        }
        finally
        {
            Console.CancelKeyPress -= cancel;
            console.Out.Flush();
        }
    }

    private static RootCommand Create(CliConsole console, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Rewards for language models that call tools: parse, verify and explain tool calls.");
        root.Add(ParseCommand.Create(console));
        root.Add(VerifyCommand.Create(console, cancellationToken));
        root.Add(ValidateCommand.Create(console));
        root.Add(ScoreCommand.Create(console, cancellationToken));
        root.Add(RewardCommand.Create(console, cancellationToken));
        root.Add(SampleCommand.Create(console, cancellationToken));
        root.Add(SelectCommand.Create(console, cancellationToken));
        root.Add(FilterCommand.Create(console, cancellationToken));
        root.Add(FormatsCommand.Create(console));
        root.Add(ObfuscateCommand.Create(console, cancellationToken));
        root.Add(PairsCommand.Create(console, cancellationToken));
        root.Add(TrainCommand.Create(console, cancellationToken));
        root.Add(ModelCommand.Create(console, cancellationToken));
        root.Add(EvaluateCommand.Create(console, cancellationToken));
        root.Add(ReportCommand.Create(console));
        root.Add(DataCommand.Create(console, cancellationToken));
        root.Add(BenchmarkCommand.Create(console, cancellationToken));
        root.Add(CorruptCommand.Create(console, cancellationToken));
        root.Add(MergeCommand.Create(console, cancellationToken));
        root.Add(ServeCommand.Create(console, cancellationToken));
        root.Add(QuickstartCommand.Create(console));
        return root;
    }

    /// <summary>The first word that means nothing; the library's own messages follow from it and name every word behind it too.</summary>
    private static string? Unknown(ParseResult result)
    {
        if (result.UnmatchedTokens.Count == 0) return null;
        var (word, commands) = (result.UnmatchedTokens[0], result.CommandResult.Command.Subcommands);
        if (word.StartsWith('-')) return $"unknown option {word}";
        return commands.Count > 0
            ? $"there is no command \"{word}\"; take one of {string.Join(", ", commands.Select(command => command.Name))}"
            : $"unexpected argument \"{word}\"";
    }

    private static string HelpCommand(ParseResult result)
    {
        var names = new List<string>();
        for (var command = result.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
        {
            if (command.Command is not RootCommand) names.Insert(0, command.Command.Name);
        }
        return string.Join(' ', names.Prepend("toolrm"));
    }
}
