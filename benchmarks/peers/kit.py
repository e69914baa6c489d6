"""Rows of the data kit: questions.jsonl.gz and conformance.jsonl.gz of one folder (fields in the kit's README)."""
import gzip
import json
import os
import sys


def read_rows(path):
    """Rows of a JSON Lines file, gzip-compressed or not; a message and exit code 2 when it is missing or malformed."""
    if not os.path.isfile(path):
        fail(f"{path}: there is no such file. Give the folder of the data kit that holds questions.jsonl.gz and conformance.jsonl.gz.")
    opener = gzip.open if path.endswith(".gz") else open
    number = 0
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield json.loads(line)
    except (ValueError, EOFError, OSError) as error:
        fail(f"{path}:{number}: not readable as JSON Lines ({error}). Fetch the file again.")


def is_python(question):
    return "java" not in question["category"]  # javascript holds it too


class Row:
    """One decodable output: its question, the decoded calls as JSON text, and the stored verdict."""

    def __init__(self, question, row):
        self.category = question["category"]
        self.documents = question["function"]
        self.answers = question["ground_truth"]
        self.model = row["model"]
        self.underscore_to_dot = row["underscore_to_dot"]
        self.text = json.dumps(row["decoded"])
        self.has_marks = '"__' in self.text
        self.has_shape = row["error_type"] != "ast_decoder:decoder_wrong_output_format"
        self.valid = row["valid"]
        self.error_type = row["error_type"]
        self.sub_error_types = row["sub_error_types"]
        self.where = f"{row['qid']}/{row['model']}/{row['run']}"


def decodable_python_rows(folder):
    questions = {row["qid"]: row for row in read_rows(os.path.join(folder, "questions.jsonl.gz"))}
    rows = []
    for row in read_rows(os.path.join(folder, "conformance.jsonl.gz")):
        if row["qid"] not in questions:
            fail(f"{folder}: question {row['qid']!r} of conformance.jsonl.gz is not in questions.jsonl.gz. Use both files from the same copy of the kit.")
        if row["decode_ok"] and is_python(questions[row["qid"]]):
            rows.append(Row(questions[row["qid"]], row))
    return rows


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(2)
