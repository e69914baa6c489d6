using System.Reflection;

namespace ToolRM.Runs;

/// <summary>Which ToolRM made a file.</summary>
/// <param name="Version">The version, such as <c>0.1.0</c>.</param>
/// <param name="Commit">The commit that it was built from; null when the build did not know it.</param>
public sealed record ToolVersion(string Version, string? Commit)
{
    /// <summary>This build. The SDK writes version and commit as <c>0.1.0+hash</c>.</summary>
    public static ToolVersion Current { get; } = Parse(
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    internal static ToolVersion Parse(string informational)
    {
        var plus = informational.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? new(informational, null) : new(informational[..plus], informational[(plus + 1)..]);
    }
}
