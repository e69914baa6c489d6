"""Cases for the comparison of two checkers: spoiled replies to questions, with the plain Python checker's verdict on each.

The file is JSON Lines. A line with "function" is a question (qid, category, function, ground_truth); any other line is a case
(case, qid, underscore_to_dot, decoded with marks, status, error_type, sub_error_types, errors, mutations) of a question above it.
"""
import collections
import json
import random as random_module
import sys

import mutations
import synthetic_questions
from marks import from_marks, to_marks
from reference_checker import verdict

CASES_PER_QUESTION = 10
QUESTION_FIELDS = ("qid", "category", "function", "ground_truth")


def write_cases(path, questions, count, seed):
    """Writes the cases, spread evenly over the questions; returns the number of cases by status and error type."""
    totals = collections.Counter()
    case = 0
    with open(path, "w", encoding="ascii") as output:  # json escapes everything else, lone surrogates included
        for index, question in enumerate(questions):
            output.write(json.dumps({field: question[field] for field in QUESTION_FIELDS}) + "\n")
            for _ in range(count * (index + 1) // len(questions) - count * index // len(questions)):
                row = make_case(question, case, f"{seed}/{case}")
                totals[row["status"], row["error_type"]] += 1
                output.write(json.dumps(row) + "\n")
                case += 1
    return totals


def make_case(question, case, seed):
    underscore_to_dot = random_module.Random(seed + "/names").random() < 0.3
    calls, names = mutations.reply(seed, question)
    text = json.dumps(to_marks(calls))
    # Judged as read back from the text, so that both sides see the same values.
    found = verdict(question["category"], question["function"], from_marks(json.loads(text)), question["ground_truth"], underscore_to_dot)
    return {"case": case, "qid": question["qid"], "underscore_to_dot": underscore_to_dot, "decoded": json.loads(text), **found, "mutations": names}


def run(path, count, seed, questions_path):
    if questions_path is None:
        random = random_module.Random(f"{seed}/questions")
        questions = synthetic_questions.questions(random, max(1, count // CASES_PER_QUESTION))
    else:
        import kit
        questions = [row for row in kit.read_rows(questions_path) if kit.is_python(row)]
    if not questions:
        sys.exit(f"{questions_path}: no question of a Python category; take the data kit's questions.jsonl.gz.")
    totals = write_cases(path, questions, count, seed)
    for (status, error_type), number in sorted(totals.items(), key=lambda entry: -entry[1]):
        print(f"{number:8}  {status:9}  {error_type or ''}")
    print(f"parity: questions {len(questions)}, cases {sum(totals.values())}, seed {seed}, written to {path}")
    return 0
