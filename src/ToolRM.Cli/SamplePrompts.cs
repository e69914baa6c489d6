using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets;
using ToolRM.Runs;

namespace ToolRM.Cli;

/// <summary>Rows of which only the prompt, and the reference where there is one, is taken.</summary>
internal static class SamplePrompts
{
    /// <summary>Reads a file's prompts one by one; their candidates, if any, are left out.</summary>
    public static IEnumerable<CandidateGroup> Read(string path, Shard? shard = null)
    {
        using var reader = JsonLinesReader.Open(path);
        while (reader.Read())
        {
            var prompt = Of(reader.Parse(), reader.Where);
            if (shard?.Holds(prompt.Id) != false) yield return prompt;
        }
    }

    /// <summary>Reads the whole file once, so that a bad row or a repeated id is found before the first request.</summary>
    /// <returns>The number of prompts; with a part, of those in it.</returns>
    public static long Check(string path, Shard? shard = null)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var rows = 0L;
        using var reader = JsonLinesReader.Open(path);
        while (reader.Read())
        {
            var prompt = Of(reader.Parse(), reader.Where);
            if (shard?.Holds(prompt.Id) != false) rows++;
            if (prompt.Id.Length == 0) throw new DataFormatException($"{reader.Where}: id: expected an id, found an empty text. Give every row an id of its own");
            if (!seen.Add(prompt.Id)) throw new DataFormatException($"{reader.Where}: expected one row per id, found a second one of \"{prompt.Id}\". Make the ids unique");
            if (prompt.Prompt.Messages.Count == 0) throw new DataFormatException($"{reader.Where}: messages: expected at least one message, found none. A model cannot be asked nothing");
        }
        return rows;
    }

    /// <summary>The prompt of a row.</summary>
    internal static CandidateGroup Of(ArgumentValue row, string where)
    {
        if (row is not MapValue map) throw Unknown(where);
        switch (DataKinds.Of(row)?.Name)
        {
            case "data-kit-tasks":
                var task = TaskRow.Read(row, where);
                return new(task.Id, task.Prompt, [], task.Reference);
            case "data-kit-questions":
                var question = QuestionRow.Read(row, where);
                return new(question.Qid, question.Prompt, [], question.Accepted);
            case "data-kit-irrelevance":
                var irrelevance = IrrelevanceRow.Read(row, where);
                return new(irrelevance.Qid, irrelevance.Prompt, [], new NoCall());
            case CandidatesJson.Schema:
                return CandidatesJson.Read(row, where) with { Candidates = [] };
            case null when map["id"] is not null && map["messages"] is not null:
                if (map["reply"] is null && map["calls"] is null) return CandidatesJson.Read(new MapValue([.. map.Entries, new("candidates", new ListValue([]))]), where);
                var single = CaseJson.Read(row, where);
                return new(single.Id, single.Prompt, [], single.Reference);
            default:
                throw Unknown(where);
        }
    }

    private static DataFormatException Unknown(string where) => new(
        $"{where}: expected a prompt: {CandidatesJson.Schema}, {CaseJson.Schema}, an object with \"id\" and \"messages\", or a row of the data kit's tasks, questions or irrelevance. See docs/sampling.md");
}
