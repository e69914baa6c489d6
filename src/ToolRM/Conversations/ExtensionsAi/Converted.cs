using ToolRM.Conversations.Formats;

namespace ToolRM.Conversations.ExtensionsAi;

/// <summary>A converted value and what the other side's types cannot hold.</summary>
/// <typeparam name="T">The other side's type.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Losses">What is not in it, or not after it was saved; empty when nothing is lost.</param>
public sealed record Converted<T>(T Value, ValueList<Loss> Losses);
