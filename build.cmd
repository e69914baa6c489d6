@echo off
rem Format check, build, tests and the rest: see build.cs, or run "build help".
setlocal
set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=
cd /d "%~dp0" || exit /b 1
dotnet run --file "%~dp0build.cs" -- %*
exit /b %ERRORLEVEL%
