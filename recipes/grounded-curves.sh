#!/usr/bin/env bash
# Learning curve and ablation of the model grounded: one row per run, strict pair accuracy on the holdout.
# Usage: recipes/grounded-curves.sh pairs.jsonl holdout.jsonl OUT_DIR [options of 'toolrm train grounded']
set -euo pipefail
pairs=$1 holdout=$2 out=$3
shift 3
here=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$out"

run() {
    local name=$1
    shift
    "$here/toolrm" train grounded --pairs "$pairs" --holdout "$holdout" --seed 1 --out "$out/$name.model" "$@" >"$out/$name.txt" 2>"$out/$name.err"
    # Third line: all pairs, by train, held out and holdout.
    printf '%-24s %s\n' "$name" "$(sed -n 3p "$out/$name.txt")"
}

for share in 0.05 0.1 0.25 0.5 1; do run "share-$share" --share "$share" "$@"; done
for group in structure grounding form coverage toolfit count state nocall; do run "without-$group" --without "$group" "$@"; done
