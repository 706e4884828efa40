#!/usr/bin/env bash
# Packs all packages, looks at what is in them, and uses them as a stranger would, outside the repository. Nothing is published.
# Usage: eng/check-packages.sh MODEL PICTURE FOLDER [--all-platforms]
# FOLDER has a folder of pictures for each class; a whole run on them starts from the weights in the box.
# --all-platforms packs the command for every platform, not this one alone: 600 MB of downloads the first time, and half a minute each.
# EMBLEM_LAST_RELEASE may name a folder with the libraries' last packages: the public API is compared with theirs.
# EMBLEM_PACKAGES may name a folder where the packages stay.
set -euo pipefail
model=$(realpath "$1")
picture=$(realpath "$2")
folder=$(realpath "$3")
root=$(cd "$(dirname "$0")/.." && pwd)
version="0.1.0-ci.$(date +%s)"
work=$(mktemp -d)
packages=$(realpath -m "${EMBLEM_PACKAGES:-$work/packages}")
# The packages unpacked from here are of no use afterwards; a version of its own keeps a cached copy from being tested instead.
trap 'rm -rf "$work"; rm -rf "${NUGET_PACKAGES:-$HOME/.nuget/packages}"/emblem*/"$version"' EXIT
platforms=$(dotnet msbuild "$root/src/Emblem.Cli" -getProperty:NativePlatform)
[ "${4:-}" != --all-platforms ] || platforms=$(dotnet msbuild "$root/src/Emblem.Cli" -getProperty:NativePlatforms)
options=(--output "$packages" -p:Version="$version" --verbosity quiet --nologo)

# The last release's package of a library, where there is one.
baseline() {
    local package
    for package in "${EMBLEM_LAST_RELEASE:-/nowhere}/$1".[0-9]*.nupkg; do
        [ ! -f "$package" ] || echo "-p:PackageValidationBaselinePath=$(realpath "$package")"
    done
}

mkdir -p "$packages"
# The command first, which compiles all libraries; these are then packed as they are. Analyzers have had their say in the build before.
for platform in ${platforms//;/ }; do
    # The folder may hold what another build left there, and all of it is packed.
    rm -rf "$root/src/Emblem.Cli/bin/Release/net10.0/$platform/publish"
    dotnet pack "$root/src/Emblem.Cli" -r "$platform" -p:RunAnalyzers=false "${options[@]}"
done
for project in Emblem.Core Emblem.Inference Emblem Emblem.Serving Emblem.Cli; do
    dotnet pack "$root/src/$project" --no-build "${options[@]}" $(baseline "$project")
done
"$root/eng/look-into-packages.sh" "$packages" "$version"
"$root/eng/check-same-bytes.sh" "$version"

mkdir "$work/user"
cd "$work/user"
cat > user.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <RestoreAdditionalProjectSources>$packages</RestoreAdditionalProjectSources>
    <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Emblem" Version="$version" />
    <PackageReference Include="libtorch-cpu-linux-x64" Version="2.10.0" />
    <PackageReference Include="NetVips.Native.linux-x64" Version="8.18.7" />
    <PackageReference Include="Microsoft.ML.DnnImageFeaturizer.ResNet18" Version="0.23.1" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using Emblem.Compute;
using Emblem.Export;
using Emblem.Runs;

using var stop = new CancellationTokenSource();
_ = Task.Run(() => { while (Console.In.Read() is var key && key != -1) if (key == 'q') stop.Cancel(); });
var request = new TrainingRequest(args[2]) { Out = "run", Weights = "box", Recipe = new() { NameOrFile = "head+finetune" }, ImageSize = 64 };
TrainingPlan plan = await request.SettleAsync(stop: stop.Token);
TrainingResult done = await TrainingRun.ExecuteAsync(plan, Show, stop.Token);
Console.WriteLine($"\ntrained {done.Model}: {done.ValidationScore}");
Console.WriteLine($"of torch's memory {NativeRuntime.RedirectedAllocations} requests were redirected");
using (var own = Predictor.Load(done.Model))
    Console.WriteLine($"it predicts {own.Predict(args[1]).Label}");
using var predictor = Predictor.Load(args[0]);
Prediction answer = predictor.Predict(args[1]);
Console.WriteLine($"predicted {answer.Label} with {answer.Confidence:0.000}");
return answer.IsAnswer && NativeRuntime.RedirectedAllocations == 0 ? 0 : 1;

static void Show(RunEvent happened)
{
    if (happened is BatchTrained { Progress: var progress })
        Console.Write($"\r[{new string('#', (int)(progress.Share * 40)),-40}] {progress.Share:0%}, {progress.Left:m\\:ss} left ");
}
CS
dotnet run -- "$model" "$picture" "$folder" < /dev/null

# The command, run once without installing, as "dnx Emblem.Cli" does; the first call unpacks it into the package cache.
emblem() { dotnet dnx "Emblem.Cli@$version" --source "$packages" --yes -- "$@"; }
emblem --version
emblem weights check "$(emblem weights path box)" | grep -q "^fits  *resnet18_cntk"
emblem predict "$model" "$picture"
# The page of its studio, by the address that it prints, and what that page is made of.
(
    setsid dotnet dnx "Emblem.Cli@$version" --source "$packages" --yes -- studio "$work/projects" --no-open > "$work/studio.log" &
    trap "kill -- -$!" EXIT
    for _ in {1..300}; do
        ! grep -q 'token=' "$work/studio.log" || break
        sleep 0.2
    done
    address=$(grep -o 'http://.*token=.*' "$work/studio.log")
    for part in "$address" "${address%%\?*}"{studio.css,studio.js,_framework/blazor.web.js}; do
        curl --silent --show-error --fail --location --cookie "$work/cookies" --cookie-jar "$work/cookies" --output "$work/part" "$part"
        echo "${part%%\?*}: $(stat --format %s "$work/part") bytes"
    done
)
# Installed, it is the same package; that takes another half a minute for 600 MB, so it is done where all platforms are.
if [ "${4:-}" = --all-platforms ]; then
    dotnet tool install Emblem.Cli --version "$version" --source "$packages" --tool-path "$work/tool" > /dev/null
    "$work/tool/emblem" predict "$model" "$picture"
fi

# Without torch: the exported model through Emblem.Inference alone.
emblem export "$model" --onnx "$work/model.onnx"
emblem predict "$work/model.onnx" "$picture"
mkdir "$work/light"
cd "$work/light"
sed -e 's/"Emblem" Version/"Emblem.Inference" Version/' -e '/libtorch/d' -e '/DnnImageFeaturizer/d' "$work/user/user.csproj" > light.csproj
cat > Program.cs <<'CS'
using Emblem.Export;

using var predictor = Predictor.LoadOnnx(args[0]);
Prediction answer = predictor.Predict(args[1]);
Console.WriteLine($"predicted {answer.Label} with {answer.Confidence:0.000} without torch");
return answer.Label is null ? 1 : 0;
CS
dotnet run -- "$work/model.onnx" "$picture"
if find bin -iname '*torch*' | grep .; then
    echo "Emblem.Inference brings torch" >&2
    exit 1
fi

"$root/eng/check-bare-root.sh" "$model" "$work/model.onnx" "$picture" -p:Version="$version"
