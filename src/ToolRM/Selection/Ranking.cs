using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;

namespace ToolRM.Selection;

/// <summary>A selector's first, second and equals among the candidates of a group, found by asking it again without some of them.</summary>
internal sealed class Ranking
{
    private static readonly SchemaVerifier Schema = new();
    private static readonly Unscored NotAsked = new("no scorer was asked");

    private readonly ISelector _selector;
    private readonly SelectionOption[] _options; // by the tie rule
    private readonly int[] _positions;           // of each option in the group
    private SelectionOption[]? _both;            // memory for IsEqual

    /// <summary>Ranks readable candidates, of which there is at least one.</summary>
    public Ranking(CandidateGroup group, ValueList<Score>? scores, BestOfOptions options)
    {
        _selector = options.Selector;
        var all = new SelectionOption[group.Candidates.Count];
        var keys = new Dictionary<string, (string Text, int Number)>(all.Length, StringComparer.Ordinal);
        for (var i = 0; i < all.Length; i++)
        {
            var candidate = group.Candidates[i];
            var key = CallKey.Of(candidate.Calls);
            // One text and one number per key: equal keys are then told without a look at the text, on which votes of many candidates rest.
            if (!keys.TryGetValue(key, out var known)) keys[key] = known = (key, keys.Count + 1);
            var fits = !_selector.NeedsSchema || Schema.Verify(group.Prompt.Tools, candidate.Calls).Status == VerdictStatus.Pass;
            all[i] = new(known.Text, IsReadable: true, fits, scores is { } given ? given[i] : NotAsked) { KeyNumber = known.Number };
        }
        _positions = Order(all, group, options.Ties);
        _options = new SelectionOption[all.Length];
        for (var i = 0; i < all.Length; i++) _options[i] = all[_positions[i]];
        Find(options.NoCallBelow is not null);
    }

    /// <summary>Position of the chosen candidate.</summary>
    public int Best { get; private set; }

    /// <summary>Position of the best with other calls; null when there are none.</summary>
    public int? RunnerUp { get; private set; }

    /// <summary>How many other sets of calls rank equal to the best.</summary>
    public int Tied { get; private set; }

    /// <summary>Position of the best candidate that calls nothing; null when there is none, or no threshold asks for it.</summary>
    public int? BestWithoutCalls { get; private set; }

    /// <summary>How many candidates have the calls of the one at a position.</summary>
    public int Votes(int position)
    {
        var key = _options[Array.IndexOf(_positions, position)].Key;
        var votes = 0;
        foreach (ref readonly var option in _options.AsSpan())
        {
            if (ReferenceEquals(option.Key, key)) votes++;
        }
        return votes;
    }

    private static int[] Order(SelectionOption[] options, CandidateGroup group, TieRule rule)
    {
        var order = new int[options.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        switch (rule)
        {
            case TieRule.MostCommon:
                var counts = options.CountBy(option => option.Key).ToDictionary(StringComparer.Ordinal);
                return [.. order.OrderByDescending(i => counts[options[i].Key])];
            case TieRule.Shortest:
                return [.. order.OrderBy(i => group.Candidates[i].Calls.Count == 0 ? group.Candidates[i].Text.Length : options[i].Key.Length)];
            default:
                return order;
        }
    }

    private void Find(bool wantsSilence)
    {
        var left = _options.AsSpan().ToArray();
        var positions = _positions.AsSpan().ToArray();
        var count = left.Length;
        var chosen = _selector.Select(left);
        Best = positions[chosen];
        if (wantsSilence) BestWithoutCalls = WithoutCalls();
        var best = left[chosen];
        while (true)
        {
            count = Without(left, positions, count, left[chosen].Key);
            if (count == 0) return;
            chosen = _selector.Select(left.AsSpan(0, count));
            RunnerUp ??= positions[chosen];
            if (!IsEqual(best.Key, left[chosen].Key)) return;
            Tied++;
        }
    }

    /// <summary>Whether the selector takes a key when its options come first, with only this and the best key there: then it ranks no lower.</summary>
    private bool IsEqual(string best, string key)
    {
        var both = _both ??= new SelectionOption[_options.Length];
        var count = 0;
        foreach (ref readonly var option in _options.AsSpan())
        {
            if (ReferenceEquals(option.Key, key)) both[count++] = option;
        }
        foreach (ref readonly var option in _options.AsSpan())
        {
            if (ReferenceEquals(option.Key, best)) both[count++] = option;
        }
        return ReferenceEquals(both[_selector.Select(both.AsSpan(0, count))].Key, key);
    }

    private static int Without(SelectionOption[] options, int[] positions, int count, string key)
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (ReferenceEquals(options[i].Key, key)) continue;
            (options[kept], positions[kept]) = (options[i], positions[i]);
            kept++;
        }
        return kept;
    }

    private int? WithoutCalls()
    {
        var silent = Enumerable.Range(0, _options.Length).Where(i => _options[i].Key == "[]").ToList();
        return silent.Count == 0 ? null : _positions[silent[_selector.Select([.. silent.Select(i => _options[i])])]];
    }
}
