using ToolRM.Conversations;
using ToolRM.Preferences.Overlap;

namespace ToolRM.Filtering;

/// <summary>What the user asks in a conversation, in a form that ignores spelling that does not matter.</summary>
public static class RequestText
{
    /// <summary>The words of all user messages: runs of letters and digits, in lower case, composed (NFKC).</summary>
    /// <param name="prompt">The conversation.</param>
    public static ValueList<string> Of(Conversation prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return prompt.Messages.OfType<UserMessage>().SelectMany(message => Words(message.Text)).ToValueList();
    }

    /// <summary>The words of a text.</summary>
    /// <param name="text">The text; unpaired surrogates are let pass.</param>
    public static ValueList<string> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return WordSequences.Words(IsWellFormed(text) ? text.Normalize(System.Text.NormalizationForm.FormKC) : text).ToValueList();
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])) return false;
        }
        return true;
    }
}
