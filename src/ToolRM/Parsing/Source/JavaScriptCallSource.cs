namespace ToolRM.Parsing.Source;

/// <summary>The call in a JavaScript reply: <c>name(argument = value, …)</c>.</summary>
internal static class JavaScriptCallSource
{
    /// <summary>Reads the reply's text without the brackets around it.</summary>
    /// <param name="source">JavaScript statements.</param>
    /// <returns>The first statement that is a call and nothing else, none when there is no such statement, or an error.</returns>
    /// <remarks>
    /// Total, nesting limited, linear apart from braces that may open a block or an object (each is tried once as an object).
    /// A value is its exact source without outer quotes; bare identifiers go under the null key; other positional arguments
    /// are dropped. A template behind a callee is a call without arguments. Source: tools-and-data 1.7, last paragraph.
    /// Not covered, and refused where the original's grammar takes them: JSX, classes with decorators, import and export.
    /// </remarks>
    public static SourceCalls Parse(string source)
    {
        // The original adds what its grammar may miss at the end.
        if (!source.EndsWith(';')) source += ";";
        var syntax = new JavaScriptSyntax(source);
        if (!syntax.Program()) return SourceCalls.Failed($"no JavaScript: unexpected text at {syntax.Farthest}");
        if (syntax.First is not { } call) return SourceCalls.None;

        var arguments = new SourceArguments();
        foreach (var argument in call.Arguments)
        {
            string? name = null;
            var value = source[argument.Start..argument.End];
            switch (argument.Kind)
            {
                case JavaScriptKind.Assignment:
                    name = source[argument.Start..argument.LeftEnd];
                    value = source[argument.RightStart..argument.End];
                    break;
                case JavaScriptKind.Identifier:
                    break;
                default:
                    continue;
            }
            if (value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0]) value = value[1..^1];
            if (!arguments.Add(name, value)) return SourceCalls.Failed(name is null ? "two arguments without a name" : $"the argument '{name}' is given twice");
        }
        return new([new(source[call.Start..call.NameEnd], arguments.ToValue())]);
    }
}
