
namespace ToolRM.Conversations.Formats;

/// <summary>Named numbers as an object; what JSON does not have stands as <see cref="PythonMarks"/>.</summary>
internal static class NumberJson
{
    public static double Read(DocumentNode node) =>
        PythonMarks.Read(node.Value) is FloatValue { Value: var value } ? value : node.Number();

    public static ArgumentValue Write(double value) => PythonMarks.Write(ArgumentValue.Of(value));

    /// <summary>Null, which leaves no entry, when there are none.</summary>
    public static MapValue? Write<T>(ValueList<T> components, Func<T, (string Name, double Value)> parts)
    {
        if (components.Count == 0) return null;
        return new(components.Select(component =>
        {
            var (name, value) = parts(component);
            return new MapEntry(name, Write(value));
        }).ToValueList());
    }
}
