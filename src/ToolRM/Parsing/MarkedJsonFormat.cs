using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing;

/// <summary>A marker, then JSON: one call object or a list of them, then perhaps a closing marker; repeated.</summary>
/// <param name="Openers">The opening markers.</param>
/// <param name="Closers">The closing markers; null where the format has none.</param>
/// <param name="ClosersExpected">Whether a missing closing marker is worth a warning.</param>
/// <param name="Bare">Whether the reply may start with the JSON, because servers hide the marker as a special token.</param>
internal sealed record MarkedJson(Markers Openers, Markers? Closers = null, bool ClosersExpected = false, bool Bare = false);

/// <summary>Reads formats that are a marker and JSON; how calls are written is left to each of them.</summary>
internal abstract class MarkedJsonFormat(string name, MarkedJson shape) : WireFormat(name)
{
    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var scan = new Scan(shape, window);
        var position = reply.Start;
        if (shape.Bare)
        {
            var first = JsonCalls.SkipFence(window, JsonCalls.SkipBlank(window, position));
            if (JsonCalls.StartsCallList(window, first) || JsonCalls.StartsObject(window, first))
            {
                position = scan.ReadPayload(ref reply, first, first);
            }
        }
        while (true)
        {
            var opener = scan.Openers.From(position);
            reply.AddContent(position, opener);
            if (opener >= window.Length) return;
            position = scan.ReadPayload(ref reply, opener, opener + scan.Openers.LengthAt(opener));
        }
    }

    /// <summary>The state of one reading: where the next markers are.</summary>
    private ref struct Scan(MarkedJson shape, ReadOnlySpan<char> window)
    {
        private readonly ReadOnlySpan<char> _window = window;
        private readonly bool _closersExpected = shape.ClosersExpected;
        private MarkerFinder _closers = new(shape.Closers, window);
        public MarkerFinder Openers = new(shape.Openers, window);

        /// <summary>Reads what stands behind a marker; returns where to look for the next.</summary>
        public int ReadPayload(ref ReplyBuilder reply, int opener, int position)
        {
            var payload = JsonCalls.SkipBlank(_window, position);
            if (JsonCalls.SkipFence(_window, payload) is var inside && inside > payload)
            {
                reply.Warn("fences around the JSON were let pass");
                payload = inside;
            }
            if (payload >= _window.Length || _window[payload] is not ('{' or '['))
            {
                return Fail(ref reply, "a JSON object or list should follow the marker", opener, position);
            }
            int end;
            bool closed;
            if (_window[payload] == '{')
            {
                var call = CallObject.Read(_window, payload, opener);
                if (call.Broken) return ReadPython(ref reply, opener, payload, out end) ? end : Fail(ref reply, call.Reason!, opener, payload);
                end = TakeCloser(call.End, out closed);
                reply.Add(in call, opener, end);
            }
            else
            {
                var list = JsonCalls.ReadList(ref reply, payload);
                if (list.Reason is not null) return Fail(ref reply, list.Reason, list.BrokenAt, list.BrokenAt);
                end = TakeCloser(list.End, out closed);
            }
            return closed ? end : ReadMore(ref reply, end);
        }

        /// <summary>Further objects behind the first one, before the closing marker: <c>{…}; {…}</c> or one a line.</summary>
        private int ReadMore(ref ReplyBuilder reply, int position)
        {
            var next = JsonCalls.SkipBlank(_window, position);
            if (next < _window.Length && _window[next] is ';' or ',') next = JsonCalls.SkipBlank(_window, next + 1);
            if (JsonCalls.StartsObject(_window, next))
            {
                var more = JsonCalls.ReadSequence(ref reply, next);
                if (more.Reason is not null) return Fail(ref reply, more.Reason, more.BrokenAt, more.BrokenAt);
                position = TakeCloser(more.End, out var closed);
                if (closed) return position;
            }
            var closer = _closers.From(position);
            if (closer >= _window.Length || closer > Openers.From(position))
            {
                if (_closersExpected) reply.Warn("the tag of a call is not closed");
                return position;
            }
            reply.Warn("text between a call and its closing tag was let pass");
            return closer + _closers.LengthAt(closer);
        }

        /// <summary>
        /// An object in Python's spelling, with single quotes or <c>True</c> (BFCL's Arch decoder evaluates such text,
        /// tools-and-data 2.3). Read as a literal, never evaluated.
        /// </summary>
        private bool ReadPython(ref ReplyBuilder reply, int opener, int payload, out int end)
        {
            var stop = Math.Min(_closers.From(payload), Openers.From(payload));
            end = stop + _closers.LengthAt(stop);
            var text = _window[payload..stop].TrimEnd();
            if (text.EndsWith("```", StringComparison.Ordinal)) text = text[..^3].TrimEnd();
            if (text[^1] != '}' || PythonLiteral.Read(text.ToString(), reply.Budget, out _, PythonLiteral.JsonNames) is not MapValue map) return false;
            if (map["name"] is not TextValue { Value.Length: > 0 } name || (map["arguments"] ?? map["parameters"]) is not MapValue arguments) return false;
            var json = ArgumentJson.Write(arguments);
            if (JsonParse.Check(json) is not null) return false;
            reply.Warn($"call of \"{name.Value}\": arguments rewritten: the object is in Python's spelling");
            reply.AddCall(name.Value, json, null, opener, end);
            return true;
        }

        private readonly int TakeCloser(int position, out bool closed)
        {
            var behindFence = JsonCalls.SkipClosingFence(_window, position);
            var at = JsonCalls.SkipBlank(_window, behindFence);
            var length = _closers.LengthAt(at);
            closed = length > 0;
            return closed ? at + length : behindFence;
        }

        /// <summary>A payload that cannot be read ends at the next marker, so that later calls are still found.</summary>
        private int Fail(ref ReplyBuilder reply, string reason, int start, int position)
        {
            var closer = _closers.From(position);
            var opener = Openers.From(position);
            var end = closer < opener ? closer + _closers.LengthAt(closer) : opener;
            reply.AddUnparsed(reason, start, end);
            return end;
        }
    }
}
