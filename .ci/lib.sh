# Shared by the scripts beside it; sourced, never run.
# shellcheck shell=bash

# Where .ci/servers puts servers and where the matrix tests find them.
# shellcheck disable=SC2034
servers_dir=${REDKIT_SERVERS:-$HOME/.cache/redkit/servers}

policy=/usr/sbin/policy-rc.d

# Installs packages with apt without letting their services start: Debian asks policy-rc.d before it
# starts anything. Whatever stood there before is put back, however we leave.
apt_install() (
    export DEBIAN_FRONTEND=noninteractive
    missing=()
    for package in "$@"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    if [[ $(id -u) -ne 0 ]]; then
        echo "apt needs root to install ${missing[*]}" >&2
        return 1
    fi
    trap 'if [[ -e $policy.redkit ]]; then mv -f "$policy.redkit" "$policy"; else rm -f "$policy"; fi' EXIT
    if [[ -e $policy && ! -e $policy.redkit ]]; then cp -p "$policy" "$policy.redkit"; fi
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    apt-get -qq -o Acquire::Retries=3 update
    apt-get -qq -y -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 --no-install-recommends install "${missing[@]}" >/dev/null
)
