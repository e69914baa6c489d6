using ToolRM.Numerics;

namespace ToolRM.Rewards.Attribution;

/// <summary>
/// Shapley values: what each of n players adds to the value of all, as the mean over all orders in which they may come
/// (arXiv 2512.04302, its SCAR project; rewards 3.8). They sum to v(all) − v(none).
/// </summary>
/// <remarks>A coalition is a bit mask: bit i is player i. At most 63 players.</remarks>
public static class Shapley
{
    /// <summary>Most players that are counted exactly, 2ⁿ coalitions; beyond, orders are drawn. From rewards 3.8.</summary>
    public const int MaximumExact = 10;

    /// <summary>Most players at all.</summary>
    public const int MaximumPlayers = 63;

    /// <summary>Σ over coalitions S without i of |S|! (n − |S| − 1)! / n! · (v(S + i) − v(S)).</summary>
    /// <param name="values">v by mask, 2ⁿ of them; n at most 20.</param>
    /// <exception cref="ArgumentException">The number of values is no power of two, or there are more than 2²⁰.</exception>
    public static double[] Exact(ReadOnlySpan<double> values)
    {
        var players = System.Numerics.BitOperations.TrailingZeroCount((uint)values.Length);
        if (values.Length != 1 << players || players > 20) throw new ArgumentException($"values has {values.Length} numbers; expected 1, 2, 4 or another power of two up to 2^20", nameof(values));
        var shares = new double[players];
        var weights = Weights(players);
        for (var mask = 0; mask < values.Length; mask++)
        {
            for (var i = 0; i < players; i++)
            {
                if ((mask & (1 << i)) == 0) shares[i] += weights[System.Numerics.BitOperations.PopCount((uint)mask)] * (values[mask | (1 << i)] - values[mask]);
            }
        }
        return shares;
    }

    /// <summary>Mean of v(those before and i) − v(those before) over some orders of the players. Sums to v(all) − v(none) for any orders.</summary>
    /// <param name="orders">Orders of the players 0 to n − 1; at least one.</param>
    /// <param name="value">v of a mask.</param>
    public static double[] OverOrders(IReadOnlyList<int[]> orders, Func<ulong, double> value)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(value);
        if (orders.Count == 0) throw new ArgumentException("orders is empty; expected at least one", nameof(orders));
        var shares = new double[orders[0].Length];
        foreach (var order in orders)
        {
            var (mask, before) = (0UL, value(0));
            foreach (var player in order)
            {
                mask |= 1UL << player;
                var after = value(mask);
                shares[player] += (after - before) / orders.Count;
                before = after;
            }
        }
        return shares;
    }

    /// <summary>Random orders, each followed by its reverse, which halves the noise of players that stand for each other.</summary>
    /// <param name="players">n, at most <see cref="MaximumPlayers"/>.</param>
    /// <param name="count">How many orders, at least 1.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="item">What the orders are for, such as a candidate's id: equal items get equal orders.</param>
    public static int[][] Orders(int players, int count, long seed, string item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(players);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(players, MaximumPlayers);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var orders = new int[count][];
        for (var n = 0; n < count; n++)
        {
            int[] order = n % 2 == 1 ? [.. orders[n - 1].Reverse()] : [.. Enumerable.Range(0, players)];
            var random = SeededRandom.Of(seed, item, n);
            for (var i = n % 2 == 1 ? 0 : players - 1; i > 0; i--)
            {
                var j = random.Next(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }
            orders[n] = order;
        }
        return orders;
    }

    private static double[] Weights(int players)
    {
        // |S|! (n − |S| − 1)! / n! = 1 / (n · C(n − 1, |S|)).
        var weights = new double[Math.Max(players, 1)];
        var choose = 1.0;
        for (var size = 0; size < players; size++)
        {
            weights[size] = 1 / (players * choose);
            choose = choose * (players - 1 - size) / (size + 1);
        }
        return weights;
    }
}
