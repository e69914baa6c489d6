using System.CommandLine;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Preferences;
using ToolRM.Synthesis.Obfuscation;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm obfuscate</c>: random names of functions and parameters, and back.</summary>
internal static class ObfuscateCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var defaults = new ObfuscationOptions();
        var data = new Option<string>("--data") { Required = true, HelpName = "file", Description = "JSON Lines, plain or gzip: toolrm/candidates@1, toolrm/pairs@1 or tasks" };
        var output = new Option<string>("--out") { Required = true, HelpName = "file", Description = "The rows in the same order; compressed when the name ends in .gz" };
        var maps = new Option<string?>("--maps") { HelpName = "file", Description = "Where the new names of each changed row go" };
        var restore = new Option<string?>("--restore") { HelpName = "file", Description = "Change back, with the names that --maps wrote" };
        var share = new Option<double>("--share") { DefaultValueFactory = _ => defaults.Share, HelpName = "share", Description = "Share of rows that are changed, chosen by seed and id; of pairs by the question's id" };
        var seed = new Option<long>("--seed") { HelpName = "n", Description = "Seed of all draws" };
        var minimum = new Option<int>("--shortest") { DefaultValueFactory = _ => defaults.MinimumLength, HelpName = "n", Description = "Shortest name" };
        var maximum = new Option<int>("--longest") { DefaultValueFactory = _ => defaults.MaximumLength, HelpName = "n", Description = "Longest name" };
        var alphabet = new Option<string>("--alphabet") { DefaultValueFactory = _ => defaults.Alphabet, HelpName = "letters", Description = "Characters of names" };
        var keepOrder = new Option<bool>("--keep-order") { Description = "Leave the keys of schemas in their places" };
        var mentions = new Option<bool>("--mentions") { Description = "Change names of tools inside descriptions too; give it with --restore as well" };
        var command = new Command("obfuscate", """
            Replace the names of functions and parameters by random strings, in tools, earlier calls, references and replies
            alike; descriptions and values stay. docs/pairs.md says how. Example:
              toolrm obfuscate --data candidates.jsonl.gz --share 0.5 --seed 1 --out obfuscated.jsonl.gz --maps names.jsonl
            """)
        {
            data, output, maps, restore, share, seed, minimum, maximum, alphabet, keepOrder, mentions,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(maps) is not null && result.GetValue(restore) is not null) result.AddError("give --maps or --restore, not both");
        });
        command.SetAction(result =>
        {
            var options = new ObfuscationOptions
            {
                Seed = result.GetValue(seed),
                Share = result.GetValue(share),
                MinimumLength = result.GetValue(minimum),
                MaximumLength = result.GetValue(maximum),
                Alphabet = result.GetValue(alphabet)!,
                Reorder = !result.GetValue(keepOrder),
                Mentions = result.GetValue(mentions),
            };
            options.Validate();
            var (rows, changed) = Run(console, result.GetValue(data)!, result.GetValue(output)!, result.GetValue(maps), result.GetValue(restore), options, cancellationToken);
            console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{changed} of {rows} rows {(result.GetValue(restore) is null ? "changed" : "changed back")}, written to {result.GetValue(output)}"));
            return 0;
        });
        return command;
    }

    private static (long Rows, long Changed) Run(
        CliConsole console, string data, string output, string? maps, string? restore, ObfuscationOptions options, CancellationToken cancellationToken)
    {
        foreach (var file in (string?[])[data, restore])
        {
            if (file is not null && !File.Exists(file)) throw new DataFormatException($"{file}: there is no such file. Name a JSON Lines file, plain or gzip");
        }
        if (Path.GetFullPath(data) == Path.GetFullPath(output)) throw new DataFormatException($"--out: expected another file than --data, found the same, \"{output}\"");
        var known = restore is null ? null : ReadMaps(restore);
        var (rows, changed) = (0L, 0L);
        using var reader = JsonLinesReader.Open(data);
        using var writer = JsonLinesWriter.Create(output);
        using var mapWriter = maps is null ? null : JsonLinesWriter.Create(maps);
        using (var progress = new RowProgress(console, "rows"))
        {
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var row = reader.Parse();
                var id = RowObfuscation.ItemId(row, reader.Where);
                if (known is not null)
                {
                    if (known.TryGetValue(id, out var map))
                    {
                        row = RowObfuscation.Restore(row, map, options.Mentions, reader.Where);
                        changed++;
                    }
                }
                else if (options.Chooses(id))
                {
                    (row, var map) = RowObfuscation.Obfuscate(row, options, reader.Where);
                    changed++;
                    mapWriter?.Write(new MapValue([new("id", ArgumentValue.Of(id)), .. map.ToJson().Entries]));
                }
                writer.Write(row);
                progress.Report(++rows);
            }
        }
        writer.Complete();
        mapWriter?.Complete();
        return (rows, changed);
    }

    /// <summary>Names by id. Pairs of one question write a row each; a name has the same new name in all of them.</summary>
    private static Dictionary<string, NameMap> ReadMaps(string path)
    {
        var maps = new Dictionary<string, NameMap>(StringComparer.Ordinal);
        using var reader = JsonLinesReader.Open(path);
        while (reader.Read())
        {
            var row = reader.Parse();
            var map = NameMap.Read(row, reader.Where);
            if ((row as MapValue)?["id"] is not TextValue id) throw new DataFormatException($"{reader.Where}: \"id\" is missing. Give the file that --maps wrote");
            maps[id.Value] = maps.TryGetValue(id.Value, out var earlier)
                ? new([.. earlier.Tools.Union(map.Tools)], [.. earlier.Parameters.Union(map.Parameters)])
                : map;
        }
        return maps;
    }
}
