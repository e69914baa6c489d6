using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ToolRM.Conversations;

namespace ToolRM.Scoring;

/// <summary>
/// Uniform in [0, 1), drawn from the run's seed, the group's id and the calls: equal calls of one group tie, and any score can
/// be drawn again alone. The floor that every scorer must beat.
/// </summary>
/// <remarks>SHA-256 over the three parts, each behind its length; the first 53 bits are the number. All replies without calls of a group tie.</remarks>
internal sealed class RandomScorer(long seed) : CandidateScorer(new(Name, Scale))
{
    public const string Name = "random";

    public const ScoreScale Scale = ScoreScale.Raw;

    protected override Score ScoreOne(CandidateGroup group, Candidate candidate)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, seed);
        hash.AppendData(number);
        foreach (var part in (ReadOnlySpan<string>)[group.Id, CallKey.Of(candidate.Calls)])
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, part.Length);
            hash.AppendData(number);
            hash.AppendData(MemoryMarshal.AsBytes(part.AsSpan())); // UTF-16, so that lone surrogates stay apart
        }
        var bits = BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
        return new Scored((bits >> 11) * (1.0 / (1L << 53)), Scale);
    }
}
