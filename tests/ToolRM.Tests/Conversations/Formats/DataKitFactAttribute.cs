namespace ToolRM.Tests.Conversations.Formats;

/// <summary>A test over the data kit's own files; skipped, and shown as such, where <c>TOOLRM_DATA</c> does not name its folder.</summary>
internal sealed class DataKitFactAttribute : FactAttribute
{
    public DataKitFactAttribute()
    {
        if (Folder is null) Skip = "TOOLRM_DATA is not set";
    }

    public static string? Folder => Environment.GetEnvironmentVariable("TOOLRM_DATA") is { Length: > 0 } folder ? folder : null;
}
