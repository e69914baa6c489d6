using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Preferences;

namespace ToolRM.Evaluation.Pairs;

/// <summary>Which right reply the data kit's pairs have.</summary>
public enum ChosenReply
{
    /// <summary>The first accepted value of each argument (<c>chosen_output</c>), as in the published benchmark.</summary>
    Reference,

    /// <summary>A real accepted output (<c>chosen_output_model</c>); pairs that have none are left out and counted.</summary>
    Model,
}

/// <summary>The pairs of one file, all of one benchmark.</summary>
/// <param name="Title">What data it is, such as <c>FC-RewardBench rebuild, dev half</c>.</param>
/// <param name="Pairs">In the file's order; ids are unique, every pair has a difference.</param>
/// <param name="LeftOut">Pairs left out because no model gave an accepted output.</param>
public sealed record PairSet(string Title, ValueList<PreferencePair> Pairs, long LeftOut)
{
    /// <summary>Reads and checks a whole file; which form its rows have is told by their columns.</summary>
    /// <param name="path">JSON Lines, plain or gzip, or Arrow: toolrm/pairs@1, the data kit's <c>main</c>, FC-RewardBench or ToolRM's training pairs as published, TRBench-BFCL, or TRL preference rows.</param>
    /// <param name="chosen">Which right reply, for the data kit's rows; the other forms have only one.</param>
    /// <exception cref="DataFormatException">
    /// The file is missing or empty, a column is missing, an id stands twice, a pair has no difference, or rows are of more than
    /// one benchmark. The message names the line.
    /// </exception>
    public static PairSet Read(string path, ChosenReply chosen = ChosenReply.Reference)
    {
        if (!File.Exists(path)) throw new DataFormatException($"{path}: there is no such file. Name a file of pairs; docs/formats.md, \"Pairs\" says how it looks");
        using var reader = RowReader.Open(path);
        var pairs = new List<PreferencePair>();
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        (PairForm Form, string Title)? first = null;
        long leftOut = 0;
        while (reader.Read())
        {
            var (line, row) = (reader.Number, reader.Parse());
            var form = PairForms.Of(row, reader.Where);
            var benchmark = (form, PairForms.Title(form, row, path, reader.Where));
            first ??= benchmark;
            if (benchmark != first)
            {
                throw new DataFormatException(
                    $"{reader.Where}: this row is of \"{benchmark.Item2}\" ({PairForms.Name(form)}), but the file began with \"{first.Value.Title}\" "
                    + $"({PairForms.Name(first.Value.Form)}). Measure one benchmark at a time");
            }
            if (Read(form, row, reader.Where, line, chosen) is not { } pair)
            {
                leftOut++;
                continue;
            }
            // The id of a training pair may be that of its prompt, which has up to three wrong replies (toolrm 2.1 does not say).
            for (var (id, n) = (pair.Id, 2); form == PairForm.Training && ids.ContainsKey(pair.Id); n++) pair = pair with { Id = FormattableString.Invariant($"{id}#{n}") };
            if (!ids.TryAdd(pair.Id, line)) throw new DataFormatException($"{reader.Where}: the id \"{pair.Id}\" stands in line {ids[pair.Id]} already. Ids of pairs are unique; remove one of the rows");
            CheckDifference(form, pair, reader.Where);
            pairs.Add(pair);
        }
        if (pairs.Count == 0) throw new DataFormatException($"{path}: none of its {leftOut} pairs has an accepted output of a model. Use --chosen reference");
        // The reader refuses a file without rows, so there was a first one.
        return new(PairForms.Title(first!.Value.Form, first.Value.Title, pairs.Count, path), pairs.ToValueList(), leftOut);
    }

    private static PreferencePair? Read(PairForm form, ArgumentValue row, string where, long line, ChosenReply chosen)
    {
        if (form == PairForm.DataKit) return BenchmarkPairs.OfKit(row, where, chosen);
        if (chosen == ChosenReply.Model)
        {
            throw new DataFormatException($"{where}: {PairForms.Name(form)} rows have one right reply and no \"chosen_output_model\". Leave --chosen out");
        }
        return form switch
        {
            PairForm.Published => BenchmarkPairs.OfPublished(row, where),
            PairForm.TrBench => BenchmarkPairs.OfTrBench(row, where),
            PairForm.Training => BenchmarkPairs.OfTraining(row, where),
            PairForm.Own => PairJson.Read(row, where),
            _ => TrlPairs.Read(row, where, line),
        };
    }

    private static void CheckDifference(PairForm form, PreferencePair pair, string where)
    {
        if (!pair.IsAlike()) return;
        var rejected = pair.Rejected!.Value;
        // Nobody can remove a row of a published benchmark: BFCL's checker refuses 1.0 for an integer, which makes such a pair. It is a tie, and the report counts them.
        if (form is PairForm.Published or PairForm.TrBench or PairForm.Training && (pair.Chosen != rejected || pair.ChosenText != pair.RejectedText)) return;
        // Two replies without calls differ by what they say.
        if (rejected.Count == 0 && pair.ChosenText != pair.RejectedText) return;
        throw new DataFormatException(
            $"{where}: pair \"{pair.Id}\" has no difference: chosen and rejected make the same calls (key order, white space and 1 against 1.0 do not count). Remove the row");
    }
}
