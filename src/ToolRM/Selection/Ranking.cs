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
        var chosen = _selector.Select(_options);
        var best = _options[chosen].Key;
        Best = _positions[chosen];
        if (wantsSilence) BestWithoutCalls = WithoutCalls();
        var others = new SelectionOption[_options.Length];
        var positions = new int[_options.Length];
        var count = 0;
        for (var i = 0; i < _options.Length; i++)
        {
            if (ReferenceEquals(_options[i].Key, best)) continue;
            (others[count], positions[count]) = (_options[i], _positions[i]);
            count++;
        }
        if (count == 0) return;
        RunnerUp = positions[_selector.Select(others.AsSpan(0, count))];
        Tied = CountEquals(best);
    }

    /// <summary>
    /// How many other keys the selector takes when their options come first and those of the best key are all there is beside them: the
    /// best one is no lower than any, so it is equal to these.
    /// </summary>
    private int CountEquals(string best)
    {
        // Options key by key, so that each comparison copies only the few that it is about.
        SelectionOption[] byKey = [.. _options];
        var order = new int[byKey.Length];
        for (var i = 0; i < order.Length; i++) order[i] = byKey[i].KeyNumber * byKey.Length + i; // stable
        Array.Sort(order, byKey);
        var start = Array.FindIndex(byKey, option => ReferenceEquals(option.Key, best));
        var end = start;
        while (end < byKey.Length && ReferenceEquals(byKey[end].Key, best)) end++;
        var both = new SelectionOption[byKey.Length];
        var equals = 0;
        for (var from = 0; from < byKey.Length;)
        {
            var to = from + 1;
            while (to < byKey.Length && ReferenceEquals(byKey[to].Key, byKey[from].Key)) to++;
            if (from != start)
            {
                byKey.AsSpan(from, to - from).CopyTo(both);
                byKey.AsSpan(start, end - start).CopyTo(both.AsSpan(to - from));
                if (ReferenceEquals(both[_selector.Select(both.AsSpan(0, to - from + end - start))].Key, byKey[from].Key)) equals++;
            }
            from = to;
        }
        return equals;
    }

    private int? WithoutCalls()
    {
        var silent = Enumerable.Range(0, _options.Length).Where(i => _options[i].Key == "[]").ToList();
        return silent.Count == 0 ? null : _positions[silent[_selector.Select([.. silent.Select(i => _options[i])])]];
    }
}
