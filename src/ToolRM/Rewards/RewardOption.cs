using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Rewards;

/// <summary>A setting of a reward, as documents and composition files name it.</summary>
/// <param name="Name">Its name, in kebab case.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Default">What holds when it is not given; null when it has to be given, because no paper or code says what it is.</param>
/// <param name="Description">What it does, and where the default is from.</param>
/// <param name="Words">The words it may be; empty unless it is a word.</param>
/// <param name="Minimum">Least number.</param>
/// <param name="Maximum">Greatest number.</param>
public sealed record RewardOption(
    string Name, RewardOptionKind Kind, ArgumentValue? Default, string Description,
    ValueList<string> Words = default, double Minimum = double.NegativeInfinity, double Maximum = double.PositiveInfinity)
{
    /// <summary>A number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="standard">What holds when it is not given; null when it has to be given.</param>
    /// <param name="description">What it does, and where the default is from.</param>
    /// <param name="minimum">Least value.</param>
    /// <param name="maximum">Greatest value.</param>
    public static RewardOption Number(string name, double? standard, string description, double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity) =>
        new(name, RewardOptionKind.Number, standard is { } value ? ArgumentValue.Of(value) : null, description, [], minimum, maximum);

    /// <summary>One of some words.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="standard">What holds when it is not given; null when it has to be given.</param>
    /// <param name="words">The words.</param>
    /// <param name="description">What each does, and where the default is from.</param>
    public static RewardOption Word(string name, string? standard, ValueList<string> words, string description) =>
        new(name, RewardOptionKind.Word, standard is null ? null : ArgumentValue.Of(standard), description, words);

    /// <summary>Yes or no.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="standard">What holds when it is not given.</param>
    /// <param name="description">What yes does, and where the default is from.</param>
    public static RewardOption Flag(string name, bool standard, string description) =>
        new(name, RewardOptionKind.Flag, ArgumentValue.Of(standard), description);

    /// <summary>A list of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="standard">What holds when it is not given; null when it has to be given.</param>
    /// <param name="description">What they do, and where the default is from.</param>
    public static RewardOption Numbers(string name, ValueList<double>? standard, string description) =>
        new(name, RewardOptionKind.Numbers, standard is { } values ? new ListValue(values.Select(value => (ArgumentValue)ArgumentValue.Of(value)).ToValueList()) : null, description);

    /// <summary>A list of texts, such as names of tools.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="standard">What holds when it is not given; null when it has to be given.</param>
    /// <param name="description">What they do, and where the default is from.</param>
    public static RewardOption Texts(string name, ValueList<string>? standard, string description) =>
        new(name, RewardOptionKind.Texts, standard is { } values ? new ListValue(values.Select(value => (ArgumentValue)ArgumentValue.Of(value)).ToValueList()) : null, description);

    /// <summary>A scorer by its name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="standard">What holds when it is not given; null when it has to be given.</param>
    /// <param name="description">What it is asked for, and where the default is from.</param>
    public static RewardOption Scorer(string name, string? standard, string description) =>
        new(name, RewardOptionKind.Scorer, standard is null ? null : ArgumentValue.Of(standard), description);

    /// <summary>What is expected, for messages and documents.</summary>
    internal string Expected() => Kind switch
    {
        RewardOptionKind.Word => "one of " + string.Join(", ", Words),
        RewardOptionKind.Flag => "true or false",
        RewardOptionKind.Numbers => "a list of numbers",
        RewardOptionKind.Texts => "a list of texts",
        RewardOptionKind.Scorer => "the name of a scorer",
        _ when Minimum == double.Epsilon && double.IsPositiveInfinity(Maximum) => "a number above 0",
        _ when double.IsFinite(Minimum) && double.IsFinite(Maximum) => string.Create(CultureInfo.InvariantCulture, $"a number from {Minimum} to {Maximum}"),
        _ when double.IsFinite(Minimum) => string.Create(CultureInfo.InvariantCulture, $"a number of {Minimum} or more"),
        _ when double.IsFinite(Maximum) => string.Create(CultureInfo.InvariantCulture, $"a number up to {Maximum}"),
        _ => "a number",
    };

    /// <summary>Whether a value is one that the option takes.</summary>
    internal bool Takes(ArgumentValue value) => Kind switch
    {
        RewardOptionKind.Word => value is TextValue text && Words.Contains(text.Value),
        RewardOptionKind.Flag => value is BooleanValue,
        RewardOptionKind.Scorer => value is TextValue,
        RewardOptionKind.Numbers => value is ListValue list && list.Items.All(item => NumberOf(item) is not null),
        RewardOptionKind.Texts => value is ListValue list && list.Items.All(item => item is TextValue),
        _ => NumberOf(value) is { } number && number >= Minimum && number <= Maximum,
    };

    internal static double? NumberOf(ArgumentValue value) => value switch
    {
        FloatValue number when double.IsFinite(number.Value) => number.Value,
        IntegerValue integer when double.IsFinite((double)integer.Value) => (double)integer.Value,
        _ => null,
    };
}

/// <summary>What a setting holds.</summary>
public enum RewardOptionKind
{
    /// <summary>A finite number.</summary>
    Number,

    /// <summary>One of some words.</summary>
    Word,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A list of finite numbers.</summary>
    Numbers,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>A scorer, by its name.</summary>
    Scorer,
}
