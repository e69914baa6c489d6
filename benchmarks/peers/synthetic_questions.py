"""Seeded questions made from nothing: function documents with every Python type word, and answers with everything that an
answer may hold (omission marks, variables, other types, several alternatives, empty lists), defects of question and answer
included at a low rate. Rows have the fields qid, category, function and ground_truth.

Kept out, because the fact sheet does not say what the original does: a document of another name than the answer in a simple
category, and a text or dictionary where an accepted dictionary or list should stand (except a bare text for a list).
"""

CATEGORIES = ("simple_python", "live_simple", "multiple", "live_multiple",
              "parallel", "parallel_multiple", "live_parallel", "live_parallel_multiple")
ITEM_TYPES = ("string", "integer", "float", "boolean", "dict", "array", "tuple", "any")
FUNCTIONS = ("area", "math.area", "geo.find.place", "book_room", "Search", "weather.get", "f", "spotify.play")
PARAMETERS = ("a", "b", "city", "start_date", "unit", "values", "options", "Größe")
KEYS = ("k", "name", "min price", "max", "x.y", "", "K")
TEXTS = ("New York", "new-york, N.Y.", "a", "A", "", "-", "True", "5", "1.5", "x_max", "[1, 2]", "Bob's", 'bob"s', "a\tb", "a b\n",
         "CAFÉ", "café", "İstanbul", "straße", "STRASSE", "ΟΔΟΣ", "Σ.", "ΑΣ Β", "ǅ", "K", "ω", "Ω", "Ж", "東京", "ＡＢ", "🙂",
         "y = x^2/3*4", "2024-01-31", "null", "x" * 300)
INTEGERS = (0, 1, -1, 2, 5, 15, 255, 2**31, 2**53, 2**53 + 1, -(2**63), 2**64, 10**30)
FLOATS = (0.0, -0.0, 1.0, 1.5, 5.0, 0.1, -2.25, 1e-7, 1e30, float(2**53), 2.0**64, 1e300)


def sometimes(random, probability):
    return random.random() < probability


def plain_value(random, type_word, depth=0):
    """A raw value of a type word, as a model would write it."""
    if type_word == "any":
        type_word = random.choice(("string", "string", "integer", "boolean", "array", "dict"))
    if type_word in ("array", "tuple"):
        item = random.choice(ITEM_TYPES[:4] if depth > 1 else ITEM_TYPES)
        return [plain_value(random, item, depth + 1) for _ in range(random.randint(0, 3))]
    if type_word == "dict":
        keys = random.sample(KEYS, random.randint(0, 3))
        return {key: plain_value(random, random.choice(ITEM_TYPES[:4] if depth > 1 else ITEM_TYPES), depth + 1) for key in keys}
    if type_word == "string":
        return random.choice(TEXTS)
    if type_word == "integer":
        return random.choice(INTEGERS)
    if type_word == "float":
        return random.choice(FLOATS)
    return random.choice((True, False))


def document(random, name):
    properties = {}
    for parameter in random.sample(PARAMETERS, random.randint(0, 5)):
        word = random.choice(("string", "integer", "float", "boolean", "array", "array", "array", "tuple", "dict", "dict", "any"))
        schema = {"type": word}
        if word in ("array", "tuple"):
            schema["items"] = {"type": random.choice(ITEM_TYPES + ("dict", "dict"))}
        if sometimes(random, 0.005):
            schema = random.choice(({"type": "number"}, {"type": "array"}, {"type": "array", "items": {"type": "object"}}, {"type": "array", "items": {}}))
        properties[parameter] = schema
    required = [parameter for parameter in properties if sometimes(random, 0.6)]
    random.shuffle(required)
    return {"name": name, "description": "", "parameters": {"type": "dict", "properties": properties, "required": required}}


def accepted_dictionary(random, keys):
    entries = {}
    for key in keys:
        choices = [plain_value(random, random.choice(ITEM_TYPES), 1) for _ in range(random.randint(1, 3))]
        if sometimes(random, 0.3):
            choices.insert(random.randint(0, len(choices)), "")
        if sometimes(random, 0.03):
            choices = random.choice((random.choice(TEXTS), 5, None, [], [""]))
        entries[key] = choices
    return entries


def alternative(random, schema):
    """One accepted value for a documented parameter."""
    word = schema["type"]
    if word == "dict":
        return accepted_dictionary(random, random.sample(KEYS, random.randint(0, 3)))
    if word in ("array", "tuple"):
        item = schema.get("items", {}).get("type", "integer")
        if item == "dict":
            return [accepted_dictionary(random, random.sample(KEYS, random.randint(1, 2))) for _ in range(random.randint(0, 3))]
        return [plain_value(random, item, 1) for _ in range(random.randint(0, 3))]
    return plain_value(random, word)


def accepted_values(random, schema, is_required):
    values = [alternative(random, schema) for _ in range(random.choice((1, 1, 1, 2, 2, 3)))]
    is_container = schema["type"] in ("array", "tuple", "dict")
    if sometimes(random, 0.06):  # a variable's name in the first place, or a text in a later one
        text = random.choice(("x_max", "userList", "5"))
        values = [text] + values if sometimes(random, 0.7) or is_container else values + [text]
    if sometimes(random, 0.04):
        values.insert(0 if is_container and sometimes(random, 0.8) else random.randint(0, len(values)), None)
    if sometimes(random, 0.05):
        values.insert(0 if is_container and sometimes(random, 0.8) else random.randint(0, len(values)),
                      plain_value(random, random.choice(ITEM_TYPES[:4])) if not is_container else random.choice((1, 2.5, True)))
    if schema["type"] in ("array", "tuple") and schema.get("items", {}).get("type") != "dict" and sometimes(random, 0.04):
        values.append(random.choice(("ab", "a", "5")))
    if sometimes(random, 0.05 if is_required else 0.7):
        values.insert(random.randint(0, len(values)), "")
    if sometimes(random, 0.1 if schema["type"] == "dict" else 0.04):
        values = random.choice(([], [""], [""]))
    return values


def answer(random, function):
    properties = function["parameters"]["properties"]
    accepted = {}
    for parameter in random.sample(list(properties), len(properties)):
        is_required = parameter in function["parameters"]["required"]
        if sometimes(random, 0.01 if is_required else 0.08):
            continue
        accepted[parameter] = accepted_values(random, properties[parameter], is_required)
    if sometimes(random, 0.02):
        accepted["undocumented"] = random.choice(([1], ["", 1]))
    return {function["name"]: accepted}


def question(random, index):
    category = random.choice(CATEGORIES)
    is_parallel, is_multiple = "parallel" in category, "multiple" in category
    names = random.sample(FUNCTIONS, random.randint(2, 4) if is_multiple else 1)
    documents = [document(random, name) for name in names]
    answers = [answer(random, random.choice(documents)) for _ in range(random.randint(0 if sometimes(random, 0.02) else 1, 4) if is_parallel else 1)]
    if is_parallel and len(answers) > 1 and sometimes(random, 0.15):
        answers[-1] = answers[0]
    if (is_parallel or is_multiple) and sometimes(random, 0.005):
        documents = documents[1:]
    return {"qid": f"synthetic_{index}", "category": category, "function": documents, "ground_truth": answers}


def questions(random, count):
    return [question(random, index) for index in range(count)]
