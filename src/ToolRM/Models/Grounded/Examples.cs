using System.Text;

namespace ToolRM.Models.Grounded;

/// <summary>Values that a description quotes or gives as examples.</summary>
internal static class Examples
{
    private const int Most = 24;
    private const int Longest = 60;

    private static readonly string[] Openers = ["e.g.", "e.g", "eg.", "for example", "example:", "such as", "for instance", "example", "like"];

    /// <summary>The values, in order, without repetition.</summary>
    public static string[] Read(string description)
    {
        var found = new List<string>();
        for (var open = 0; open < description.Length && found.Count < Most; open++)
        {
            if (description[open] is not ('\'' or '"' or '`' or '‘' or '“') || (open > 0 && char.IsLetterOrDigit(description[open - 1]))) continue;
            var closing = description[open] switch { '‘' => '’', '“' => '”', var same => same };
            var length = description.AsSpan(open + 1, Math.Min(Longest, description.Length - open - 1)).IndexOf(closing);
            if (length <= 0) continue;
            Add(found, description.Substring(open + 1, length));
            open += length + 1;
        }
        foreach (var opener in Openers)
        {
            for (var at = description.IndexOf(opener, StringComparison.OrdinalIgnoreCase); at >= 0 && found.Count < Most; at = description.IndexOf(opener, at + opener.Length, StringComparison.OrdinalIgnoreCase))
            {
                var rest = description.AsSpan(at + opener.Length).TrimStart(" :,");
                if (rest.IsEmpty || rest[0] is '\'' or '"' or '`' or '‘' or '“') continue;
                var end = 0;
                while (end < rest.Length && end < Longest && rest[end] is not (')' or ';' or '\n') && !(rest[end] == '.' && (end + 1 == rest.Length || rest[end + 1] == ' '))) end++;
                if (end == Longest || end == 0) continue;
                Add(found, rest[..end].Trim().ToString());
            }
        }
        return [.. found];
    }

    /// <summary>What a value looks like: runs of capitals, small letters and digits as one sign each, words of one make in a row as one, the rest as it is.</summary>
    public static string Shape(string value)
    {
        var shape = new StringBuilder(24);
        var (start, before) = (0, -1); // where the word in hand and the one before it start
        foreach (var unit in value.AsSpan(0, Math.Min(value.Length, 80)))
        {
            var sign = char.IsUpper(unit) ? 'A' : char.IsLetter(unit) ? 'a' : char.IsDigit(unit) ? '0' : unit;
            if (sign != ' ')
            {
                if (shape.Length == start || shape[^1] != sign || sign is not ('A' or 'a' or '0')) shape.Append(sign);
                continue;
            }
            if (shape.Length == start) continue;
            Merge();
            shape.Append(' ');
            (before, start) = (start, shape.Length);
        }
        Merge();
        return shape.ToString();

        // A word of the same make as the one before it stands for both; a comma at its end stays.
        void Merge()
        {
            if (before < 0) return;
            var (last, length) = (start - 1 - before, shape.Length - start);
            if (length > 0 && shape[^1] == ',') length--;
            if (last != length) return;
            for (var i = 0; i < length; i++)
            {
                if (shape[before + i] != shape[start + i]) return;
            }
            shape.Remove(before, start - before);
            start = before;
            before = -1;
        }
    }

    private static void Add(List<string> found, string value)
    {
        if (value.Length > 0 && !found.Contains(value)) found.Add(value);
    }
}
