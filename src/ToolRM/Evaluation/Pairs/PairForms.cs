using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Preferences;

namespace ToolRM.Evaluation.Pairs;

/// <summary>The forms that files of pairs come in.</summary>
internal enum PairForm
{
    /// <summary>toolrm/pairs@1.</summary>
    Own,

    /// <summary>The data kit's <c>main</c>.</summary>
    DataKit,

    /// <summary>FC-RewardBench as published.</summary>
    Published,

    /// <summary>ToolRM's training pairs as published.</summary>
    Training,

    /// <summary>TRL preference rows.</summary>
    Preference,

    /// <summary>TRBench-BFCL.</summary>
    TrBench,
}

/// <summary>Tells the form of a row by its columns, and what data it is.</summary>
internal static class PairForms
{
    public static PairForm Of(ArgumentValue row, string where)
    {
        if (row is MapValue map)
        {
            if (map["chosen_output"] is TextValue) return PairForm.Published;
            if (map["chosen_output"] is not null) return PairForm.DataKit;
            if (map["tool_calls_correct"] is not null && map["tool_calls_incorrect"] is not null) return PairForm.Training;
            if (map["chosen_response"] is not null && map["reject_response"] is not null) return PairForm.TrBench;
            if (map["chosen"] is not null) return map["messages"] is not null ? PairForm.Own : PairForm.Preference;
        }
        // The message names the forms that people have most often.
        var found = row is MapValue { Entries.Count: > 0 } keys
            ? "only " + string.Join(", ", keys.Entries.Take(8).Select(entry => $"\"{entry.Key}\"")) + (keys.Entries.Count > 8 ? ", …" : "")
            : row is MapValue ? "an empty object" : "no object";
        throw new DataFormatException(
            $"{where}: expected a pair with \"chosen_output\" and \"rejected_output\" (FC-RewardBench) or \"chosen\" and \"rejected\" (toolrm/pairs@1, TRL), found {found}. "
            + "See docs/formats.md, \"Pairs\"");
    }

    public static string Name(PairForm form) => form switch
    {
        PairForm.Own => PairJson.Schema,
        PairForm.DataKit => "data kit",
        PairForm.Published => "FC-RewardBench as published",
        PairForm.TrBench => "TRBench-BFCL",
        PairForm.Training => "ToolRM's training pairs",
        _ => "TRL preference",
    };

    /// <summary>What data a row belongs to; of published rows the whole file decides (<see cref="Title(PairForm, string, int, string)"/>).</summary>
    public static string Title(PairForm form, ArgumentValue row, string path, string where) => form switch
    {
        PairForm.Published => BenchmarkTitle.Published,
        PairForm.TrBench => BenchmarkTitle.TrBench,
        PairForm.DataKit => $"FC-RewardBench rebuild, {(((MapValue)row)["split"] as TextValue)?.Value ?? "unnamed"} half",
        PairForm.Own when ((MapValue)row)["dataset"] is TextValue dataset => BenchmarkTitle.Own(dataset.Value, $"{where}: dataset"),
        _ => Path.GetFileName(path),
    };

    /// <summary>What a whole file is: only the published one bears the published name.</summary>
    public static string Title(PairForm form, string title, int pairs, string path) =>
        (form == PairForm.Published && pairs != BenchmarkTitle.PublishedRows) || (form == PairForm.TrBench && pairs != BenchmarkTitle.TrBenchRows)
            ? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}: {pairs} pairs in the form of {title}")
            : title;
}
