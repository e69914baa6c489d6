using System.CommandLine;
using ToolRM.Conversations.Formats;
using ToolRM.Verification;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm validate</c>: calls against the offered tools, without a reference.</summary>
internal static class ValidateCommand
{
    public static Command Create(CliConsole console)
    {
        var file = InputText.Argument("The case as JSON (docs/formats.md); standard input when left out");
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("validate", """
            Check a case's calls against the offered tools' schemas, without a reference. Exit code 0 when they fit, 1 when not or when that cannot be said. Example:
              toolrm validate case.json
            """) { file, json };
        command.SetAction(result =>
        {
            var (value, where) = InputText.ReadJson(console, result.GetValue(file));
            var verified = new CaseVerifier().Validate(CaseJson.Read(value, where));
            if (result.GetValue(json)) console.Out.WriteLine(ResultJson.Write(verified));
            else VerdictView.Write(console, verified, explain: true);
            return verified.Verdict.Status == VerdictStatus.Pass ? 0 : 1;
        });
        return command;
    }
}
