@echo off
rem Builds the toolrm command if needed and runs it.
setlocal
set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=
dotnet build "%~dp0src\ToolRM.Cli" --configuration Release --verbosity quiet --nologo -consoleLoggerParameters:ErrorsOnly 1>&2
if errorlevel 1 exit /b 1
dotnet "%~dp0src\ToolRM.Cli\bin\Release\net10.0\ToolRM.Cli.dll" %*
exit /b %ERRORLEVEL%
