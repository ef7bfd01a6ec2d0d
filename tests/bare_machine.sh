#!/usr/bin/env bash
# Proves the README's two commands on a bare Debian: a minimal system with python3 and nothing
# else, in a folder that is made anew. Takes about five minutes and 1.5 GB; no part of the check.
#
#     sudo tests/bare_machine.sh FOLDER [RELEASE]
#
# RELEASE is Debian's name, bookworm unless given (trixie tries a newer Python).
# Needs Debian or Ubuntu, root and the package debootstrap. Where packages come from is this
# machine's own business: its apt and pip configuration is read now and handed on.
set -euo pipefail

release=${2:-bookworm}
repository=$(cd "$(dirname "$0")/.." && pwd)
bare=${1:?"usage: tests/bare_machine.sh FOLDER (a new one)"}
[ "$(id -u)" = 0 ] || { echo "This must be run as root." >&2; exit 2; }
[ ! -e "$bare" ] || { echo "$bare exists already; please name a new folder." >&2; exit 2; }

say() { printf '\n== %s\n' "$*"; }

# Where this machine gets its Debian packages: lines of "URI suite component".
debian_sources() {
    apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
        awk -v own="$(. /etc/os-release && echo "$VERSION_CODENAME")" -v release="$release" \
            '$2 ~ "^" own && $3 == "main" { sub(own, release, $2); print }' | sort -u
}

# What pip must be told to reach its index from here, as a configuration file.
pip_configuration() {
    echo "[global]"
    python3 -m pip config list |
        sed -nE "s/^[^=]*\.(index-url|cert|proxy|trusted-host)='(.*)'$/\1 = \2/p" | sort -u -t= -k1,1
}

in_bare() { # user command...
    local user=$1
    shift
    unshare --mount --pid --fork --mount-proc="$bare/proc" \
        chroot --userspec="$user" "$bare" \
        env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LC_ALL=C.UTF-8 \
        sh -c 'cd /jointdesk && exec "$@"' sh "$@"
}

say "A bare Debian $release with python3"
mirror=$(debian_sources | awk -v release="$release" '$2 == release { print $1; exit }')
debootstrap --variant=minbase --include=python3 "$release" "$bare" "$mirror" >"$bare.log"
debian_sources | sed 's/^/deb /' >"$bare/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(http|https|Check)' >"$bare/etc/apt/apt.conf.d/90host" || true
cp /etc/resolv.conf /etc/hosts "$bare/etc/"
pip_configuration >"$bare/etc/pip.conf"
certificates=$(sed -n 's/^cert = //p' "$bare/etc/pip.conf")
if [ -n "$certificates" ]; then # under a name that no Debian package writes to
    cp "$certificates" "$bare/etc/index.crt"
    sed -i 's|^cert = .*|cert = /etc/index.crt|' "$bare/etc/pip.conf"
fi
git clone --quiet "$repository" "$bare/jointdesk"

say "Without root: the line to type, and nothing done"
status=0
in_bare nobody:nogroup python3 dev.py test || status=$?
[ "$status" = 2 ] || { echo "expected status 2, got $status" >&2; exit 1; }

say "python3 dev.py test"
time in_bare root python3 dev.py test

say "python3 dev.py run"
time in_bare root python3 dev.py run
picture=$bare/jointdesk/build/demo-window.png
[ -s "$picture" ] || { echo "there is no picture of the window" >&2; exit 1; }

say "Both commands work; the picture is $picture"
