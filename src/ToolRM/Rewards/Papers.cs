using System.Globalization;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Rewards;

/// <summary>The papers on rewards that were read for the library, and what of each is in it; <c>docs/papers.md</c> is made from it.</summary>
public static class Papers
{
    private const string Head = """
        # Papers

        <!-- Made from Papers.All; a test compares. Renew with ./build golden --accept -->

        Papers on rewards and reward models, and what of each is here. **works**: what it computes, but for training a language model;
        **partial**: what is missing is said; **not**: nothing of its own. All code is written anew from the formulas; the column *code* says what
        licence the authors' code has, as found. Where paper and released code differ, or the code has a mistake, both are options of the reward ([rewards](rewards.md)). An
        unknown constant is an option without a default.

        | paper | code | here | where | missing, and why |
        |---|---|---|---|---|

        """;

    /// <summary>The papers, in the order of the rewards' families.</summary>
    public static ValueList<Paper> All { get; } =
    [
        new("ToolRL", "2504.13958", "Apache-2.0", PaperStatus.Works, ["toolrl"], []),
        new("TL-Training", "2412.15495", "Apache-2.0", PaperStatus.Works, ["tl-training"], ["AdverseTurns", "KeyTokenWeights"], "The weights and the filter are here; training the language model with them is not."),
        new("FTRL", "2508.08791", "Apache-2.0", PaperStatus.Partial, ["ftrl"], [], "The reward and its episode measures. Making environments needs a language model."),
        new("OTC", "2504.14870", "no official code; two re-implementations read", PaperStatus.Works, ["otc"], [], "The authors' smoothing constant is unknown, so it has to be given."),
        new("MASH", "2510.01152", "no licence file", PaperStatus.Works, ["mash"], ["AbstentionByKnowledge"]),
        new("DeepEyes", "2505.14362", "Apache-2.0", PaperStatus.Works, ["deep-eyes"], [], "The verdict on the answer comes from the caller."),
        new("CodeDance", "2512.17312", "MIT badge", PaperStatus.Works, ["code-dance"], ["CodeDanceTurns"]),
        new("Tool-Star", "2505.16410", "MIT", PaperStatus.Partial, ["tool-star"], ["RankedPairs.ByReward"], "The reward, and pairs from rewards; the DPO stage trains a language model."),
        new("TGRL", "2510.11184", "none found", PaperStatus.Partial, ["tgrl"], [], "The cases of each of its two terms are unknown; ours is a reading that is consistent with its range."),
        new("DeepSport", "2511.12908", "none found", PaperStatus.Works, ["deep-sport"], [], "Text part; frames of video are the caller's."),
        new("ToolOrchestra", "2511.21689", "Apache-2.0", PaperStatus.Works, ["tool-orchestra"], []),
        new("The Confidence Dichotomy", "2601.07264", "none found", PaperStatus.Partial, ["rlcr", "mscr"], ["Calibration"], "The constants of MSCR are unknown; ours is a form that keeps every right answer above every wrong one."),
        new("RLCR", "2507.16806", "not read", PaperStatus.Works, ["rlcr"], ["Calibration"]),
        new("Clip and Delta", "2410.15115", "none of its own", PaperStatus.Works, ["step-clip", "step-delta", "step-clip-delta"], ["StepShaping"], "The threshold is unknown, so it has to be given."),
        new("Helping or Herding?", "2312.09244", "none of its own", PaperStatus.Works, [], ["EnsembleScorer", "PairwiseLoss"], "Aggregations are a scorer file of kind `ensemble` (docs/scorers.md)."),
        new("Reward-model ensembles (Coste et al.)", "2310.02743", "MIT", PaperStatus.Works, [], ["EnsembleScorer"]),
        new("HelpSteer2-Preference", "2410.01257", "Apache-2.0; data CC-BY-4.0", PaperStatus.Partial, [], ["PreferenceLosses", "RatingLoss"], "The losses. Its weight extrapolation (factor unknown) and the 70B training are not here."),
        new("HERON", "2309.02632", "none at the root", PaperStatus.Works, ["heron-rank"], ["Heron", "RankedPairs.ByHierarchy", "PreferenceLosses.Heron"], "The share of wins as a reward is ours."),
        new("BARFI", "2310.19007", "no snapshot available", PaperStatus.Not, [], [], "Its gradient needs the inner reinforcement learning and its formulas could not be verified. What is general, tuning weights of a composition against held-out success, needs no code of ours: `sum` takes weights."),
        new("Cooper", "2508.05613", "Apache-2.0", PaperStatus.Partial, [], ["PreferenceLosses.Cooper", "Corruptor"], "The loss, and verified negatives by rules in place of a language model. Updating a language model as reward model is not here."),
        new("RewardMATH", "2410.01729", "MIT", PaperStatus.Works, ["step-aggregate"], ["OneToManyMeasures", "StepAggregation", "toolrm evaluate one-to-many"], "Its mathematical problems are not; the same two measures run on pools of tool calls."),
        new("School of Reward Hacks", "2508.17511", "data set only", PaperStatus.Partial, [], ["toolrm audit"], "The idea, pairs of an honest and a gaming reply, as the audit; its texts are not taken."),
        new("Themis", "2310.01045", "MIT", PaperStatus.Partial, [], ["ToolJudge", "Calculator", "DocumentSearch", "CodeRunner"], "The loop with tools over any chat client. Its trained head and the training are not here."),
        new("ARM-Thinker", "2512.05111", "Apache-2.0 badge with research-only terms", PaperStatus.Works, ["arm-thinker"], [], "Text part."),
        new("Domain knowledge for reward modelling", "2402.15473", "location unverified, MIT claimed", PaperStatus.Works, [], ["RuleFeatures", "GroundedTraining"], "`grounded` is the idea with built-in features of calls; `RuleFeatures` takes your own. Features by a tuned language model are not here."),
        new("Social Reward", "2402.09872", "none found", PaperStatus.Partial, [], ["TripletLoss"], "The loss. Images are not our subject."),
        new("RoboReward", "2601.00675", "models only", PaperStatus.Partial, [], ["GradedReplies", "GradedError"], "Truncation and relabelling on tool calls, and the measure. Grades 1 to 4 for counterfactual requests need a model."),
        new("DRAGON", "2504.15217", "none found", PaperStatus.Partial, [], ["EmbeddingSets"], "Fréchet distance and Vendi score over embeddings; the contrastive update of a diffusion model is not."),
        new("ChartMaster (ChartSimRL)", "2508.17608", "MIT badge, without training code", PaperStatus.Partial, [], ["AttributeSets"], "Attribute Jaccard with a tolerance over two structured results. Weights, tolerances and the image part are unknown."),
        new("Dictionary-guided translation", "2508.19481", "snapshot not available", PaperStatus.Works, ["bleu", "chrf"], ["Bleu", "Chrf"], "Scale and smoothing of its BLEU are unknown, so the smoothing has to be given."),
        new("Reward Design for RL Agents", "2503.21949", "licences not found", PaperStatus.Partial, ["count-bonus"], ["Shaping", "CountBonus"], "Potential-based shaping (`shaped` in compositions) and the count bonus. EXPRD needs the decision process."),
        new("Towards better dense rewards", "2512.04302", "unknown", PaperStatus.Works, [], ["Shapley", "CallShares"], "Shapley credit over calls (`shapley` in compositions). Its approximation is unknown; ours draws orders."),
        new("Unsupervised Perceptual Rewards", "1612.06699", "none", PaperStatus.Not, [], [], "Vision, and formulas that could not be verified."),
        new("Automated Red-Teaming Framework", "2512.20677", "none found", PaperStatus.Not, [], ["toolrm audit"], "Its method is not given; two of its six classes, reward hacking and inappropriate tool use, are attacks of the audit."),
        new("MatchTIR", "2601.10712", "no licence file", PaperStatus.Works, ["matchtir-hard", "matchtir-soft"], ["CallCredit", "Sinkhorn", "MatchTirAdvantages"]),
        new("ToolRM: outcome reward models for tool calls", "2509.11963", "none found", PaperStatus.Partial, ["toolrm-reward", "schema-reward"], ["RewardModels"], "The reward of its GRPO experiment with any scorer of ours as the model; its own models of 1.7B to 14B are not here. How its score is mapped is unknown, so that it has to be given."),
        new("ToolComp", "2501.01290", "data set", PaperStatus.Partial, [], ["RankAtOne"], "Its measure of process reward models; its human labels are not."),
        new("Fission-GRPO", "2601.15625", "no licence file, no training code", PaperStatus.Not, [], [], "A way of sampling and training. Of its reward, a sum with schedules, the weight of names, the term for length and the schedules' form are unknown; `sum` composes it once they are chosen."),
        new("PORTool", "2510.26020", "see the credit of turns", PaperStatus.Not, [], [], "Credit over trees of rollouts, not a reward of a rollout."),
    ];

    /// <summary>Rewards of the list that come from no paper: parts for compositions.</summary>
    public static ValueList<string> Ours { get; } = ["correct", "format", "tool-used", "tool-success"];

    /// <summary>The whole document as Markdown.</summary>
    public static string Write()
    {
        var text = new StringBuilder(Head);
        foreach (var paper in All)
        {
            var where = paper.Rewards.Select(name => $"[`{name}`](rewards.md#{name})").Concat(paper.Places.Select(place => $"`{place}`"));
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {paper.Title}, [{paper.ArXiv}](https://arxiv.org/abs/{paper.ArXiv}) | {paper.Code} | {paper.Status.ToString().ToLowerInvariant()} | {string.Join(", ", where)} | {paper.Missing} |");
        }
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Ours, from no paper: {string.Join(", ", Ours.Select(name => $"`{name}`"))}.");
        return text.ToString().ReplaceLineEndings("\n");
    }
}

/// <summary>A paper and what of it is here.</summary>
/// <param name="Title">Short title.</param>
/// <param name="ArXiv">Its arXiv id.</param>
/// <param name="Code">Licence of the authors' code as found, or that there is none.</param>
/// <param name="Status">How much is here.</param>
/// <param name="Rewards">Names in <see cref="RewardFunctions.All"/>.</param>
/// <param name="Places">Other places: types of the library, perhaps with a member, and commands.</param>
/// <param name="Missing">What is not here and why, and what has to be given; empty when nothing.</param>
public sealed record Paper(string Title, string ArXiv, string Code, PaperStatus Status, ValueList<string> Rewards, ValueList<string> Places, string Missing = "");

/// <summary>How much of a paper is in the library.</summary>
public enum PaperStatus
{
    /// <summary>What it computes, but for training a language model.</summary>
    Works,

    /// <summary>A part; what is missing is said.</summary>
    Partial,

    /// <summary>Nothing of its own.</summary>
    Not,
}
