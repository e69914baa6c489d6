#!/usr/bin/env python3
"""A plain Python checker of tool calls with BFCL's semantics, for Python categories.

Two uses: a second opinion for the C# checker (compare.py parity, compare.py data) and a yardstick for its speed where the
original is not at hand (compare.py speed). Written from the project's fact sheet only ("tools-and-data" sections 1.2-1.6),
without sight of the original or of our C# code, and on purpose in the style one writes without thinking of speed.

Left out: Java and JavaScript (their text converters), the relevance categories, multi-turn. The texts of the errors are ours;
only the error types and how many entries an error list has follow the fact sheet.

Every check returns a result {"valid", "error_type", "error"}. A defect of the document or the answer (unknown type, no items,
no document of that name) raises, as section 1.13 describes; verdict() turns that into the status "undecided".

    python3 reference_checker.py VECTORS.jsonl      runs the test vectors of section 1.14
"""
import json
import re
import sys

sys.dont_write_bytecode = True  # leaves no __pycache__ here or in a checkout of the original

from marks import from_marks

# Section 1.4: host type of each type word; 'any' is text.
HOST_TYPES = {
    "string": str, "integer": int, "float": float, "boolean": bool,
    "array": list, "tuple": list, "dict": dict, "any": str,
}
NESTING_TYPES = ("array", "tuple")


def valid():
    return {"valid": True, "error_type": None, "error": []}


def invalid(error_type, *error):
    return {"valid": False, "error_type": error_type, "error": list(error)}


def verdict(category, documents, decoded, answers, underscore_to_dot=False):
    """Status ('pass', 'fail', 'undecided'), error type, sub error types and length of the error list of one output."""
    try:
        result = check_output(category, documents, decoded, answers, underscore_to_dot)
    except Exception as defect:  # whatever a defect of the reference raises
        return {"status": "undecided", "error_type": None, "sub_error_types": [], "errors": 0, "defect": repr(defect)}
    return {
        "status": "pass" if result["valid"] else "fail",
        "error_type": result["error_type"],
        "sub_error_types": [entry["error_type"] for entry in result["error"] if isinstance(entry, dict)],
        "errors": len(result["error"]),
    }


# Sections 1.2 and 1.3: shape test and dispatch.

def check_output(category, documents, decoded, answers, underscore_to_dot):
    if not has_call_shape(decoded):
        return invalid("ast_decoder:decoder_wrong_output_format", "the decoded output is no list of calls")
    if "parallel" in category:
        return check_parallel(documents, decoded, answers, underscore_to_dot)
    if "multiple" in category:
        return check_multiple(documents, decoded, answers, underscore_to_dot)
    if len(decoded) != 1:
        return invalid("simple_function_checker:wrong_count", f"{len(decoded)} calls, expected 1")
    return check_call(documents[0], decoded[0], answers[0], underscore_to_dot)


def has_call_shape(decoded):
    if type(decoded) is not list:
        return False
    for call in decoded:
        if type(call) is not dict or len(call) != 1:
            return False
        for arguments in call.values():
            if type(arguments) is not dict:
                return False
    return True


def find_document(documents, name):
    for document in documents:
        if document["name"] == name:
            return document
    raise LookupError(f"no document is called {name!r}")


def expected_name(answer):
    return list(answer.keys())[0]


def check_multiple(documents, calls, answers, underscore_to_dot):
    if len(calls) != len(answers):
        return invalid("multiple_function_checker:wrong_count", f"{len(calls)} calls, expected {len(answers)}")
    document = find_document(documents, expected_name(answers[0]))
    return check_call(document, calls[0], answers[0], underscore_to_dot)


def check_parallel(documents, calls, answers, underscore_to_dot):
    if len(calls) != len(answers):
        return invalid("parallel_function_checker_no_order:wrong_count", f"{len(calls)} calls, expected {len(answers)}")
    used = []
    for answer in answers:
        document = find_document(documents, expected_name(answer))
        records = []
        for index in range(len(calls)):
            if index in used:
                continue
            result = check_call(document, calls[index], answer, underscore_to_dot)
            if result["valid"]:
                used.append(index)
                break
            records.append({"call": index, "error": result["error"], "error_type": result["error_type"]})
        else:
            return invalid("parallel_function_checker_no_order:cannot_find_match",
                           f"no unused call fits the answer {answer!r}", *records)
    return valid()


# Section 1.4: one call against one document and one answer.

def check_call(document, call, answer, underscore_to_dot):
    name = expected_name(answer)
    accepted = answer[name]
    properties = document["parameters"]["properties"]
    if underscore_to_dot and "." in name:
        name = re.sub(r"\.", "_", name)
    if name not in call:
        return invalid("simple_function_checker:wrong_func_name", f"{name!r} expected, {list(call)[0]!r} called")
    arguments = call[name]

    for parameter in document["parameters"]["required"]:
        if parameter not in arguments:
            return invalid("simple_function_checker:missing_required", f"{parameter!r} is required")

    for parameter, value in arguments.items():
        if parameter not in properties or parameter not in accepted:
            return invalid("simple_function_checker:unexpected_param", f"{parameter!r} is not expected")
        result = check_argument(parameter, value, properties[parameter], accepted[parameter])
        if not result["valid"]:
            return result

    for parameter in accepted:
        if parameter not in arguments and "" not in accepted[parameter]:
            return invalid("simple_function_checker:missing_optional", f"{parameter!r} may not be left out")
    return valid()


def check_argument(parameter, value, schema, accepted):
    type_word = schema["type"]
    host_type = HOST_TYPES[type_word]
    item_type = HOST_TYPES[schema["items"]["type"]] if type_word in NESTING_TYPES else None
    if type_word == "tuple" and type(value) is tuple:
        value = list(value)
    if type_word == "float" and type(value) is int:
        value = float(value)  # an integer beyond the range of a float raises: undecided

    result, is_variable = check_type(parameter, value, accepted, host_type, item_type)
    if not result["valid"]:
        return result
    if not is_variable:
        if host_type is dict:
            return check_dictionary(parameter, value, accepted)
        if host_type is list and item_type is dict:
            return check_list_of_dictionaries(parameter, value, accepted)
        if host_type is str:
            return check_string(parameter, value, accepted)
        if host_type is list:
            return check_list(parameter, value, accepted)
    if value not in accepted:
        return invalid("value_error:others", f"{parameter!r} is {value!r}, accepted are {accepted!r}")
    return valid()


# Section 1.5: the type stage gives a result and the flag 'variable'.

def check_type(parameter, value, accepted, host_type, item_type):
    first_type = None
    for element in accepted:
        if element != "":
            first_type = type(element)
            break
    is_variable = first_type is not None and first_type is not host_type

    errors = []
    if type(value) is host_type:
        if item_type is None:
            return valid(), is_variable
        for element in accepted:
            if type(element) is not list:
                return valid(), is_variable
            if all(check_type(parameter, item, element, item_type, None)[0]["valid"] for item in value):
                return valid(), is_variable
        errors.append(f"{parameter!r}: the elements of {value!r} are of no accepted type")

    if first_type is not None and type(value) is first_type:
        if errors:
            return invalid("type_error:nested", *errors), is_variable
        return valid(), True
    errors.append(f"{parameter!r} is {type(value).__name__}, expected {host_type.__name__}")
    return invalid("type_error:simple", *errors), is_variable


# Section 1.6: the value stages.

def normalise(text):
    return re.sub(r"[ ,./\-_*^]", "", text).lower().replace("'", '"')


def normalise_if_text(value):
    return normalise(value) if type(value) is str else value


def check_string(parameter, value, accepted):
    choices = [normalise(element) for element in accepted if type(element) is str]
    if normalise(value) not in choices:
        return invalid("value_error:string", f"{parameter!r} is {value!r}, accepted are {accepted!r}")
    return valid()


def check_list(parameter, value, accepted):
    # list(...) of "" is the empty list, of a text its characters, of a number or null a TypeError.
    choices = [[normalise_if_text(item) for item in list(element)] for element in accepted]
    if [normalise_if_text(item) for item in value] not in choices:
        return invalid("value_error:list/tuple", f"{parameter!r} is {value!r}, accepted are {accepted!r}")
    return valid()


def check_dictionary(parameter, value, accepted):
    result = invalid("dict_checker:unclear", f"{parameter!r} is not judged")
    for alternative in accepted:
        if alternative == "":
            continue
        result = valid()
        for key, item in value.items():
            if key not in alternative:
                result = invalid("value_error:dict_key", f"{parameter!r} has the unexpected key {key!r}")
                break
            choices = [normalise_if_text(choice) for choice in alternative[key]]
            if normalise_if_text(item) not in choices:
                result = invalid("value_error:dict_value", f"{parameter!r}: {key!r} is {item!r}, accepted are {choices!r}")
                break
        for key in alternative:
            if key not in value and "" not in alternative[key]:
                error = result["error"] + [f"{parameter!r} lacks the key {key!r}"]
                result = invalid("value_error:dict_key", *error)
                break
        if result["valid"]:
            return result
    return result


def check_list_of_dictionaries(parameter, value, accepted):
    result = invalid("list_dict_checker:unclear", f"{parameter!r} is not judged")
    for alternative in accepted:
        if len(alternative) != len(value):
            result = invalid("value_error:list_dict_count",
                             f"{parameter!r} has {len(value)} elements, expected {len(alternative)}")
            continue
        for index in range(len(value)):
            result = check_dictionary(parameter, value[index], [alternative[index]])
            if not result["valid"]:
                break
        else:
            return valid()
    return result


# The test vectors of section 1.14.

def vector_document(name, parameters, required):
    properties = {}
    for parameter, type_word in parameters.items():
        match = re.fullmatch(r"(\w+)<(\w+)>", type_word)
        properties[parameter] = {"type": match[1], "items": {"type": match[2]}} if match else {"type": type_word}
    return {"name": name, "parameters": {"type": "dict", "properties": properties, "required": required}}


def run_vectors(path):
    """Prints each difference; returns how many vectors were run and how many differ."""
    run = differing = 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            vector = json.loads(line)
            if "java" in vector["c"]:
                continue
            documents = [vector_document(*document) for document in vector["fn"]]
            found = verdict(vector["c"], documents, from_marks(vector["out"]), vector["ans"], vector.get("u2d", False))
            status = {True: "pass", False: "fail"}.get(vector["ok"], "undecided")
            wanted = {"status": status, "error_type": None if status == "undecided" else vector["et"],
                      "sub_error_types": vector.get("sub", [])}
            if "errors" in vector:
                wanted["errors"] = vector["errors"]
            run += 1
            if any(found[field] != wanted[field] for field in wanted):
                differing += 1
                print(f"vector {vector['n']} ({vector['why']}): expected {wanted}, found {found}")
    return run, differing


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: reference_checker.py VECTORS.jsonl (for example tests/ToolRM.Tests/Vectors/bfcl-checker.jsonl)")
    count, wrong = run_vectors(sys.argv[1])
    print(f"vectors: {count} run, {wrong} differ")
    sys.exit(1 if wrong else 0)
