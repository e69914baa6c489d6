using ToolRM.Conversations;

namespace ToolRM.Models.Grounded;

/// <summary>The features of one reply: a row for the whole, one per call, one per argument. NaN stands for unknown.</summary>
internal sealed class FeatureRows
{
    public float[] Reply { get; } = new float[ReplyFeatures.All.Length];

    public List<CallRow> Calls { get; } = [];
}

/// <summary>The features of one call.</summary>
/// <param name="call">The call.</param>
internal sealed class CallRow(ToolCall call)
{
    public ToolCall Call => call;

    public float[] Values { get; } = new float[CallFeatures.All.Length];

    public List<ArgumentRow> Arguments { get; } = [];
}

/// <summary>The features of one argument.</summary>
/// <param name="name">Its name.</param>
/// <param name="value">Its value.</param>
internal sealed class ArgumentRow(string name, ArgumentValue value)
{
    public string Name => name;

    public ArgumentValue Value => value;

    public float[] Values { get; } = new float[ArgumentFeatures.All.Length];
}
