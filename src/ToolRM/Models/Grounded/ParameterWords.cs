using System.Collections.Frozen;

namespace ToolRM.Models.Grounded;

/// <summary>Words of parameters' names: those that say nothing, and those that tell two ends of something apart.</summary>
internal static class ParameterWords
{
    private static readonly FrozenSet<uint> Generic = Stems(
        "parameter value name type id string number integer list array data input output item is has the a an of in for to specific specified given desired required optional default "
        + "format example include enable flag use set get provide user valid want object option whether true false one boolean float used using which e.g i.e");

    // Words of names | words beside values that speak for them | words that speak against them.
    private static readonly (FrozenSet<uint> Names, FrozenSet<uint> For, FrozenSet<uint> Against)[] Roles =
    [
        Role("from start origin source departure begin initial lower min minimum first sender base old checkin pickup left src", "from between starting since after begin least minimum above over leaving departing first", "to until till before maximum below under ending"),
        Role("to end destination target arrival final upper max maximum last recipient receiver dest checkout dropoff stop until finish", "to until till through before and into maximum below under up most ending", "from between starting since after minimum above over"),
        Role("location city place area where country state region address town venue", "in at near around of from to for within", ""),
        Role("date day time when year month hour", "on at in by for during since until this next last", ""),
        Role("author artist by director creator composer writer", "by of from", ""),
        Role("recipient email contact person", "to with for", "from"),
        Role("topic subject query keyword search about", "about on for of regarding", ""),
        Role("price cost budget amount", "under below for of between around up", ""),
        Role("unit currency language format", "in to into as using", "from"),
        Role("guest guests people person passengers adults party size count quantity limit", "for of", ""),
    ];

    public static bool IsGeneric(uint stem) => Generic.Contains(stem);

    /// <summary>Adds the small words that stand beside values of such parameters.</summary>
    public static void AddRoles(Token[] name, Token[] description, Dictionary<uint, float> cues)
    {
        foreach (var role in Roles)
        {
            var weight = name.Any(token => role.Names.Contains(token.Stem)) ? 0.6f : description.Any(token => role.Names.Contains(token.Stem)) ? 0.25f : 0;
            if (weight == 0) continue;
            foreach (var word in role.For) cues[word] = Math.Max(cues.GetValueOrDefault(word), weight);
            foreach (var word in role.Against)
            {
                if (cues.GetValueOrDefault(word) <= 0) cues[word] = -weight;
            }
        }
    }

    private static (FrozenSet<uint>, FrozenSet<uint>, FrozenSet<uint>) Role(string names, string speakFor, string speakAgainst) => (Stems(names), Stems(speakFor), Stems(speakAgainst));

    private static FrozenSet<uint> Stems(string words) => words.Length == 0 ? [] : words.Split(' ').Select(word => WordHash.Stem(word)).ToFrozenSet();
}
