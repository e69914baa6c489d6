using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Parsing;
using ToolRM.Parsing.Bfcl;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm parse</c>: a reply's text to its calls.</summary>
internal static class ParseCommand
{
    public static Command Create(CliConsole console)
    {
        var file = InputText.Argument("The reply; standard input when left out");
        var format = new Option<string?>("--format") { HelpName = "name", Description = "Wire format; 'toolrm formats' lists them. Left out, 'auto' finds it by its markers; with --profile bfcl, 'prompt'" };
        var profile = new Option<string>("--profile") { DefaultValueFactory = _ => "tolerant", Description = "'tolerant' reads as inference servers do, 'bfcl' bug for bug as that leaderboard's decoders" };
        profile.AcceptOnlyFromAmong("tolerant", "bfcl");
        var language = new Option<SourceLanguage>("--language") { Description = "Language of the calls, for --profile bfcl" };
        var tools = new Option<string?>("--tools") { HelpName = "file", Description = "JSON list of the offered tools, for formats that write untyped values" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("parse", """
            Read a model's reply and print its calls, and what did not parse with reason and place. Exit code 1 when something looked like a call and could not be read. Example:
              toolrm parse reply.txt
            """)
        {
            file, format, profile, language, tools, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(profile) != "bfcl") return;
            if (result.GetValue(format) == "auto") result.AddError("--profile bfcl has no 'auto'; 'toolrm formats --profile bfcl' lists the decoders");
            if (result.GetValue(tools) is not null) result.AddError("--tools goes with the tolerant profile; the bfcl decoders do not look at the tools");
        });
        command.SetAction(result =>
        {
            var (text, where) = InputText.Read(console, result.GetValue(file));
            if (text.Length == 0) throw new DataFormatException($"{where}: expected a reply, found nothing. Give the text on standard input or name a file");
            return result.GetValue(profile) == "bfcl"
                ? Decode(console, result.GetValue(format) ?? "prompt", text, result.GetValue(language), result.GetValue(json))
                : Parse(console, result.GetValue(format) ?? ReplyFormats.Auto.Name, text, result.GetValue(tools), result.GetValue(json));
        });
        return command;
    }

    private static int Parse(CliConsole console, string name, string text, string? toolsFile, bool json)
    {
        var format = ReplyFormats.Find(name) ?? throw new DataFormatException($"--format: there is no format \"{name}\". 'toolrm formats' lists them");
        var tools = toolsFile is null ? [] : OpenAiChat.ReadTools(InputText.ReadJson(console, toolsFile).Value);
        var reply = format.Parser.Parse(text, ReplyEnd.Unknown, tools);
        if (json) console.Out.WriteLine(ResultJson.Write(reply));
        else ReplyView.Write(console, reply);
        return reply.Status is ReplyStatus.Malformed or ReplyStatus.WrongShape ? 1 : 0;
    }

    private static int Decode(CliConsole console, string name, string text, SourceLanguage language, bool json)
    {
        var decoder = BfclDecoders.Find(name)
            ?? throw new DataFormatException($"--format: there is no decoder \"{name}\". 'toolrm formats --profile bfcl' lists them");
        // A list of {name: arguments text}, as native function calling gives it, comes as JSON.
        ArgumentValue output = decoder.Name is "openai-fc" or "responses" && JsonParse.Of(text, JsonDialect.Python).Value is ListValue list ? list : ArgumentValue.Of(text);
        var decoding = decoder.Decode(output, language);
        if (json) console.Out.WriteLine(ResultJson.Write(decoder, decoding));
        else console.Out.WriteLine(decoding.Decoded is null ? $"raised: {VisibleText.Of(decoding.Error!)}" : ArgumentJson.WriteSpaced(PythonMarks.Write(decoding.Decoded)));
        return decoding.Decoded is null ? 1 : 0;
    }
}
