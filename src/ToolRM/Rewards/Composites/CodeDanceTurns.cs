using ToolRM.Scoring.Ensembles;

namespace ToolRM.Rewards.Composites;

/// <summary>The turn part of CodeDance: a failed call is penalised at the turn that made it, and a little before (arXiv 2512.17312; rewards 1.7).</summary>
public static class CodeDanceTurns
{
    /// <summary>X_i = x_i + 0.2·X_{i+1} over the turns with calls, with x = −0.5 for a failed turn and 0 else, and 0 behind the last.</summary>
    /// <param name="failed">Whether each turn with calls failed, in order.</param>
    /// <param name="penalty">x of a failed turn. Default −0.5 (CodeDance-VL/CodeDance).</param>
    /// <param name="discount">Weight of the turn behind. Default 0.2 (CodeDance-VL/CodeDance).</param>
    public static double[] Values(ReadOnlySpan<bool> failed, double penalty = -0.5, double discount = 0.2)
    {
        var values = new double[failed.Length];
        var next = 0.0;
        for (var t = values.Length - 1; t >= 0; t--) next = values[t] = (failed[t] ? penalty : 0) + discount * next;
        return values;
    }

    /// <summary>Standardises the values of all turns with calls of a batch: less their mean, over their population deviation. Without spread all are 0.</summary>
    /// <param name="batch">Per rollout the values of its turns with calls; answer turns are left out, their advantage is 0.</param>
    public static double[][] Standardise(IReadOnlyList<double[]> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        double[] all = [.. batch.SelectMany(values => values)];
        GroupScaling.Standardise(all);
        var (standard, next) = (new double[batch.Count][], 0);
        for (var i = 0; i < standard.Length; next += batch[i].Length, i++) standard[i] = all[next..(next + batch[i].Length)];
        return standard;
    }

    /// <summary>Advantage of the tokens of a turn: that of the rollout in its group, and a fifth of the turn's.</summary>
    /// <param name="rollout">Group advantage of the sequence reward.</param>
    /// <param name="turn">The turn's standardised value; 0 for an answer turn.</param>
    /// <param name="weight">Default 0.2: fixed in the released code, although launch scripts pass 0.1 and 0.2.</param>
    public static double Advantage(double rollout, double turn, double weight = 0.2) => rollout + weight * turn;
}
