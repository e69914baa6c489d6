"""Rows per second of the original checker, the plain Python checker and ours, on the same rows in one run.

Rows: every decodable output of a Python category. Timed: JSON text of the decoded calls to verdict, one thread, questions already
in memory, the median of seven passes, as ours reports. The three are run one after the other on the same machine. The original
tests the shape of the decoded value elsewhere and stops with an error on another one, so of those few rows only the reading of
the JSON is timed.
"""
import json
import os
import re
import statistics
import subprocess
import time

import original
from kit import decodable_python_rows, fail
from marks import from_marks
from reference_checker import check_output

PASSES = 7
OURS = re.compile(r"checker: rows ([\d,]+), seconds ([\d.,]+), rows/s ([\d.,]+)")


def measure(name, check, rows):
    """Prints and returns rows/s; prints too how many verdicts are the stored ones, which shows that the right thing was timed."""
    times, agree = [], 0
    for _ in range(PASSES):
        verdicts = []
        start = time.perf_counter()
        for row in rows:
            calls = json.loads(row.text)
            if row.has_marks:
                calls = from_marks(calls)
            verdicts.append((row.has_shape or check is check_output)
                            and check(row.category, row.documents, calls, row.answers, row.underscore_to_dot)["valid"])
        times.append(time.perf_counter() - start)
        agree = sum(found == row.valid for found, row in zip(verdicts, rows))
    seconds = statistics.median(times)
    print(f"{name}: rows {len(rows)}, seconds {seconds:.3f}, rows/s {len(rows) / seconds:.0f}, stored verdicts {agree} of {len(rows)}", flush=True)
    return len(rows) / seconds


def measure_ours(folder, row_count):
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    build = os.path.join(root, "build.cmd" if os.name == "nt" else "build")
    command = [build, "bench", "checker", "--data", os.path.abspath(folder)]
    run = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace")
    match = OURS.search(run.stdout)
    if run.returncode != 0 or match is None:
        fail(f"{run.stdout[-2000:]}\n'./build bench checker --data {folder}' ended with exit code {run.returncode} and "
             f"{'the' if match else 'no'} line 'checker: rows N, seconds S, rows/s R'. Run it alone to see why.")
    rows, seconds, rate = (float(text.replace(",", "")) for text in match.groups())
    print(f"ours: rows {rows:.0f}, seconds {seconds:g}, rows/s {rate:.0f}")
    if rows != row_count:
        print(f"note: ours took {rows:.0f} rows, the Python checkers {row_count}; the rates are compared all the same")
    return rate


def run(checkout, folder):
    check = None
    if checkout is not None:
        try:
            check = original.load(checkout)
        except original.OriginalMissing as missing:
            fail(str(missing))
    rows = decodable_python_rows(folder)
    if check is None:
        print("original: not measured; give a checkout of ShishirPatil/gorilla before the data folder to measure it too")
    rate_original = None if check is None else measure("original", check, rows)
    rate_plain = measure("plain Python", check_output, rows)
    rate_ours = measure_ours(folder, len(rows))
    if rate_original is not None:
        print(f"ratio: ours / original {rate_ours / rate_original:.1f}")
        print(f"ratio: plain Python / original {rate_plain / rate_original:.2f}")
    print(f"ratio: ours / plain Python {rate_ours / rate_plain:.1f}")
    return 0
