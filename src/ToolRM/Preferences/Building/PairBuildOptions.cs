using ToolRM.Conversations;
using ToolRM.Synthesis.Obfuscation;

namespace ToolRM.Preferences.Building;

/// <summary>How pairs are chosen from judged candidates.</summary>
public sealed record PairBuildOptions
{
    /// <summary>The run's seed. Every draw depends on it and on the item's content alone, never on the order of files or rows. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Wrong replies kept per prompt, at least 1. Default 3 (toolrm 2.2: the cap of the released training data).</summary>
    public int WrongPerPrompt { get; init; } = 3;

    /// <summary>Which labels are preferred where a prompt has more wrong replies than are kept. Default <see cref="LabelAim.Even"/> (ours).</summary>
    public LabelAim Labels { get; init; } = LabelAim.Even;

    /// <summary>Caps on the shares of labels, sources and the like, applied one after the other, each once. Default none.</summary>
    public ValueList<PairCap> Caps { get; init; } = [];

    /// <summary>
    /// Largest share of pairs whose right reply calls nothing, above 0 and below 1; null for as many as there are. Default null. The
    /// paper's 85 : 85 : 10 is 10/180, 0.056 (toolrm 2.1).
    /// </summary>
    public double? IrrelevanceShare { get; init; }

    /// <summary>Share of question groups that are held out, at least 0 and below 1. Default 0.</summary>
    public double Holdout { get; init; }

    /// <summary>Which prompts get random names, in all their pairs alike; null for none. Default null.</summary>
    public ObfuscationOptions? Obfuscation { get; init; }

    /// <summary>Checks all options.</summary>
    /// <exception cref="DataFormatException">Some are out of range; one message names all.</exception>
    public void Validate()
    {
        Obfuscation?.Validate();
        var problems = new List<string>();
        if (WrongPerPrompt < 1) problems.Add($"at least 1 wrong reply per prompt is kept, not {WrongPerPrompt}");
        if (IrrelevanceShare is { } share && !(share > 0 && share < 1)) problems.Add($"the share of irrelevance lies above 0 and below 1, not at {share}");
        if (!(Holdout >= 0 && Holdout < 1)) problems.Add($"the share held out lies from 0 to below 1, not at {Holdout}");
        foreach (var cap in Caps)
        {
            if (cap.MaximumShare is { } maximum && !(maximum > 0 && maximum <= 1)) problems.Add($"the largest share of a {cap.By.ToString().ToLowerInvariant()} lies above 0 and at most at 1, not at {maximum}");
        }
        if (problems.Count > 0) throw new DataFormatException($"options of the pairs: {string.Join("; ", problems)}. See docs/pairs.md");
    }
}

/// <summary>Which labels are preferred where a prompt has more wrong replies than are kept.</summary>
public enum LabelAim
{
    /// <summary>Labels that have been kept least so far, so that they come out as even as the data allow.</summary>
    Even,

    /// <summary>None: the draw decides, so labels come out as they are in the data.</summary>
    Found,
}

/// <summary>A cap on the share of each stratum, such as each label.</summary>
/// <param name="By">What the strata are.</param>
/// <param name="MaximumShare">Largest share of the pairs that one stratum may have, above 0, at most 1; null for twice an equal share.</param>
public readonly record struct PairCap(PairStratum By, double? MaximumShare = null);

/// <summary>What pairs are counted and capped by.</summary>
public enum PairStratum
{
    /// <summary>The error label.</summary>
    Label,

    /// <summary>The data set.</summary>
    Source,

    /// <summary>Who wrote the wrong reply: a model or a corruption operator.</summary>
    Generator,

    /// <summary><c>single-turn</c>, <c>multi-turn</c> or <c>irrelevance</c>.</summary>
    Kind,
}
