namespace ToolRM.Training;

/// <summary>What a model file holds: the scorer, its calibrators, and where it comes from.</summary>
/// <param name="Name">The model's name, such as <c>grounded</c>.</param>
/// <param name="Scorer">Rows to a score.</param>
/// <param name="Calibrators">Scores to probabilities, by purpose; empty when uncalibrated.</param>
/// <param name="Provenance">Seed, hashes and counts of the data, options; no dates, so that the same training gives the same bytes.</param>
public sealed record TrainedModel(
    string Name,
    AdditiveModel Scorer,
    IReadOnlyDictionary<string, Calibrator> Calibrators,
    IReadOnlyDictionary<string, string> Provenance)
{
    /// <summary>The file format's name, and its first line.</summary>
    public const string Format = "toolrm/model@1";

    /// <summary>Writes schema <c>toolrm/model@1</c>; the same model gives the same bytes.</summary>
    /// <param name="stream">Where to; left open.</param>
    public void Write(Stream stream) => ModelFile.Write(this, stream);

    /// <summary>Reads schema <c>toolrm/model@1</c>.</summary>
    /// <param name="stream">The file, from its first byte; left open.</param>
    /// <param name="where">The file's name; for messages.</param>
    /// <param name="expected">The features that the code computes; null takes any.</param>
    /// <exception cref="ModelFormatException">It is no such file, it is damaged, or it was made for other features.</exception>
    public static TrainedModel Read(Stream stream, string where, FeatureSchema? expected = null) => ModelFile.Read(stream, where, expected);
}
