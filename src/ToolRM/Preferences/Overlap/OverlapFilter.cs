using ToolRM.Conversations;

namespace ToolRM.Preferences.Overlap;

/// <summary>
/// What evaluation sets ask and offer, to leave prompts like theirs out of training. A prompt is like theirs when its last user
/// message equals one of theirs (letters and digits only, in lower case), or shares half or more of its six-word sequences with one, or, if
/// asked for, when enough of its offered tools have names of theirs (without case and separators).
/// </summary>
/// <remarks>
/// Of the evaluation sets every user message counts, not only the last. Source of the rule: the data kit's README, section train.
/// Messages of fewer than six words are compared whole only. Translations and paraphrases are not found.
/// </remarks>
public sealed class OverlapFilter
{
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _sequences = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tools = new(StringComparer.Ordinal);

    /// <summary>An empty filter.</summary>
    /// <param name="sequenceShare">Share of a prompt's six-word sequences that are enough, above 0, at most 1. Default 0.5 (the data kit's README).</param>
    /// <param name="toolShare">Share of a prompt's offered tools with known names that is enough, above 0, at most 1; null when names do not count. Default null.</param>
    /// <exception cref="DataFormatException">A share is out of range.</exception>
    public OverlapFilter(double sequenceShare = 0.5, double? toolShare = null)
    {
        if (!(sequenceShare > 0 && sequenceShare <= 1)) throw new DataFormatException($"the share of six-word sequences lies above 0 and at most at 1, not at {sequenceShare}");
        if (toolShare is { } share && !(share > 0 && share <= 1)) throw new DataFormatException($"the share of tool names lies above 0 and at most at 1, not at {share}");
        (SequenceShare, ToolShare) = (sequenceShare, toolShare);
    }

    /// <summary>Share of a prompt's six-word sequences that are enough.</summary>
    public double SequenceShare { get; }

    /// <summary>Share of a prompt's offered tools with known names that is enough; null when names do not count.</summary>
    public double? ToolShare { get; }

    /// <summary>Different user messages known.</summary>
    public int Messages => _messages.Count;

    /// <summary>Different tool names known.</summary>
    public int Tools => _tools.Count;

    /// <summary>Adds what an evaluation set asks and offers.</summary>
    /// <param name="prompt">One of its prompts.</param>
    public void Add(Conversation prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        foreach (var tool in prompt.Tools) _tools.Add(WordSequences.Name(tool));
        foreach (var message in prompt.Messages.OfType<UserMessage>())
        {
            var words = WordSequences.Words(message.Text);
            if (words.Count == 0 || !_messages.Add(string.Join(' ', words))) continue;
            foreach (var sequence in WordSequences.Of(words))
            {
                if (!_sequences.TryGetValue(sequence, out var places)) _sequences.Add(sequence, places = []);
                places.Add(_messages.Count);
            }
        }
    }

    /// <summary>Adds a row of any form: BFCL questions, FC-RewardBench, the data kit's rows, task rows, candidates, pairs, TRL preferences.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Whether it has messages or tools; false for rows such as a benchmark's verdicts.</returns>
    public bool Add(ArgumentValue row)
    {
        if (EvaluationPrompts.Read(row) is not { } prompt) return false;
        Add(prompt);
        return true;
    }

    /// <summary>Why a prompt is like one of the evaluation sets': <c>same_request</c>, <c>shared_word_sequences</c> or <c>shared_tool_names</c>; null when it is not.</summary>
    /// <param name="prompt">The prompt.</param>
    public string? Find(Conversation prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var last = prompt.Messages.OfType<UserMessage>().LastOrDefault();
        var words = last is null ? [] : WordSequences.Words(last.Text);
        if (_messages.Contains(string.Join(' ', words))) return "same_request";
        var sequences = WordSequences.Of(words);
        var shared = new Dictionary<int, int>();
        foreach (var sequence in sequences)
        {
            if (!_sequences.TryGetValue(sequence, out var places)) continue;
            foreach (var place in places) shared[place] = shared.GetValueOrDefault(place) + 1;
        }
        if (shared.Count > 0 && shared.Values.Max() >= SequenceShare * sequences.Count) return "shared_word_sequences";
        if (ToolShare is not { } share || prompt.Tools.Count == 0) return null;
        return prompt.Tools.Count(tool => _tools.Contains(WordSequences.Name(tool))) >= share * prompt.Tools.Count ? "shared_tool_names" : null;
    }
}
