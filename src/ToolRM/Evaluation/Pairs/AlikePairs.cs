using ToolRM.Conversations;
using ToolRM.Preferences;

namespace ToolRM.Evaluation.Pairs;

/// <summary>Pairs whose two replies make the same calls but for key order, white space and 1 against 1.0: a tie for every scorer.</summary>
internal static class AlikePairs
{
    /// <summary>Whether a pair is one.</summary>
    public static bool IsAlike(this PreferencePair pair) => pair.Rejected is { } rejected && CallKey.Of(pair.Chosen) == CallKey.Of(rejected);
}
