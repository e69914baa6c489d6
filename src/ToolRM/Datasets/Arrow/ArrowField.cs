using ToolRM.Conversations;

namespace ToolRM.Datasets.Arrow;

/// <summary>What a column holds.</summary>
internal enum ArrowKind
{
    Null,
    Boolean,
    Integer,
    Float,
    Text,
    List,
    Struct,
}

/// <summary>A column, or what lies inside one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its name with those of the columns around it, such as <c>conversation.item.role</c>; for messages.</param>
/// <param name="Kind">What it holds; of a dictionary-encoded column, what its dictionary holds.</param>
/// <param name="Bits">Width of integers and floats; 64 for texts and lists with 64-bit offsets, else 32.</param>
/// <param name="IsSigned">Whether integers are signed.</param>
/// <param name="Children">Of a list its items, of a struct its fields.</param>
/// <param name="Dictionary">Where its values stand when the column holds indices; null for none.</param>
internal sealed record ArrowField(
    string Name, string Path, ArrowKind Kind, int Bits, bool IsSigned, ValueList<ArrowField> Children, ArrowDictionary? Dictionary);

/// <summary>How a column refers to a dictionary.</summary>
/// <param name="Id">The dictionary's id in this file.</param>
/// <param name="Bits">Width of the indices.</param>
/// <param name="IsSigned">Whether the indices are signed.</param>
internal sealed record ArrowDictionary(long Id, int Bits, bool IsSigned);
