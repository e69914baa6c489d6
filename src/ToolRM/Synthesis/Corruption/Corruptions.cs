using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption.Operators;

namespace ToolRM.Synthesis.Corruption;

/// <summary>The corruption operators.</summary>
public static class Corruptions
{
    /// <summary>All operators, by family; names are unique.</summary>
    public static ValueList<CorruptionOperator> All { get; } =
    [
        .. OtherMentions.All, .. NearNumbers.All, .. Choices.All,
        .. OptionalParameters.All, .. RequiredParameters.All, .. WrongTypes.All,
        .. WrongTools.All, .. CallCounts.All, .. Relevance.All, .. BrokenFormats.All,
    ];

    /// <summary>The operator of a name, or null.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    public static CorruptionOperator? Find(string name)
    {
        foreach (var one in All)
        {
            if (one.Name == name) return one;
        }
        return null;
    }
}
