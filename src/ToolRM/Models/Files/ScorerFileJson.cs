using System.Text.RegularExpressions;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Judging;
using ToolRM.Remote;
using ToolRM.Sampling;
using ToolRM.Scoring;
using ToolRM.Scoring.Ensembles;

namespace ToolRM.Models.Files;

/// <summary>Scorer files, schema <c>toolrm/scorer@1</c>. Unknown keys are refused; what is not said has the default of the options.</summary>
public static partial class ScorerFileJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/scorer@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    private static readonly (string Word, ScoreScale Meaning)[] Scales = [("raw", ScoreScale.Raw), ("centred", ScoreScale.Centred), ("probability", ScoreScale.Probability)];

    private static readonly (string Word, RemoteRows Meaning)[] RowWords = [("last", RemoteRows.Last), ("mean", RemoteRows.Mean), ("minimum", RemoteRows.Minimum)];

    private static readonly (string Word, Judgement Meaning)[] Judgements = [("score", Judgement.Score), ("verdict", Judgement.Verdict), ("pairwise", Judgement.Pairwise)];

    private static readonly (string Word, OrderRule Meaning)[] Orders = [("both", OrderRule.BothOrders), ("one", OrderRule.OneOrder)];

    private static readonly (string Word, EnsembleRule Meaning)[] Rules =
    [
        ("mean", EnsembleRule.Mean), ("median", EnsembleRule.Median), ("minimum", EnsembleRule.Minimum),
        ("mean-minus-deviation", EnsembleRule.MeanMinusDeviation), ("uncertainty-weighted", EnsembleRule.UncertaintyWeighted),
    ];

    private static readonly (string Word, EnsembleScaling Meaning)[] Scalings = [("same", EnsembleScaling.Same), ("standardise", EnsembleScaling.Standardise), ("rank", EnsembleScaling.Rank)];

    private static readonly (string Word, MissingMember Meaning)[] Missings = [("unscored", MissingMember.Unscored), ("left-out", MissingMember.LeftOut)];

    /// <summary>Reads a scorer file's content.</summary>
    /// <param name="document">The content.</param>
    /// <param name="where">The file; for messages.</param>
    /// <exception cref="DataFormatException">It is no scorer file; the message names the place.</exception>
    public static ScorerFile Read(ArgumentValue document, string where = "")
    {
        var node = DocumentNode.Root(document, where, NextStep);
        node.Required("schema").Word((Schema, true));
        var name = node.Required("name");
        if (!NamePattern().IsMatch(name.Text())) throw name.Expected("a name of letters, digits, '-', '_' and '.', at most 64");
        return node.Required("kind").Word<Func<ScorerFile>>(
            ("remote", () => ReadRemote(node, name.Text())), ("judge", () => ReadJudge(node, name.Text())), ("ensemble", () => ReadEnsemble(node, name.Text())))();
    }

    /// <summary>Writes a scorer file's content; reading it gives the same.</summary>
    /// <param name="file">The file.</param>
    public static MapValue Write(ScorerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var map = new MapBuilder().Add("schema", Schema).Add("name", file.Name);
        return file switch
        {
            RemoteScorerFile remote => WriteRemote(map, remote),
            JudgeScorerFile judge => WriteJudge(map, judge),
            _ => WriteEnsemble(map, (EnsembleScorerFile)file),
        };
    }

    private static RemoteScorerFile ReadRemote(DocumentNode node, string name)
    {
        node.OnlyKeys("schema", "name", "kind", "url", "dialect", "model", "api_key_env", "rendering", "activation", "class", "rows", "scale", "needs_reference", "longest_text", "limits");
        var dialect = node.Required("dialect");
        var known = RemoteDialect.Find(dialect.Text()) ?? throw dialect.Expected("one of " + string.Join(", ", RemoteDialect.All.Select(one => one.Name)));
        var options = new RemoteOptions(Url(node), known);
        var limits = node.Optional("limits");
        limits?.OnlyKeys("batch", "batch_characters", "concurrency", "attempts", "timeout_seconds", "first_delay_seconds", "longest_delay_seconds", "failures_in_a_row");
        if (node.Optional("rendering") is { } rendering)
        {
            if (known == RemoteDialect.ToolRmRewards) throw rendering.Error("toolrm-rewards sends values and renders nothing; leave it out");
            options = options with { Rendering = ReplyRendering.Find(rendering.Text()) ?? throw rendering.Expected("one of " + string.Join(", ", ReplyRendering.All.Select(one => one.Name))) };
        }
        options = options with
        {
            Model = node.OptionalText("model"),
            Activation = node.Optional("activation")?.Boolean() ?? options.Activation,
            Class = node.Optional("class")?.Integer(),
            Rows = node.Optional("rows")?.Word(RowWords) ?? options.Rows,
            SendsReference = node.Optional("needs_reference")?.Boolean() ?? options.SendsReference,
            LongestText = node.Optional("longest_text")?.Integer() ?? options.LongestText,
            BatchReplies = limits?.Optional("batch")?.Integer() ?? options.BatchReplies,
            BatchCharacters = limits?.Optional("batch_characters")?.Integer() ?? options.BatchCharacters,
            Requests = ReadPolicy(limits, options.Requests),
        };
        // One activated number of one label is a probability, unless the file says otherwise.
        options = options with { Scale = node.Optional("scale")?.Word(Scales) ?? (options.Activation ? ScoreScale.Probability : ScoreScale.Raw) };
        return options.Problems() is { } problems ? throw node.Error(problems) : new(name, options, node.OptionalText("api_key_env"));
    }

    private static MapValue WriteRemote(MapBuilder map, RemoteScorerFile file)
    {
        var (options, standard) = (file.Options, new RemoteOptions(file.Options.Address, file.Options.Dialect));
        return map.Add("kind", "remote").Add("url", options.Address.OriginalString).Add("dialect", options.Dialect.Name)
            .Add("model", options.Model).Add("api_key_env", file.ApiKeyVariable)
            .Add("rendering", options.Dialect == RemoteDialect.ToolRmRewards ? null : options.Rendering.Name)
            .Add("activation", options.Activation ? ArgumentValue.True : null)
            .Add("class", options.Class is { } index ? ArgumentValue.Of(index) : null)
            .Add("rows", options.Rows == standard.Rows ? null : Word(RowWords, options.Rows))
            .Add("scale", Word(Scales, options.Scale))
            .Add("needs_reference", options.SendsReference ? ArgumentValue.True : null)
            .Add("longest_text", Unless(options.LongestText, standard.LongestText))
            .Add("limits", Limits(new MapBuilder().Add("batch", Unless(options.BatchReplies, standard.BatchReplies)).Add("batch_characters", Unless(options.BatchCharacters, standard.BatchCharacters)), options.Requests))
            .ToMap();
    }

    private static JudgeScorerFile ReadJudge(DocumentNode node, string name)
    {
        node.OnlyKeys(
            "schema", "name", "kind", "judgement", "url", "model", "api_key_env", "prompt", "points", "samples", "temperature", "max_tokens", "seed", "extra", "token_limit_field",
            "order", "most_replies", "cache", "price_in", "price_out", "limits");
        var judgement = node.Required("judgement").Word(Judgements);
        var standard = new JudgeOptions(node.Required("model").Text());
        foreach (var (key, owner) in (ReadOnlySpan<(string, Judgement)>)[("points", Judgement.Score), ("order", Judgement.Pairwise), ("most_replies", Judgement.Pairwise)])
        {
            if (judgement != owner && node.Optional(key) is { } stray) throw stray.Error($"goes with the judgement \"{Word(Judgements, owner)}\" alone; leave it out");
        }
        var limits = node.Optional("limits");
        limits?.OnlyKeys("concurrency", "attempts", "timeout_seconds", "first_delay_seconds", "longest_delay_seconds", "failures_in_a_row");
        var (input, output) = (node.Optional("price_in")?.FiniteNumber(), node.Optional("price_out")?.FiniteNumber());
        var options = standard with
        {
            Points = node.Optional("points")?.Integer() ?? standard.Points,
            Samples = node.Optional("samples")?.Integer() ?? standard.Samples,
            Temperature = IsNull(node, "temperature") ? null : (float?)node.Optional("temperature")?.FiniteNumber() ?? standard.Temperature,
            MaxTokens = IsNull(node, "max_tokens") ? null : node.Optional("max_tokens")?.Integer() ?? standard.MaxTokens,
            Seed = node.Optional("seed")?.Integer(),
            Extra = node.Optional("extra")?.Map() ?? standard.Extra,
            Price = input is null && output is null ? null : new(input ?? 0, output ?? 0),
            Requests = ReadPolicy(limits, standard.Requests),
        };
        if (options.Problems() is { } problems) throw node.Error(problems);
        var file = new JudgeScorerFile(name, judgement, Url(node), options)
        {
            Prompt = node.OptionalText("prompt"),
            ApiKeyVariable = node.OptionalText("api_key_env"),
            TokenLimitField = node.OptionalText("token_limit_field") ?? "max_tokens",
            Cache = node.OptionalText("cache"),
            Order = node.Optional("order")?.Word(Orders) ?? OrderRule.BothOrders,
            MostReplies = node.Optional("most_replies")?.Integer() ?? 8,
        };
        return file.MostReplies >= 2 ? file : throw node.Required("most_replies").Expected("at least 2");
    }

    private static MapValue WriteJudge(MapBuilder map, JudgeScorerFile file)
    {
        var (options, standard) = (file.Options, new JudgeOptions(file.Options.Model));
        return map.Add("kind", "judge").Add("judgement", Word(Judgements, file.Judgement)).Add("url", file.Address.OriginalString).Add("model", options.Model)
            .Add("api_key_env", file.ApiKeyVariable).Add("prompt", file.Prompt)
            .Add("points", file.Judgement == Judgement.Score ? ArgumentValue.Of(options.Points) : null)
            .Add("samples", Unless(options.Samples, standard.Samples))
            .Add("temperature", options.Temperature is { } temperature ? ArgumentValue.Of(double.Parse(temperature.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture)) : ArgumentValue.Null)
            .Add("max_tokens", options.MaxTokens is { } tokens ? ArgumentValue.Of(tokens) : ArgumentValue.Null)
            .Add("seed", options.Seed is { } seed ? ArgumentValue.Of(seed) : null)
            .Add("extra", options.Extra.Entries.Count == 0 ? null : options.Extra)
            .Add("token_limit_field", file.TokenLimitField == "max_tokens" ? null : file.TokenLimitField)
            .Add("order", file.Judgement == Judgement.Pairwise ? Word(Orders, file.Order) : null)
            .Add("most_replies", file.Judgement == Judgement.Pairwise ? ArgumentValue.Of(file.MostReplies) : null)
            .Add("cache", file.Cache)
            .Add("price_in", options.Price is { } price ? ArgumentValue.Of(price.Input) : null)
            .Add("price_out", options.Price is { } cost ? ArgumentValue.Of(cost.Output) : null)
            .Add("limits", Limits(new(), options.Requests))
            .ToMap();
    }

    private static EnsembleScorerFile ReadEnsemble(DocumentNode node, string name)
    {
        node.OnlyKeys("schema", "name", "kind", "members", "scaling", "rule", "weight", "ddof", "missing");
        var members = node.Required("members").List(member => member.Text().Length > 0 ? member.Text() : throw member.Expected("a name or a path"));
        var options = new EnsembleOptions(node.Required("rule").Word(Rules), node.Required("scaling").Word(Scalings))
        {
            Weight = node.Optional("weight")?.FiniteNumber(),
            Ddof = node.Optional("ddof")?.Integer(),
            Missing = node.Optional("missing")?.Word(Missings) ?? MissingMember.Unscored,
        };
        return options.Problems(members.Count) is { } problems ? throw node.Error(problems) : new(name, members, options);
    }

    private static MapValue WriteEnsemble(MapBuilder map, EnsembleScorerFile file) => map.Add("kind", "ensemble")
        .AddList("members", file.Members, ArgumentValue.Of)
        .Add("scaling", Word(Scalings, file.Options.Scaling))
        .Add("rule", Word(Rules, file.Options.Rule))
        .Add("weight", file.Options.Weight is { } weight ? ArgumentValue.Of(weight) : null)
        .Add("ddof", file.Options.Ddof is { } ddof ? ArgumentValue.Of(ddof) : null)
        .Add("missing", file.Options.Missing == MissingMember.Unscored ? null : Word(Missings, file.Options.Missing))
        .ToMap();

    private static RequestPolicy ReadPolicy(DocumentNode? limits, RequestPolicy standard) => limits is null ? standard : standard with
    {
        Concurrency = limits.Optional("concurrency")?.Integer() ?? standard.Concurrency,
        Attempts = limits.Optional("attempts")?.Integer() ?? standard.Attempts,
        Timeout = Seconds(limits, "timeout_seconds") ?? standard.Timeout,
        FirstDelay = Seconds(limits, "first_delay_seconds") ?? standard.FirstDelay,
        LongestDelay = Seconds(limits, "longest_delay_seconds") ?? standard.LongestDelay,
        FailuresInARow = limits.Optional("failures_in_a_row")?.Integer() ?? standard.FailuresInARow,
    };

    private static MapValue? Limits(MapBuilder map, RequestPolicy policy)
    {
        var standard = new RequestPolicy();
        var written = map
            .Add("concurrency", Unless(policy.Concurrency, standard.Concurrency))
            .Add("attempts", Unless(policy.Attempts, standard.Attempts))
            .Add("timeout_seconds", Unless(policy.Timeout, standard.Timeout))
            .Add("first_delay_seconds", Unless(policy.FirstDelay, standard.FirstDelay))
            .Add("longest_delay_seconds", Unless(policy.LongestDelay, standard.LongestDelay))
            .Add("failures_in_a_row", Unless(policy.FailuresInARow, standard.FailuresInARow))
            .ToMap();
        return written.Entries.Count == 0 ? null : written;
    }

    private static Uri Url(DocumentNode node)
    {
        var url = node.Required("url");
        if (!Uri.TryCreate(url.Text(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) throw url.Error("expected an address such as http://localhost:8000");
        if (address.Query.Length > 0) throw url.Error("expected an address without \"?...\", which may hold a key and would be kept in runs and reports; name an environment variable by \"api_key_env\"");
        return address.UserInfo.Length == 0 ? address : throw url.Error("expected an address without a name and password in it; name an environment variable by \"api_key_env\"");
    }

    private static TimeSpan? Seconds(DocumentNode node, string key)
    {
        if (node.Optional(key) is not { } found) return null;
        return found.FiniteNumber() is >= 0 and <= 86_400 and var seconds ? TimeSpan.FromSeconds(seconds) : throw found.Expected("seconds, from 0 to 86,400");
    }

    private static bool IsNull(DocumentNode node, string key) => node.Map()[key] is NullValue;

    private static IntegerValue? Unless(int value, int standard) => value == standard ? null : ArgumentValue.Of(value);

    private static FloatValue? Unless(TimeSpan value, TimeSpan standard) => value == standard ? null : ArgumentValue.Of(value.TotalSeconds);

    private static string Word<T>((string Word, T Meaning)[] words, T meaning) => words.First(word => EqualityComparer<T>.Default.Equals(word.Meaning, meaning)).Word;

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex NamePattern();
}
