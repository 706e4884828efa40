#!/usr/bin/env bash
# Whether equal sources give equal libraries wherever they lie: they are compiled once more in a copy elsewhere, and compared with what Release built here.
# Usage: eng/check-same-bytes.sh VERSION
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

git ls-files -z --cached --others --exclude-standard -- src eng '*.props' global.json .editorconfig | xargs -0 cp --parents --target-directory "$work"
# The copy is no checkout: it must hear which commit it is of.
dotnet build "$work/src/Emblem.Cli" --configuration Release --verbosity quiet --nologo -p:RunAnalyzers=false -p:Version="$1" -p:SourceRevisionId="$(git rev-parse HEAD)"
for library in Emblem.Core Emblem.Inference Emblem Emblem.Serving; do
    for kind in dll pdb; do
        file=src/$library/bin/Release/net10.0/$library.$kind
        cmp "$file" "$work/$file"
    done
done
echo "Built again elsewhere, the libraries and their symbols are the same, byte for byte."
