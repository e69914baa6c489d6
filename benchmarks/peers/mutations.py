"""Seeded replies to a question: calls built from its accepted values, then spoiled a little.

The base reply takes one accepted value per argument. Most replies then go through one to three mutations of a value, of a call
or of the list of calls; each is a function here, registered in its table, and its name is kept with the case.
"""
import json
import random as random_module

from synthetic_questions import plain_value

PUNCTUATION = " ,./-_*^'\"\t\n()"
OTHER_VALUES = (None, True, False, 0, 1, 5, -1, 1.0, 5.0, 0.5, "", "-", "5", "True", "x_max", "İ", "\ud83d", [], {}, [1], [1.0], ["a"], [[1]],
                {"k": 1}, [{"k": 1}], (), (1, 2), 2**53, 2**53 + 1, 10**400, 1e308, float("inf"), float("nan"), {1: 2}, {1: 2, "k": 1})


# The base reply.

def pick(random, accepted):
    """One accepted value; None, False when the parameter is left out."""
    choices = [value for value in accepted if value != ""]
    if not choices or ("" in accepted and random.random() < 0.4):
        return None, False
    return unwrap(random, random.choice(choices)), True


def unwrap(random, value):
    """An accepted value as a reply would hold it: dictionaries lose one level of lists."""
    if type(value) is dict:
        reply = {}
        for key, choices in value.items():
            if type(choices) is list or (type(choices) is str and choices):
                item, is_given = pick(random, list(choices))
                if is_given:
                    reply[key] = item
            elif choices is not None and choices != "":
                reply[key] = choices
        return reply
    if type(value) is list:
        return [unwrap(random, item) if type(item) is dict else item for item in value]
    return value


def base_reply(random, answers):
    calls = []
    for answer in answers:
        (name, accepted), = answer.items()
        arguments = {}
        for parameter, values in accepted.items():
            value, is_given = pick(random, values)
            if is_given:
                arguments[parameter] = value
        calls.append({name: arguments})
    return calls


# Mutations of a value.

def other_case(random, value):
    return random.choice((value.upper(), value.lower(), value.swapcase())) if type(value) is str else value


def punctuate(random, value):
    if type(value) is not str:
        return value
    at = random.randint(0, len(value))
    return value[:at] + random.choice(PUNCTUATION) + value[at:]


def cut_text(random, value):
    return value[:random.randint(0, len(value))] if type(value) is str else value


def append_unicode(random, value):
    return value + random.choice(("é", "Σ", "ς", "İ", "ß", "\u0301", "🙂", "\udc00")) if type(value) is str else value


def next_number(random, value):
    return value + random.choice((1, -1, 0.5, 1.0)) if type(value) in (int, float) and abs(value) < 1e15 else value


def other_number_type(random, value):
    if type(value) is float and value == value and abs(value) != float("inf"):
        return int(value)
    return float(value) if type(value) in (int, bool) and abs(value) < 2**1000 else value


def boolean_as_number(random, value):
    if type(value) is bool:
        return random.choice((int(value), float(value), str(value)))
    return bool(value) if type(value) is int and value in (0, 1) else value


def as_text(random, value):
    try:
        return json.dumps(value)
    except (TypeError, ValueError):
        return str(value)


def from_text(random, value):
    try:
        return json.loads(value) if type(value) is str else value
    except ValueError:
        return value


def as_null(random, value):
    return None


def something_else(random, value):
    return random.choice(OTHER_VALUES)


def list_or_tuple(random, value):
    if type(value) is list:
        return tuple(value)
    return list(value) if type(value) in (tuple, str) else value


def wrap(random, value):
    return random.choice(([value], (value,), {"k": value}))


def first_item(random, value):
    return value[0] if type(value) in (list, tuple) and value else value


def reorder(random, value):
    if type(value) is list:
        return random.sample(value, len(value))
    if type(value) is dict:
        return {key: value[key] for key in random.sample(list(value), len(value))}
    return value


def drop_item(random, value):
    if type(value) not in (list, dict) or not value:
        return value
    if type(value) is list:
        index = random.randrange(len(value))
        return value[:index] + value[index + 1:]
    dropped = random.choice(list(value))
    return {key: item for key, item in value.items() if key != dropped}


def add_item(random, value):
    if type(value) is list:
        items = list(value)
        items.insert(random.randint(0, len(items)), random.choice(value) if value and random.random() < 0.5 else random.choice(OTHER_VALUES))
        return items
    if type(value) is dict:
        added = (random.choice(("k", "extra", "K", 1, None)), random.choice(OTHER_VALUES))
        items = list(value.items())
        items.insert(random.randint(0, len(items)), added)
        return dict(items)
    return value


def rename_key(random, value):
    if type(value) is not dict or not value:
        return value
    old = random.choice(list(value))
    return {(f"{key}_" if key == old else key): item for key, item in value.items()}


def number_as_key(random, value):
    if type(value) is not dict:
        return value
    items = list(value.items())
    items.insert(random.randint(0, len(items)), (random.choice((1, 2.5, None, True)), 1))
    return dict(items)


VALUE_MUTATIONS = (other_case, punctuate, cut_text, append_unicode, next_number, other_number_type, boolean_as_number, as_text,
                   from_text, as_null, something_else, list_or_tuple, wrap, first_item, reorder, drop_item, add_item, rename_key, number_as_key)


def mutate_inside(random, value, mutation):
    """Applies a mutation to the value or to something inside it."""
    if type(value) in (list, dict) and value and random.random() < 0.6:
        if type(value) is list:
            index = random.randrange(len(value))
            return value[:index] + [mutate_inside(random, value[index], mutation)] + value[index + 1:]
        chosen = random.choice(list(value))
        return {key: mutate_inside(random, item, mutation) if key is chosen else item for key, item in value.items()}
    return mutation(random, value)


# Mutations of a call {name: arguments} of a question.

def rename_function(random, name, arguments, question):
    names = [document["name"] for document in question["function"]] or [name]
    return random.choice((name.upper(), name.replace(".", "_"), name + "_", random.choice(names))), arguments


def underscore_name(random, name, arguments, question):
    return name.replace(".", "_"), arguments


def drop_argument(random, name, arguments, question):
    return name, drop_item(random, arguments)


def add_argument(random, name, arguments, question):
    known = ["unknown", "undocumented"]
    for document in question["function"]:
        known += document["parameters"]["properties"]
    items = list(arguments.items())
    items.insert(random.randint(0, len(items)), (random.choice(known), random.choice(OTHER_VALUES)))
    return name, dict(items)


def add_documented_argument(random, name, arguments, question):
    for document in question["function"]:
        properties = document["parameters"]["properties"]
        if document["name"] == name and properties:
            parameter = random.choice(list(properties))
            return name, {**arguments, parameter: plain_value(random, properties[parameter]["type"])}
    return name, arguments


def reorder_arguments(random, name, arguments, question):
    return name, reorder(random, arguments)


def swap_values(random, name, arguments, question):
    return name, dict(zip(arguments, random.sample(list(arguments.values()), len(arguments))))


def no_arguments(random, name, arguments, question):
    return name, {}


def repick_argument(random, name, arguments, question):
    for answer in random.sample(question["ground_truth"], len(question["ground_truth"])):
        for parameter, accepted in answer.get(name, {}).items():
            if accepted and random.random() < 0.5:
                return name, {**arguments, parameter: unwrap(random, random.choice(accepted))}
    return name, arguments


CALL_MUTATIONS = (rename_function, underscore_name, drop_argument, add_argument, add_documented_argument, reorder_arguments, swap_values, no_arguments, repick_argument)


# Mutations of the list of calls.

def permute(random, calls, question):
    return random.sample(calls, len(calls))


def drop_call(random, calls, question):
    return drop_item(random, calls)


def repeat_call(random, calls, question):
    return calls + [random.choice(calls)] if calls else calls


def replace_by_repeat(random, calls, question):
    return [random.choice(calls) for _ in calls] if calls else calls


def no_calls(random, calls, question):
    return []


def broken_shape(random, calls, question):
    name = next((name for call in calls for name in call), "f")
    merged = {key: item for call in calls for key, item in call.items()}
    return random.choice(([{}], [{name: None}], [{name: []}], [{name: {}, "g": {}}], [merged], [[merged]], {name: {}}, None, "f()", [None], (), [calls]))


LIST_MUTATIONS = (permute, drop_call, repeat_call, replace_by_repeat, no_calls, broken_shape)


def reply(seed, question):
    """A reply to the question and the names of its mutations; the same for the same seed and question."""
    random = random_module.Random(seed)
    calls = base_reply(random, question["ground_truth"])
    names = []
    for _ in range(random.choice((0, 1, 1, 1, 1, 2, 2, 3))):
        level = random.random()
        if level < 0.1 and "broken_shape" not in names:
            mutation = random.choice(LIST_MUTATIONS)
            calls = mutation(random, calls, question)
        elif not calls or "broken_shape" in names:
            break
        else:
            index = random.randrange(len(calls))
            (name, arguments), = calls[index].items()
            if level < 0.35 or not arguments:
                mutation = random.choice(CALL_MUTATIONS)
                name, arguments = mutation(random, name, arguments, question)
            else:
                mutation = random.choice(VALUE_MUTATIONS)
                parameter = random.choice(list(arguments))
                arguments = {**arguments, parameter: mutate_inside(random, arguments[parameter], mutation)}
            calls = calls[:index] + [{name: arguments}] + calls[index + 1:]
        names.append(mutation.__name__)
    return calls, names
