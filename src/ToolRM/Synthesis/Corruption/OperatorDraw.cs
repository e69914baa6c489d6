using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption;

/// <summary>
/// In which order the operators are tried at one prompt: a family by its weight, and inside it an order that favours heavy
/// operators (Efraimidis and Spirakis 2006: sort by u^(1/w)).
/// </summary>
internal sealed class OperatorDraw
{
    // Shares of the errors in FC-RewardBench (toolrm 1.2: values 43 %, names 27, counts 16, optional 5, required 3, type 3, unexpected 1,
    // parsing 1), with what is rare there raised so that a model meets it at all.
    private static readonly (CorruptionFamily Family, double Weight)[] Shares =
    [
        (CorruptionFamily.Value, 8), (CorruptionFamily.Tool, 2.8), (CorruptionFamily.Count, 2.4), (CorruptionFamily.Optional, 1.4), (CorruptionFamily.Required, 0.7),
        (CorruptionFamily.Type, 0.7), (CorruptionFamily.ParameterName, 0.7), (CorruptionFamily.Relevance, 0.7), (CorruptionFamily.Format, 0.4),
    ];

    private readonly SeededRandom _random;
    private readonly List<(Queue<CorruptionOperator> Operators, double Weight)> _families = [];

    public OperatorDraw(ValueList<CorruptionOperator> operators, SeededRandom random)
    {
        _random = random;
        foreach (var (family, weight) in Shares)
        {
            var ordered = operators.Where(one => one.Family == family)
                .Select(one => (One: one, Key: Math.Log(1 - random.NextDouble()) / one.Weight))
                .OrderByDescending(entry => entry.Key).Select(entry => entry.One);
            _families.Add((new(ordered), weight));
        }
    }

    /// <summary>The untried operators of a family; null when all are tried.</summary>
    public Queue<CorruptionOperator>? NextFamily()
    {
        _families.RemoveAll(family => family.Operators.Count == 0);
        if (_families.Count == 0) return null;
        var left = _random.NextDouble() * _families.Sum(family => family.Weight);
        foreach (var (operators, weight) in _families)
        {
            left -= weight;
            if (left < 0) return operators;
        }
        return _families[^1].Operators;
    }
}
