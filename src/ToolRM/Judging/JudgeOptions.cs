using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Sampling;

namespace ToolRM.Judging;

/// <summary>How a judging model is asked.</summary>
/// <param name="Model">Its name, part of what answers are kept under; sent only where the client sends it.</param>
public sealed record JudgeOptions(string Model)
{
    /// <summary>The prompt; null for the library's of the kind of judgement.</summary>
    public JudgePrompt? Prompt { get; init; }

    /// <summary>Highest grade of a score, at least 2. Default 10 (ours).</summary>
    public int Points { get; init; } = 10;

    /// <summary>Answers asked for per question, at least 1; their mean counts. Default 1. More than one says something only above temperature 0.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Temperature, at least 0; null for the server's own. Default 0, as Microsoft's judges have it.</summary>
    public float? Temperature { get; init; } = 0;

    /// <summary>Most tokens of an answer, at least 1; null for the server's own. Default 2,048 (ours; TRBench takes 8,192 for models that reason).</summary>
    public int? MaxTokens { get; init; } = 2048;

    /// <summary>Seed that requests carry, one more for every further sample; null sends none.</summary>
    public int? Seed { get; init; }

    /// <summary>Further fields of requests that the client sends by itself: only their part in the names of kept answers is here.</summary>
    public MapValue Extra { get; init; } = MapValue.Empty;

    /// <summary>What tokens cost; null when that is of no interest.</summary>
    public TokenPrice? Price { get; init; }

    /// <summary>Bounds and retries.</summary>
    public RequestPolicy Requests { get; init; } = new();

    /// <summary>All that is wrong, in one text; null when nothing is.</summary>
    public string? Problems()
    {
        var problems = new List<string>();
        if (Model.Length == 0) problems.Add("model: expected the model's name, found an empty text");
        if (Points < 2) problems.Add(Text($"points: expected at least 2, found {Points}"));
        if (Samples < 1) problems.Add(Text($"samples: expected at least 1, found {Samples}"));
        if (Temperature is { } temperature && !(temperature >= 0 && float.IsFinite(temperature))) problems.Add(Text($"temperature: expected at least 0, found {temperature}"));
        if (MaxTokens is < 1) problems.Add(Text($"max_tokens: expected at least 1, found {MaxTokens}"));
        if (Requests.Problems() is { } more) problems.Add(more);
        return problems.Count == 0 ? null : string.Join("; ", problems);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
