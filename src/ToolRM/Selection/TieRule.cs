namespace ToolRM.Selection;

/// <summary>Which of several options that a selector ranks equal is taken.</summary>
/// <remarks>
/// Every selector takes the earliest of equals, so a rule is an order in which the options are put before it. It never changes
/// what a selector prefers. <c>uniform</c> ranks all options equal: with it the rule alone decides.
/// </remarks>
public enum TieRule
{
    /// <summary>The one drawn earliest. The default (ours): what <c>evaluate best-of-n</c> measures, and without a lean where draws come in random order.</summary>
    First,

    /// <summary>The one whose calls were drawn most often, then the earliest. For scorers with few values, such as <c>schema</c>.</summary>
    MostCommon,

    /// <summary>The one with the fewest characters in its calls (in its text, where it has none), then the earliest.</summary>
    Shortest,
}

/// <summary>The names of tie rules on the command line.</summary>
public static class TieRules
{
    /// <summary>Every rule with its name, the default first.</summary>
    public static (string Name, TieRule Rule)[] All => [("first", TieRule.First), ("most-common", TieRule.MostCommon), ("shortest", TieRule.Shortest)];
}
