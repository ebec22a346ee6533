#!/bin/sh
# Makes .venv with what requirements.lock pins. Says in one sentence what is missing, where something is.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; exit 1; }

python=
for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  there=missing
  command -v "${PYTHON:-python3}" >/dev/null && there=$("${PYTHON:-python3}" --version 2>&1)
  say "Python 3.11 or newer is needed, and '${PYTHON:-python3}' is $there; install one, or name it: make PYTHON=/path/to/python3"
fi
"$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
  say "This Python ($python) comes without venv: on Debian and Ubuntu run 'apt-get install python3-venv', then make again."

[ -x .venv/bin/python ] && .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 ||
  "$python" -m venv --clear .venv
echo "Installing what requirements.lock pins into .venv ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
touch .venv/.ready
