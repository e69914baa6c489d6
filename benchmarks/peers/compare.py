#!/usr/bin/env python3
"""Compares our checker of tool calls with Python ones (standard library only, Python 3.9 or later).

    compare.py parity OUT [--count 20000] [--seed 1] [--questions FILE]
        Writes seeded spoiled replies with the plain Python checker's verdicts; the slow test PeerParityTests checks them.
        The questions are made from nothing, or are the Python ones of FILE (the data kit's questions.jsonl.gz).
    compare.py data DATA
        Compares the plain checker with the stored verdicts of DATA/conformance.jsonl.gz. Exit code 1 on any difference.
    compare.py speed [CHECKOUT] DATA
        Rows per second of the original (a local checkout of ShishirPatil/gorilla; nothing of it is committed), of the plain
        checker and of ours ('./build bench checker'), with the ratios. Without CHECKOUT the original is not measured.

A wrong argument or a missing file ends with exit code 2.
"""
import argparse
import json
import sys
import time

sys.dont_write_bytecode = True  # leaves no __pycache__ here or in a checkout of the original

import kit
import parity
import speed
from marks import from_marks
from reference_checker import verdict

SHOWN_DIFFERENCES = 20


def compare_with_stored(folder):
    """Verdict, error type and sub error types against the stored ones, row by row."""
    rows = kit.decodable_python_rows(folder)
    differences = []
    start = time.perf_counter()
    for row in rows:
        calls = json.loads(row.text)
        if row.has_marks:
            calls = from_marks(calls)
        found = verdict(row.category, row.documents, calls, row.answers, row.underscore_to_dot)
        if (found["status"], found["error_type"], found["sub_error_types"]) != ("pass" if row.valid else "fail", row.error_type, row.sub_error_types):
            differences.append((row, found))
    seconds = time.perf_counter() - start
    for row, found in differences[:SHOWN_DIFFERENCES]:
        print(f"{row.where}: stored {row.error_type} {row.sub_error_types}, found {found}, decoded {row.text[:300]}")
    agree = len(rows) - len(differences)
    share = 100 * agree / len(rows) if rows else float("nan")
    print(f"data: rows {len(rows)}, agree {agree} ({share:.3f}%), rows/s {len(rows) / seconds:.0f}")
    return 1 if differences or not rows else 0


def main():
    parser = argparse.ArgumentParser(prog="compare.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    modes = parser.add_subparsers(dest="mode", required=True)
    cases = modes.add_parser("parity", help="write spoiled replies with verdicts")
    cases.add_argument("out", help="the file to write, JSON Lines")
    cases.add_argument("--count", type=int, default=20000, help="number of cases (default 20000)")
    cases.add_argument("--seed", type=int, default=1, help="same seed, same cases (default 1)")
    cases.add_argument("--questions", help="take the Python questions of this file instead of synthetic ones")
    data = modes.add_parser("data", help="compare with stored verdicts")
    data.add_argument("data", help="folder with questions.jsonl.gz and conformance.jsonl.gz")
    rates = modes.add_parser("speed", help="compare rows per second")
    rates.add_argument("folders", nargs="+", metavar="[CHECKOUT] DATA", help="checkout of the original, if at hand; data folder")
    options = parser.parse_args()
    if options.mode == "parity":
        if options.count < 1:
            parser.error(f"--count must be at least 1, found {options.count}.")
        return parity.run(options.out, options.count, options.seed, options.questions)
    if options.mode == "data":
        return compare_with_stored(options.data)
    if len(options.folders) > 2:
        parser.error(f"'speed' takes [CHECKOUT] DATA, found {len(options.folders)} folders.")
    return speed.run(options.folders[0] if len(options.folders) == 2 else None, options.folders[-1])


if __name__ == "__main__":
    sys.exit(main())
