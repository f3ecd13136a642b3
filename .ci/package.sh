#!/usr/bin/env bash
# Packages of the program, with its man pages and completions:
#   bash .ci/package.sh assets [PROGRAM] [FOLDER]   the man pages and completions, made by the program itself
#   bash .ci/package.sh deb                         target/debian/*.deb        (needs cargo-deb)
#   bash .ci/package.sh rpm                         target/generate-rpm/*.rpm  (needs cargo-generate-rpm)
#   bash .ci/package.sh archive TARGET              target/archives/inquota-VERSION-TARGET.tar.gz, or .zip for Windows
#   bash .ci/package.sh archive-name TARGET         the name of that file
#   bash .ci/package.sh try-deb                     the .deb, put into a root of its own, tried, and taken out again
set -euo pipefail
cd "$(dirname "$0")/.."
built=${CARGO_TARGET_DIR:-target}
archives=${ARCHIVES:-target/archives}
export PYTHONUTF8=1

assets() {
    local program=$1 folder=$2
    rm -rf "$folder"
    mkdir -p "$folder/completions"
    "$program" --quiet man --dir "$folder/man"
    "$program" completions bash > "$folder/completions/inquota.bash"
    "$program" completions zsh > "$folder/completions/_inquota"
    "$program" completions fish > "$folder/completions/inquota.fish"
    "$program" completions elvish > "$folder/completions/inquota.elv"
    "$program" completions powershell > "$folder/completions/inquota.ps1"
}

build() {
    cargo build --profile dist --locked
    assets "$built/dist/inquota" target/package
    python3 .ci/notices > target/package/THIRD-PARTY-NOTICES
}

folder_of() { echo "inquota-$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)-$1"; }

archive_of() {
    case "$1" in
        *-windows-*) echo "$(folder_of "$1").zip" ;;
        *) echo "$(folder_of "$1").tar.gz" ;;
    esac
}

# What somebody downloads who installs no package: the program, its pages, and the licences.
archive() {
    local folder name program
    folder=$(folder_of "$1")
    name=$(archive_of "$1")
    program="$built/$1/dist/inquota"
    [ -f "$program.exe" ] && program="$program.exe"
    assets "$program" "$archives/$folder"
    python3 .ci/notices > "$archives/$folder/THIRD-PARTY-NOTICES"
    cp "$program" README.md CHANGELOG.md LICENSE "$archives/$folder"
    mkdir "$archives/$folder/docs"
    cp docs/*.md "$archives/$folder/docs"
    "$archives/$folder/$(basename "$program")" --version
    cd "$archives"
    case "$name" in
        *.zip) 7z a -bso0 "$name" "$folder" ;;
        *) tar czf "$name" "$folder" ;;
    esac
    rm -rf "$folder"
}

newest() { ls -t "$built"/debian/*.deb | head -n 1; }

try_deb() {
    local package root
    package=$(newest)
    root=$(mktemp -d)
    mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/log"
    touch "$root/var/lib/dpkg/status"
    # The root is empty, so that what the package depends on is not in it.
    local dpkg=(dpkg --root="$root" --log=/dev/null --force-depends --force-not-root)
    "${dpkg[@]}" -i "$package"
    local share="$root/usr/share"
    "$root/usr/bin/inquota" --version
    # The type in the ELF header: 3 is a program that can be loaded anywhere, 2 one at a fixed address.
    test "$(od -An -tu1 -j16 -N1 "$root/usr/bin/inquota" | tr -d ' ')" = 3
    HOME="$root" "$root/usr/bin/inquota" status > /dev/null
    for page in inquota inquota-log inquota-plan-set; do
        zcat "$share/man/man1/$page.1.gz" | grep -q '^\.SH NAME'
    done
    bash -n "$share/bash-completion/completions/inquota"
    head -n 1 "$share/zsh/vendor-completions/_inquota" | grep -q '^#compdef inquota'
    grep -q 'complete --command inquota' "$share/fish/vendor_completions.d/inquota.fish"
    grep -q 'MIT' "$share/doc/inquota/copyright"
    test -s "$share/doc/inquota/THIRD-PARTY-NOTICES" -o -s "$share/doc/inquota/THIRD-PARTY-NOTICES.gz"
    for page in README docs/guide docs/data-safety; do
        test -s "$share/doc/inquota/$page.md" -o -s "$share/doc/inquota/$page.md.gz"
    done
    "${dpkg[@]}" -P inquota
    test -z "$(find "$root/usr" -type f 2>/dev/null)"
    rm -rf "$root"
    echo 'the package was put in, tried, and taken out without a rest'
}

case "${1:-}" in
    assets) assets "${2:-$built/dist/inquota}" "${3:-target/package}" ;;
    deb) build && cargo deb --profile dist --no-build --locked ;;
    rpm) build && cargo generate-rpm --profile dist --target-dir "$built" ;;
    archive) archive "${2:?the target, such as x86_64-unknown-linux-gnu}" ;;
    archive-name) archive_of "${2:?the target, such as x86_64-unknown-linux-gnu}" ;;
    try-deb) try_deb ;;
    *) sed -n '2,8p' "$0" && exit 2 ;;
esac
