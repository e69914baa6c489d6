using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Synthesis.Obfuscation;

namespace ToolRM.Preferences;

/// <summary>
/// Random names for rows of toolrm/candidates@1, toolrm/pairs@1 and of tasks (the data kit's <c>train/</c>), and back. Columns that
/// hold no names stay as they are, columns of others too.
/// </summary>
/// <remarks>Of a task's <c>meta</c> only <c>alternatives</c> is changed; what else stands there may name tools and is not for training.</remarks>
public static class RowObfuscation
{
    /// <summary>The id by which a row's names are drawn: of pairs the question's, else the row's.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is none of the three kinds of rows.</exception>
    public static string ItemId(ArgumentValue row, string where = "") => Kind(row, where) switch
    {
        RowKind.Candidates => CandidatesJson.Read(row, where).Id,
        RowKind.Pairs => PairJson.Read(row, where).QuestionId,
        _ => TaskRow.Read(row, where).Id,
    };

    /// <summary>A row with random names, and the names.</summary>
    /// <param name="row">The row.</param>
    /// <param name="options">How names look; <see cref="ObfuscationOptions.Share"/> does not count here.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is none of the three kinds of rows.</exception>
    public static (MapValue Row, NameMap Map) Obfuscate(ArgumentValue row, ObfuscationOptions options, string where = "")
    {
        switch (Kind(row, where))
        {
            case RowKind.Candidates:
                var (group, names) = Obfuscator.Obfuscate(CandidatesJson.Read(row, where), options);
                return (Replaced(row, CandidatesJson.Write(group)), names);
            case RowKind.Pairs:
                var (pair, ofPair) = PairObfuscation.Obfuscate(PairJson.Read(row, where), options);
                return (Replaced(row, PairJson.Write(pair)), ofPair);
            default:
                var task = TaskRow.Read(row, where);
                var change = NameChange.Random(new(task.Id, task.Prompt, [], task.Reference), options);
                var changed = Changed((MapValue)row, task, change);
                return (changed, change.Map!);
        }
    }

    /// <summary>A row with its old names.</summary>
    /// <param name="row">A row with random names.</param>
    /// <param name="map">Its names.</param>
    /// <param name="mentions">Whether descriptions were changed (<see cref="ObfuscationOptions.Mentions"/>).</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is none of the three kinds of rows.</exception>
    public static MapValue Restore(ArgumentValue row, NameMap map, bool mentions = false, string where = "")
    {
        switch (Kind(row, where))
        {
            case RowKind.Candidates:
                return Replaced(row, CandidatesJson.Write(Obfuscator.Restore(CandidatesJson.Read(row, where), map, mentions)));
            case RowKind.Pairs:
                return Replaced(row, PairJson.Write(PairObfuscation.Restore(PairJson.Read(row, where), map, mentions)));
            default:
                var task = TaskRow.Read(row, where);
                return Changed((MapValue)row, task, NameChange.Back(map, task.Prompt, task.Reference, mentions));
        }
    }

    private enum RowKind
    {
        Candidates,
        Pairs,
        Task,
    }

    private static RowKind Kind(ArgumentValue row, string where)
    {
        if (row is MapValue map)
        {
            if (map["candidates"] is not null) return RowKind.Candidates;
            if (map["chosen"] is not null && map["messages"] is not null) return RowKind.Pairs;
            if (map["calls"] is not null && map["messages"] is not null) return RowKind.Task;
        }
        throw new DataFormatException($"{where}: expected a row of {CandidatesJson.Schema}, of {PairJson.Schema} or a task with \"messages\" and \"calls\", found none of these. 'toolrm data info' tells what the file is");
    }

    /// <summary>The row with the columns that were written anew; others, and their order, stay.</summary>
    private static MapValue Replaced(ArgumentValue row, MapValue written)
    {
        var old = (MapValue)row;
        return new(old.Entries
            .Where(entry => entry.Key is not ("chosen_text" or "rejected_text") || written[entry.Key] is not null)
            .Select(entry => written[entry.Key] is { } value ? new MapEntry(entry.Key, value) : entry)
            .ToValueList());
    }

    private static MapValue Changed(MapValue row, TaskRow task, NameChange change)
    {
        var prompt = ConversationJson.Write(new MapBuilder(), change.Of(task.Prompt)).ToMap();
        return new(row.Entries.Select(entry => new MapEntry(entry.Key, entry.Key switch
        {
            "messages" or "tools" => prompt[entry.Key]!,
            "calls" => Calls(entry.Value, change),
            "meta" when entry.Value is MapValue meta => new MapValue(meta.Entries
                .Select(inner => inner.Key == "alternatives" ? new MapEntry(inner.Key, Calls(inner.Value, change)) : inner).ToValueList()),
            _ => entry.Value,
        })).ToValueList());
    }

    // Calls of tasks have keys beyond ours (turn, label), which stay.
    private static ArgumentValue Calls(ArgumentValue calls, NameChange change) => calls is not ListValue list ? calls : new ListValue(list.Items.Select(ArgumentValue (item) =>
    {
        var call = change.Of(CallJson.Read(DocumentNode.Root(item, "", "See docs/formats.md, \"Calls\"")));
        return new MapValue(((MapValue)item).Entries.Select(entry => entry.Key switch
        {
            "name" => new MapEntry(entry.Key, ArgumentValue.Of(call.Name)),
            "arguments" => new MapEntry(entry.Key, entry.Value is TextValue ? ArgumentValue.Of(call.ArgumentsText) : CallJson.WriteArguments(call)),
            _ => entry,
        }).ToValueList());
    }).ToValueList());
}
