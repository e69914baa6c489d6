"""Python values in JSON: marked objects for what JSON cannot carry, as the data kit's README describes for the field decoded.

{"__tuple__": [...]}, {"__dict__": [[key, value], ...]} for keys that are no texts, {"__float__": text} for infinities and NaN,
{"__repr__": text} for anything else; {"$tuple": [...]} as the fact sheet's test vectors write it.
"""


class Opaque:
    """A decoded value of which only the text is known (a set, bytes, a complex number): of no known type, equal to nothing."""


def from_marks(value):
    if type(value) is list:
        return [from_marks(item) for item in value]
    if type(value) is not dict:
        return value
    if len(value) == 1:
        ((mark, content),) = value.items()
        if mark in ("__tuple__", "$tuple") and type(content) is list:
            return tuple(from_marks(item) for item in content)
        if mark == "__dict__" and type(content) is list:
            return {from_marks(key): from_marks(item) for key, item in content}
        if mark == "__float__" and type(content) is str:
            return float(content)
        if mark == "__repr__" and type(content) is str:
            return Opaque()
    return {key: from_marks(item) for key, item in value.items()}


def to_marks(value):
    if type(value) is list:
        return [to_marks(item) for item in value]
    if type(value) is tuple:
        return {"__tuple__": [to_marks(item) for item in value]}
    if type(value) is float and (value != value or value in (float("inf"), float("-inf"))):
        return {"__float__": str(value)}
    if type(value) is not dict:
        return value
    if any(type(key) is not str for key in value):
        return {"__dict__": [[to_marks(key), to_marks(item)] for key, item in value.items()]}
    return {key: to_marks(item) for key, item in value.items()}
