using System.Collections.Frozen;

namespace ToolRM.Models.Grounded;

/// <summary>Words that most descriptions of tools have: they tell no tool from another.</summary>
internal static class ToolWords
{
    private static readonly FrozenSet<uint> Generic = (
        "information info detail data specific specified given provided provide provides based various using use uses used user users function tool api result results value values return returns retrieve fetch "
        + "request certain particular including include includes available related relevant allow allows enable enables help helps within over between according performs perform operation system service app application "
        + "string number integer list array object type name format default optional required parameter example e.g true false one two current")
        .Split(' ').Select(word => WordHash.Stem(word)).ToFrozenSet();

    public static bool IsGeneric(uint stem) => Generic.Contains(stem);
}
