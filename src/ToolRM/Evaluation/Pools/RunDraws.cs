using ToolRM.Numerics;

namespace ToolRM.Evaluation.Pools;

/// <summary>Draws of runs without replacement.</summary>
/// <remarks>
/// The first n of one order are the draw of size n, so draws of different sizes, and all selectors, are compared on the same
/// outputs. Order <c>s</c> of a question depends on the seed, the question's id and <c>s</c> alone.
/// </remarks>
public static class RunDraws
{
    /// <summary>Number of runs that may be drawn.</summary>
    /// <param name="question">The question.</param>
    /// <param name="includes">Which models' runs count.</param>
    public static int Count(PoolQuestion question, Func<string, bool> includes)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(includes);
        return question.Outputs.Sum(output => output.Runs.Count(run => includes(run.Model)));
    }

    /// <summary>Orders of runs, each run as the position of its output in the question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="includes">Which models' runs count.</param>
    /// <param name="maximum">Longest order wanted; shorter where there are fewer runs.</param>
    /// <param name="samples">Number of orders.</param>
    /// <param name="seed">The run's seed.</param>
    public static int[][] Of(PoolQuestion question, Func<string, bool> includes, int maximum, int samples, long seed)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(includes);
        var runs = question.Outputs
            .SelectMany((output, position) => output.Runs.Where(run => includes(run.Model)).Select(run => (Run: run, Position: position)))
            .OrderBy(entry => entry.Run.Model, StringComparer.Ordinal).ThenBy(entry => entry.Run.Run, StringComparer.Ordinal)
            .Select(entry => entry.Position).ToArray(); // sorted: the draw does not depend on the order of the file
        var length = Math.Min(maximum, runs.Length);
        var orders = new int[samples][];
        for (var sample = 0; sample < samples; sample++)
        {
            var random = SeededRandom.Of(seed, question.Id, sample);
            var order = runs.AsSpan().ToArray();
            for (var i = 0; i < length; i++)
            {
                var j = i + random.Next(order.Length - i);
                (order[i], order[j]) = (order[j], order[i]);
            }
            orders[sample] = order[..length];
        }
        return orders;
    }
}
