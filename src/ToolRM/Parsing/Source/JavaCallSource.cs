namespace ToolRM.Parsing.Source;

/// <summary>The call in a Java reply: <c>Type.method(name = value, …)</c>.</summary>
internal static class JavaCallSource
{
    /// <summary>Reads the reply's text without the brackets around it.</summary>
    /// <param name="source">Java statements; the last may lack its semicolon.</param>
    /// <returns>The first call, outermost first, or an error when the text is not sound.</returns>
    /// <remarks>
    /// Total, linear, nesting limited. Arguments are taken by name; bare identifiers go under the null key; other positional
    /// arguments are dropped. Source: tools-and-data 1.7, last paragraph.
    /// Not covered, and refused where the original's grammar takes them: declarations of types, switch, generic method
    /// references with long types. Comments between an argument's parts are skipped; the original trips over them. Its cut by byte
    /// offsets is reproduced.
    /// </remarks>
    public static SourceCalls Parse(string source)
    {
        // The original adds what its grammar misses at the end.
        if (!source.EndsWith(';')) source += ";";
        if (JavaLexer.Read(source, out var position) is not { } tokens) return SourceCalls.Failed($"no Java: unexpected character at {position}");
        var syntax = new JavaSyntax(source, tokens);
        if (!syntax.Program()) return SourceCalls.Failed($"no Java: unexpected text at {syntax.Position}");
        if (syntax.First is not { } call) return SourceCalls.None;

        var text = new JavaText(source, tokens, syntax.Rebuilt);
        var arguments = new SourceArguments();
        foreach (var argument in call.Arguments)
        {
            string? name = null;
            string? value;
            switch (argument.Kind)
            {
                case JavaExpressionKind.Assignment:
                    name = text.Raw(argument.Start, argument.LeftEnd);
                    value = text.Value(argument.RightStart, argument.End);
                    if (value is null) return SourceCalls.Failed($"the array in '{name}' has no items");
                    break;
                case JavaExpressionKind.Identifier or JavaExpressionKind.ClassLiteral:
                    value = text.Raw(argument.Start, argument.End);
                    break;
                default:
                    continue;
            }
            if (!arguments.Add(name, value)) return SourceCalls.Failed(name is null ? "two arguments without a name" : $"the argument '{name}' is given twice");
        }
        var method = text.Raw(call.Name, call.Name + 1);
        var callee = call.ObjectEnd > call.Start ? text.Raw(call.Start, call.ObjectEnd) + "." + method : method;
        return new([new(callee, arguments.ToValue())]);
    }
}
