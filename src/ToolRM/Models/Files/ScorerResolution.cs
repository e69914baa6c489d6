using System.Security.Cryptography;
using System.Text;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Judging;
using ToolRM.Models.Grounded;
using ToolRM.Remote;
using ToolRM.Sampling.OpenAi;
using ToolRM.Scoring;
using ToolRM.Scoring.Ensembles;

namespace ToolRM.Models.Files;

/// <summary>From a name, a model file or a scorer file to a scorer. Files are read here; keys and connections are looked for when a scorer is made.</summary>
internal sealed class ScorerResolution(ScorerServices services)
{
    private const string ModelEnding = ".model";
    private const int Deepest = 8;
    private const int MostParts = 64;

    // What changes how fast or where from, never a score.
    private static readonly string[] NotIdentity = ["limits", "cache", "price_in", "price_out", "api_key_env"];

    private readonly List<string> _open = [];
    private int _parts;

    /// <param name="name">A name, or a path.</param>
    /// <param name="where">Where the user gave it; for messages.</param>
    /// <param name="folder">What paths are relative to; null for the working directory.</param>
    public ResolvedScorer Resolve(string name, string where, string? folder = null)
    {
        if (++_parts > MostParts) throw new DataFormatException($"{where}: more than {MostParts} scorers in one. Take fewer members");
        if (RewardModels.All.FirstOrDefault(entry => entry.Name == name) is { } known)
        {
            return new(known, known.Name == GroundedModel.Name ? "model" : "rule", "library") { Model = known.Name == GroundedModel.Name ? GroundedModel.Shipped : null };
        }
        var path = folder is null ? name : Path.Combine(folder, name);
        if (name.EndsWith(ModelEnding, StringComparison.Ordinal)) return OfModel(GroundedModel.Load(path), path);
        if (name.EndsWith(ScorerFile.Ending, StringComparison.Ordinal)) return OfFile(path, where);
        throw new DataFormatException(
            $"{where}: there is no scorer \"{name}\". Take one of {string.Join(", ", RewardModels.All.Select(entry => entry.Name))}, or a model file (FILE{ModelEnding}), or a scorer file (FILE{ScorerFile.Ending})");
    }

    private static ResolvedScorer OfModel(GroundedModel model, string path) => new(RewardModels.Entry(model, null), "model", path) { Model = model };

    private ResolvedScorer OfFile(string path, string where)
    {
        var full = Path.GetFullPath(path);
        if (_open.Contains(full)) throw new DataFormatException($"{where}: {string.Join(" -> ", _open.Append(full).Select(Path.GetFileName))}: a scorer file is its own member. Take it out");
        if (_open.Count == Deepest) throw new DataFormatException($"{where}: scorer files lie more than {Deepest} deep in each other. Name the members in one file");
        _open.Add(full);
        try
        {
            var file = ScorerFileJson.Read(Parse(path, where), path);
            return file switch
            {
                RemoteScorerFile remote => Of(remote, path),
                JudgeScorerFile judge => Of(judge, path),
                _ => Of((EnsembleScorerFile)file, path),
            };
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    private ResolvedScorer Of(RemoteScorerFile file, string path)
    {
        var identity = Identity(file);
        var name = Name(file, identity);
        var needs = ScorerNeeds.Tools | ScorerNeeds.Messages | (file.Options.SendsReference ? ScorerNeeds.Reference : 0);
        var entry = new ScorerEntry(
            name, file.Options.Scale, needs, $"{file.Options.Dialect.Name} at {file.Options.Address.Authority}{(file.Options.Model is { } model ? $", {model}" : "")}",
            _ => new RemoteScorer(name, file.Options with { ApiKey = Key(file.ApiKeyVariable, path) }, services.Http, services.Time), IsDeterministic: false);
        return new(entry, "remote", path) { File = file, Identity = identity };
    }

    private ResolvedScorer Of(JudgeScorerFile file, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var prompt = PromptOf(file, path, folder);
        var options = file.Options with { Prompt = prompt };
        var identity = new MapBuilder(Identity(file)).Add("prompt_sha256", prompt.Hash).ToMap();
        var name = Name(file, identity);
        var cache = file.Cache is null ? null : Path.Combine(folder, file.Cache);
        var needs = ScorerNeeds.Tools | ScorerNeeds.Messages | (file is { Judgement: Judgement.Pairwise, Order: OrderRule.OneOrder } ? ScorerNeeds.Seed : 0);
        var entry = new ScorerEntry(
            name, file.Judgement == Judgement.Verdict ? ScoreScale.Probability : ScoreScale.Raw, needs, $"judge {options.Model} at {file.Address.Authority}, {prompt.Name}",
            seed =>
            {
                var endpoint = new OpenAiEndpoint(file.Address, options.Model) { ApiKey = Key(file.ApiKeyVariable, path), TokenLimitField = file.TokenLimitField, Extra = options.Extra };
                var client = new OpenAiChatClient(endpoint, services.Http, services.Time); // disposing of it does nothing
                return file.Judgement == Judgement.Pairwise
                    ? new PairwiseScorer(name, new PairwiseJudge(name, client, options, cache, services.Time), file.Order, seed, file.MostReplies, options.Requests.Concurrency)
                    : new PointwiseJudge(name, file.Judgement == Judgement.Verdict, client, options, cache, services.Time);
            },
            IsDeterministic: false);
        return new(entry, "judge", path) { File = file, Identity = identity };
    }

    private ResolvedScorer Of(EnsembleScorerFile file, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var members = new ResolvedScorer[file.Members.Count];
        for (var i = 0; i < members.Length; i++) members[i] = Resolve(file.Members[i], $"{path}: members[{i}]", folder);
        var entries = members.Select(member => member.Entry).ToValueList();
        if (EnsembleScorer.ScaleProblem(entries.Select(entry => (entry.Name, entry.Scale)).ToValueList(), file.Options) is { } problem) throw new DataFormatException($"{path}: {problem}");
        var identity = Identity(file with { Members = entries.Select(entry => entry.Name).ToValueList() });
        var name = Name(file, identity);
        var entry = new ScorerEntry(
            name, EnsembleScorer.ScaleOf(entries.Select(member => member.Scale).ToValueList(), file.Options), entries.Aggregate(ScorerNeeds.Calls, (needs, member) => needs | member.Needs),
            $"{((TextValue)identity["rule"]!).Value} of {string.Join(", ", entries.Select(member => member.Name))}",
            seed => new EnsembleScorer(name, entries.Select(member => member.Create(seed)).ToValueList(), file.Options), entries.All(member => member.IsDeterministic));
        return new(entry, "ensemble", path) { File = file, Identity = identity, Members = ValueList.Create<ResolvedScorer>(members) };
    }

    private static JudgePrompt PromptOf(JudgeScorerFile file, string path, string folder)
    {
        var standard = file.Judgement switch { Judgement.Score => JudgePrompt.Score, Judgement.Verdict => JudgePrompt.Verdict, _ => JudgePrompt.Pairwise };
        if (file.Prompt is null || file.Prompt == standard.Name) return standard;
        if (JudgePrompt.Find(file.Prompt) is { } other) throw new DataFormatException($"{path}: prompt: {other.Name} does not ask for a {file.Judgement.ToString().ToLowerInvariant()}. Take {standard.Name}, or a file of your own");
        var prompt = JudgePrompt.Of(Path.GetFileName(file.Prompt), ReadText(Path.Combine(folder, file.Prompt), $"{path}: prompt"));
        foreach (var place in file.Judgement == Judgement.Pairwise ? (string[])["reply_a", "reply_b"] : ["reply"])
        {
            if (!prompt.Has(place)) throw new DataFormatException($"{path}: prompt: {file.Prompt} has no {{{{{place}}}}}, so the judge would not see it. See docs/scorers.md for the places");
        }
        return prompt;
    }

    private string? Key(string? variable, string path)
    {
        if (variable is null) return null;
        var key = services.Variable(variable);
        return string.IsNullOrWhiteSpace(key) ? throw new DataFormatException($"{path}: api_key_env: the environment variable {variable} is not set or empty. Set it to the key") : key;
    }

    private static MapValue Identity(ScorerFile file) => new(ScorerFileJson.Write(file).Entries.Where(entry => !NotIdentity.Contains(entry.Key)).ToValueList());

    private static string Name(ScorerFile file, MapValue identity) =>
        $"{file.Name}@{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ArgumentJson.WriteCanonical(identity))))[..12]}";

    private static ArgumentValue Parse(string path, string where)
    {
        var parse = JsonParse.Of(ReadText(path, where));
        return parse.Value ?? throw new DataFormatException($"{path}: expected JSON, but {parse.Error}. See docs/formats.md, \"{ScorerFileJson.Schema}\"");
    }

    private static string ReadText(string path, string where)
    {
        if (!File.Exists(path)) throw new DataFormatException($"{where}: there is no file \"{path}\". Check the path; in scorer files it is relative to the file");
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path}: cannot be read: {error.Message} Check the path", error);
        }
    }
}
