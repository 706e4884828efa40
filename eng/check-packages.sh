#!/usr/bin/env bash
# Packs all packages, checks their dependencies, and uses them as a stranger would, outside the repository.
# Usage: eng/check-packages.sh MODEL PICTURE FOLDER
# FOLDER has a folder of pictures for each class; a whole run on them starts from the weights in the box.
set -euo pipefail
model=$(realpath "$1")
picture=$(realpath "$2")
folder=$(realpath "$3")
root=$(cd "$(dirname "$0")/.." && pwd)
version="0.1.0-ci.$(date +%s)"
work=$(mktemp -d)
# The packages unpacked from here are of no use afterwards; a version of its own keeps a cached copy from being tested instead.
trap 'rm -rf "$work"; rm -rf "${NUGET_PACKAGES:-$HOME/.nuget/packages}"/emblem*/"$version"' EXIT

for project in Emblem.Core Emblem.Inference Emblem Emblem.Serving Emblem.Cli; do
    dotnet pack "$root/src/$project" --output "$work/packages" -p:Version="$version" --verbosity quiet --nologo
done

for package in "$work"/packages/*.nupkg; do
    if unzip -p "$package" '*.nuspec' | grep -E 'dependency id="(libtorch|NetVips\.Native|SkiaSharp\.NativeAssets|HarfBuzzSharp\.NativeAssets)'; then
        echo "$(basename "$package") depends on one platform's natives" >&2
        exit 1
    fi
done
echo "No package depends on one platform's natives."

mkdir "$work/user"
cd "$work/user"
cat > user.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <RestoreAdditionalProjectSources>$work/packages</RestoreAdditionalProjectSources>
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

dotnet tool install Emblem.Cli --version "$version" --add-source "$work/packages" --tool-path "$work/tool" > /dev/null
"$work/tool/emblem" --version
"$work/tool/emblem" weights check "$("$work/tool/emblem" weights path box)" | grep -q "^fits  *resnet18_cntk"
"$work/tool/emblem" predict "$model" "$picture"

# Without torch: the exported model through Emblem.Inference alone.
"$work/tool/emblem" export "$model" --onnx "$work/model.onnx"
"$work/tool/emblem" predict "$work/model.onnx" "$picture"
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
