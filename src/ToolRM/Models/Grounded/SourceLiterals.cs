using System.Globalization;

namespace ToolRM.Models.Grounded;

/// <summary>Whether a text of Java or JavaScript source can be of a kind; by its first and last letters only.</summary>
internal static class SourceLiterals
{
    public static bool Fits(string text, ParameterKind kind)
    {
        var source = text.AsSpan().Trim();
        switch (kind)
        {
            case ParameterKind.Boolean:
                return source is "true" or "false";
            case ParameterKind.Integer:
                return long.TryParse(source.TrimEnd("lLn"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
            case ParameterKind.Number:
                return double.TryParse(source.TrimEnd("fFdD"), NumberStyles.Float, CultureInfo.InvariantCulture, out _);
            case ParameterKind.List:
                return source.StartsWith("new ") || source.StartsWith("Arrays.") || source.StartsWith("List.") || (source.Length > 1 && source[0] is '[' or '{' && source[^1] is ']' or '}');
            case ParameterKind.Map:
                return source.StartsWith("new ") || source.StartsWith("Map.") || (source.Length > 1 && source[0] == '{' && source[^1] == '}');
            default:
                return true;
        }
    }
}
