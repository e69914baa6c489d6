#!/usr/bin/env python3
"""ToolRL's released reward and ours on the same rollouts in one run: equal values, and rollouts per second of both.

    toolrl.py [--path RLLA.py] [--groups N]

RLLA.py is verl/utils/reward_score/rlla.py of a checkout of qiancheng0/ToolRL (Apache-2.0), or of a fork of it that kept the
functions customize_format_reward_func and customize_correctness_reward_tool; nothing of it is stored here. Without it the
comparison is skipped and says so. Ours is './build bench toolrl', whose rollouts are taken. Both sides read JSON from texts, one
thread; the released functions print a lot, which goes nowhere but takes its time: 'quiet' replaces their print by nothing.
Standard library only. Exit code 1 when values differ, 2 for a wrong argument.
"""
import argparse
import contextlib
import importlib.util
import inspect
import io
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # leaves no __pycache__ in the checkout

ROUNDS = 7
OURS = re.compile(r"toolrl \(released, texts\): rollouts (\d+), rollouts/s (\d+) \((\d+) to (\d+)")
SWITCHES = ("REFINEDREWARD", "COARSEREWARD", "INTERMEDIATEREWARD", "SCHEDULEREWARD", "SCHEDULELENGTH", "MAX1STEP30MAX3", "CORRECTMAX1", "WITHLENGTH")


class Nowhere(io.TextIOBase):
    def write(self, text):
        return len(text)


def fail(message):
    print(f"toolrl.py: {message}", file=sys.stderr)
    sys.exit(2)


def load(path):
    """A function (reply, reference) -> format plus correctness, as the released code adds them."""
    if not os.path.isfile(path):
        fail(f"{path}: no such file; give verl/utils/reward_score/rlla.py of a checkout of qiancheng0/ToolRL")
    specification = importlib.util.spec_from_file_location("released_toolrl", path)
    module = importlib.util.module_from_spec(specification)
    try:
        specification.loader.exec_module(module)
        shape, correct = module.customize_format_reward_func, module.customize_correctness_reward_tool
    except Exception as error:
        fail(f"{path}: cannot be used ({type(error).__name__}: {error})")

    # Versions differ in arguments that do not matter here. Which ones there are is found once, not while the clock runs.
    fixed = {"step": 0, "tokenizer": None, "reward_type": "tool_use", "do_print": False}

    def arguments(function, most, least):
        return {name: fixed[name] for name in inspect.signature(function).parameters if name in fixed} | {"max_possible_reward": most, "min_possible_reward": least}

    shape_fixed, correct_fixed = arguments(shape, 1.0, 0.0), arguments(correct, 3.0, -3.0)

    def score(reply, reference):
        completions, answer = [[{"role": "assistant", "content": reply}]], [reference]
        return (shape(completions=completions, answer=answer, **shape_fixed)[0]
                + correct(completions=completions, answer=answer, **correct_fixed)[0])

    return module, score


def ours(groups, file):
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    build = os.path.join(root, "build.cmd" if os.name == "nt" else "build")
    run = subprocess.run([build, "bench", "toolrl", "--groups", str(groups), "--rows", file], cwd=root,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace")
    match = OURS.search(run.stdout)
    if run.returncode != 0 or match is None:
        fail(f"{run.stdout[-2000:]}\n'./build bench toolrl' ended with exit code {run.returncode}. Run it alone to see why.")
    rollouts, rate, least, most = map(int, match.groups())
    print(f"ours: rollouts {rollouts}, rollouts/s {rate} ({least} to {most})")
    return rate


def measure(name, score, rows):
    rates = []
    for _ in range(ROUNDS):
        with contextlib.redirect_stdout(Nowhere()):
            start = time.perf_counter()
            for reply, reference, _ in rows:
                score(reply, reference)
            rates.append(len(rows) / (time.perf_counter() - start))
    rates.sort()
    print(f"{name}: rollouts {len(rows)}, rollouts/s {statistics.median(rates):.0f} ({rates[0]:.0f} to {rates[-1]:.0f}, {ROUNDS} rounds)", flush=True)
    return statistics.median(rates)


def compare(switch, score, rows):
    """Prints how many values are equal under a released switch, an environment variable, and returns how many are not."""
    if switch in SWITCHES:
        os.environ[switch] = "1"
    values = [score(reply, reference) for reply, reference, _ in rows]
    os.environ.pop(switch, None)
    differences = [(row, value) for row, value in zip(rows, values) if abs(row[2][switch] - value) > 1e-12]
    print(f"values, switch {switch}: {len(rows) - len(differences)} of {len(rows)} equal, {len(set(values))} different ones")
    for (reply, reference, own), value in differences[:3]:
        print(f"  ours {own[switch]}, released {value}, reply {reply!r}, reference {reference!r}")
    return len(differences)


def main():
    parser = argparse.ArgumentParser(prog="toolrl.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--path", help="rlla.py of a checkout of qiancheng0/ToolRL")
    parser.add_argument("--groups", type=int, default=5000, help="groups of four rollouts (default 5000)")
    arguments = parser.parse_args()
    for switch in SWITCHES:
        os.environ.pop(switch, None)  # the default variant on both sides
    if arguments.path is None:
        print("released code: skipped; give --path RLLA.py (verl/utils/reward_score/rlla.py of a checkout of qiancheng0/ToolRL)")
    module, score = (None, None) if arguments.path is None else load(arguments.path)
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "rows.jsonl")
        rate = ours(arguments.groups, file)
        with open(file, encoding="utf-8") as lines:
            rows = [(row["reply"], row["reference"], row["values"]) for row in map(json.loads, lines)]
    if score is None:
        return 0
    printed = measure("released, as it is", score, rows)
    module.print = lambda *_, **__: None  # a module's own name comes before the built-in one
    quiet = measure("released, quiet", score, rows)
    differences = sum(compare(switch, score, rows) for switch in rows[0][2])
    print(f"ratio: ours / released as it is {rate / printed:.1f}, quiet {rate / quiet:.1f}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
