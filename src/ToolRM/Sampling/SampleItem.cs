using System.Globalization;
using ToolRM.Numerics;

namespace ToolRM.Sampling;

/// <summary>One reply to be had: a prompt, a generator and which of its samples.</summary>
/// <param name="Prompt">The prompt's id.</param>
/// <param name="Generator">The generator's name, without <c>/</c>.</param>
/// <param name="Sample">Which sample, from 0.</param>
public sealed record SampleItem(string Prompt, string Generator, int Sample)
{
    /// <summary>The item's id, <c>prompt/generator/sample</c>: what a run is resumed by.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Prompt}/{Generator}/{Sample}");

    /// <summary>The id of the candidate in its group, <c>generator/sample</c>.</summary>
    public string CandidateId => string.Create(CultureInfo.InvariantCulture, $"{Generator}/{Sample}");

    /// <summary>
    /// The seed that is sent, 0 to 2³¹ - 1 (what every known server takes): a hash of run seed, prompt, generator and sample,
    /// so that the reply can be asked for again without the others.
    /// </summary>
    /// <param name="runSeed">The run's seed.</param>
    public int Seed(long runSeed) => (int)(SeededRandom.Of(runSeed, $"{Prompt}/{Generator}", Sample).NextBits() >> 33);
}
