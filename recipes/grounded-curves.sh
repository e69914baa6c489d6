#!/usr/bin/env bash
# Learning curve and ablation of the model grounded, one row per run: strict accuracy on the holdout of made pairs, then on all pairs of
# the dev half with each kind of right reply. After './build recipe grounded'; about ten minutes on two cores.
#   recipes/grounded-curves.sh [PAIRS_DIR [OUT_DIR [options of 'toolrm train grounded']]]
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
pairs=${1:-$here/runs/recipe-grounded/pairs}
out=${2:-$here/runs/recipe-grounded/curves}
shift $(($# < 2 ? $# : 2))
data=${TOOLRM_DATA:-$here/../shared/data}/fcrb-dev/main.jsonl.gz
if [[ ! -f $pairs/pairs.jsonl ]]; then
    echo "skipped: no pairs at $pairs; './build recipe grounded' makes them"
    exit 0
fi
mkdir -p "$out"

dev() { # model file, right reply
    [[ -f $data ]] || { echo "no data"; return; }
    "$here/toolrm" evaluate pairs --data "$data" --scorer "$1" --chosen "$2" 2>/dev/null | awk '/^all pairs  / { print $4, $5, $6 }'
}

run() {
    local name=$1
    shift
    "$here/toolrm" train grounded --pairs "$pairs/pairs.jsonl" --holdout "$pairs/holdout.jsonl" --seed 1 --out "$out/$name.model" "$@" >"$out/$name.txt" 2>"$out/$name.err"
    printf '%-20s %-8s model %-24s reference %s\n' "$name" "$(sed -n 3p "$out/$name.txt" | awk '{ print $6 }')" "$(dev "$out/$name.model" model)" "$(dev "$out/$name.model" reference)"
}

for share in 0.05 0.1 0.25 0.5 1; do run "share-$share" --share "$share" "$@"; done
for group in structure grounding form coverage toolfit count state nocall; do run "without-$group" --without "$group" "$@"; done
