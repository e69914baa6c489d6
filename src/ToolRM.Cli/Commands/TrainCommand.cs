using System.CommandLine;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Models.Grounded;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm train</c>: models from preference pairs.</summary>
internal static class TrainCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken) =>
        new("train", "Train a reward model from preference pairs.") { Grounded(console, cancellationToken) };

    private static Command Grounded(CliConsole console, CancellationToken cancellationToken)
    {
        var defaults = new GroundedTrainingOptions();
        var pairs = new Option<string[]>("--pairs") { Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "file", Description = "Pairs to learn from, toolrm/pairs@1 as JSON Lines, plain or gzip: pairs.jsonl of 'toolrm pairs'" };
        var holdout = new Option<string[]>("--holdout") { AllowMultipleArgumentsPerToken = true, HelpName = "file", Description = "Pairs that are only measured: holdout.jsonl of 'toolrm pairs'" };
        var output = new Option<string>("--out") { Required = true, HelpName = "file", Description = "The model file, FILE.model; then 'toolrm score --scorer FILE.model'" };
        var seed = new Option<long>("--seed") { HelpName = "n", Description = "Seed of all draws: the same pairs, options and seed give the same file" };
        var learner = WordOption.Of("--learner", "What learns: a linear function around known weights, one from the pairs alone, boosted trees, or trees on what either leaves",
            ("informed", GroundedLearner.Informed), ("linear", GroundedLearner.Linear), ("trees", GroundedLearner.Trees),
            ("both", GroundedLearner.Both), ("informed-and-trees", GroundedLearner.InformedAndTrees));
        var without = new Option<string[]>("--without") { AllowMultipleArgumentsPerToken = true, HelpName = "group", Description = "Leave a feature group out: " + string.Join(", ", GroundedTraining.FeatureGroups) };
        var share = Number("--share", 1, "Train on this share of the prompts; a smaller share is part of a larger one");
        var rightRate = Number("--right-rate", defaults.RightRate, "Share of right replies among those that will be scored; probabilities are calibrated to it");
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => defaults.Trees.Rounds, HelpName = "n", Description = "Trees at most" };
        var rate = Number("--learning-rate", defaults.Trees.LearningRate, "What each tree is multiplied with");
        var leaves = new Option<int>("--leaves") { DefaultValueFactory = _ => defaults.Trees.MaximumLeaves, HelpName = "n", Description = "Leaves of a tree at most" };
        var pointwise = Number("--pointwise", defaults.Trees.Loss.Pointwise, "Weight of a pointwise loss beside the pairwise one; makes scores comparable between prompts");
        var name = new Option<string>("--name") { DefaultValueFactory = _ => defaults.Name, HelpName = "name", Description = "The model's name in its file" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => defaults.Threads, HelpName = "n", Description = "Threads; the model does not depend on them" };
        var command = new Command("grounded", """
            Train the model of features: structure, grounding, coverage, tool fit. Minutes on two cores. Example:
              toolrm train grounded --pairs pairs/pairs.jsonl --holdout pairs/holdout.jsonl --seed 1 --out my.model
            """)
        {
            pairs, holdout, output, seed, learner, without, share, rightRate, rounds, rate, leaves, pointwise, name, threads,
        };
        command.SetAction(result =>
        {
            Require(result.GetValue(rounds) >= 1, "--rounds", "at least 1");
            Require(result.GetValue(leaves) is >= 2 and <= 255, "--leaves", "2 to 255");
            Require(result.GetValue(threads) >= 1, "--threads", "at least 1");
            Require(result.GetValue(rate) is > 0 and <= 1, "--learning-rate", "a number above 0 and at most 1");
            Require(result.GetValue(pointwise) is >= 0 and < double.PositiveInfinity, "--pointwise", "a number of at least 0");
            var loss = defaults.Trees.Loss with { Pointwise = result.GetValue(pointwise) };
            var options = defaults with
            {
                Name = result.GetValue(name)!,
                Seed = result.GetValue(seed),
                Learner = result.GetValue(learner),
                Without = result.GetValue(without) ?? [],
                Share = result.GetValue(share),
                RightRate = result.GetValue(rightRate),
                Threads = result.GetValue(threads),
                Trees = defaults.Trees with { Rounds = result.GetValue(rounds), LearningRate = result.GetValue(rate), MaximumLeaves = result.GetValue(leaves), Loss = loss },
                Linear = defaults.Linear with { Loss = loss },
                Informed = defaults.Informed with { Loss = loss },
            };
            return new GroundedTrainingRun(console, options, cancellationToken).Run(result.GetValue(pairs)!, result.GetValue(holdout) ?? [], result.GetValue(output)!);
        });
        return command;
    }

    private static void Require(bool holds, string option, string expected)
    {
        if (!holds) throw new DataFormatException($"{option}: expected {expected}. Leave it out for the default");
    }

    private static Option<double> Number(string name, double value, string description) => new(name)
    {
        DefaultValueFactory = _ => value,
        HelpName = "x",
        Description = description,
        CustomParser = argument =>
        {
            if (double.TryParse(argument.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
            argument.AddError($"{name}: expected a number such as 0.5, found \"{argument.Tokens[0].Value}\"");
            return value;
        },
    };
}
