#!/usr/bin/env bash
# Whether two commits train alike: the same seed on the same machine, by train, build, --folds and --resume, and the files of both runs compared byte
# by byte. Bits differ by processor, so both are built and run here.
#   eng/compare-runs.sh COMMIT [COMMIT] [PICTURES]
# COMMIT is the older one; the other is the one checked out unless given. PICTURES is a folder with one subfolder a class; drawn ones without it.
set -euo pipefail
cd "$(dirname "$0")/.."
old=${1:?give the older commit}
new=${2:-HEAD}
work=$(mktemp -d)
trap 'git worktree remove --force "$work/old" > /dev/null 2>&1; git worktree remove --force "$work/new" > /dev/null 2>&1; rm -rf "$work"' EXIT

# Dates and durations differ by nature; options.json says the same in each version's own words, and of a model the tensors count, not its description.
differs() {
    (cd "$1" && find . -type f) | sort > "$work/old-files"
    (cd "$2" && find . -type f) | sort > "$work/new-files"
    diff "$work/old-files" "$work/new-files" | grep '^[<>]'
    comm -12 "$work/old-files" "$work/new-files" | grep -v -e /run.json -e /options.json -e /checkpoints/ -e /tensorboard/ | while read -r file; do
        case $file in
            *.safetensors) cmp -s <(tensors "$1/$file") <(tensors "$2/$file") ;;
            *history.csv) cmp -s <(columns "$1/$file" "$2/$file") <(columns "$2/$file" "$1/$file") ;;
            *) cmp -s "$1/$file" "$2/$file" ;;
        esac || echo "$file"
    done
}

# Those that the other file has too, without the time.
columns() {
    awk -F, 'NR == FNR { if (FNR == 1) for (i = 1; i < NF; i++) known[$i]; next }
        FNR == 1 { for (i = 1; i < NF; i++) shared[i] = $i in known }
        { for (i = 1; i < NF; i++) if (shared[i]) printf "%s,", $i; print "" }' "$2" "$1"
}

tensors() {
    tail -c "+$(($(od -An -tu8 -N8 "$1") + 9))" "$1"
}

for side in old new; do
    git worktree add --quiet --detach "$work/$side" "${!side}"
    (cd "$work/$side" && dotnet build --nologo --verbosity quiet src/Emblem.Cli)
done
emblem() { local side=$1; shift; dotnet "$work/$side"/src/Emblem.Cli/bin/Debug/net10.0/*mblem.Cli.dll "$@" > "$work/$side.log" 2>&1; }

pictures=${3:-}
if [ -z "$pictures" ]; then
    emblem old quickstart --out "$work/drawn"
    pictures=$work/drawn/run/data
fi
small=(--size 64 --batch-size 8)
for side in old new; do
    emblem $side train "$pictures" "${small[@]}" --out "$work/$side-train"
    emblem $side train "$pictures" "${small[@]}" --weights none --arch resnet18 --epochs 1 --unfrozen-epochs 1 --out "$work/$side-scratch"
    emblem $side train "$pictures" "${small[@]}" --recipe head --folds 3 --out "$work/$side-folds"
    emblem $side build --train "$pictures" --test "$pictures" "${small[@]}" --recipe head --out "$work/$side-build"
    # Stopped in the middle, and gone on with.
    emblem $side train "$pictures" "${small[@]}" --recipe finetune --epochs 2 --no-find --unfrozen-epochs 0 --checkpoint-minutes 0 --out "$work/$side-resume" &
    for _ in $(seq 600); do
        ls "$work/$side-resume"/checkpoints/checkpoint-*.safetensors > /dev/null 2>&1 && break
        sleep 0.1
    done
    pkill -KILL -f "$side-resume" || true
    wait || true
    emblem $side train --resume "$work/$side-resume"
done
failed=0
for run in train scratch folds build resume; do
    found=$(differs "$work/old-$run" "$work/new-$run" || true)
    if [ -z "$found" ]; then
        echo "$run: the same bytes"
    else
        echo "$run: differs"
        echo "$found"
        failed=1
    fi
done
exit $failed
