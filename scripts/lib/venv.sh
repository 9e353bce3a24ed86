# Sourced by the scripts beside it: makes .venv in the repository and installs tfv1 into it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
venv=$root/.venv

say() { printf '==> %s\n' "$*" >&2; }

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

is_supported() {
    "$1" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

# Prints the first supported Python; TFV1_PYTHON names one to use instead.
find_python() {
    local candidate
    for candidate in ${TFV1_PYTHON:+"$TFV1_PYTHON"} python3.12 python3.11 python3.10 python3.13 python3 python; do
        # Run, not just looked up: a version manager's shim may lead nowhere.
        if is_supported "$candidate"; then
            command -v "$candidate"
            return
        fi
        if [ "$candidate" = "${TFV1_PYTHON:-}" ]; then
            fail "TFV1_PYTHON is $TFV1_PYTHON, which is not a working Python 3.10 to 3.13."
        fi
    done
    fail "tfv1 needs Python 3.10, 3.11, 3.12 or 3.13, but none of them is on PATH:" \
        "install one, or set TFV1_PYTHON to its path."
}

make_venv() {
    if [ -e "$venv" ] && ! is_supported "$venv/bin/python"; then
        fail "$venv has no working Python 3.10 to 3.13: remove it and start again."
    fi
    if [ ! -e "$venv" ]; then
        local python
        python=$(find_python) || exit
        say "Making .venv with $("$python" --version 2>&1) ($python)"
        if ! "$python" -m venv "$venv" >&2; then
            rm -rf "$venv"
            fail "$python could not make a virtual environment" \
                "(on Debian and Ubuntu its venv module is a package of its own: python3-venv)."
        fi
    fi
}

# install EXTRA: makes .venv, and installs tfv1[EXTRA] unless that is what was installed last.
install() {
    local stamp=$venv/.installed-$1 wanted versions=
    make_venv
    if [ -z "${TFV1_NEWEST:-}" ] && has_versions; then versions=$root/scripts/lib/versions.txt; fi
    wanted=$(cd "$root" && cksum setup.cfg pyproject.toml ${versions:+"$versions"})
    if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
        say "Installing tfv1[$1] into .venv (minutes the first time: TensorFlow is large)"
        (cd "$root" && "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
            ${versions:+-c "$versions"} -e ".[$1]") ||
            fail "pip could not install tfv1[$1]; its messages above say why."
        printf '%s\n' "$wanted" >"$stamp"
    fi
}

# Whether versions.txt is for the Python in .venv.
has_versions() {
    "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))'
}
