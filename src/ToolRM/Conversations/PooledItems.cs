using System.Buffers;

namespace ToolRM.Conversations;

/// <summary>A growing buffer from the shared pool, for building <see cref="ValueList{T}"/> values with one exact allocation.</summary>
internal ref struct PooledItems<T>
{
    private T[]? _buffer;
    private int _count;

    public readonly Span<T> Span => _buffer.AsSpan(0, _count);

    public readonly int Count => _count;

    public void Add(T item)
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<T>.Shared.Rent(8);
        }
        else if (_count == _buffer.Length)
        {
            var larger = ArrayPool<T>.Shared.Rent(_count * 2);
            _buffer.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<T>.Shared.Return(_buffer, clearArray: true);
            _buffer = larger;
        }
        _buffer[_count++] = item;
    }

    public readonly ValueList<T> ToValueList() => ValueList.Create<T>(Span);

    public void Dispose()
    {
        if (_buffer is null) return;
        _buffer.AsSpan(0, _count).Clear();
        ArrayPool<T>.Shared.Return(_buffer);
        _buffer = null;
        _count = 0;
    }
}
