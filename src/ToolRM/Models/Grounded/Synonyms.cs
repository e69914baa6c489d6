using System.Collections.Frozen;

namespace ToolRM.Models.Grounded;

/// <summary>Words of requests and of tools that mean the same work. A small table of our own; it knows no more than common tools.</summary>
internal static class Synonyms
{
    private static readonly FrozenDictionary<uint, uint[]> Groups = Read(
        "book reserve reservation booking|find search look lookup browse seek discover|buy purchase order|weather forecast temperature rain rainy sunny humid hot cold snow climate|"
        + "movie film cinema|song music track playlist album tune|ride cab taxi uber drive trip|flight fly plane airline airport|hotel stay room accommodation lodging house|"
        + "restaurant eat dine dining dinner lunch food meal cuisine|convert conversion exchange change into|distance far long away|appointment schedule calendar meeting event|"
        + "play listen hear watch stream|send transfer pay payment wire|news headline article|email mail message sms text|price cost fare rate much|translate translation translator|"
        + "alarm wake reminder remind|create add make new insert generate build|delete remove cancel clear drop|update modify edit adjust change set|list show display view|"
        + "area square surface|sum total add plus|multiply product times|average mean|stock share ticker market|interest loan mortgage finance|bmi body weight height|"
        + "calorie nutrition diet|recipe cook ingredient|direction route navigate navigation path way|population people inhabitant|probability chance likely odds|"
        + "bus train transit|attraction sight landmark museum|doctor dentist therapist physician|salon stylist hair|rent rental lease|light lamp bulb|photo picture image|"
        + "plot graph chart histogram draw|solve root equation|derivative differentiate|integral integrate|password login account|file document folder|code program script");

    /// <summary>The stems that mean the same; empty for most.</summary>
    public static ReadOnlySpan<uint> Of(uint stem) => Groups.GetValueOrDefault(stem);

    private static FrozenDictionary<uint, uint[]> Read(string table)
    {
        var groups = new Dictionary<uint, HashSet<uint>>();
        foreach (var line in table.Split('|'))
        {
            var stems = line.Split(' ').Select(word => WordHash.Stem(word)).ToArray();
            foreach (var stem in stems)
            {
                if (!groups.TryGetValue(stem, out var same)) groups.Add(stem, same = []);
                same.UnionWith(stems.Where(other => other != stem));
            }
        }
        return groups.ToFrozenDictionary(group => group.Key, group => group.Value.ToArray());
    }
}
