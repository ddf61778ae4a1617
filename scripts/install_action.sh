#!/usr/bin/env bash
# Installs the package that lies in the folder CHECKOUT, with pinned dependencies, into a new environment in FOLDER, and
# tells the steps that follow which Python has it. Usage: install_action.sh FOLDER CHECKOUT
set -euo pipefail

folder=$1
checkout=$2

python -m venv --clear "$folder"
if [ -d "$folder/Scripts" ]; then
    python="$folder/Scripts/python.exe" # Windows
else
    python="$folder/bin/python"
fi
"$python" -m pip install --quiet --constraint "$checkout/constraints.txt" "$checkout"
printf 'python=%s\n' "$python" >>"$GITHUB_OUTPUT"
