# shellcheck shell=bash
# Builds the archive of a Debian root from a *.rootfs recipe. Sourced by scripts/base-images.

# mmdebstrap leaves its apt options behind; the official image installs recommended packages.
# It cleans with the settings laid over the root, by which apt knows of no binary caches: they are removed by name.
# build_rootfs RECIPE HOST_FILES ARCHIVE: HOST_FILES is a folder laid over the root.
build_rootfs() (
    local recipe=$1 host_files=$2 archive=$3 options=() line suite='' include='' purge=''
    # shellcheck disable=SC1090
    . "$recipe"
    purge=$(xargs <<<"$purge")
    [ -z "$purge" ] || options+=("--customize-hook=chroot \"\$1\" dpkg --purge --force-remove-essential $purge")
    while read -r line; do [ -z "$line" ] || options+=("--aptopt=$line"); done < <(apt_fetch_options)
    # shellcheck disable=SC2016 # mmdebstrap's own shell expands $1
    apt_sources "$suite" | mmdebstrap --quiet --mode=root --variant=apt --format=tar "${options[@]}" \
        --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --include="$include" \
        --customize-hook='rm "$1"/etc/apt/apt.conf.d/99mmdebstrap' \
        --customize-hook="sync-in '$host_files' /" --customize-hook='rm -f "$1"/var/cache/apt/*.bin' \
        "$suite" "$archive" -
)
