#!/bin/sh
# Creates .venv with the versions that requirements/dev.txt pins. If something is missing, a message says what.
set -eu
cd "$(dirname "$0")/.."

fail() { printf '%s\n' "$*" >&2; exit 1; }

python=
for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  found=missing
  command -v "${PYTHON:-python3}" >/dev/null && found=$("${PYTHON:-python3}" --version 2>&1)
  fail "Python 3.11 or newer is needed, and '${PYTHON:-python3}' is $found;" \
    "install a newer one, or give its path: make PYTHON=/path/to/python3"
fi
"$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
  fail "This Python ($python) has no venv module: on Debian and Ubuntu run 'apt-get install python3-venv'," \
    "then run make again."

[ -x .venv/bin/python ] && .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 ||
  "$python" -m venv --clear .venv
echo "Installing the packages of requirements/dev.txt into .venv ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
touch .venv/.ready
