using ToolRM.Conversations;
using ToolRM.Training;

namespace ToolRM.Models.Grounded;

/// <summary>The features of one reply: a row for the whole, one per call, one per argument. NaN stands for unknown.</summary>
internal sealed class ReplyRows
{
    public float[] Reply { get; } = new float[ReplyFeatures.All.Length];

    public List<CallRow> Calls { get; } = [];

    /// <summary>Puts the rows into a learner's buffer; its order of calls and arguments is that of <see cref="Calls"/>.</summary>
    public void CopyTo(FeatureRows rows)
    {
        rows.Clear();
        Reply.CopyTo(rows.Add(GroundedSchema.Reply));
        foreach (var call in Calls)
        {
            call.Values.CopyTo(rows.Add(GroundedSchema.Call));
            foreach (var argument in call.Arguments) argument.Values.CopyTo(rows.Add(GroundedSchema.Argument));
        }
    }
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
