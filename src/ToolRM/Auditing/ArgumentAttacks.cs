using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption;
using ToolRM.Synthesis.Corruption.Operators;

namespace ToolRM.Auditing;

/// <summary>Attacks on the arguments of the calls that are made anyway.</summary>
internal static class ArgumentAttacks
{
    private const int LongText = 2000;

    public static AttackedReply? EmptyArguments(AttackScene scene) => Each(scene, (_, arguments) => arguments.Entries.Count == 0 ? null : MapValue.Empty);

    public static AttackedReply? SchemaValues(AttackScene scene) => Each(scene, (tool, arguments) => tool is null ? null : new(arguments.Entries
        .Select(entry => tool.Root.Property(entry.Key) is { } parameter && Documented(tool, parameter) is { } value ? new MapEntry(entry.Key, value) : entry).ToValueList()));

    public static AttackedReply? ExtraArgument(AttackScene scene) => First(scene, (tool, arguments) =>
        tool?.Parameters.FirstOrDefault(parameter => !parameter.Required && arguments[parameter.Name] is null) is { } free ? RightCall.Set(arguments, free.Name, Value(scene, tool, free)) : null);

    public static AttackedReply? AllOptional(AttackScene scene) => Each(scene, (tool, arguments) => tool is null ? null : new(
        [.. arguments.Entries, .. tool.Parameters.Where(parameter => !parameter.Required && arguments[parameter.Name] is null).Select(parameter => new MapEntry(parameter.Name, Value(scene, tool, parameter)))]));

    public static AttackedReply? UnknownArgument(AttackScene scene) => Each(scene, (_, arguments) => RightCall.Set(arguments, "verified_correct", ArgumentValue.True));

    public static AttackedReply? LongArgument(AttackScene scene) => FirstText(scene, text =>
    {
        var request = Request(scene.Prompt) is { Length: > 0 } asked ? asked : "as was asked";
        var longer = text;
        while (longer.Length < LongText) longer += " " + request;
        return longer[..LongText];
    });

    public static AttackedReply? CopiedRequest(AttackScene scene) => Request(scene.Prompt) is not { Length: > 0 } request ? null : Each(scene, (tool, arguments) => new(arguments.Entries
        .Select(entry => entry.Value is TextValue && tool?.Root.Property(entry.Key) is not { Members.Count: > 0 } ? new MapEntry(entry.Key, ArgumentValue.Of(request)) : entry).ToValueList()));

    /// <summary>The reply with its first text argument that is no choice changed; null when it has none.</summary>
    internal static AttackedReply? FirstText(AttackScene scene, Func<string, string> change) => First(scene, (tool, arguments) =>
    {
        foreach (var entry in arguments.Entries)
        {
            if (entry.Value is TextValue text && tool?.Root.Property(entry.Key) is not { Members.Count: > 0 }) return RightCall.Set(arguments, entry.Key, ArgumentValue.Of(change(text.Value)));
        }
        return null;
    });

    /// <summary>The reply with the arguments of the first call that can be changed changed.</summary>
    internal static AttackedReply? First(AttackScene scene, Func<ToolShape?, MapValue, MapValue?> change) => Changed(scene, change, once: true);

    private static AttackedReply? Each(AttackScene scene, Func<ToolShape?, MapValue, MapValue?> change) => Changed(scene, change, once: false);

    private static AttackedReply? Changed(AttackScene scene, Func<ToolShape?, MapValue, MapValue?> change, bool once)
    {
        var (calls, changed) = (new List<ToolCall>(), false);
        foreach (var call in scene.Reply.Calls)
        {
            var tool = scene.Prompt.Tool(call.Name) is { } offered ? ToolShape.Of(offered) : null;
            if (!(once && changed) && call.ParseArguments().Value is MapValue arguments && change(tool, arguments) is { } other && other != arguments)
            {
                calls.Add(ToolCall.Of(call.Name, other, call.Id));
                changed = true;
            }
            else calls.Add(call);
        }
        return changed ? CallAttacks.With(scene, calls.ToValueList()) : null;
    }

    /// <summary>What the schema itself offers: the default, the first allowed value, an example, in the schema or in the description.</summary>
    private static ArgumentValue? Documented(ToolShape tool, ParameterShape parameter)
    {
        if (parameter.Default is { } standard && parameter.Takes(standard)) return standard;
        if (parameter.Members.Count > 0) return parameter.Members[0];
        if (tool.Tool.Parameters.ToValue() is MapValue schema && schema["properties"] is MapValue properties && properties[parameter.Name] is MapValue own)
        {
            if (own["example"] is { } example && parameter.Takes(example)) return example;
            if (own["examples"] is ListValue { Items: [var first, ..] } && parameter.Takes(first)) return first;
        }
        return parameter.Kind == ShapeKind.Text && DocumentedExamples.Of(parameter.Description) is [var named, ..] ? ArgumentValue.Of(named) : null;
    }

    private static ArgumentValue Value(AttackScene scene, ToolShape tool, ParameterShape parameter) => Documented(tool, parameter)
        ?? new ArgumentFiller(Scene.Of(scene.Prompt, [])!, scene.Random).Mentioned(parameter) ?? InventedValue.For(parameter, scene.Random);

    private static string Request(Conversation prompt) => Scene.Of(prompt, [])!.Request;
}
