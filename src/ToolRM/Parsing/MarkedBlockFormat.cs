namespace ToolRM.Parsing;

/// <summary>Text with blocks in it, each behind an opening marker; what a block holds is left to each format.</summary>
internal abstract class MarkedBlockFormat(string name, Markers openers, Markers closers) : WireFormat(name)
{
    protected sealed override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var nextOpener = new MarkerFinder(openers, window);
        var nextCloser = new MarkerFinder(closers, window);
        var position = reply.Start;
        while (true)
        {
            var opener = nextOpener.From(position);
            reply.AddContent(position, opener);
            if (opener >= window.Length) return;
            position = ReadBlock(ref reply, opener, ref nextOpener, ref nextCloser);
        }
    }

    /// <summary>Reads one block; returns the position behind it and its closing marker.</summary>
    /// <param name="reply">Receives the calls.</param>
    /// <param name="opener">Position of the opening marker.</param>
    /// <param name="openers">Finds what starts the next block.</param>
    /// <param name="closers">Finds what ends this one.</param>
    protected abstract int ReadBlock(ref ReplyBuilder reply, int opener, ref MarkerFinder openers, ref MarkerFinder closers);
}
