using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets.Bfcl;
using ToolRM.Datasets.Published;

namespace ToolRM.Datasets;

/// <summary>A kind of rows that ToolRM reads, told by the names of its columns.</summary>
/// <param name="Name">The kind, in kebab case.</param>
/// <param name="What">What a row is, in one line.</param>
/// <param name="Columns">Columns that all its rows have and that tell it from the kinds below it in the list.</param>
/// <param name="Read">Reads a row, so that a file can be checked whole; null where only the columns are known here.</param>
public sealed record DataKind(string Name, string What, ValueList<string> Columns, Func<ArgumentValue, string, object>? Read);

/// <summary>Every kind of rows, the more particular first.</summary>
public static class DataKinds
{
    /// <summary>The kinds, in the order in which they are tried.</summary>
    public static ValueList<DataKind> All { get; } =
    [
        new("data-kit-conformance", "one output of one model with BFCL's verdict", ["qid", "model", "handler", "raw", "decode_ok"], null),
        new("data-kit-main", "a pair of the FC-RewardBench rebuild", ["qid", "chosen_output", "rejected_output", "ground_truth"], PairRow.Read),
        new("data-kit-irrelevance", "a question to which no call is right", ["qid", "expected", "candidates", "function"], IrrelevanceRow.Read),
        new("data-kit-pool", "a distinct output with its verdict", ["qid", "calls", "valid", "runs"], PoolRow.Read),
        new("data-kit-questions", "a BFCL question with accepted answers", ["qid", "messages", "function", "ground_truth"], QuestionRow.Read),
        new("data-kit-tasks", "a prompt with the right calls", ["id", "source", "tools", "messages", "calls", "meta"], TaskRow.Read),
        new("data-kit-trajectories", "a conversation with its outcome", ["id", "source", "model", "task_id", "messages", "outcome"], TrajectoryRow.Read),
        new("data-kit-models", "a model of the data kit", ["model", "handlers", "weights"], null),
        new("fc-reward-bench", "a pair of FC-RewardBench as published", ["test_id", "chosen_output", "rejected_output", "error_type", "model_name"], FcRewardBenchRow.Read),
        new("toolrm-train", "a training pair of ToolRM as published", ["uuid", "tool_calls_correct", "tool_calls_incorrect"], ToolRmTrainRow.Read),
        new("trbench-bfcl", "a pair of TRBench-BFCL", ["uuid", "chat_history", "chosen_response", "reject_response"], TrBenchRow.Read),
        new("bfcl-questions", "a BFCL question", ["id", "question"], BfclJson.ReadQuestion),
        new("bfcl-answers", "accepted answers to a BFCL question", ["id", "ground_truth"], BfclJson.ReadAnswer),
        new("bfcl-results", "a model's raw output to a BFCL question", ["id", "result"], BfclResult.Read),
        new("toolrm/candidates@1", "a prompt with candidates", ["id", "candidates"], CandidatesJson.Read),
        new("toolrm/selections@1", "what was chosen for a prompt", ["id", "outcome", "considered", "agreement"], null),
        new("toolrm/filter-decisions@1", "what became of a row of training data", ["id", "source", "reason"], null),
        new("toolrm/pairs@1", "a pair of right and wrong calls", ["id", "messages", "chosen", "rejected", "error_type"], null),
        new("toolrm/pair-scores@1", "the scores of a pair", ["id", "outcome", "chosen", "rejected"], null),
        new("trl-preference", "a preference pair in TRL's format", ["chosen", "rejected"], TrlPreferenceRow.Read),
        new("toolrm/trajectories@1", "a rollout", ["id", "turns", "terminal"], TrajectoryJson.Read),
        new("toolrm/tokens@1", "tokens of a rollout", ["trajectory_id", "token_ids"], null),
        new("toolrm/scores@1", "the score of a reply", ["id", "value", "scale"], null),
        new("toolrm/verdicts@1", "a verdict", ["id", "status"], null),
    ];

    /// <summary>The kind of a row; null when it is none of them.</summary>
    /// <param name="row">The row.</param>
    public static DataKind? Of(ArgumentValue row) =>
        row is MapValue map ? All.FirstOrDefault(kind => kind.Columns.All(column => map[column] is not null)) : null;
}
