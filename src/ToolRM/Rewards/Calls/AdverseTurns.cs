using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Rewards.Calls;

/// <summary>Which turns of a trajectory are no targets of training, because what came back says that the call was wrong (arXiv 2412.15495; rewards 1.2).</summary>
/// <remarks>A turn that is no target stays in the history of later ones.</remarks>
public static class AdverseTurns
{
    /// <summary>
    /// Markers of errors: those of the released list that the fact sheet names. Compared by letters, <c>"error":</c> is <c>error</c>, which
    /// also stands in results that tell of no error.
    /// </summary>
    public static ValueList<string> Markers { get; } =
    [
        "is not defined", "positional argument", "unexpected keyword", "connection error", "\"error\":", "not supported", "invalid api call", "response error",
        "not JSON serializable", "400 client error", "slice indices must be",
    ];

    /// <summary>Whether each turn is a target: true unless one of its results has a marker.</summary>
    /// <param name="trajectory">The trajectory.</param>
    /// <param name="markers">The markers; empty takes <see cref="Markers"/>.</param>
    /// <param name="comparison">How markers are looked for. Default by letters, as released.</param>
    /// <returns>One per turn. Without turns empty; a turn without results is a target.</returns>
    public static ValueList<bool> Targets(Trajectory trajectory, ValueList<string> markers = default, MarkerComparison comparison = MarkerComparison.Letters)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        string[] wanted = [.. (markers.Count == 0 ? Markers : markers).Select(marker => Form(marker, comparison)).Where(marker => marker.Length > 0)];
        return trajectory.Turns.Select(turn => !turn.Results.Any(result => Form(result.Text, comparison) is var text && Array.Exists(wanted, marker => text.Contains(marker, StringComparison.Ordinal)))).ToValueList();
    }

    private static string Form(string text, MarkerComparison comparison)
    {
        if (comparison == MarkerComparison.Text) return text.ToLowerInvariant();
        var kept = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            if (char.IsAsciiLetterOrDigit(unit) || unit is >= '\u4e00' and <= '\u9fff') kept.Append(char.ToLowerInvariant(unit));
        }
        return kept.ToString();
    }
}

/// <summary>How markers are looked for in results.</summary>
public enum MarkerComparison
{
    /// <summary>Both sides without all but ASCII letters, digits and CJK ideographs, in lower case: as released.</summary>
    Letters,

    /// <summary>Both sides as they are, in lower case, so that quotes and colons count.</summary>
    Text,
}
