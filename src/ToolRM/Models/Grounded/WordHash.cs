namespace ToolRM.Models.Grounded;

/// <summary>Hashes of words and of their stems. Stable: hashed words are part of the weights.</summary>
/// <remarks>FNV-1a over lower-case UTF-16 units, 32 bits. Apostrophes inside a word are skipped; <c>'s</c> at its end is dropped.</remarks>
internal static class WordHash
{
    private const uint Basis = 0x811C9DC5;
    private const uint Prime = 0x01000193;

    /// <summary>The hash of a lower-case word.</summary>
    public static uint Of(ReadOnlySpan<char> word)
    {
        var hash = Basis;
        foreach (var unit in word) hash = unchecked((hash ^ unit) * Prime);
        return hash;
    }

    /// <summary>The hash of a number: one for all spellings of a value.</summary>
    public static uint Of(double number)
    {
        var bits = BitConverter.DoubleToUInt64Bits(number == 0 ? 0 : number);
        return unchecked((uint)((bits * 0x9E3779B97F4A7C15UL) >> 32));
    }

    /// <summary>Length of the stem of a lower-case English word, and what follows it instead of the ending.</summary>
    /// <remarks>A handful of endings; wrong stems do no harm as long as both sides get the same.</remarks>
    public static uint Stem(ReadOnlySpan<char> word)
    {
        var kept = word;
        if (kept.Length > 4 && kept.EndsWith("ies")) return Join(kept[..^3], 'y');
        if (kept.Length > 4 && (kept.EndsWith("sses") || kept.EndsWith("ches") || kept.EndsWith("shes") || kept.EndsWith("xes"))) kept = kept[..^2];
        else if (kept.Length > 3 && kept[^1] == 's' && kept[^2] is not ('s' or 'u' or 'i')) kept = kept[..^1];
        if (kept.Length > 5 && kept.EndsWith("ing")) kept = Undouble(kept[..^3]);
        else if (kept.Length > 4 && kept.EndsWith("ed")) kept = Undouble(kept[..^2]);
        else if (kept.Length > 6 && kept.EndsWith("ation")) kept = kept[..^3]; // calculation and calculate meet at calculat
        else if (kept.Length > 5 && (kept.EndsWith("ion") || kept.EndsWith("or"))) kept = kept[..^(kept.EndsWith("ion") ? 3 : 2)];
        else if (kept.Length > 4 && kept.EndsWith("er")) kept = Undouble(kept[..^2]);
        else if (kept.Length > 4 && kept.EndsWith("ly")) kept = kept[..^2];
        if (kept.Length > 3 && kept[^1] == 'e') kept = kept[..^1];
        return kept.Length > 3 && kept[^1] == 'y' ? Join(kept[..^1], 'y') : Of(kept);
    }

    private static ReadOnlySpan<char> Undouble(ReadOnlySpan<char> kept) =>
        kept.Length > 3 && kept[^1] == kept[^2] && kept[^1] is not ('l' or 's' or 'e' or 'o') ? kept[..^1] : kept;

    private static uint Join(ReadOnlySpan<char> kept, char end) => unchecked((Of(kept) ^ end) * Prime);
}
