#!/usr/bin/env bash
# Runs the published service as a container would have it: in a root directory that holds nothing but its folder and the system's few libraries, read-only,
# as a user that is not root. No image and no registry is needed, only user namespaces; where the kernel has none, this says so and does nothing.
# Usage: eng/check-bare-root.sh MODEL MODEL.onnx PICTURE [MSBuild's options]
set -euo pipefail
models=("$(realpath "$1")" "$(realpath "$2")")
picture=$(realpath "$3")
shift 3
root=$(cd "$(dirname "$0")/.." && pwd)
if ! unshare --user --map-root-user --mount true 2> /dev/null; then
    echo "SKIPPED: this system gives no user namespaces (unshare), so the service was not run in a bare root directory." >&2
    exit 0
fi
work=$(mktemp -d)
server=""
cleanup() {
    # Stopped, the service ends with 130, which is no fault here.
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2> /dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

bare=$work/root
mkdir -p "$bare"/{app,proc,dev,tmp,model}
dotnet publish "$root/src/Emblem.Cli" -r linux-x64 --self-contained --output "$bare/app" --verbosity quiet --nologo \
    -p:CreateHardLinksForPublishFilesIfPossible=true "$@"
cp "${models[0]}" "$bare/model/torch.safetensors"
cp "${models[1]}" "$bare/model/model.onnx"
cp "$picture" "$bare/model/picture"

# What the natives ask the loader for, and OpenSSL, which .NET opens by name when something is hashed.
natives() { find "$bare/app" -name '*.so*' -o -name emblem; }
{
    natives | xargs ldd 2> /dev/null | awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\/.*ld-linux/ { print $1 }'
    ldconfig -p | awk '/x86-64/ && /lib(ssl|crypto)\.so\.3/ { print $NF }'
} | grep -v "^$bare" | sort -u > "$work/libraries"
while read -r library; do
    mkdir -p "$bare$(dirname "$library")"
    cp -L "$library" "$bare$library"
done < "$work/libraries"
touch "$bare/dev/null" "$bare/dev/urandom"
echo "A root directory of $(cd "$bare" && find . -maxdepth 1 -mindepth 1 -printf '%f ' | sort), with $(wc -l < "$work/libraries") libraries of the system:"
xargs -n 1 basename < "$work/libraries" | paste -sd ' '

# Mounted in a namespace of our own, then left for one in which we are nobody in particular.
inside() {
    exec unshare --user --map-root-user --mount bash -euc '
        bare=$1; shift
        mount --bind "$bare" "$bare"
        mount --rbind /proc "$bare/proc"
        mount --bind /dev/null "$bare/dev/null"
        mount --bind /dev/urandom "$bare/dev/urandom"
        mount -o remount,bind,ro "$bare"
        mount -t tmpfs tmpfs "$bare/tmp"
        exec env -i HOME=/tmp EMBLEM_CACHE=/tmp/emblem unshare --user --map-user=1654 --map-group=1654 --root="$bare" --wd=/ "$@"
    ' - "$bare" "$@"
}
(inside /app/emblem predict /model/torch.safetensors /model/picture)
(inside /app/emblem predict /model/model.onnx /model/picture)

inside /app/emblem serve /model/model.onnx --port 0 > "$work/serve.log" 2>&1 &
server=$!
for _ in $(seq 100); do
    grep -q 'until Ctrl+C' "$work/serve.log" && break
    sleep 0.1
done
address=$(sed -n 's/.* at \(http[^ ]*\) until.*/\1/p' "$work/serve.log")
curl --silent --show-error --fail-with-body --data-binary "@$picture" "${address}predict" | tee "$work/answer.json"
echo
grep -q '"prediction"' "$work/answer.json"
