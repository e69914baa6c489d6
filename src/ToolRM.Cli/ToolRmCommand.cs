using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
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
            if (args.Length == 0)
            {
                Create(console, cancellation.Token).Parse(["--help"]).Invoke(new InvocationConfiguration { Output = console.Error, Error = console.Error });
                return UsageError;
            }
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

    internal static RootCommand Create(CliConsole console, CancellationToken cancellationToken)
    {
        (string Title, Command[] Commands)[] groups =
        [
            ("Start here", [QuickstartCommand.Create(console)]),
            ("Judge replies", [ParseCommand.Create(console), VerifyCommand.Create(console, cancellationToken), ValidateCommand.Create(console), ScoreCommand.Create(console, cancellationToken), FormatsCommand.Create(console)]),
            ("Put scores to work",
            [
                SelectCommand.Create(console, cancellationToken), FilterCommand.Create(console, cancellationToken), RewardCommand.Create(console, cancellationToken),
                ServeCommand.Create(console, cancellationToken),
            ]),
            ("Make data",
            [
                SampleCommand.Create(console, cancellationToken), CorruptCommand.Create(console, cancellationToken), PairsCommand.Create(console, cancellationToken),
                ObfuscateCommand.Create(console, cancellationToken), DataCommand.Create(console, cancellationToken),
            ]),
            ("Train and measure",
            [
                TrainCommand.Create(console, cancellationToken), ModelCommand.Create(console, cancellationToken), EvaluateCommand.Create(console, cancellationToken),
                AuditCommand.Create(console, cancellationToken), ReportCommand.Create(console), BenchmarkCommand.Create(console, cancellationToken),
            ]),
            ("Scale out", [MergeCommand.Create(console, cancellationToken)]),
        ];
        var root = new RootCommand("Rewards for language models that call tools: was the call right, which one to take, what to train on.");
        foreach (var command in groups.SelectMany(group => group.Commands)) root.Add(command);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new RootHelp((SynchronousCommandLineAction)help.Action!, groups);
        return root;
    }

    /// <summary>The first word that means nothing, or the one that is missing; the library's own messages follow from it and name every word behind it too.</summary>
    private static string? Unknown(ParseResult result)
    {
        var commands = result.CommandResult.Command.Subcommands;
        if (result.UnmatchedTokens.Count == 0)
        {
            return commands.Count > 0 && result.CommandResult.Command.Action is null
                ? $"'{HelpCommand(result)}' needs to know what to do; take one of {string.Join(", ", commands.Select(command => command.Name))}"
                : null;
        }
        var word = result.UnmatchedTokens[0];
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
