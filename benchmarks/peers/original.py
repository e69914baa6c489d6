"""The original checker out of a local checkout of ShishirPatil/gorilla, imported by path and adapted by its signature.

Nothing of the original is part of this repository. Third-party packages that the checkout imports and that are not installed
are replaced by empty stand-ins: the checker itself needs none of them.
"""
import enum
import importlib
import importlib.abc
import importlib.machinery
import inspect
import os
import sys
import types

LEADERBOARD = "berkeley-function-call-leaderboard"


class OriginalMissing(Exception):
    """The checkout does not hold what is needed; the message says what to do."""


def load(checkout):
    """A function (category, documents, calls, answers, underscore_to_dot) -> {"valid", "error_type", ...}."""
    folder = checkout if os.path.basename(os.path.normpath(checkout)) == LEADERBOARD else os.path.join(checkout, LEADERBOARD)
    path = find_checker(folder, checkout)
    module_name = os.path.relpath(path, folder)[:-len(".py")].replace(os.sep, ".")
    sys.path.insert(0, folder)
    sys.meta_path.append(StandInFinder(folder))
    try:
        module = importlib.import_module(module_name)
        checker = module.ast_checker
        parameters = list(inspect.signature(checker).parameters)
    except Exception as error:
        raise OriginalMissing(f"{path}: cannot be imported ({type(error).__name__}: {error}). "
                              "Check out a revision of 2024-08 or later, or install the leaderboard's own requirements.") from error
    return adapt(checker, parameters, module, path)


def find_checker(folder, checkout):
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if "ast_checker.py" in files:
            return os.path.join(parent, "ast_checker.py")
    raise OriginalMissing(f"{checkout}: no ast_checker.py below {LEADERBOARD}. Give the folder of a checkout of ShishirPatil/gorilla.")


def adapt(checker, parameters, module, path):
    language = find_python_member(module)
    models = find_models_by_flag(module)

    def argument(name, category, documents, calls, answers, underscore_to_dot):
        if name.startswith("func"):
            return documents
        if name in ("model_output", "decoded_output", "output"):
            return calls
        if "answer" in name or "ground_truth" in name:
            return answers
        if "language" in name:
            return language
        if "category" in name:
            return category
        if "model" in name:
            return models[underscore_to_dot]
        if "underscore" in name:
            return underscore_to_dot
        raise OriginalMissing(f"{path}: ast_checker has the parameter {name!r}, which this script cannot fill. "
                              "Teach original.py its meaning, or check out another revision.")

    def check(category, documents, calls, answers, underscore_to_dot):
        return checker(*[argument(name, category, documents, calls, answers, underscore_to_dot) for name in parameters])

    check("simple", [], [], [], False)  # wrong count: shows at once whether the parameters are understood
    return check


def find_python_member(module):
    """Python as the checker names it: a member of an enumeration, or the text."""
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, enum.Enum) and "PYTHON" in value.__members__:
            return value["PYTHON"]
    return "Python"


def find_models_by_flag(module):
    """A model's name for each state of the dot flag, from the first mapping of models that carries the flag."""
    for value in list(vars(module).values()):
        if not isinstance(value, dict) or not any(hasattr(model, "underscore_to_dot") for model in value.values()):
            continue
        found = {}
        for name, model in value.items():
            found.setdefault(bool(getattr(model, "underscore_to_dot", False)), name)
        if len(found) == 2:
            return found
    return {False: "prompt-mode-model", True: "gpt-4-FC"}  # older revisions decide by parts of the name


class StandIn(type):
    """A class whose every attribute, call, base class and item is a stand-in again."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return make_stand_in(name)

    def __call__(cls, *arguments, **named):
        return arguments[0] if len(arguments) == 1 and callable(arguments[0]) and not named else make_stand_in(cls.__name__)

    def __getitem__(cls, item):
        return cls

    def __or__(cls, other):
        return cls

    __ror__ = __or__


def make_stand_in(name):
    return type.__call__(StandIn, name, (), {})


class StandInModule(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return make_stand_in(name)


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Comes last, so it answers only for what is not installed; never for the checkout's own packages."""

    def __init__(self, folder):
        self.own = {os.path.splitext(name)[0] for name in os.listdir(folder)}

    def find_spec(self, name, path=None, target=None):
        top = name.split(".")[0]
        if top in self.own or top in sys.builtin_module_names or top in getattr(sys, "stdlib_module_names", ()):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandInModule(spec.name)

    def exec_module(self, module):
        pass
