using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption;

/// <summary>One way of making a wrong reply from right calls.</summary>
/// <remarks>Source: the ways of failing in toolrm 1.2 and the checker's codes in tools-and-data 1.8. Weights are ours.</remarks>
public sealed class CorruptionOperator
{
    internal CorruptionOperator(
        string name, CorruptionFamily family, double weight, string meaning, string example, Func<Scene, SeededRandom, IEnumerable<Product>> apply) =>
        (Name, Family, Weight, Meaning, Example, Apply) = (name, family, weight, meaning, example, apply);

    /// <summary>The name in kebab case; a candidate's source is <c>corrupt:NAME</c>.</summary>
    public string Name { get; }

    /// <summary>What it damages.</summary>
    public CorruptionFamily Family { get; }

    /// <summary>How often it is drawn, relative to the others; above 0.</summary>
    public double Weight { get; }

    /// <summary>What it does, in one sentence without a full stop.</summary>
    public string Meaning { get; }

    /// <summary>An example, right and wrong with an arrow between.</summary>
    public string Example { get; }

    /// <summary>Replies in random order, made while they are asked for; they may turn out to be right. Empty where it cannot be applied.</summary>
    internal Func<Scene, SeededRandom, IEnumerable<Product>> Apply { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>What a corruption damages.</summary>
public enum CorruptionFamily
{
    /// <summary>The value of an argument, which stays of its type.</summary>
    Value,

    /// <summary>An argument that may be left out.</summary>
    Optional,

    /// <summary>An argument that must be there.</summary>
    Required,

    /// <summary>The JSON type of a value.</summary>
    Type,

    /// <summary>The name of a parameter.</summary>
    ParameterName,

    /// <summary>Which tool is called.</summary>
    Tool,

    /// <summary>How many calls there are.</summary>
    Count,

    /// <summary>Whether there is a call at all.</summary>
    Relevance,

    /// <summary>The text, which cannot be read as calls.</summary>
    Format,
}
