# Completions of inquota for bash 3.2 and later.
_inquota() {
    local line
    COMPREPLY=()
    # An empty line stands last where what the others share does not go on from what is typed: bash then finds that
    # they share nothing, and leaves the word as it is.
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(INQUOTA_COMPLETE=bash inquota -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    # A folder or an option with `=` goes on. Bash 3.2 has no compopt.
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _inquota inquota 2>/dev/null || complete -F _inquota inquota
