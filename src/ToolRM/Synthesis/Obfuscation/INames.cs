namespace ToolRM.Synthesis.Obfuscation;

/// <summary>What names become: random ones (<see cref="RandomNames"/>), or the old ones again (<see cref="OldNames"/>).</summary>
internal interface INames
{
    string Tool(string name);

    string Parameter(string name);

    /// <summary>Pairs of what to look for in texts and what to write, of tools and, if asked for, of parameters.</summary>
    IEnumerable<KeyValuePair<string, string>> Known(bool parameters);
}
