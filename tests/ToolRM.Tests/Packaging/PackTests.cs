using System.Runtime.InteropServices;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Packaging;

/// <summary>Packs the library and the tool, installs both into an empty folder, and runs them there.</summary>
[Trait("Lane", "Slow")]
public sealed class PackTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("toolrm-pack-");

    [Fact]
    public async Task PackagesInstallIntoAnEmptyFolderAndRun()
    {
        var packages = _home.CreateSubdirectory("packages").FullName;
        var work = _home.CreateSubdirectory("work").FullName;
        var build = Path.Combine(Repository.Root, OperatingSystem.IsWindows() ? "build.cmd" : "build");
        (await ChildProcess.RunAsync(Repository.Root, Variables([]), build, "pack", packages)).Succeeded();
        var version = Assert.Single(Directory.GetFiles(packages, "ToolRM.Cli.*.nupkg").Select(VersionOf));
        Assert.True(File.Exists(Path.Combine(packages, $"ToolRM.{version}.nupkg")));
        Assert.True(File.Exists(Path.Combine(packages, $"ToolRM.Server.{version}.nupkg")));

        // Own package and tool folders: an earlier package of the same version must not stand in for this one.
        var variables = Variables(new()
        {
            ["NUGET_PACKAGES"] = Path.Combine(_home.FullName, "cache"),
            ["DOTNET_ROOT"] = DotnetRoot(),
        });
        // Added to the machine's own sources, which have the library's dependency.
        await File.WriteAllTextAsync(Path.Combine(work, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{packages}" />
              </packageSources>
            </configuration>
            """);

        await LibraryRuns(work, version, variables);
        await ToolRuns(work, version, variables);
    }

    private static async Task LibraryRuns(string work, string version, Dictionary<string, string> variables)
    {
        await File.WriteAllTextAsync(Path.Combine(work, "user.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ToolRM" Version="[{version}]" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(work, "Program.cs"), """
            using ToolRM.Conversations;

            var call = new ToolCall("weather", "{\"city\": \"Paris\", \"days\": 3}");
            var expected = new MapValue([new("city", ArgumentValue.Of("Paris")), new("days", ArgumentValue.Of(3))]);
            var right = call.ParseArguments().Value == expected;
            var wrong = (call with { ArgumentsText = "{\"city\": " }).ParseArguments();
            System.Console.WriteLine($"right {right}, malformed read as {wrong.Succeeded}");
            """);
        var output = (await ChildProcess.RunAsync(work, variables, "dotnet", "run", "--project", "user.csproj")).Succeeded();
        Assert.Equal("right True, malformed read as False", output.Trim());
    }

    private static async Task ToolRuns(string work, string version, Dictionary<string, string> variables)
    {
        var tools = Path.Combine(work, "tools");
        (await ChildProcess.RunAsync(work, variables, "dotnet", "tool", "install", "ToolRM.Cli", "--version", version, "--tool-path", tools)).Succeeded();
        var help = (await ChildProcess.RunAsync(work, variables, Path.Combine(tools, OperatingSystem.IsWindows() ? "toolrm.exe" : "toolrm"), "--help")).Succeeded();
        Assert.NotEqual("", help.Trim());
    }

    public void Dispose() => _home.Delete(recursive: true);

    private static Dictionary<string, string> Variables(Dictionary<string, string> more) => new(more) { ["DOTNET_NOLOGO"] = "1" };

    private static string VersionOf(string package) => Path.GetFileNameWithoutExtension(package)["ToolRM.Cli.".Length..];

    // <root>/shared/Microsoft.NETCore.App/<version>/
    private static string DotnetRoot() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
