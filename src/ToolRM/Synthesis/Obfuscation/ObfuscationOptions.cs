using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Obfuscation;

/// <summary>Which items get random names, and what the names look like.</summary>
/// <remarks>Lengths, alphabet and share are ours: the paper does not state its own (toolrm 2.2).</remarks>
public sealed record ObfuscationOptions
{
    /// <summary>The run's seed; with an item's id it decides whether the item is changed, and all its names. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Share of items that are changed, 0 to 1. Default 1.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Shortest name, at least 4. Default 6.</summary>
    public int MinimumLength { get; init; } = 6;

    /// <summary>Longest name, at most 64. Default 12. A name with dots gets as many random parts.</summary>
    public int MaximumLength { get; init; } = 12;

    /// <summary>Characters of names: at least ten different ASCII letters or digits, of which one is a letter, which names begin with. Default a to z.</summary>
    public string Alphabet { get; init; } = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>Whether the keys of schemas change places too. Default true.</summary>
    public bool Reorder { get; init; } = true;

    /// <summary>
    /// Whether descriptions that name an offered tool get its new name; only names that no prose would hold by accident, that is with a
    /// digit, a separator or an inner capital. Default false: descriptions are kept as they are.
    /// </summary>
    public bool Mentions { get; init; }

    /// <summary>Whether an item is among those that are changed.</summary>
    /// <param name="itemId">The item's id.</param>
    public bool Chooses(string itemId) => Share >= 1 || SeededRandom.Of(Seed, "obfuscate\n" + itemId).NextDouble() < Share;

    /// <summary>Checks all options.</summary>
    /// <exception cref="DataFormatException">Some are out of range; one message names all.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (!(Share >= 0 && Share <= 1)) problems.Add($"the share lies from 0 to 1, not at {Share}");
        if (MinimumLength < 4 || MaximumLength > 64 || MinimumLength > MaximumLength) problems.Add($"lengths lie from 4 to 64, not from {MinimumLength} to {MaximumLength}");
        if (!Alphabet.All(char.IsAsciiLetterOrDigit) || !Alphabet.Any(char.IsAsciiLetter) || Alphabet.Distinct().Count() is var count && (count < 10 || count != Alphabet.Length))
        {
            problems.Add($"the alphabet has at least ten different ASCII letters and digits, a letter among them, not \"{Alphabet}\"");
        }
        if (problems.Count > 0) throw new DataFormatException($"options of the obfuscation: {string.Join("; ", problems)}. See docs/pairs.md");
    }
}
