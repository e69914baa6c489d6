namespace ToolRM.Tests.Conversations.Formats;

/// <summary>A test over the data kit's own files; skipped, and shown as such, where <c>TOOLRM_DATA</c> does not name their folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataKitFactAttribute : FactAttribute
{
    public DataKitFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("TOOLRM_DATA") is not { Length: > 0 } folder)
        {
            Skip = "skipped: no data at TOOLRM_DATA, which is not set";
        }
        else if (!Directory.Exists(folder))
        {
            Skip = $"skipped: no data at {folder}";
        }
    }

    /// <summary>The kit's folder; only read inside a test that was not skipped.</summary>
    public static string Folder => Environment.GetEnvironmentVariable("TOOLRM_DATA")!;
}
