using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;

namespace ToolRM.Rewards;

/// <summary>The settings that a reward is made with: those given, and the defaults of the others.</summary>
public sealed class RewardOptions
{
    private readonly Dictionary<string, ArgumentValue> _values;

    private readonly RewardServices _services;

    private RewardOptions(Dictionary<string, ArgumentValue> values, RewardServices services) => (_values, _services) = (values, services);

    /// <summary>A number.</summary>
    /// <param name="name">The option's name.</param>
    public double Number(string name) => RewardOption.NumberOf(_values[name])!.Value;

    /// <summary>A whole number.</summary>
    /// <param name="name">The option's name.</param>
    public int Count(string name) => (int)Number(name);

    /// <summary>A word.</summary>
    /// <param name="name">The option's name.</param>
    public string Word(string name) => ((TextValue)_values[name]).Value;

    /// <summary>Yes or no.</summary>
    /// <param name="name">The option's name.</param>
    public bool Flag(string name) => ((BooleanValue)_values[name]).Value;

    /// <summary>A list of numbers.</summary>
    /// <param name="name">The option's name.</param>
    public ValueList<double> Numbers(string name) => ((ListValue)_values[name]).Items.Select(item => RewardOption.NumberOf(item)!.Value).ToValueList();

    /// <summary>A list of texts.</summary>
    /// <param name="name">The option's name.</param>
    public ValueList<string> Texts(string name) => ((ListValue)_values[name]).Items.Select(item => ((TextValue)item).Value).ToValueList();

    /// <summary>A scorer, found by the services that the reward is made with.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="DataFormatException">There is no scorer of the name that was given.</exception>
    public IScorer Scorer(string name) => _services.Scorer(Word(name));

    /// <summary>Checks what was given, all of it, and completes it.</summary>
    /// <param name="reward">The reward's name; for messages.</param>
    /// <param name="known">The reward's settings.</param>
    /// <param name="given">What was given; null for nothing.</param>
    /// <param name="where">File and place; for messages.</param>
    /// <param name="services">What the reward may ask; null for the library's rules alone.</param>
    /// <exception cref="DataFormatException">Something is unknown, of the wrong kind, or missing without a default; the message names all of it.</exception>
    internal static RewardOptions Read(string reward, ValueList<RewardOption> known, DocumentNode? given, string where, RewardServices? services = null)
    {
        var problems = new List<string>();
        var values = new Dictionary<string, ArgumentValue>(StringComparer.Ordinal);
        foreach (var entry in given?.Map().Entries ?? [])
        {
            var option = known.FirstOrDefault(option => option.Name == entry.Key);
            if (option is null) problems.Add($"there is no option \"{entry.Key}\"{(known.Count == 0 ? "" : "; there are " + string.Join(", ", known.Select(one => one.Name)))}");
            else if (!option.Takes(entry.Value)) problems.Add($"{entry.Key}: expected {option.Expected()}");
            else values[entry.Key] = entry.Value;
        }
        foreach (var option in known)
        {
            if (values.ContainsKey(option.Name) || given?.Optional(option.Name) is not null) continue;
            if (option.Default is { } standard) values[option.Name] = standard;
            else problems.Add($"{option.Name} has to be given, {option.Expected()}: {option.Description}");
        }
        return problems.Count == 0
            ? new(values, services ?? RewardServices.None)
            : throw new DataFormatException($"{(where.Length == 0 ? "" : where + ": ")}reward \"{reward}\": {string.Join("; ", problems)}. See docs/rewards.md");
    }
}
