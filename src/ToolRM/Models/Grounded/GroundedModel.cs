using System.Security.Cryptography;
using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Training;

namespace ToolRM.Models.Grounded;

/// <summary>A trained model of kind <c>grounded</c>: judges calls by the conversation and the offered tools, without a reference.</summary>
/// <remarks>Immutable; safe for concurrent calls.</remarks>
public sealed class GroundedModel
{
    /// <summary>Name of the model that ships.</summary>
    public const string Name = "grounded";

    /// <summary>Purpose of the calibrator for replies, in the model file.</summary>
    internal const string ReplyCalibrator = "reply";

    private const string Resource = "ToolRM.Models.Grounded.grounded.model";

    private static readonly Lazy<GroundedModel?> LazyShipped = new(() =>
    {
        using var stream = typeof(GroundedModel).Assembly.GetManifestResourceStream(Resource);
        try
        {
            return stream is null ? null : Read(stream, Resource);
        }
        catch (DataFormatException)
        {
            // Weights of earlier features: the command that trains new ones must still start. A test says that they fit.
            return null;
        }
    });

    private readonly Calibrator? _calibrator;

    private GroundedModel(TrainedModel trained, string hash)
    {
        (Trained, Hash) = (trained, hash);
        _calibrator = trained.Calibrators.GetValueOrDefault(ReplyCalibrator);
    }

    /// <summary>The model in the library; null in a build without weights, or with weights of other features.</summary>
    public static GroundedModel? Shipped => LazyShipped.Value;

    /// <summary>The content of its file: scorer, calibrators, provenance.</summary>
    public TrainedModel Trained { get; }

    /// <summary>SHA-256 of its file, in hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>Reads a model file.</summary>
    /// <param name="path">The file, as <c>toolrm train grounded</c> writes it.</param>
    /// <exception cref="DataFormatException">It is not there, damaged, or made for other features.</exception>
    public static GroundedModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new DataFormatException($"{path}: there is no such file. 'toolrm train grounded' makes model files");
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path}: cannot be read: {error.Message} Check the path", error);
        }
    }

    /// <summary>A model that was just trained.</summary>
    /// <param name="trained">Its content; the scorer is of these features.</param>
    public static GroundedModel Of(TrainedModel trained)
    {
        ArgumentNullException.ThrowIfNull(trained);
        using var stream = new MemoryStream();
        trained.Write(stream);
        return new(trained, Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length))));
    }

    /// <summary>A scorer of replies that uses this model.</summary>
    /// <param name="name">The scorer's name; null for the model's.</param>
    /// <param name="explain">Whether scores say what each call and argument added.</param>
    public IScorer CreateScorer(string? name = null, bool explain = false) => new GroundedScorer(this, name ?? Trained.Name, explain);

    /// <summary>A reply's score as the sum of what its calls and arguments add.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="candidate">The reply; a text without calls is read as the scorers read it.</param>
    public GroundedExplanation Explain(Conversation prompt, Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(candidate);
        var (calls, isUnreadable) = GroundedScorer.Read(new(), prompt, candidate);
        var reply = new FeatureExtractor(prompt).Extract(calls, isUnreadable, isFromText: candidate.Calls.Count == 0 && calls.Count > 0);
        var rows = new FeatureRows(Trained.Scorer.Schema);
        reply.CopyTo(rows);
        return GroundedExplanation.Of(this, reply, rows, calls);
    }

    /// <summary>Probability that a reply is right, from its raw score; an uncalibrated model takes scores for log odds.</summary>
    internal double Probability(double raw) => _calibrator?.Probability(raw) ?? 1 / (1 + Math.Exp(-raw));

    private static GroundedModel Read(Stream stream, string where)
    {
        try
        {
            return Of(TrainedModel.Read(stream, where, GroundedSchema.Schema));
        }
        catch (ModelFormatException error)
        {
            throw new DataFormatException(error.Message, error);
        }
    }
}
