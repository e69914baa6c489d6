using ToolRM.Conversations;

namespace ToolRM.Verification;

/// <summary>Says whether a reply's calls are right.</summary>
/// <remarks>
/// Pure and safe for many threads: the same arguments give an equal verdict. Never throws for what a model wrote; what cannot
/// be judged (no or the wrong kind of reference, a broken schema) is <see cref="VerdictStatus.Undecided"/>.
/// </remarks>
public interface IVerifier
{
    /// <summary>A short name for reports, in kebab case.</summary>
    string Name { get; }

    /// <summary>Judges one reply.</summary>
    /// <param name="prompt">What the model was asked, with the offered tools.</param>
    /// <param name="candidate">The reply; its calls are judged.</param>
    /// <param name="reference">What a right reply is; null when unknown, which only some verifiers can work with.</param>
    Verdict Verify(Conversation prompt, Candidate candidate, Reference? reference);
}
