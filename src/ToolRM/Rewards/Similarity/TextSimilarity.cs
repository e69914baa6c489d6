using System.Text;
using ToolRM.Conversations;
using ToolRM.Rewards.Answers;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Similarity;

/// <summary>Rewards for a final answer that reads like an accepted one: BLEU, as in dictionary-guided translation (arXiv 2508.19481; rewards 3.6), and chrF.</summary>
public static class TextSimilarity
{
    private static readonly (string Word, BleuSmoothing Smoothing)[] Smoothings =
        [("none", BleuSmoothing.None), ("floor", BleuSmoothing.Floor), ("add-one", BleuSmoothing.AddOne), ("exp", BleuSmoothing.Exponential)];

    internal static RewardEntry BleuEntry { get; } = new(
        new("bleu", "the final answer has the words of an accepted one, in long runs", RewardNeeds.Answers, 0, 1, Source: "arXiv 2508.19481 (its BLEU's smoothing and scale are unknown), BLEU of Papineni et al. 2002"),
        [
            RewardOption.Word("smoothing", null, [.. Smoothings.Select(one => one.Word)], "what an order without a common n-gram counts as: the paper does not say; sacrebleu takes exp"),
            RewardOption.Number("order", 4, "longest n-grams (Papineni et al. 2002)", minimum: 1, maximum: 9),
            RewardOption.Word("tokens", "marks", ["marks", "words"], "marks: runs of letters and digits, and every other sign alone (ours); words: what white space separates"),
        ],
        options =>
        {
            var (order, marks) = (options.Count("order"), options.Word("tokens") == "marks");
            var smoothing = Smoothings.First(one => one.Word == options.Word("smoothing")).Smoothing;
            return PerAnswer(BleuEntry!.Info, (answer, accepted) => Bleu.Sentence(Tokens(answer, marks), [.. accepted.Select(one => Tokens(one, marks))], smoothing, order));
        })
    {
        Notes = """
            Upper and lower case differ. All accepted answers count together, as several references do in BLEU. Orders that the answer is
            too short for are left out, so that a short right answer gets 1; no common word gives 0 under every smoothing.
            """,
    };

    internal static RewardEntry ChrfEntry { get; } = new(
        new("chrf", "the final answer has the characters of an accepted one, in long runs", RewardNeeds.Answers, 0, 1, Source: "chrF of Popović 2015 with sacrebleu's averaging, for arXiv 2508.19481"),
        [
            RewardOption.Number("order", 6, "longest n-grams of characters (Popović 2015)", minimum: 1, maximum: 12),
            RewardOption.Number("beta", 2, "how much more recall counts than precision (chrF2)", minimum: double.Epsilon),
        ],
        options =>
        {
            var (order, beta) = (options.Count("order"), options.Number("beta"));
            return PerAnswer(ChrfEntry!.Info, (answer, accepted) => accepted.Max(one => Chrf.Sentence(answer, one, order, beta)));
        })
    {
        Notes = "The best of the accepted answers counts. White space is left out; orders that one of the texts is too short for do not count.",
    };

    /// <summary>Tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="marks">True for runs of letters and digits with every other sign alone; false for what white space separates.</param>
    public static ValueList<string> Tokens(string text, bool marks = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!marks) return text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToValueList();
        var (tokens, word) = (new List<string>(), new StringBuilder());
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark)
            {
                word.Append(rune.ToString());
                continue;
            }
            End();
            if (!Rune.IsWhiteSpace(rune)) tokens.Add(rune.ToString());
        }
        End();
        return tokens.ToValueList();

        void End()
        {
            if (word.Length > 0) tokens.Add(word.ToString());
            word.Clear();
        }
    }

    private static RewardFunction PerAnswer(RewardInfo info, Func<string, ValueList<string>, double> similarity) => RewardFunction.PerRollout(info, rollout =>
        rollout.Context.Facts is { Answers: { Count: > 0 } accepted } ? new Scored(Math.Clamp(similarity(FinalAnswer.Of(rollout), accepted), 0, 1), ScoreScale.Raw) : new Unscored("needs accepted answers"));
}
