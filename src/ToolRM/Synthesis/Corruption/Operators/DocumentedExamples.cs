namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>The values that a description names: quoted ones, and lists behind "e.g.", "such as", "like", "options" and the like.</summary>
internal static class DocumentedExamples
{
    private static readonly string[] Leads = ["e.g.", "eg.", "such as", "for example", "example:", "examples:", "like ", "options are", "options:", "one of", "either", "can be", "values:", "including", "i.e."];

    private const int MaximumLength = 40;

    /// <summary>The examples in the order named; empty when there are none.</summary>
    public static IReadOnlyList<string> Of(string description)
    {
        var examples = new List<string>();
        if (description.Length > 2000) return examples;
        AddQuoted(examples, description);
        foreach (var lead in Leads)
        {
            var at = description.IndexOf(lead, StringComparison.OrdinalIgnoreCase);
            if (at < 0) continue;
            var list = description[(at + lead.Length)..];
            var end = list.IndexOfAny([')', ';', '\n', ']']);
            var sentence = list.IndexOf(". ", StringComparison.Ordinal);
            if (sentence >= 0 && (end < 0 || sentence < end)) end = sentence;
            if (end >= 0) list = list[..end];
            foreach (var part in list.Split([", ", " or ", " and ", "/"], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Add(examples, part.StartsWith("or ", StringComparison.Ordinal) || part.StartsWith("and ", StringComparison.Ordinal) ? part[(part.IndexOf(' ') + 1)..] : part);
            }
            break;
        }
        return examples;
    }

    private static void AddQuoted(List<string> examples, string description)
    {
        for (var i = 0; i < description.Length; i++)
        {
            if (description[i] is not ('\'' or '"' or '`') || i > 0 && char.IsLetterOrDigit(description[i - 1])) continue;
            var end = description.IndexOf(description[i], i + 1);
            if (end < 0) return;
            Add(examples, description[(i + 1)..end]);
            i = end;
        }
    }

    private static void Add(List<string> examples, string part)
    {
        part = part.Trim(' ', '.', ',', ':', '\'', '"', '`', '(', '[');
        if (part.Length is 0 or > MaximumLength || part.Split(' ').Length > 4 || part.Equals("etc", StringComparison.OrdinalIgnoreCase) || examples.Contains(part)) return;
        if (!part.Contains("YYYY", StringComparison.OrdinalIgnoreCase)) examples.Add(part);
    }
}
