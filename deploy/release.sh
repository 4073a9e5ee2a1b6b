#!/usr/bin/env bash
# Makes what is given out for a version, in artifacts/: one file for each system, the tool's package, the list of parts, their sums.
#   git tag v1.2.3 && deploy/release.sh               the tag is the version
#   deploy/release.sh linux-x64                       for one system only
set -euo pipefail
cd "$(dirname "$0")/.."
systems=("$@")
[ $# -gt 0 ] || systems=(linux-x64 linux-arm64)

rm -rf artifacts
# First: a restore for one system changes what it packs from. BUILT=1 says that a build with -c Release was just made.
dotnet pack src/AlertBot -c Release -o artifacts ${BUILT:+--no-build}
dotnet build -t:Sbom src/AlertBot
for system in "${systems[@]}"; do
  dotnet publish src/AlertBot -c Release -r "$system" -o "artifacts/$system"
  mv "artifacts/$system/AlertBot" "artifacts/$system/alertbot"
  cp LICENSE deploy/alertbot.service "artifacts/$system"
  tar -czf "artifacts/alertbot-$system.tar.gz" -C "artifacts/$system" alertbot alertbot.service LICENSE
done
cd artifacts
sha256sum ./*.tar.gz ./*.nupkg bom.json | tee SHA256SUMS
