#!/usr/bin/env bash
# Whether packages hold what people expect of them: a library its readme, icon, licence, documentation, and symbols with all sources in them; the command's a
# size that the gallery takes, one platform's natives, and nothing that nobody calls.
# Usage: eng/look-into-packages.sh FOLDER VERSION
set -euo pipefail
cd "$1"
version=$2
gallery=$((250 * 1000 * 1000))
fault() { echo "$1" >&2; exit 1; }

for package in *."$version".nupkg; do
    unzip -Z1 "$package" > "$package.list"
    unzip -p "$package" '*.nuspec' > "$package.nuspec"
    for said in '<readme>README.md</readme>' '<icon>icon.png</icon>' '<license type="expression">MIT</license>' '<description>' '<authors>'; do
        grep -q "$said" "$package.nuspec" || fault "$package does not say $said"
    done
    for file in README.md icon.png; do
        grep -qx "$file" "$package.list" || fault "$package has no $file"
    done
    ! grep -E 'dependency id="(libtorch|NetVips\.Native|SkiaSharp\.NativeAssets|HarfBuzzSharp\.NativeAssets)' "$package.nuspec" ||
        fault "$package depends on one platform's natives"
    size=$(stat -c %s "$package")
    [ "$size" -lt "$gallery" ] || fault "$package has $size bytes, the gallery takes 250 MB"
    echo "$package: $((size / 1000)) kB"
done

for library in Emblem.Core Emblem.Inference Emblem Emblem.Serving; do
    grep -qx "lib/net10.0/$library.xml" "$library.$version.nupkg.list" || fault "$library has no documentation"
    # Portable symbols name every source; the kind of an embedded one is a fixed GUID, 0E8A571B-6926-466E-B4AD-8AB04611F5FE, in .NET's order of bytes.
    unzip -p "$library.$version.snupkg" "lib/net10.0/$library.pdb" > "$library.pdb" || fault "$library has no symbols"
    LC_ALL=C grep -qaP '\x1B\x57\x8A\x0E\x26\x69\x6E\x46\xB4\xAD\x8A\xB0\x46\x11\xF5\xFE' "$library.pdb" || fault "$library's symbols hold no sources"
    ! grep -qa "$HOME\|$(dirname "$PWD")" "$library.pdb" || fault "$library's symbols name a folder of this machine"
done

for tool in Emblem.Cli.*-*."$version".nupkg; do
    ! grep -E '/runtimes/|torch_python|_test\.|libSkiaSharp\.pdb|^tools/.*\.xml$' "$tool.list" | grep -v DotnetToolSettings ||
        fault "$tool holds what it does not need"
    [ "$(grep -cE '/(lib)?torch_cpu\.' "$tool.list")" -eq 1 ] || fault "$tool has not one libtorch"
done
rm -f ./*.list ./*.nuspec ./*.pdb
