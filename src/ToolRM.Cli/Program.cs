using ToolRM.Cli;

return ToolRmCommand.Run(args, CliConsole.System());
