#!/usr/bin/env bash
# The paper's filtering experiment (random half, best half, all) as far as it can be checked without training: three SFT files for TRL, and the
# share of truly right rows in each. One reply per prompt is drawn from right calls and wrong ones made by 'toolrm corrupt'. Three minutes on two busy cores.
#   ./build recipe filter              the kit is in $TOOLRM_DATA, or in ../shared/data
#   SCORER=schema ./build recipe filter    with another scorer, or a model file
#   ROWS=200 ./build recipe filter         fewer rows of each source; the pass mark may then be missed by chance
# The model grounded was trained on such rows of every source but sgd: read the line of sgd. Licences of the sources are in the kit's
# README; sgd is share-alike, which the files made of it are too.
# Expected with grounded: right rows 0.506 of all, 0.513 of the random half, 0.704 of the best half; of sgd 0.485, 0.510 and 0.648.
# Pass mark: the best half has 0.10 more than the random half, over all sources and of sgd.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
data=${TOOLRM_DATA:-$here/../shared/data}
scorer=${SCORER:-grounded}
rows=${ROWS:-1000}
out=${OUT:-$here/runs/recipe-filter}
if [[ ! -d $data/train ]]; then
    echo "skipped: no data at $data (set TOOLRM_DATA to the data kit)"
    exit 0
fi
toolrm() { "$here/toolrm" "$@"; }

mkdir -p "$out"
replies=()
for source in seal-tools glaive rlla sgd; do
    toolrm corrupt --data "$data/train/$source.jsonl.gz" --per-prompt 1 --limit "$rows" --seed 1 --out "$out/wrong/$source" --overwrite >"$out/corrupt-$source.txt"
    # A row's own source stands above those of its candidates, which say here how they were made.
    sed "s/^{/{\"source\":\"$source\",/" "$out/wrong/$source/candidates.jsonl" >"$out/$source.jsonl"
    replies+=("$out/$source.jsonl")
done
# One random reply of each prompt: about half of them right.
toolrm filter --data "${replies[@]}" --scorer random --top 1 --per prompt --seed 1 --out "$out/mixed" --overwrite >"$out/mixed.txt"
mixed=$out/mixed/kept.jsonl

toolrm filter --data "$mixed" --scorer "$scorer" --to trl --out "$out/all" --overwrite >"$out/all.txt"
toolrm filter --data "$mixed" --scorer "$scorer" --random-share 0.5 --per source --seed 1 --to trl --out "$out/random" --overwrite >"$out/random.txt"
toolrm filter --data "$mixed" --scorer "$scorer" --share 0.5 --per source --seed 1 --to trl --out "$out/best" --overwrite >"$out/best.txt"

# share FILE SOURCE: right and kept rows of decisions.jsonl.
share() {
    awk -v source="$2" '/"reason":"kept/ && (source == "" || index($0, "\"source\":\"" source "\"")) { n++; if (/"right":true/) k++ } END { printf "%d %d", k, n }' "$1/decisions.jsonl"
}
passed=0
for source in "" seal-tools glaive rlla sgd; do
    printf '%s: ' "${source:-all sources}"
    echo "$(share "$out/all" "$source") $(share "$out/random" "$source") $(share "$out/best" "$source")" | awk -v must="$([[ -z $source || $source == sgd ]] && echo 1 || echo 0)" '
        function wilson(k, n,    z, p, c, h, s) { if (n == 0) return "n/a"; z = 1.959964; p = k / n; c = p + z * z / (2 * n); h = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)); s = 1 + z * z / n
            return sprintf("%.3f (%.3f - %.3f, n %d)", p, (c - h) / s, (c + h) / s, n) }
        { printf "right in all %s, random half %s, best half %s", wilson($1, $2), wilson($3, $4), wilson($5, $6)
          ok = ($6 > 0 && $5 / $6 >= $3 / $4 + 0.10)
          printf must ? "; pass mark +0.10: %s\n" : "\n", ok ? "passed" : "FAILED"; exit must && !ok }' || passed=1
done
echo "files for TRL's SFTTrainer: $out/{all,random,best}/kept.jsonl"

[[ -f $data/fcrb-dev/pool.jsonl.gz ]] || exit $passed
echo
toolrm evaluate filter --data "$data/fcrb-dev" --scorer "$scorer" --seed 1
exit $passed
