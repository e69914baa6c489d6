namespace ToolRM.Models.Grounded;

/// <summary>What part of the judgement a feature is about: what an ablation takes out together.</summary>
internal enum FeatureGroup
{
    Structure,
    Grounding,
    Form,
    Coverage,
    ToolFit,
    Count,
    State,
    NoCall,
}

/// <summary>A column of a feature row.</summary>
/// <param name="Name">In kebab case.</param>
/// <param name="Group">What it is about.</param>
/// <param name="Direction">+1 when more of it can only speak for the call, -1 when it can only speak against it, 0 when either.</param>
/// <param name="Prior">Weight that we give it before any data, from what is known of models' mistakes; learning moves it.</param>
/// <param name="Phrase">What to say when it cost the call points; <c>{0}</c> is the value, <c>{1}</c> the parameter or tool.</param>
internal sealed record FeatureInfo(string Name, FeatureGroup Group, int Direction, double Prior, string Phrase)
{
    /// <summary>
    /// Added to the weight after learning, and after calibration: what made pairs teach wrongly. Only for columns that are 0 wherever something
    /// is called, so that nothing else moves. From the dev half (docs/log.md, audit).
    /// </summary>
    public double Added { get; init; }
}
