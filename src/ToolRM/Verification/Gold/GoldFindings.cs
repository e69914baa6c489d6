using ToolRM.Conversations;
using ToolRM.Verification.Schemas;

namespace ToolRM.Verification.Gold;

/// <summary>
/// Says what is wrong with each call beside the reference call that the assignment gave it. Order of BFCL's checker (toolrm
/// 1.2): number of calls, then per call name, missing required arguments, given arguments in their order, missing optional
/// ones; last the reference calls that nobody made.
/// </summary>
internal sealed class GoldFindings
{
    /// <summary>Findings kept; more are dropped. Ours, as in the schema verifier.</summary>
    private const int Maximum = 100;

    private readonly GoldComparison _comparison;
    private readonly Conversation _prompt;
    private readonly List<Finding> _findings = [];

    private GoldFindings(GoldComparison comparison, Conversation prompt) => (_comparison, _prompt) = (comparison, prompt);

    public static ValueList<Finding> Of(GoldComparison comparison, Conversation prompt)
    {
        var findings = new GoldFindings(comparison, prompt);
        findings.AddAll();
        return findings._findings.ToValueList();
    }

    /// <summary>The finding for a reply with more or fewer calls than the reference.</summary>
    public static Finding WrongCount(int given, int gold) =>
        new(GoldCodes.WrongCount, ErrorLabel.IncorrectNumberOfFunctions, $"The reply has {Calls(given)}, the reference {Calls(gold)}.",
            null, null, Calls(gold), Calls(given));

    private static string Calls(int count) => count == 1 ? "1 call" : $"{count} calls";

    private void Add(Finding finding)
    {
        if (_findings.Count < Maximum) _findings.Add(finding);
    }

    private void AddAll()
    {
        var (given, gold) = (_comparison.Given, _comparison.Gold);
        if (given.Length != gold.Length) Add(WrongCount(given.Length, gold.Length));
        for (var i = 0; i < given.Length; i++)
        {
            if (_comparison.GoldOf[i] < gold.Length) AddPair(i, given[i], gold[_comparison.GoldOf[i]]);
            else Add(new(GoldCodes.ExtraCall, ErrorLabel.IncorrectNumberOfFunctions, $"The reference has no call left for {given[i].Name}.", i, null, null, Brief(given[i])));
        }
        for (var i = given.Length; i < gold.Length; i++)
        {
            var missing = gold[_comparison.GoldOf[i]];
            Add(new(GoldCodes.MissingCall, ErrorLabel.IncorrectNumberOfFunctions, $"No call is {missing.Name} of the reference.", null, null, Brief(missing)));
        }
    }

    private static string Brief(GoldCall call) =>
        ArgumentBrief.OfText(call.Name) + (call.Arguments is null ? "" : " " + ArgumentBrief.Of(call.Arguments));

    private void AddPair(int index, GoldCall given, GoldCall gold)
    {
        if (given.Name != gold.Name)
        {
            Add(new(GoldCodes.WrongName, ErrorLabel.IncorrectFunctionName, $"The reference calls {gold.Name}.", index, null, gold.Name, ArgumentBrief.OfText(given.Name)));
            return;
        }
        if (given.Compared is null)
        {
            Add(new(GoldCodes.ArgumentsUnreadable, ErrorLabel.IncorrectOutputFormat, $"The arguments cannot be read: {given.Problem}.", index, null,
                "a JSON object", ArgumentBrief.OfText(given.Call.ArgumentsText)));
            return;
        }
        if (_comparison.Pair(index, _comparison.GoldOf[index]).IsFull) return;
        var required = RequiredNames(gold.Name);
        AddMissing(index, given, gold, name => required?.Contains(name) ?? true, GoldCodes.MissingRequired, ErrorLabel.MissingRequiredParameter);
        for (var i = 0; i < given.Compared.Entries.Count; i++)
        {
            var (key, compared) = (given.Compared.Entries[i].Key, given.Compared.Entries[i].Value);
            var path = new ArgumentPath(null, key);
            if (gold[key] is { } expected) AddDifference(index, path, compared, given.Arguments!.Entries[i].Value, expected, gold.Arguments![key]!);
            else
            {
                Add(new(GoldCodes.UnexpectedParameter, ErrorLabel.UnexpectedParameter, $"The reference has no {path}.", index, path.ToString(),
                    null, ArgumentBrief.Of(given.Arguments!.Entries[i].Value)));
            }
        }
        AddMissing(index, given, gold, name => !(required?.Contains(name) ?? true), GoldCodes.MissingOptional, ErrorLabel.MissingOptionalParameter);
    }

    private void AddMissing(int index, GoldCall given, GoldCall gold, Func<string, bool> applies, string code, ErrorLabel label)
    {
        foreach (var entry in gold.Arguments!.Entries)
        {
            if (given[entry.Key] is not null || !applies(entry.Key)) continue;
            var path = new ArgumentPath(null, entry.Key);
            Add(new(code, label, $"The reference gives {path}, the call does not.", index, path.ToString(), ArgumentBrief.Of(entry.Value)));
        }
    }

    /// <summary>The innermost places where two values differ. Compared values decide, given ones are shown.</summary>
    private void AddDifference(int index, ArgumentPath path, ArgumentValue compared, ArgumentValue given, ArgumentValue expected, ArgumentValue gold)
    {
        if (_findings.Count >= Maximum || JsonEquality.AreEqual(compared, expected)) return;
        if (!SameKind(compared, expected))
        {
            Add(new(GoldCodes.WrongType, ErrorLabel.IncorrectParameterType, $"Expected {JsonKind.Word(gold)}, found {JsonKind.Word(given)}.", index, path.ToString(),
                ArgumentBrief.Of(gold), ArgumentBrief.Of(given)));
        }
        else if (compared is ListValue items && expected is ListValue others && items.Items.Count == others.Items.Count)
        {
            for (var i = 0; i < items.Items.Count; i++)
            {
                AddDifference(index, new(path, null, i), items.Items[i], ((ListValue)given).Items[i], others.Items[i], ((ListValue)gold).Items[i]);
            }
        }
        else if (compared is MapValue map && expected is MapValue other && SameKeys(map, other))
        {
            for (var i = 0; i < map.Entries.Count; i++)
            {
                var key = map.Entries[i].Key;
                AddDifference(index, new(path, key), map.Entries[i].Value, ((MapValue)given).Entries[i].Value, other[key]!, ((MapValue)gold)[key]!);
            }
        }
        else
        {
            Add(new(GoldCodes.WrongValue, ErrorLabel.IncorrectParameterValue, "The value is not the reference's.", index, path.ToString(),
                ArgumentBrief.Of(gold), ArgumentBrief.Of(given)));
        }
    }

    /// <summary>Whether both are texts, both numbers, and so on: 1 and 1.5 are of one kind.</summary>
    private static bool SameKind(ArgumentValue left, ArgumentValue right)
    {
        var (one, other) = (JsonKind.Of(left), JsonKind.Of(right));
        return one == other || (one & JsonKinds.Number) != 0 && (other & JsonKinds.Number) != 0;
    }

    /// <summary>Whether it makes sense to look inside: for large objects a search per key would be quadratic.</summary>
    private static bool SameKeys(MapValue left, MapValue right)
    {
        if (left.Entries.Count != right.Entries.Count || left.Entries.Count > 256) return false;
        foreach (var entry in left.Entries)
        {
            if (right[entry.Key] is null) return false;
        }
        return true;
    }

    /// <summary>The names that the tool's schema requires; null when the tool is not offered, so that every argument counts as required.</summary>
    private HashSet<string>? RequiredNames(string tool)
    {
        if (_prompt.Tool(tool) is not { } definition) return null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (JsonParse.Of(definition.Parameters.Text).Value is MapValue schema && schema["required"] is ListValue required)
        {
            foreach (var item in required.Items)
            {
                if (item is TextValue name) names.Add(name.Value);
            }
        }
        return names;
    }
}
