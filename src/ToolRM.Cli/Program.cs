namespace ToolRM.Cli;

// Written out: of top-level statements ASP.NET Core's generator makes a public Program in the global namespace, which
// projects that reference this one would trip over.
internal static class Program
{
    private static int Main(string[] args) => ToolRmCommand.Run(args, CliConsole.System());
}
