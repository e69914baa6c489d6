namespace ToolRM.Parsing;

/// <summary>Reads a call whose name stands apart, in front of the JSON of its arguments.</summary>
internal static class NamedCall
{
    /// <summary>Adds the call; returns the position behind it and its closing marker.</summary>
    /// <param name="reply">Receives the call.</param>
    /// <param name="name">The name.</param>
    /// <param name="position">Where the arguments start; white space and a Markdown fence may come first.</param>
    /// <param name="start">First position of the call with its markers.</param>
    /// <param name="openers">What starts the next call.</param>
    /// <param name="closers">What ends this one.</param>
    /// <param name="closersExpected">Whether a missing closing marker is worth a warning.</param>
    public static int Read(
        ref ReplyBuilder reply, string name, int position, int start, ref MarkerFinder openers, ref MarkerFinder closers, bool closersExpected = false)
    {
        var window = reply.Window;
        position = JsonCalls.SkipFence(window, JsonCalls.SkipBlank(window, position));
        var arguments = JsonArguments.Read(window, position, start);
        var from = arguments.Broken ? position : arguments.End;
        var closer = closers.From(from);
        var opener = openers.From(from);
        var end = closer < opener ? closer + closers.LengthAt(closer) : opener;
        if (!arguments.Broken)
        {
            var behind = JsonCalls.SkipClosingFence(window, from);
            var between = window[behind..Math.Min(closer, opener)];
            if (closer >= opener)
            {
                end = behind;
                if (closersExpected) reply.Warn("the tag of a call is not closed");
            }
            else if (!between.IsWhiteSpace())
            {
                reply.Warn("text between a call and its closing marker was let pass");
            }
        }
        reply.Add(name, in arguments, null, start, end);
        return end;
    }
}
