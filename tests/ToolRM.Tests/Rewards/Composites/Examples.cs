namespace ToolRM.Tests.Rewards.Composites;

/// <summary>Files of examples/rewards.</summary>
internal static class Examples
{
    public static string Read(string name) => File.ReadAllText(PathOf(name));

    public static string PathOf(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ToolRM.slnx"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "examples", "rewards", name);
    }
}
