using System.CommandLine;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Preferences.Building;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm pairs</c>: preference pairs from candidates.</summary>
internal static class PairsCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = Files("--data", "Candidates as JSON Lines, plain or gzip: toolrm/candidates@1, of 'toolrm corrupt', 'toolrm sample' or your own");
        data.Required = true;
        var references = Files("--references", "Task rows that give the references by id, for candidates whose rows carry none");
        var output = new Option<string>("--out") { Required = true, HelpName = "dir", Description = "Folder for pairs.jsonl, holdout.jsonl and manifest.json" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace the pairs of an earlier run in that folder" };
        var seed = new Option<long>("--seed") { HelpName = "n", Description = "Seed of all draws" };
        var perPrompt = new Option<int>("--per-prompt") { DefaultValueFactory = _ => new PairBuildOptions().WrongPerPrompt, HelpName = "n", Description = "Wrong replies kept per prompt" };
        var labels = new Option<LabelAim>("--labels") { Description = "Which labels are kept first where a prompt has more: 'even' those kept least so far, 'found' as drawn" };
        var balance = new Option<string?>("--balance") { HelpName = "list", Description = "Largest shares, such as label:0.3,source,generator,kind; without a number twice an equal share" };
        var irrelevance = new Option<double?>("--irrelevance") { HelpName = "share", Description = "Largest share of pairs whose right reply calls nothing (the paper's is 0.056)" };
        var holdout = new Option<double>("--holdout") { HelpName = "share", Description = "Share of questions held out into holdout.jsonl; all turns of a dialogue stay together" };
        var exclude = Files("--exclude", "Evaluation sets of any form that ToolRM reads: prompts like theirs are left out. Their rows are not printed");
        var sequences = new Option<double>("--exclude-sequences") { DefaultValueFactory = _ => 0.5, HelpName = "share", Description = "Share of six-word sequences in common with one of their requests that is too much" };
        var tools = new Option<double?>("--exclude-tools") { HelpName = "share", Description = "Share of offered tools with names of theirs that is too much; names do not count when left out" };
        var obfuscate = new Option<double>("--obfuscate") { HelpName = "share", Description = "Share of prompts whose functions and parameters get random names" };
        var to = new Option<PairOutput>("--to") { Description = "'pairs' (toolrm/pairs@1) or 'trl' (TRL preference rows with tools)" };
        var toolsAsText = new Option<bool>("--tools-as-text") { Description = "With --to trl: tools as JSON text, for TRL before 4.7 and for tables of different schemas" };
        var command = new Command("pairs", """
            Make preference pairs: verify each candidate by its reference, match wrong replies with a right one, merge repeated
            prompts and calls, keep few wrong ones per prompt, balance. docs/pairs.md says how. Example:
              toolrm pairs --data corrupted.jsonl.gz sampled.jsonl --out pairs --seed 1 --holdout 0.1 --exclude benchmark.jsonl
            """)
        {
            data, references, output, overwrite, seed, perPrompt, labels, balance, irrelevance, holdout, exclude, sequences, tools, obfuscate, to, toolsAsText,
            PairsConvertCommand.Create(console, cancellationToken),
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(exclude) is not { Length: > 0 } && result.GetValue(tools) is not null) result.AddError("--exclude-tools goes with --exclude");
        });
        command.SetAction(result =>
        {
            var options = new PairBuildOptions
            {
                Seed = result.GetValue(seed),
                WrongPerPrompt = result.GetValue(perPrompt),
                Labels = result.GetValue(labels),
                Caps = Caps(result.GetValue(balance)),
                IrrelevanceShare = result.GetValue(irrelevance),
                Holdout = result.GetValue(holdout),
                Obfuscation = result.GetValue(obfuscate) is not 0 and var share ? new() { Seed = result.GetValue(seed), Share = share } : null,
            };
            options.Validate();
            return new PairBuildRun(console, options, cancellationToken)
            {
                Data = result.GetValue(data)!,
                References = result.GetValue(references) ?? [],
                Exclude = result.GetValue(exclude) ?? [],
                SequenceShare = result.GetValue(sequences),
                ToolShare = result.GetValue(tools),
                Form = result.GetValue(to),
                ToolsAsText = result.GetValue(toolsAsText),
            }.Run(result.GetValue(output)!, result.GetValue(overwrite));
        });
        return command;
    }

    private static Option<string[]> Files(string name, string description) =>
        new(name) { HelpName = "file", Description = description, AllowMultipleArgumentsPerToken = true };

    private static ValueList<PairCap> Caps(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        var word = colon < 0 ? part : part[..colon];
        // Enum.TryParse would take a number too.
        if (!Enum.GetNames<PairStratum>().Contains(word, StringComparer.OrdinalIgnoreCase)) throw new DataFormatException($"--balance: expected label, source, generator or kind, found \"{word}\"");
        if (colon < 0) return new PairCap(Enum.Parse<PairStratum>(word, ignoreCase: true));
        return double.TryParse(part[(colon + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
            ? new PairCap(Enum.Parse<PairStratum>(word, ignoreCase: true), share)
            : throw new DataFormatException($"--balance: expected a share such as 0.3 after \"{word}:\", found \"{part[(colon + 1)..]}\"");
    }).ToValueList();
}
