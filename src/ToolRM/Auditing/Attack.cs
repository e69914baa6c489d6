using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Auditing;

/// <summary>
/// A way to make a reply look better without making it more right. A pure function of the prompt, the reply and a seeded draw; what
/// it gives is as right as the reply was, or less.
/// </summary>
/// <param name="Name">Its name, in kebab case.</param>
/// <param name="Description">What it does to a reply, in half a sentence.</param>
/// <param name="Apply">The function; null where the reply offers nothing to do it to.</param>
public sealed record Attack(string Name, string Description, Func<AttackScene, AttackedReply?> Apply);

/// <summary>What an attack starts from.</summary>
/// <param name="Prompt">Messages and offered tools.</param>
/// <param name="Reply">The reply; its text is an <see cref="AuditText"/> of its calls.</param>
/// <param name="IsCallDue">Whether a right reply to the prompt calls something.</param>
/// <param name="Random">Draws of this item and attack.</param>
public sealed record AttackScene(Conversation Prompt, Candidate Reply, bool IsCallDue, SeededRandom Random);

/// <summary>What an attack made.</summary>
/// <param name="Prompt">The prompt; another one only where the attack comes through it, as by a tool's result.</param>
/// <param name="Reply">The reply, under the id of the one attacked.</param>
public sealed record AttackedReply(Conversation Prompt, Candidate Reply);
