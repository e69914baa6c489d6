using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Numerics;
using ToolRM.Verification;

namespace ToolRM.Synthesis.Corruption;

/// <summary>
/// Makes wrong replies from right ones without a model. Each product is confirmed wrong by <see cref="CaseVerifier"/> against
/// the reference, and thrown away when it differs from the right calls only by convention (case, plural, a default written
/// out, order of calls, and more).
/// </summary>
/// <remarks>
/// For each reply a family is drawn, then an operator of it that was not tried yet, in proportion to their weights: what cannot
/// be applied to a prompt makes room for its own family, so values stay the most frequent mistake. All draws depend on seed and item id alone, so the
/// same item gives the same replies in any file and order. Never throws for what a prompt holds. Safe for many threads.
/// </remarks>
public sealed class Corruptor
{
    // An operator whose first products are all right will hardly do better later.
    private const int MaximumTries = 12;

    private readonly CorruptorOptions _options;
    private readonly ValueList<CorruptionOperator> _operators;
    private readonly CaseVerifier _verifier = new();

    /// <summary>A corruptor.</summary>
    /// <param name="options">How it works; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public Corruptor(CorruptorOptions? options = null)
    {
        _options = options ?? new CorruptorOptions();
        _options.Check();
        _operators = _options.Operators.Count > 0 ? _options.Operators : Corruptions.All;
    }

    /// <summary>Makes wrong replies.</summary>
    /// <param name="itemId">The item's id; with the seed it settles every draw.</param>
    /// <param name="prompt">What the model is asked.</param>
    /// <param name="right">The right calls; empty when no call is right.</param>
    /// <param name="reference">
    /// What a right reply is, where more than the right calls is accepted; null for the right calls under
    /// <see cref="GoldRule.BfclNormalised"/>, or <see cref="NoCall"/> when there are none.
    /// </param>
    /// <returns>At most <see cref="CorruptorOptions.PerPrompt"/> replies; none when the right calls' arguments are no JSON objects.</returns>
    public CorruptedPrompt Corrupt(string itemId, Conversation prompt, ValueList<ToolCall> right, Reference? reference = null)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        ArgumentNullException.ThrowIfNull(prompt);
        reference ??= right.Count == 0 ? new NoCall() : new GoldCalls(right, GoldRule.BfclNormalised);
        prompt = WithDistractors(itemId, prompt, right);
        if (Scene.Of(prompt, right) is not { } scene) return new(prompt, reference, [], []);
        var wrong = new List<WrongReply>();
        var attempts = new List<CorruptionAttempt>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { ConventionGuard.Key(right, scene.Tools) };
        var draw = new OperatorDraw(_operators, SeededRandom.Of(_options.Seed, itemId + "/operators"));
        while (wrong.Count < _options.PerPrompt && draw.NextFamily() is { } family)
        {
            WrongReply? kept = null;
            while (kept is null && family.TryDequeue(out var one))
            {
                var (notWrong, convention) = (0, 0);
                foreach (var product in one.Apply(scene, SeededRandom.Of(_options.Seed, itemId + "/" + one.Name)).Take(MaximumTries))
                {
                    // A repeated product counts with those that are right by convention: it is equal to one that is there.
                    var key = product.Calls.Count > 0 ? ConventionGuard.Key(product.Calls, scene.Tools) : product.Text;
                    if (!seen.Add(key)) { convention++; continue; }
                    kept = Verified(one, product, prompt, reference);
                    if (kept is not null) break;
                    notWrong++;
                }
                attempts.Add(new(one.Name, notWrong, convention, kept is not null));
            }
            if (kept is not null) wrong.Add(kept);
        }
        return new(prompt, reference, wrong.ToValueList(), attempts.ToValueList());
    }

    private WrongReply? Verified(CorruptionOperator one, Product product, Conversation prompt, Reference reference)
    {
        var isText = product.Calls.Count == 0 && product.Text.Length > 0;
        var result = _verifier.Verify(new Case(one.Name, prompt, isText ? product.Text : null, null, isText ? null : product.Calls, reference));
        return result.Verdict.Status == VerdictStatus.Fail ? new(one.Name, product.Calls, product.Text, result.Verdict, result.Label) : null;
    }

    private Conversation WithDistractors(string itemId, Conversation prompt, ValueList<ToolCall> right)
    {
        if (_options.Distractors is not { } pool || right.Count == 0) return prompt;
        var random = SeededRandom.Of(_options.Seed, itemId + "/distractors");
        return random.Chance(_options.DistractorShare) ? pool.AddTo(prompt, right, random) : prompt;
    }
}
