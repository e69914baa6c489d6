using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Similarity;

namespace ToolRM.Tests.Rewards.Similarity;

public class TextSimilarityTests
{
    // text: the cat sat on a mat (6), answer: the cat sat on the mat (6). Unigrams: 5 of 6; bigrams: the-cat, cat-sat, sat-on = 3 of 5;
    // trigrams: 2 of 4; fourgrams: 1 of 3. Lengths are equal. (5/6 · 3/5 · 2/4 · 1/3)^(1/4) = (1/12)^(1/4)
    [Fact]
    public void BleuByHand() => Assert.Equal(Math.Pow(1.0 / 12, 0.25), Of("the cat sat on a mat", BleuSmoothing.None, "the cat sat on the mat"), 1e-12);

    // Clipping: "the" seven times against an answer that has it twice: 2 of 7 (Papineni et al. 2002).
    [Fact]
    public void RepeatedWordsAreClipped() => Assert.Equal(2.0 / 7, Bleu.Sentence(Tokens("the the the the the the the"), [Tokens("the cat is on the mat x")], BleuSmoothing.None, order: 1), 1e-12);

    // "a b" against "b a": unigrams 2 of 2, bigrams 0 of 1; longer orders do not fit. Lengths are equal.
    [Theory]
    [InlineData(BleuSmoothing.None, 0)]
    [InlineData(BleuSmoothing.Floor, 0.1)] // (0 → 0.1) of 1
    [InlineData(BleuSmoothing.AddOne, 0.5)] // (0 + 1) of (1 + 1)
    [InlineData(BleuSmoothing.Exponential, 0.5)] // 1/2 of 1
    public void SmoothingByHand(BleuSmoothing smoothing, double bigrams) => Assert.Equal(Math.Sqrt(bigrams), Of("a b", smoothing, "b a"), 1e-12);

    // "a x b" against "b q a": 2 of 3; bigrams 0 of 2 → 1/2 of 2; trigrams 0 of 1 → 1/4 of 1.
    [Fact]
    public void ExponentialHalvesAgain() => Assert.Equal(Math.Pow(2.0 / 3 * (1.0 / 4) * (1.0 / 4), 1.0 / 3), Of("a x b", BleuSmoothing.Exponential, "b q a"), 1e-12);

    // c = 2 against r = 4: exp(1 − 4/2); all n-grams of the text are there.
    [Fact]
    public void ShortTextsPayForBrevity() => Assert.Equal(Math.Exp(-1), Of("a b", BleuSmoothing.None, "a b c d"), 1e-12);

    [Fact]
    public void SeveralAnswersCountTogether_TheNearestLengthIsThePenaltys()
    {
        // "a b c": unigrams 3 of 3 over both answers, bigrams a-b and b-c one each, trigram none → order 2 only. Length 3 is nearest.
        Assert.Equal(1, Bleu.Sentence(Tokens("a b c"), [Tokens("a b x"), Tokens("y b c d e f")], BleuSmoothing.None, order: 2), 1e-12);
    }

    [Theory]
    [InlineData(BleuSmoothing.AddOne)]
    [InlineData(BleuSmoothing.Exponential)]
    public void NothingInCommon_IsZeroUnderEverySmoothing(BleuSmoothing smoothing)
    {
        Assert.Equal(0, Of("a b", smoothing, "c d"));
        Assert.Equal(0, Of("", smoothing, "c d"));
        Assert.Equal(1, Of("Paris", smoothing, "Paris"));
    }

    // "ab c" against "abd": without white space abc, abd. n=1: 2 of 3, 2 of 3; n=2: ab, 1 of 2, 1 of 2; n=3: 0. P = R = (2/3 + 1/2 + 0)/3 = F.
    [Fact]
    public void ChrfByHand() => Assert.Equal((2.0 / 3 + 1.0 / 2) / 3, Chrf.Sentence("ab c", "abd"), 1e-12);

    // "a" against "aab", order 1: precision 1, recall 1/3; F2 = 5 · 1/3 / (4 + 1/3) = 5/13.
    [Fact]
    public void ChrfWeighsRecall() => Assert.Equal(5.0 / 13, Chrf.Sentence("a", "aab", order: 1), 1e-12);

    [Fact]
    public void ChrfOfNothing_IsZero()
    {
        Assert.Equal(0, Chrf.Sentence("", "abc"));
        Assert.Equal(0, Chrf.Sentence("xyz", "abc"));
        Assert.Equal(1, Chrf.Sentence("naïve 🙂", "naïve🙂"));
    }

    [Fact]
    public void TokensAreWordsAndMarks() => Assert.Equal(["It", "'", "s", "20", "°", "C", "."], TextSimilarity.Tokens("It's 20 °C."));

    [Fact]
    public void AsRewards_TheyLookAtTheFinalAnswer()
    {
        var context = new RewardContext(new("q", new([], []), [new("0", "<think>no</think><answer>a b</answer>", []), new("1", "zzz", [])]), Facts: new(Answers: ["c", "a b"]));
        Assert.Equal([1, 0], Rollouts.Values(RewardFunctions.Create("bleu", """{"smoothing": "exp"}"""), context));
        Assert.Equal([1, 0], Rollouts.Values(RewardFunctions.Create("chrf"), context));
        Assert.Equal("needs accepted answers", Rollouts.Reason(Rollouts.Score1(RewardFunctions.Create("chrf"), context with { Facts = null })[0]));
        Assert.Contains("smoothing has to be given", Assert.Throws<DataFormatException>(() => RewardFunctions.Create("bleu")).Message, StringComparison.Ordinal);
    }

    private static ValueList<string> Tokens(string text) => TextSimilarity.Tokens(text);

    private static double Of(string text, BleuSmoothing smoothing, string answer) => Bleu.Sentence(Tokens(text), [Tokens(answer)], smoothing);
}
