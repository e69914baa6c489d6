namespace ToolRM.Training;

/// <summary>The state of boosting: scores of all items, and the trees so far.</summary>
internal sealed class BoostingLoop
{
    private readonly PairTable _table;
    private readonly HeldOut _split;
    private readonly BoostedOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly Lane[] _lanes;
    private readonly double[] _scores, _gradients, _hessians;
    private readonly List<(int Kind, TreeNodes Tree)> _trees = [];

    public BoostingLoop(PairTable table, HeldOut split, BoostedOptions options, ParallelOptions parallel)
    {
        (_table, _split, _options, _parallel) = (table, split, options, parallel);
        Start = options.Base ?? AdditiveModel.Zero(table.Schema);
        if (table.Schema.Difference(Start.Schema) is { } difference) throw new ArgumentException(difference, nameof(options));
        _scores = Start.Scores(table);
        (_gradients, _hessians) = (new double[table.Items], new double[table.Items]);
        _lanes = [.. Enumerable.Range(0, table.Schema.Kinds.Count)
            .Where(kind => split.TrainPairs.Length > 0 && table.Store(kind).Count > 0 && Usable(kind).Length > 0)
            .Select(kind => new Lane(this, kind, Usable(kind)))];
    }

    private AdditiveModel Start { get; }

    /// <summary>How the present scores fit pairs.</summary>
    public PairFit Measure(ReadOnlySpan<int> pairs) => PairFit.Of(_table.Pairs, pairs, _scores, _options.Loss);

    /// <summary>Adds a tree.</summary>
    /// <returns>Whether there was anything to grow it on.</returns>
    public bool Round(int round)
    {
        if (_lanes.Length == 0) return false;
        var sample = Sample(round);
        var items = Derive(sample);
        var chosen = default((Lane Lane, GrownTree Tree, double[] Steps, double Fall)?);
        foreach (var lane in _options.Kinds == KindChoice.Rotation ? _lanes.AsSpan((round - 1) % _lanes.Length, 1) : _lanes)
        {
            if (lane.Grow(items, sample, round) is { } grown && (chosen is null || grown.Fall > chosen.Value.Fall)) chosen = (lane, grown.Tree, grown.Steps, grown.Fall);
        }
        if (chosen is { } best)
        {
            var nodes = best.Tree.ToNodes(best.Steps, _options.LearningRate);
            best.Lane.Apply(best.Tree, nodes);
            _trees.Add((best.Lane.Kind, nodes));
        }
        else _trees.Add((-1, TreeNodes.None)); // no split helps on this draw; another kind or draw may
        return true;
    }

    /// <summary>The model after so many rounds.</summary>
    public AdditiveModel Model(int rounds)
    {
        var trees = new TreeNodes[_table.Schema.Kinds.Count];
        for (var kind = 0; kind < trees.Length; kind++)
        {
            trees[kind] = _trees.Take(rounds).Where(tree => tree.Kind == kind).Aggregate(Start.Trees[kind], (all, tree) => all.With(tree.Tree));
        }
        return new(_table.Schema, Start.Bias, Start.Linear, trees);
    }

    private int[] Usable(int kind)
    {
        var features = _table.Schema.Kinds[kind].Features;
        return [.. Enumerable.Range(0, features.Length).Where(column => !_options.WithoutGroups.Contains(features[column].Group))];
    }

    private int[] Sample(int round)
    {
        if (_options.GroupShare >= 1) return _split.TrainPairs;
        var random = BoostedPairwise.Draw(_options, "groups", round);
        var isIn = new bool[_table.Groups];
        for (var group = 0; group < isIn.Length; group++) isIn[group] = random.NextDouble() < _options.GroupShare;
        return [.. _split.TrainPairs.Where(place => isIn[_table.Pairs[place].Group])];
    }

    // Derivatives per item; pairs share items, so this sum is made in the order of pairs.
    private int[] Derive(int[] sample)
    {
        Array.Clear(_gradients);
        Array.Clear(_hessians);
        foreach (var place in sample)
        {
            var pair = _table.Pairs[place];
            var d = _options.Loss.Derivatives(_scores[pair.Better], _scores[pair.Worse]);
            _gradients[pair.Better] += pair.Weight * d.Better;
            _gradients[pair.Worse] += pair.Weight * d.Worse;
            _hessians[pair.Better] += pair.Weight * (d.Difference + d.Sum + d.BetterAlone);
            _hessians[pair.Worse] += pair.Weight * (d.Difference + d.Sum + d.WorseAlone);
        }
        return [.. Enumerable.Range(0, _hessians.Length).Where(item => _hessians[item] > 0)];
    }

    /// <summary>What one kind of rows needs to grow trees.</summary>
    private sealed class Lane
    {
        private readonly BoostingLoop _loop;
        private readonly int[] _usable;
        private readonly BinnedRows _data;
        private readonly TreeGrower _grower;
        private readonly LeafFit _fit;
        private readonly byte[] _leafOf;

        public Lane(BoostingLoop loop, int kind, int[] usable)
        {
            (_loop, Kind, _usable) = (loop, kind, usable);
            _data = BinnedRows.Of(loop._table.Store(kind), loop._options.MaximumBins, loop._parallel);
            _grower = new(_data, loop._table.Schema.Kinds[kind], loop._options, loop._parallel);
            _fit = new(_data, loop._table.Pairs, loop._options.Loss, loop._parallel);
            _leafOf = new byte[_data.Rows];
        }

        public int Kind { get; }

        public (GrownTree Tree, double[] Steps, double Fall)? Grow(int[] items, int[] sample, int round)
        {
            if (_grower.Grow(items, _loop._gradients, _loop._hessians, Columns(round)) is not { } tree) return null;
            ForItems((first, end) =>
            {
                for (var row = _data.Starts[first]; row < _data.Starts[end]; row++) _leafOf[row] = (byte)tree.LeafOf(row);
            });
            var (steps, fall) = _fit.Fit(tree, _leafOf, sample, _loop._scores, _loop._options.LeafPenalty);
            return (tree, steps, fall);
        }

        // Adds what the finished tree gives, as it is stored.
        public void Apply(GrownTree tree, TreeNodes nodes)
        {
            var values = new double[tree.Leaves];
            for (var place = 0; place < tree.Nodes.Length; place++)
            {
                if (tree.Nodes[place].Leaf >= 0) values[tree.Nodes[place].Leaf] = nodes.Nodes[place].Value;
            }
            ForItems((first, end) =>
            {
                for (var item = first; item < end; item++)
                {
                    for (var row = _data.Starts[item]; row < _data.Starts[item + 1]; row++) _loop._scores[item] += values[_leafOf[row]];
                }
            });
        }

        private int[] Columns(int round)
        {
            if (_loop._options.FeatureShare >= 1) return _usable;
            var drawn = _usable.ToArray();
            BoostedPairwise.Draw(_loop._options, "columns of " + _loop._table.Schema.Kinds[Kind].Name, round).Shuffle(drawn.AsSpan());
            return [.. drawn.Take(Math.Max(1, (int)Math.Round(_loop._options.FeatureShare * drawn.Length))).Order()];
        }

        private void ForItems(Action<int, int> range)
        {
            var (items, size) = (_loop._table.Items, 4096);
            Parallel.For(0, (items + size - 1) / size, _loop._parallel, block => range(block * size, Math.Min(items, (block + 1) * size)));
        }
    }
}
