using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Datasets.Download;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm data</c>: known data sets, what a file is, and fetching.</summary>
internal static class DataCommand
{
    private const string DefaultTokenVariable = "HF_TOKEN";

    public static Command Create(CliConsole console, CancellationToken cancellationToken) =>
        new("data", "List and fetch data sets, and tell what a file is.") { List(console), Info(console), Pull(console, cancellationToken) };

    private static Command List(CliConsole console)
    {
        var command = new Command("list", """
            The data sets that can be fetched. Example:
              toolrm data list
            """);
        command.SetAction(_ =>
        {
            var table = new Table().Border(TableBorder.None).AddColumns("name", "what", "licence");
            foreach (var source in DataSources.All) table.AddRow(Markup.Escape(source.Name), Markup.Escape(source.What), Markup.Escape(source.Licence));
            console.Rich().Write(table);
            return 0;
        });
        return command;
    }

    private static Command Info(CliConsole console)
    {
        var subject = new Argument<string>("name|file") { Description = "A name of 'toolrm data list', a file of rows (JSON Lines or Arrow), or a folder that 'toolrm data pull' filled" };
        var command = new Command("info", """
            Tell what a data set is, or what a file holds: kind, rows, columns, licence, hash; of a fetched folder, whether its files are as fetched. Exit code 1 when they are not, or a row of a file is not of the file's kind. Example:
              toolrm data info train.jsonl
            """) { subject };
        command.SetAction(result =>
        {
            var text = result.GetValue(subject)!;
            if (Directory.Exists(text)) return Write(console, text);
            return DataSources.Find(text) is { } source && !File.Exists(text) ? Write(console, source) : Write(console, DataFileInfo.Of(Existing(text)));
        });
        return command;
    }

    private static Command Pull(CliConsole console, CancellationToken cancellationToken)
    {
        var defaults = new DownloadOptions();
        var name = new Argument<string>("name") { Description = "A name of 'toolrm data list'" };
        var to = new Option<string>("--to") { Required = true, HelpName = "dir", Description = "Target folder; source.json there records what was fetched" };
        var files = new Option<bool>("--files") { Description = "Fetch Parquet files as they are, not as rows" };
        var asRows = new Option<bool>("--rows") { Description = "Fetch rows from the rows service, as JSON Lines, in place of files" };
        var wantedRevision = new Option<string?>("--revision") { HelpName = "commit", Description = "Commit, tag or branch; the main branch, or the commit that the folder was begun with, when left out" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Fetch anew what is there or has changed" };
        var tokenVariable = new Option<string?>("--token-env") { HelpName = "name", Description = $"Environment variable with the hub's token; {DefaultTokenVariable} when left out" };
        var hub = Address("--hub", defaults.Hub, "The Hugging Face hub");
        var rows = Address("--rows-server", defaults.RowsServer, "The hub's rows service");
        var raw = Address("--github-raw", defaults.GitHubRaw, "GitHub's files");
        var api = Address("--github-api", defaults.GitHubApi, "GitHub's interface");
        var command = new Command("pull", """
            Fetch a data set: resumable, checked by SHA-256. Run it again to go on. Example:
              toolrm data pull fc-reward-bench --to data/fc-reward-bench
            """) { name, to, wantedRevision, files, asRows, overwrite, tokenVariable, hub, rows, raw, api };
        command.Validators.Add(result =>
        {
            if (result.GetValue(files) && result.GetValue(asRows)) result.AddError("take --files or --rows, not both");
        });
        command.SetAction(result =>
        {
            var source = DataSources.Find(result.GetValue(name)!)
                ?? throw new DataFormatException($"there is no data set \"{result.GetValue(name)}\". Known are {string.Join(", ", DataSources.All.Select(known => known.Name))}");
            var options = defaults with
            {
                Hub = result.GetValue(hub)!,
                RowsServer = result.GetValue(rows)!,
                GitHubRaw = result.GetValue(raw)!,
                GitHubApi = result.GetValue(api)!,
                Overwrite = result.GetValue(overwrite),
                Token = Token(result.GetValue(tokenVariable)),
            };
            if (result.GetValue(wantedRevision) is { } wanted) source = source with { Location = At(source.Location, wanted) };
            var form = result.GetValue(files) ? PullForm.Files : result.GetValue(asRows) ? PullForm.Rows : PullForm.Automatic;
            var folder = result.GetValue(to)!;
            using var progress = new PullView(console);
            using var pull = new DataPull(options);
            var record = pull.Run(source, folder, form, progress, cancellationToken).GetAwaiter().GetResult();
            progress.Dispose();
            foreach (var file in record.Files)
            {
                console.Out.WriteLine($"{Path.Combine(folder, file.Path)}: {Number(file.Bytes)} bytes{(file.Rows is { } count ? $", {Number(count)} rows" : "")}, SHA-256 {file.Sha256} ({(file.IsVerified ? "as the server states" : "recorded")})");
            }
            console.Out.WriteLine($"{source.Name}: {record.Where}{(record.Revision is { } revision ? $" at {revision}" : "")}, licence: {record.Licence}");
            return 0;
        });
        return command;
    }

    private static Option<Uri> Address(string name, Uri standard, string description) => new(name)
    {
        HelpName = "url",
        Description = $"{description} ({standard.AbsoluteUri.TrimEnd('/')} when left out)",
        CustomParser = argument =>
        {
            if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "https" or "http") return address;
            argument.AddError($"{name}: expected an address such as https://example.org, found \"{argument.Tokens[0].Value}\"");
            return standard;
        },
        DefaultValueFactory = _ => standard,
    };

    private static string? Token(string? variable)
    {
        var token = Environment.GetEnvironmentVariable(variable ?? DefaultTokenVariable);
        if (variable is not null && string.IsNullOrEmpty(token)) throw new DataFormatException($"--token-env: the variable \"{variable}\" is not set. Set it, or leave the option out");
        if (token?.Any(character => character is < '!' or > '~') == true) throw new DataFormatException($"the variable \"{variable ?? DefaultTokenVariable}\" holds characters that no token has. Check it for line ends and quotes");
        return string.IsNullOrEmpty(token) ? null : token;
    }

    private static DataLocation At(DataLocation location, string revision) => location switch
    {
        _ when revision.Length == 0 || revision.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '-' or '/')) || revision.Split('/').Any(part => part is "" or "." or "..") =>
            throw new DataFormatException($"--revision: expected a commit, tag or branch, found \"{revision}\". Leave it out for the main branch"),
        HubDataset dataset => dataset with { Revision = revision },
        GitHubFiles github => github with { Commit = revision },
        _ => location,
    };

    private static string Existing(string path) => File.Exists(path)
        ? path
        : throw new DataFormatException($"\"{path}\" is neither a file nor a known data set. Known are {string.Join(", ", DataSources.All.Select(known => known.Name))}");

    private static int Write(CliConsole console, DataSource source)
    {
        console.Out.WriteLine($"{source.Name}: {source.What}");
        console.Out.WriteLine($"licence: {source.Licence}");
        console.Out.WriteLine(source.Location switch
        {
            HubDataset dataset => $"where: Hugging Face data set {dataset.Dataset}, revision {dataset.Revision}",
            GitHubFiles files => $"where: GitHub {files.Owner}/{files.Repository} at {files.Commit}, {Number(files.Files.Count)} files in {files.Folder}",
            _ => "",
        });
        console.Out.WriteLine($"fetch: toolrm data pull {source.Name} --to DIR");
        return 0;
    }

    /// <summary>What was fetched into a folder, and whether it is still so.</summary>
    private static int Write(CliConsole console, string folder)
    {
        var record = SourceRecord.ReadFolder(folder) ?? throw new DataFormatException($"\"{folder}\" has no {SourceRecord.FileName}: nothing was fetched into it. Name a file in it");
        console.Out.WriteLine($"{record.Name}: {record.What}");
        console.Out.WriteLine($"licence: {record.Licence}");
        console.Out.WriteLine($"where: {record.Where}{(record.Revision is { } revision ? $" at {revision}" : "")}");
        var wrong = 0;
        foreach (var file in record.Files)
        {
            var path = Path.Combine(folder, file.Path);
            var state = !File.Exists(path) ? "missing" : SourceFile.Of(path).Sha256 == file.Sha256 ? "as fetched" : "changed";
            if (state != "as fetched") wrong++;
            console.Out.WriteLine($"{file.Path}: {Number(file.Bytes)} bytes, SHA-256 {file.Sha256} ({(file.IsVerified ? "as the server states" : "recorded")}), {state}");
        }
        if (wrong > 0) console.Error.WriteLine($"toolrm: {wrong} of {record.Files.Count} files are not as fetched. Run 'toolrm data pull {record.Name} --to {folder}' again; --overwrite replaces what changed");
        return wrong > 0 ? 1 : 0;
    }

    private static int Write(CliConsole console, DataFileInfo info)
    {
        console.Out.WriteLine($"kind: {(info.Kind is { } kind ? $"{kind.Name} ({kind.What})" : "unknown")}");
        console.Out.WriteLine($"rows: {Number(info.File.Rows!.Value)}{(info.Kind?.Read is not null && info.Problem is null ? ", all readable" : "")}");
        console.Out.WriteLine($"bytes: {Number(info.File.Bytes!.Value)}");
        console.Out.WriteLine($"sha256: {info.File.Sha256}");
        console.Out.WriteLine($"licence: {info.Licence ?? "unknown"}");
        var table = new Table().Border(TableBorder.None).AddColumns("column", "kinds").AddColumn(new TableColumn("rows").RightAligned());
        foreach (var column in info.Columns) table.AddRow(Markup.Escape(column.Name), column.Kinds.Count == 0 ? "null" : string.Join(" or ", column.Kinds), Number(column.Rows));
        console.Rich().Write(table);
        if (info.Problem is not null) console.Error.WriteLine($"toolrm: {info.Problem}");
        return info.Problem is null ? 0 : 1;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Progress of one file after the other.</summary>
    private sealed class PullView(CliConsole console) : IProgress<PullProgress>, IDisposable
    {
        private string? _path;
        private RowProgress? _progress;

        public void Report(PullProgress value)
        {
            if (_path != value.Path)
            {
                _progress?.Dispose();
                (_path, _progress) = (value.Path, new RowProgress(console, $"of {value.Path}"));
            }
            _progress!.Report(value.Done);
        }

        public void Dispose()
        {
            _progress?.Dispose();
            _progress = null;
        }
    }
}
