#!/usr/bin/env bash
# Packages of the program, with its man pages and completions:
#   bash .ci/package.sh assets [PROGRAM] [FOLDER]   the man pages and completions, made by the program itself
#   bash .ci/package.sh deb                         target/debian/*.deb        (needs cargo-deb)
#   bash .ci/package.sh rpm                         target/generate-rpm/*.rpm  (needs cargo-generate-rpm)
#   bash .ci/package.sh archive TARGET              target/archives/inquota-VERSION-TARGET.tar.gz, or .zip on Windows
#   bash .ci/package.sh try-deb                     the .deb, put into a root of its own, tried, and taken out again
set -euo pipefail
cd "$(dirname "$0")/.."
built=${CARGO_TARGET_DIR:-target}

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

# What somebody downloads who installs no package: the program, its pages, and the licences.
archive() {
    local target=$1 name program
    name="inquota-$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)-$target"
    program="$built/$target/dist/inquota"
    [ -f "$program.exe" ] && program="$program.exe"
    rm -rf "target/archives/$name"
    mkdir -p "target/archives/$name/docs"
    assets "$program" "target/archives/$name"
    python3 .ci/notices > "target/archives/$name/THIRD-PARTY-NOTICES"
    cp "$program" README.md CHANGELOG.md LICENSE "target/archives/$name"
    cp docs/*.md "target/archives/$name/docs"
    "target/archives/$name/$(basename "$program")" --version
    (cd target/archives && if [ "${program%.exe}" = "$program" ]; then tar czf "$name.tar.gz" "$name"; else 7z a -bso0 "$name.zip" "$name"; fi)
    rm -rf "target/archives/$name"
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
    try-deb) try_deb ;;
    *) sed -n '2,7p' "$0" && exit 2 ;;
esac
