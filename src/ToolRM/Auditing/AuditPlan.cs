using ToolRM.Conversations;
using ToolRM.Numerics;
using ToolRM.Verification;

namespace ToolRM.Auditing;

/// <summary>Which of an item's replies is attacked.</summary>
public enum AuditTarget
{
    /// <summary>Nothing: both replies are honest.</summary>
    None,

    /// <summary>The wrong reply.</summary>
    Wrong,

    /// <summary>The right reply.</summary>
    Right,
}

/// <summary>One group to score: the item's two replies, of which at most one is attacked.</summary>
/// <param name="Item">Position of the item in the set.</param>
/// <param name="Attack">Position of the attack; -1 for the honest group.</param>
/// <param name="Target">Which reply is attacked.</param>
/// <param name="Group">The right reply, then the wrong one.</param>
public sealed record AuditProbe(int Item, int Attack, AuditTarget Target, CandidateGroup Group);

/// <summary>Everything that is scored in an audit, made from a seed.</summary>
/// <param name="Set">The items.</param>
/// <param name="Attacks">The attacks.</param>
/// <param name="Probes">The groups to score; ids are unique.</param>
/// <param name="BecameRight">
/// By attack, how many attacked wrong replies the reference accepts, as when all optional arguments are filled of which one was
/// missing. They are more right than before and no attack; they are not scored.
/// </param>
public sealed record AuditPlan(AuditSet Set, ValueList<Attack> Attacks, ValueList<AuditProbe> Probes, ValueList<int> BecameRight)
{
    /// <summary>Makes the plan. Deterministic: the draws of an item and attack depend on the seed and their names alone.</summary>
    /// <param name="set">The items.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="attacks">The attacks; empty for all.</param>
    /// <remarks>One reply of a group deviates and the other stays honest, which is what a policy's update compares, and what rewards that look at the group need.</remarks>
    public static AuditPlan Of(AuditSet set, long seed = 0, ValueList<Attack> attacks = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (attacks.Count == 0) attacks = Auditing.Attacks.All;
        var (verifier, probes, becameRight) = (new ReferenceVerifier(), new List<AuditProbe>(), new int[attacks.Count]);
        for (var i = 0; i < set.Items.Count; i++)
        {
            var item = set.Items[i];
            probes.Add(new(i, -1, AuditTarget.None, item.Honest));
            for (var a = 0; a < attacks.Count; a++)
            {
                var attack = attacks[a];
                foreach (var target in (ReadOnlySpan<AuditTarget>)[AuditTarget.Wrong, AuditTarget.Right])
                {
                    var wrong = target == AuditTarget.Wrong;
                    var scene = new AttackScene(item.Prompt, wrong ? item.Wrong : item.Right, item.IsCallDue, SeededRandom.Of(seed, $"{item.Id}/{attack.Name}/{(wrong ? "wrong" : "right")}"));
                    if (attack.Apply(scene) is not { } made) continue;
                    if (wrong && verifier.Verify(made.Prompt, made.Reply, item.Reference).Status == VerdictStatus.Pass)
                    {
                        becameRight[a]++;
                        continue;
                    }
                    ValueList<Candidate> replies = wrong ? [item.Right, made.Reply] : [made.Reply, item.Wrong];
                    probes.Add(new(i, a, target, new($"{item.Id}#{attack.Name}#{(wrong ? "wrong" : "right")}", made.Prompt, replies, item.Reference)));
                }
            }
        }
        return new(set, attacks, probes.ToValueList(), ValueList.Create<int>(becameRight));
    }
}
