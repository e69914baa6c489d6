using ToolRM.Conversations;

namespace ToolRM.Selection;

/// <summary>The selectors.</summary>
public static class Selectors
{
    /// <summary>The first drawn.</summary>
    public static ISelector Uniform { get; } = new UniformSelector();

    /// <summary>The most frequent calls.</summary>
    public static ISelector Majority { get; } = new MajoritySelector();

    /// <summary>The first that fits the schema.</summary>
    public static ISelector SchemaFirst { get; } = new SchemaFirstSelector();

    /// <summary>The highest score.</summary>
    public static ISelector Argmax { get; } = new ArgmaxSelector();

    /// <summary>The calls with the most reward.</summary>
    public static ISelector RewardVote { get; } = new RewardVoteSelector();

    /// <summary>A right one where there is one.</summary>
    public static ISelector Oracle { get; } = new OracleSelector();

    /// <summary>All of them, baselines first, the upper bound last.</summary>
    public static ValueList<ISelector> All { get; } = [Uniform, Majority, SchemaFirst, Argmax, RewardVote, Oracle];

    /// <summary>The selector of a name, or null.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    public static ISelector? Find(string name)
    {
        foreach (var selector in All)
        {
            if (selector.Name == name) return selector;
        }
        return null;
    }

    internal static void RequireAny(ReadOnlySpan<SelectionOption> drawn)
    {
        if (drawn.IsEmpty) throw new ArgumentException("there are no options to choose from; draw at least one", nameof(drawn));
    }
}
