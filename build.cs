#:property PublishAot=false
// The build, as one program: ./build starts it. It does not reference the library, so that it starts in 0.3 s.
// Everything is built as Release, so that ./build, ./toolrm, tests, benchmarks and packages share one output.
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string Usage = """
    usage: ./build                  restore, check the format, build, run the fast tests
           ./build check            the same without tests
           ./build test [NAME]      fast tests; NAME is a part of the test's full name
           ./build test --slow [NAME]   fast tests, then slow tests
           ./build bench [FILTER]   benchmarks that match, or one long measurement by its name
           ./build docs             write the generated documents anew
           ./build golden --accept  take the present output as the golden files
           ./build recipe [NAME]    run recipes/NAME; without NAME, list them
           ./build pack [FOLDER]    library, server and tool packages, into artifacts/packages by default;
                                    FOLDER starts at the repository, not at the current folder
    """;
const string Tests = "tests/ToolRM.Tests";
const string Tool = "src/ToolRM.Cli";
const string Benchmarks = "benchmarks/ToolRM.Benchmarks";
const int Failed = 1, Misused = 2;

if (AppContext.GetData("EntryPointFileDirectoryPath") is string root) Directory.SetCurrentDirectory(root);

return args switch
{
    [] => Check() is var code and not 0 ? code : Test(null, slow: false),
    ["help" or "--help" or "-h"] => Help(),
    ["check"] => Check(),
    ["test", "--slow", .. var rest] => TestVerb(rest, slow: true),
    ["test", var name, "--slow"] => TestVerb([name], slow: true),
    ["test", .. var rest] => TestVerb(rest, slow: false),
    ["bench", .. var rest] => Bench(rest),
    ["docs"] => Docs(),
    ["golden", "--accept"] => AcceptGolden(),
    ["golden", ..] => Misuse("'golden' takes exactly '--accept'; to compare without accepting, run './build test Golden'."),
    ["recipe", .. var rest] => Recipe(rest),
    ["pack", .. var rest] => Pack(rest),
    ["check" or "docs", ..] => Misuse($"'{args[0]}' takes no argument, found '{args[1]}'."),
    _ => Misuse($"'{args[0]}' is no verb."),
};

int Check()
{
    if (Dotnet("restore", "ToolRM.slnx", "--locked-mode") != 0)
        return Fail("restore failed. If you changed packages, run 'dotnet restore' and commit the packages.lock.json files.");
    if (Dotnet("format", "ToolRM.slnx", "--no-restore", "--verify-no-changes") != 0
        || Dotnet("format", "whitespace", ".", "--folder", "--include", "build.cs", "--verify-no-changes") != 0)
        return Fail("the format differs from .editorconfig; run 'dotnet format'.");
    return Dotnet("build", "ToolRM.slnx", "--no-restore", "--configuration", "Release", "--verbosity", "quiet", "--nologo", "-consoleLoggerParameters:ErrorsOnly") == 0
        ? 0
        : Fail("the build failed; the errors are above.");
}

int TestVerb(string[] rest, bool slow) => rest switch
{
    [] => BuildTests() ? Test(null, slow) : Failed,
    [var name] when !name.StartsWith('-') => BuildTests() ? Test(name, slow) : Failed,
    _ => Misuse($"'test' takes '--slow' and one part of a test's full name, found '{string.Join(' ', rest)}'."),
};

bool BuildTests()
{
    var built = Dotnet("build", Tests, "-p:RestoreLockedMode=true", "--configuration", "Release", "--verbosity", "quiet", "--nologo", "-consoleLoggerParameters:ErrorsOnly") == 0;
    if (!built) Fail("the build failed; the errors are above. If you changed packages, run 'dotnet restore' and commit the packages.lock.json files.");
    return built;
}

// The last line is for machines: counts over both lanes, and nothing after it.
int Test(string? name, bool slow)
{
    var byName = name is null ? "" : "&FullyQualifiedName~" + Regex.Replace(name, @"[\\()&|=!~]", @"\$0");
    var fast = RunTests("fast", "Lane!=Slow" + byName);
    var all = slow ? fast + RunTests("slow", "Lane=Slow" + byName) : fast;
    var nothing = name is not null && all.Total == 0;
    if (nothing) Console.Error.WriteLine($"build: no {(slow ? "" : "fast ")}test has '{name}' in its full name.");
    Console.Out.WriteLine(all);
    return nothing ? Misused : all.Failed == 0 ? 0 : Failed;
}

Counts RunTests(string lane, string filter)
{
    const string folder = "artifacts/tests";
    Directory.CreateDirectory(folder);
    var results = Path.Combine(folder, lane + ".trx");
    File.Delete(results);
    var code = Dotnet("test", $"{Tests}/bin/Release/net10.0/ToolRM.Tests.dll", "--filter", filter, "--results-directory", folder,
        "--logger", $"trx;LogFileName={lane}.trx", "--logger", "console;verbosity=minimal");
    var counts = File.Exists(results) ? Counts.Read(results) : default;
    if (code != 0 && counts.Failed == 0)
    {
        // A crash of the test process leaves no failed test behind; it must not look like success.
        Console.Error.WriteLine($"build: the {lane} tests ended with exit code {code} and no failed test; counted as one failure.");
        counts += new Counts(0, 1, 0);
    }
    return counts;
}

int Bench(string[] filter) =>
    Dotnet(["run", "--project", Benchmarks, "--configuration", "Release", "--", .. filter]);

// The documents that the tool writes itself; a test holds each against the tool's present output.
int Docs()
{
    (string Path, string[] Command)[] documents = [("docs/wire-formats.md", ["formats", "--markdown"])];
    if (Dotnet("build", Tool, "--configuration", "Release", "--verbosity", "quiet", "--nologo", "-consoleLoggerParameters:ErrorsOnly") != 0) return Fail("the build failed; the errors are above.");
    foreach (var (path, command) in documents)
    {
        var start = new ProcessStartInfo("dotnet", [$"{Tool}/bin/Release/net10.0/ToolRM.Cli.dll", .. command]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) return Fail($"'toolrm {string.Join(' ', command)}' ended with exit code {process.ExitCode}; {path} is as it was.");
        File.WriteAllText(path, text);
        Console.WriteLine($"docs: wrote {path}");
    }
    return 0;
}

int AcceptGolden()
{
    if (!BuildTests()) return Failed;
    Environment.SetEnvironmentVariable("TOOLRM_ACCEPT_GOLDEN", "1");
    var code = Test(".Golden.", slow: true);
    if (code == 0) Console.Error.WriteLine("build: accepted. Look at 'git diff' and explain the change in the commit.");
    return code;
}

int Recipe(string[] rest)
{
    if (rest.Length > 1) return Misuse($"'recipe' takes one name, found '{string.Join(' ', rest)}'.");
    string[] recipes = Directory.Exists("recipes")
        ? [.. Directory.EnumerateFiles("recipes").Where(file => Path.GetExtension(file) is ".cs" or ".sh").Order(StringComparer.Ordinal)]
        : [];
    var list = recipes.Length == 0 ? "there are none yet" : string.Join(", ", recipes.Select(Path.GetFileNameWithoutExtension));
    if (rest is not [var name])
    {
        Console.WriteLine($"recipes: {list}");
        return 0;
    }
    return recipes.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == name) switch
    {
        null => Misuse($"there is no recipe '{name}'; recipes: {list}."),
        var file when file.EndsWith(".cs", StringComparison.Ordinal) => Dotnet("run", "--file", file),
        var file => Run("bash", file),
    };
}

int Pack(string[] rest)
{
    if (rest.Length > 1 || rest is [['-', ..]]) return Misuse($"'pack' takes one folder, found '{string.Join(' ', rest)}'.");
    var folder = Path.GetFullPath(rest is [var given] ? given : "artifacts/packages");
    foreach (var project in (string[])["src/ToolRM", "src/ToolRM.Server", "src/ToolRM.Cli"])
    {
        if (Dotnet("pack", project, "-p:RestoreLockedMode=true", "--configuration", "Release", "--output", folder, "--verbosity", "quiet", "--nologo", "-consoleLoggerParameters:ErrorsOnly") != 0)
            return Fail($"packing {project} failed; the errors are above.");
    }
    Console.WriteLine($"packages are in {folder}");
    return 0;
}

int Help()
{
    Console.WriteLine(Usage);
    return 0;
}

int Fail(string message)
{
    Console.Error.WriteLine($"build: {message}");
    return Failed;
}

int Misuse(string message)
{
    Console.Error.WriteLine($"build: {message}");
    Console.Error.WriteLine(Usage);
    return Misused;
}

int Dotnet(params string[] arguments) => Run("dotnet", arguments);

int Run(string program, params string[] arguments)
{
    Console.WriteLine($"> {program} {string.Join(' ', arguments)}");
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
    process.WaitForExit();
    return process.ExitCode;
}

internal readonly record struct Counts(int Passed, int Failed, int Skipped)
{
    public int Total => Passed + Failed + Skipped;

    // Counted by result: the summary of a trx file leaves skipped tests out.
    public static Counts Read(string trxFile)
    {
        var outcomes = XDocument.Load(trxFile).Descendants()
            .Where(element => element.Name.LocalName == "UnitTestResult")
            .Select(element => (string?)element.Attribute("outcome"))
            .ToList();
        var passed = outcomes.Count(outcome => outcome == "Passed");
        var skipped = outcomes.Count(outcome => outcome == "NotExecuted");
        return new(passed, outcomes.Count - passed - skipped, skipped);
    }

    public static Counts operator +(Counts left, Counts right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}
