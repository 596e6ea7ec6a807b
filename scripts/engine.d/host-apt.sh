# shellcheck shell=bash
# What the host's apt knows: where packages come from, which keys it trusts, how it fetches.
# Sourced by scripts/engine and scripts/base-images.

debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

host_is_debian_root() {
    [ "$(id -u)" = 0 ] && [ -r /etc/os-release ] && command -v apt-get >/dev/null || return 1
    case "$(os_release ID)" in debian | ubuntu) ;; *) return 1 ;; esac
}

# shellcheck source=/dev/null
os_release() { (. /etc/os-release && eval "printf '%s' \"\${$1:-}\""); }

# apt answers only for sources whose lists were fetched once.
apt_targets() {
    apt-get indextargets --format "$1" 'Created-By: Packages' 'Component: main' 2>/dev/null
}

ensure_apt_lists() {
    [ -n "$(apt_targets x)" ] || apt-get update -qq >/dev/null
}

# install_host_package NAME: only when it is missing.
install_host_package() {
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed' && return
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$1")
    "${install[@]}" >/dev/null 2>&1 || { apt-get update -qq && "${install[@]}" >/dev/null; }
}

# apt_sources SUITE: one-line entries for that Debian suite, from the mirrors of the host's own suite.
# An Ubuntu mirror holds no Debian: there the same server is tried with /debian, or GRADER_DEBIAN_MIRROR.
apt_sources() {
    local suite=$1 own distribution uri release entry
    if [ -n "${GRADER_DEBIAN_MIRROR:-}" ]; then
        echo "deb [signed-by=$debian_keyring] $GRADER_DEBIAN_MIRROR $suite main"
        return
    fi
    ensure_apt_lists
    own=$(os_release VERSION_CODENAME) distribution=$(os_release ID)
    apt_targets "\$(REPO_URI) \$(RELEASE) \$(SOURCESENTRY)" | sort -u | while read -r uri release entry; do
        case "$distribution $release" in
            "ubuntu $own") echo "deb [signed-by=$debian_keyring] ${uri%/ubuntu/}/debian $suite main" ;;
            "debian $own" | "debian $own-updates" | "debian $own-security")
                echo "deb [signed-by=$(apt_keyrings "${entry%:*}")] ${uri%/} $suite${release#"$own"} main" ;;
        esac
    done
}

# apt_keyrings FILE: Debian's keyring and every keyring that this file of sources names, joined by commas.
apt_keyrings() {
    {
        echo "$debian_keyring"
        grep -hoiE '^Signed-By: */[^ ]+|signed-by=/[^] ]+' "$1" | sed -E 's/^[^/]*//' | tr , '\n'
    } | sort -u | while read -r file; do [ ! -r "$file" ] || echo "$file"; done | paste -sd,
}

# How the host fetches (proxy, dates, retries), as apt.conf lines.
apt_fetch_options() {
    apt-config dump | grep -E '^Acquire::(Check-Date|Check-Valid-Until|Retries|ForceIPv4|ForceIPv6|https?::Proxy|https?::Timeout) ' || true
}
