using System.Buffers.Binary;
using System.Security.Cryptography;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Preferences.Overlap;

namespace ToolRM.Preferences.Building;

/// <summary>What makes prompts the same, and which belong together.</summary>
internal static class PromptKeys
{
    /// <summary>Equal for prompts with equal messages and the same tools in any order; key order and white space do not count.</summary>
    public static UInt128 Of(Conversation prompt)
    {
        var messages = (MapValue)ConversationJson.Write(new MapBuilder(), prompt with { Tools = [] }).ToMap();
        var tools = prompt.Tools.Select(tool => ArgumentJson.WriteCanonical(ToolJson.WriteBare(tool))).Order(StringComparer.Ordinal);
        return Hash(ArgumentJson.WriteCanonical(messages) + "\n" + string.Join('\n', tools));
    }

    public static UInt128 Of(Reference reference) => Hash(ArgumentJson.WriteCanonical(ReferenceJson.Write(reference)));

    /// <summary>
    /// Shared by prompts that begin with the same request (letters and digits only, in lower case): repeated questions, and
    /// all turns of one dialogue. Without a user message the whole prompt counts.
    /// </summary>
    public static string Group(Conversation prompt)
    {
        var first = prompt.Messages.OfType<UserMessage>().FirstOrDefault();
        var hash = first is null ? Of(prompt) : Hash(string.Join(' ', WordSequences.Words(first.Text)));
        return Text(hash, 16);
    }

    public static UInt128 Hash(string text)
    {
        // UTF-16 units, so that lone surrogates stay apart.
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()), digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    /// <summary>The first digits of a hash.</summary>
    public static string Text(UInt128 hash, int digits) => hash.ToString("x32", System.Globalization.CultureInfo.InvariantCulture)[..digits];
}
