using Microsoft.Extensions.AI;
using ToolRM.Parsing;

namespace ToolRM.Sampling;

/// <summary>A model that candidates are sampled from.</summary>
/// <param name="Name">Its name in ids and as <c>source</c> of candidates: not empty, without <c>/</c>, unique in a run.</param>
/// <param name="Client">Asks it; must be safe for concurrent calls. Stays the caller's.</param>
/// <param name="Format">
/// The wire format in which tools are explained and calls are read when the server knows no tools; null for native tools. See
/// <see cref="PromptedTools"/>.
/// </param>
/// <param name="Price">What its tokens cost; null when that is of no interest.</param>
public sealed record Generator(string Name, IChatClient Client, ReplyFormat? Format = null, TokenPrice? Price = null);

/// <summary>What a million tokens cost, in whatever currency.</summary>
/// <param name="Input">A million tokens of prompts; at least 0.</param>
/// <param name="Output">A million tokens of replies; at least 0.</param>
public sealed record TokenPrice(double Input, double Output)
{
    /// <summary>The cost of a usage.</summary>
    /// <param name="inputTokens">Tokens of prompts.</param>
    /// <param name="outputTokens">Tokens of replies.</param>
    public double Cost(long inputTokens, long outputTokens) => (inputTokens * Input + outputTokens * Output) / 1e6;
}
