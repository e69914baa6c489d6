using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption.Operators;

namespace ToolRM.Synthesis.Corruption;

/// <summary>The corruption operators.</summary>
public static class Corruptions
{
    /// <summary>All operators, by family; names are unique.</summary>
    public static ValueList<CorruptionOperator> All { get; } =
    [
        .. Swaps.All, .. OtherMentions.All, .. NearNumbers.All, .. Units.All, .. Dates.All, .. Specificity.All, .. Choices.All, .. Lists.All, .. Placeholders.All,
        .. OptionalParameters.All, .. RequiredParameters.All, .. WrongTypes.All, .. NestedValues.All, .. ParameterNames.All,
        .. WrongTools.All, .. ToolNames.All, .. CallCounts.All, .. Relevance.All, .. BrokenFormats.All,
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
