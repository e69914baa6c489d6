using System.CommandLine;
using System.Globalization;
using System.Text;
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
        var markdown = new Option<bool>("--markdown") { Description = "Print both lists as the page docs/wire-formats.md" };
        var command = new Command("formats", """
            List the wire formats that replies are read in. Example:
              toolrm formats --profile bfcl
            """) { profile, markdown };
        command.SetAction(result =>
        {
            if (result.GetValue(markdown))
            {
                console.Out.Write(Markdown());
                return 0;
            }
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

    /// <summary>docs/wire-formats.md, made from the two lists.</summary>
    internal static string Markdown()
    {
        var page = new StringBuilder();
        page.Append("""
            # Wire formats

            Made by `./build docs` from `ReplyFormats.All` and `BfclDecoders.All`; do not edit.

            ## Tolerant: `toolrm parse --format NAME`, or `auto`

            Every format is read and written; `parse(render(x)) = x` holds for the calls that it can carry.

            | name | models | looks like |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var format in ReplyFormats.All) page.Append(CultureInfo.InvariantCulture, $"| `{format.Name}` | {Cell(format.Models)} | `` {Cell(format.Description)} `` |\n");
        page.Append("""

            ## Bug for bug: `toolrm parse --profile bfcl --format NAME`

            | name | handler of |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var decoder in BfclDecoders.All) page.Append(CultureInfo.InvariantCulture, $"| `{decoder.Name}` | {Cell(decoder.Description)} |\n");
        return page.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
