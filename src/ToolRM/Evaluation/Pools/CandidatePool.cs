using ToolRM.Conversations;
using ToolRM.Datasets;

namespace ToolRM.Evaluation.Pools;

/// <summary>Questions with judged outputs of many models, to draw candidates from.</summary>
/// <param name="Title">What data it is, as reports name it.</param>
/// <param name="Questions">In file order; ids are unique.</param>
/// <param name="Files">Where it came from, with hashes.</param>
/// <param name="OpenModels">Models whose weights are open, sorted; null when that is not known.</param>
/// <param name="Notes">What was left out, with counts, as sentences; empty when nothing was.</param>
public sealed record CandidatePool(
    string Title,
    ValueList<PoolQuestion> Questions,
    ValueList<SourceFile> Files,
    ValueList<string>? OpenModels = null,
    ValueList<string> Notes = default)
{
    /// <summary>
    /// Every model with its share of right outputs, each run of each question one output; the least accurate first, equal
    /// ones by name.
    /// </summary>
    public ValueList<ModelAccuracy> Models()
    {
        var counts = new Dictionary<string, (long Right, long Runs)>(StringComparer.Ordinal);
        foreach (var question in Questions)
        {
            foreach (var output in question.Outputs)
            {
                foreach (var run in output.Runs)
                {
                    var (right, runs) = counts.GetValueOrDefault(run.Model);
                    counts[run.Model] = (right + (output.IsRight ? 1 : 0), runs + 1);
                }
            }
        }
        return counts
            .Select(entry => new ModelAccuracy(entry.Key, (double)entry.Value.Right / entry.Value.Runs, entry.Value.Runs))
            .OrderBy(model => model.Accuracy).ThenBy(model => model.Model, StringComparer.Ordinal)
            .ToValueList();
    }
}

/// <summary>How often a model is right.</summary>
/// <param name="Model">The model.</param>
/// <param name="Accuracy">Share of right outputs, 0 to 1.</param>
/// <param name="Runs">Outputs behind it.</param>
public readonly record struct ModelAccuracy(string Model, double Accuracy, long Runs);
