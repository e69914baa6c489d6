using System.CommandLine;
using Spectre.Console;
using ToolRM.Parsing;
using ToolRM.Parsing.Bfcl;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm formats</c>: what <c>--format</c> takes.</summary>
internal static class FormatsCommand
{
    public static Command Create(CliConsole console)
    {
        var profile = new Option<string>("--profile") { DefaultValueFactory = _ => "tolerant", Description = "Which list: 'tolerant' or 'bfcl'" };
        profile.AcceptOnlyFromAmong("tolerant", "bfcl");
        var command = new Command("formats", "List the wire formats that replies are read in.") { profile };
        command.SetAction(result =>
        {
            var table = new Table().Border(TableBorder.None).AddColumns("name", "models", "looks like");
            if (result.GetValue(profile) == "bfcl")
            {
                table = new Table().Border(TableBorder.None).AddColumns("name", "models");
                foreach (var decoder in BfclDecoders.All) table.AddRow(Markup.Escape(decoder.Name), Markup.Escape(decoder.Description));
            }
            else
            {
                foreach (var format in ReplyFormats.All.Append(ReplyFormats.Auto))
                {
                    table.AddRow(Markup.Escape(format.Name), Markup.Escape(format.Models), Markup.Escape(format.Description));
                }
            }
            console.Rich().Write(table);
            return 0;
        });
        return command;
    }
}
