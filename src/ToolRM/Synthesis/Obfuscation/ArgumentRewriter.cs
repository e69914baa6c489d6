using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Synthesis.Obfuscation;

/// <summary>Arguments with other names of parameters; values, their order and their spelling stay.</summary>
internal sealed class ArgumentRewriter(INames names)
{
    /// <summary>A value at a place: keys are changed where schemas declare names; keys of free maps are data and stay.</summary>
    public ArgumentValue Rewrite(ArgumentValue value, SchemaPlace place, bool isTop = false)
    {
        var hasNames = isTop || place.HasNames;
        return value switch
        {
            MapValue map => new MapValue(map.Entries.Select(entry =>
                new MapEntry(hasNames ? names.Parameter(entry.Key) : entry.Key, Rewrite(entry.Value, place.Property(entry.Key)))).ToValueList()),
            KeyedMapValue map => new KeyedMapValue(map.Entries.Select(entry => entry.Key is TextValue key
                ? KeyValuePair.Create<ArgumentValue, ArgumentValue>(hasNames ? ArgumentValue.Of(names.Parameter(key.Value)) : key, Rewrite(entry.Value, place.Property(key.Value)))
                : entry).ToValueList()),
            ListValue list => new ListValue(list.Items.Select((item, index) => Rewrite(item, place.Item(index))).ToValueList()),
            TupleValue tuple => new TupleValue(tuple.Items.Select((item, index) => Rewrite(item, place.Item(index))).ToValueList()),
            _ => value,
        };
    }

    /// <summary>An accepted value of BFCL: a map holds, per key, a list of accepted values.</summary>
    public ArgumentValue RewriteAccepted(ArgumentValue value, SchemaPlace place) => value switch
    {
        MapValue map => new MapValue(map.Entries.Select(entry =>
        {
            var inner = place.Property(entry.Key);
            return new MapEntry(
                place.HasNames ? names.Parameter(entry.Key) : entry.Key,
                entry.Value is ListValue accepted ? new ListValue(accepted.Items.Select(item => Rewrite(item, inner)).ToValueList()) : Rewrite(entry.Value, inner));
        }).ToValueList()),
        ListValue list => new ListValue(list.Items.Select((item, index) => RewriteAccepted(item, place.Item(index))).ToValueList()),
        _ => Rewrite(value, place),
    };

    /// <summary>
    /// The text of a call's arguments. Only keys change, so that spaces, numbers and repeated keys stay as the model wrote them; a key
    /// with escapes comes out in plain spelling. In a text that is not JSON every word that is a known name is changed.
    /// </summary>
    public string Rewrite(string text, SchemaPlace place)
    {
        if (JsonParse.Of(text, JsonDialect.Python).Value is null) return WordChange.Apply(text, names.Known(parameters: true));
        var reader = new KeyReader(text, names);
        reader.Value(place, isTop: true);
        return reader.Rest();
    }

    /// <summary>Goes through a text that is known to be JSON and writes it again.</summary>
    private sealed class KeyReader(string text, INames names)
    {
        private readonly StringBuilder _written = new(text.Length);
        private int _position;
        private int _copied;

        public string Rest() => _written.Append(text, _copied, text.Length - _copied).ToString();

        public void Value(SchemaPlace place, bool isTop = false)
        {
            Skip();
            switch (text[_position])
            {
                case '{':
                    Object(place, isTop);
                    break;
                case '[':
                    _position++;
                    for (var index = 0; !Closes(']'); index++) Value(place.Item(index));
                    break;
                case '"':
                    Text();
                    break;
                default:
                    while (_position < text.Length && text[_position] is not (',' or ']' or '}')) _position++;
                    break;
            }
        }

        private void Object(SchemaPlace place, bool isTop)
        {
            _position++;
            var hasNames = isTop || place.HasNames;
            while (!Closes('}'))
            {
                var start = _position;
                Text();
                var key = ((TextValue)JsonParse.Of(text[start.._position]).Value!).Value;
                if (hasNames)
                {
                    _written.Append(text, _copied, start - _copied).Append(ArgumentJson.Write(ArgumentValue.Of(names.Parameter(key))));
                    _copied = _position;
                }
                Skip();
                _position++; // the colon
                Value(place.Property(key));
            }
        }

        /// <summary>Whether the bracket closes here; passes it, or the comma before the next part.</summary>
        private bool Closes(char bracket)
        {
            Skip();
            if (text[_position] == ',')
            {
                _position++;
                Skip();
            }
            if (text[_position] != bracket) return false;
            _position++;
            return true;
        }

        private void Text()
        {
            for (_position++; text[_position] != '"'; _position++)
            {
                if (text[_position] == '\\') _position++;
            }
            _position++;
        }

        private void Skip()
        {
            while (_position < text.Length && text[_position] is ' ' or '\t' or '\n' or '\r') _position++;
        }
    }
}
