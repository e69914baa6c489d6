using ToolRM.Conversations;
using ToolRM.Judging;
using ToolRM.Remote;
using ToolRM.Scoring.Ensembles;

namespace ToolRM.Models.Files;

/// <summary>What a scorer file says (schema <c>toolrm/scorer@1</c>, <see cref="ScorerFileJson"/>). Closed hierarchy.</summary>
/// <param name="Name">The scorer's name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
public abstract record ScorerFile(string Name)
{
    /// <summary>What such files are called: they end so.</summary>
    public const string Ending = ".scorer.json";
}

/// <summary>A scoring server.</summary>
/// <param name="Name">The scorer's name.</param>
/// <param name="Options">Which server, and how; without a key.</param>
/// <param name="ApiKeyVariable">The environment variable with the key; null for none.</param>
public sealed record RemoteScorerFile(string Name, RemoteOptions Options, string? ApiKeyVariable = null) : ScorerFile(Name);

/// <summary>A judging model behind OpenAI's chat completions.</summary>
/// <param name="Name">The scorer's name.</param>
/// <param name="Judgement">What it is asked for.</param>
/// <param name="Address">The server, such as <c>http://localhost:8000/v1</c>.</param>
/// <param name="Options">How it is asked; without the prompt.</param>
public sealed record JudgeScorerFile(string Name, Judgement Judgement, Uri Address, JudgeOptions Options) : ScorerFile(Name)
{
    /// <summary>Name of a prompt of the library, or a file's path from the scorer file; null for the library's of this judgement.</summary>
    public string? Prompt { get; init; }

    /// <summary>The environment variable with the key; null for none.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Under which name the limit of tokens is sent.</summary>
    public string TokenLimitField { get; init; } = "max_tokens";

    /// <summary>Directory of kept answers, from the scorer file; null keeps none.</summary>
    public string? Cache { get; init; }

    /// <summary>How the two orders count; of <see cref="Judgement.Pairwise"/> alone.</summary>
    public OrderRule Order { get; init; } = OrderRule.BothOrders;

    /// <summary>Most different replies of a group; of <see cref="Judgement.Pairwise"/> alone.</summary>
    public int MostReplies { get; init; } = 8;
}

/// <summary>Several scorers as one.</summary>
/// <param name="Name">The scorer's name.</param>
/// <param name="Members">Names, or paths of model files and scorer files from this file.</param>
/// <param name="Options">How their scores become one.</param>
public sealed record EnsembleScorerFile(string Name, ValueList<string> Members, EnsembleOptions Options) : ScorerFile(Name);

/// <summary>What a judging model is asked for.</summary>
public enum Judgement
{
    /// <summary>Points for one reply.</summary>
    Score,

    /// <summary>Whether one reply is correct.</summary>
    Verdict,

    /// <summary>Which of two replies is better.</summary>
    Pairwise,
}
