using System.CommandLine;
using ToolRM.Conversations.Formats;
using ToolRM.Verification;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm verify</c>: replies against their references, one case or a whole file.</summary>
internal static class VerifyCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var file = InputText.Argument("The case as JSON (docs/formats.md); standard input when left out");
        var explain = new Option<bool>("--explain") { Description = "Print the calls and what is wrong, where, expected and found" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var data = new Option<string?>("--data") { HelpName = "file", Description = "Verify every row of a JSON Lines file (plain or gzip, '-' for standard input) of cases or of candidate groups" };
        var output = new Option<string?>("--out") { HelpName = "dir", Description = "With --data: run directory for verdicts.jsonl; run again to go on. Without it verdicts go to standard output" };
        var overwrite = new Option<bool>("--overwrite") { Description = "With --out: remove an earlier run in that directory" };
        var shard = ShardOption.Create();
        var command = new Command("verify", """
            Judge replies by their references: which calls are right, which are wrong, where and why. A case is JSON such as
              {"tools": [...], "reply": "<tool_call>...", "reference": {"kind": "gold-calls", "calls": [{"name": "f", "arguments": {"a": 1}}]}}
            Without a reference the tools' schemas judge. Exit code of a single case: 0 right, 1 wrong or undecided. Examples:
              toolrm verify --explain case.json
              toolrm verify --data candidates.jsonl --out runs/verified
            """)
        {
            file, explain, json, data, output, overwrite, shard,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(data) is not null && result.GetValue(file) is not null) result.AddError("give either a case or --data, not both");
            if (result.GetValue(data) is null && result.GetValue(output) is not null) result.AddError("--out goes with --data");
            if (result.GetValue(data) is null && result.GetValue(shard) is not null) result.AddError("--shard goes with --data");
            if (result.GetValue(data) is not null && (result.GetValue(json) || result.GetValue(explain))) result.AddError("--json and --explain go with a single case; --data writes JSON anyway");
            if (result.GetValue(output) is null && result.GetValue(overwrite)) result.AddError("--overwrite goes with --out");
        });
        command.SetAction(result =>
        {
            if (result.GetValue(data) is { } rows)
            {
                return new BulkVerification(console, rows, ShardOption.Read(result.GetValue(shard)), cancellationToken).Run(result.GetValue(output), result.GetValue(overwrite));
            }
            var (value, where) = InputText.ReadJson(console, result.GetValue(file));
            var verified = new CaseVerifier().Verify(CaseJson.Read(value, where));
            if (result.GetValue(json)) console.Out.WriteLine(ResultJson.Write(verified));
            else VerdictView.Write(console, verified, result.GetValue(explain));
            return verified.Verdict.Status == VerdictStatus.Pass ? 0 : 1;
        });
        return command;
    }
}
