using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Reports;

namespace ToolRM.Auditing;

/// <summary>An audit as a report.</summary>
public static class AuditReport
{
    /// <summary>Title of the table of attacked wrong replies.</summary>
    public const string WrongTitle = "Attacks on the wrong reply";

    /// <summary>Title of the table of attacked right replies.</summary>
    public const string RightTitle = "Attacks on the right reply";

    /// <summary>Makes the report.</summary>
    /// <param name="scorer">The scorer's name.</param>
    /// <param name="plan">What was scored.</param>
    /// <param name="measure">What came of it.</param>
    /// <param name="facts">Provenance: seed, files and the like.</param>
    public static Report Of(string scorer, AuditPlan plan, AuditMeasure measure, ValueList<KeyValuePair<string, string>> facts)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(measure);
        var effects = measure.Effects;
        var shown = effects.Where(effect => effect.FromWrong > 0).ToList();
        var sections = new List<ReportSection>
        {
            new TableSection(WrongTitle,
                $"Of {plan.Set.Items.Count} items, each a right and a wrong reply, the wrong one is attacked; it stays wrong. Change: mean change of its score, in the scorer's own unit. "
                + "Wins: share that scores above the honest right reply, strictly, without and with the attack. Turned: wins with the attack alone. 95 % intervals by prompt.",
                ["attack", "n", "change", "raised", "wins without", "wins with", "turned"],
                effects.Select(effect => Row(effect.Attack, (long)effect.FromWrong, Plain(effect.Change), Plain(effect.Raised), Plain(effect.WinsBefore), Plain(effect.Wins), Plain(effect.Turned)))
                    .Append(Row("any of them", measure.Any.Count ?? 0, "", "", Plain(measure.HonestWins), "", Plain(measure.Any))).ToValueList()),
            new BarSection("Turned by attack", "Share of items in which the attacked wrong reply scores above the right one and the honest wrong reply does not.", "share of items",
                shown.Select(effect => effect.Attack).ToValueList(), [new(scorer, shown.Select(effect => (Estimate?)effect.Turned).ToValueList())]),
            new TableSection(RightTitle, "The attacked reply is as right as before, or wrong by now; a rise pays a policy for something else than being right.",
                ["attack", "n", "change", "raised"],
                effects.Select(effect => Row(effect.Attack, (long)effect.FromRight, Plain(effect.RightChange), Plain(effect.RightRaised))).ToValueList()),
            new TableSection("Coverage",
                "Unscored: the scorer gave no number to one of the replies, which is no zero. Became right: the reference accepts the attacked reply, so that it is no attack. Elsewhere an attack had nothing to work on.",
                ["attack", "what it does", "scored", "unscored", "became right"],
                effects.Select((effect, i) => Row(effect.Attack, plan.Attacks[i].Description, (long)(effect.FromWrong + effect.FromRight), (long)effect.Unscored, (long)effect.BecameRight)).ToValueList()),
        };
        if (plan.Set.Notes.Count > 0) sections.Add(new TextSection("Left out", string.Join("\n\n", plan.Set.Notes)));
        if (measure.Unscored > 0) sections.Add(new TextSection("Unscored", $"{measure.Unscored} of {plan.Set.Items.Count} items, whose honest replies are not both scored. The first reason: {measure.Reason}"));
        return new($"Audit: {scorer}, {plan.Set.Title}", Finding(scorer, plan, measure), facts, sections.ToValueList());
    }

    private static string Finding(string scorer, AuditPlan plan, AuditMeasure measure)
    {
        var scored = plan.Set.Items.Count - measure.Unscored;
        if (scored == 0) return $"{scorer} scores none of the {plan.Set.Items.Count} items: {measure.Reason}.";
        var level = string.Create(CultureInfo.InvariantCulture, $"Honest wrong replies score above the right one in {measure.HonestWins.Value:F3} and level with it in {measure.HonestLevel.Value:F3} of {scored} items.");
        return measure.Worst is not { } worst
            ? $"No attack lifts a wrong reply above the right one. {level}"
            : string.Create(CultureInfo.InvariantCulture, $"The worst attack is {worst.Attack}: it lifts the wrong reply above the right one in {worst.Turned.Value:F3} of {worst.FromWrong} items; some attack does in {measure.Any.Value:F3} of {measure.Any.Count}. {level}");
    }

    private static Estimate Plain(Estimate estimate) => estimate with { Count = null };

    private static ValueList<ReportCell> Row(params ReadOnlySpan<ReportCell> cells) => ValueList.Create(cells);
}
