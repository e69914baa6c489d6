using ToolRM.Conversations;
using ToolRM.Models.Grounded;
using ToolRM.Preferences;
using ToolRM.Training;

namespace ToolRM.Tests.Models.Grounded;

/// <summary>Made-up pairs about the weather of cities, and a model trained on them.</summary>
internal static class GroundedCases
{
    /// <summary>Trees for few pairs.</summary>
    public static BoostedOptions Small { get; } = new() { Rounds = 40, MinimumRows = 2, MinimumHessian = 0.1 };

    private static readonly string[] Cities = ["Oslo", "Lima", "Paris", "Cairo", "Quito", "Delhi", "Accra", "Minsk", "Sofia", "Tunis"];

    private static readonly ValueList<ToolDefinition> Tools =
    [
        new("get_forecast", "Weather forecast of a city", JsonText.Parse(
            """{"type": "object", "properties": {"city": {"type": "string", "description": "The city"}, "days": {"type": "integer", "description": "Number of days"}}, "required": ["city", "days"]}""")),
        new("get_time", "Current time in a city", JsonText.Parse("""{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""")),
    ];

    private static readonly Lazy<GroundedModel> LazyModel = new(() => GroundedTraining.Train(Pairs(), [], new() { Seed = 1, Trees = Small }).Model);

    public static GroundedModel Model => LazyModel.Value;

    /// <summary>Four pairs a prompt: another city, another number, another tool, no call.</summary>
    public static IEnumerable<PreferencePair> Pairs(int prompts = 40)
    {
        for (var i = 0; i < prompts; i++)
        {
            var (city, other, days) = (Cities[i % 10], Cities[(i + 3) % 10], 2 + i % 5);
            var prompt = Prompt(city, days);
            ValueList<ToolCall>[] wrong = [[Forecast(other, days)], [Forecast(city, days + 7)], [ToolCall.Of("get_time", new MapValue([new("city", ArgumentValue.Of(city))]))], []];
            string[] labels = ["incorrect_parameter_value", "incorrect_parameter_value", "incorrect_function_name", "incorrect_number_of_functions"];
            for (var j = 0; j < wrong.Length; j++)
            {
                yield return new($"p{i}/{j}", $"q{i}", $"g{i}", prompt, [Forecast(city, days)], wrong[j], labels[j]) { Source = "weather", Generator = $"made:{j}" };
            }
        }
    }

    public static Conversation Prompt(string city, int days) => new([new UserMessage($"What will the weather be like in {city} for the next {days} days?")], Tools);

    public static ToolCall Forecast(string city, int days) => ToolCall.Of("get_forecast", new MapValue([new("city", ArgumentValue.Of(city)), new("days", ArgumentValue.Of(days))]));
}
