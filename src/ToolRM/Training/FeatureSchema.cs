using System.Security.Cryptography;
using System.Text;

namespace ToolRM.Training;

/// <summary>One column of a kind of rows.</summary>
/// <param name="Name">Unique in its kind, such as <c>unknown_words</c>.</param>
/// <param name="Group">What it is left out together with; empty for a group of its own.</param>
/// <param name="Monotone">+1: the score may only rise with it, -1: only fall, 0: free. Unknown values are free.</param>
public sealed record Feature(string Name, string Group = "", int Monotone = 0);

/// <summary>A kind of rows: its name and its columns, in order.</summary>
/// <param name="Name">The kind's name.</param>
/// <param name="Features">The columns; their order is the order of the values in a row.</param>
public sealed record RowKind(string Name, params Feature[] Features);

/// <summary>The kinds of rows an item is made of. An item has any number of rows of each kind.</summary>
/// <remarks>Two schemas are interchangeable when <see cref="Hash"/> is the same: kinds and column names in order.</remarks>
public sealed class FeatureSchema
{
    /// <summary>A schema of these kinds.</summary>
    /// <param name="kinds">The kinds; a row's kind is given by its place here.</param>
    /// <exception cref="ArgumentException">There is no kind, two share a name, or two columns of a kind do.</exception>
    public FeatureSchema(params RowKind[] kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        if (kinds.Length == 0) throw new ArgumentException("A schema has at least one kind of rows", nameof(kinds));
        var twice = kinds.GroupBy(kind => kind.Name).FirstOrDefault(group => group.Count() > 1)?.Key
            ?? kinds.SelectMany(kind => kind.Features.GroupBy(column => column.Name).Where(group => group.Count() > 1)).FirstOrDefault()?.Key;
        if (twice is not null) throw new ArgumentException($"\"{twice}\" stands twice", nameof(kinds));
        Kinds = [.. kinds];
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', kinds.Select(Line)))));
    }

    /// <summary>The kinds, in order.</summary>
    public IReadOnlyList<RowKind> Kinds { get; }

    /// <summary>SHA-256 over names of kinds and columns, in hexadecimal digits. Groups and directions are not part of it.</summary>
    public string Hash { get; }

    /// <summary>The first way in which another schema differs in names or order; null when they are interchangeable.</summary>
    /// <param name="other">The other schema, called "found" in the answer.</param>
    public string? Difference(FeatureSchema other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Hash == Hash) return null;
        if (other.Kinds.Count != Kinds.Count) return $"expected {Kinds.Count} kinds of rows, found {other.Kinds.Count}";
        for (var kind = 0; kind < Kinds.Count; kind++)
        {
            if (Kinds[kind].Name != other.Kinds[kind].Name) return $"expected rows of kind \"{Kinds[kind].Name}\", found \"{other.Kinds[kind].Name}\"";
            var (mine, theirs) = (Kinds[kind].Features, other.Kinds[kind].Features);
            for (var column = 0; column < Math.Max(mine.Length, theirs.Length); column++)
            {
                var (expected, found) = (NameAt(mine, column), NameAt(theirs, column));
                if (expected != found) return $"feature {column} of \"{Kinds[kind].Name}\": expected {expected}, found {found}";
            }
        }
        return "names differ";
    }

    private static string NameAt(Feature[] features, int column) => column < features.Length ? $"\"{features[column].Name}\"" : "none";

    private static string Line(RowKind kind) => kind.Name + "\t" + string.Join('\t', kind.Features.Select(column => column.Name));
}
