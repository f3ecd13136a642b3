# Completions of inquota for bash 3.2 and later.
_inquota() {
    local open='' line
    case ${COMP_WORDS[COMP_CWORD]} in
        \"*) open='"' ;;
        \'*) open="'" ;;
    esac
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(INQUOTA_COMPLETE=bash inquota -- "${COMP_WORDS[@]:0:COMP_CWORD}" "${open}${2#"$open"}" 2>/dev/null)
    # A folder or an option with `=` goes on.
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _inquota inquota 2>/dev/null || complete -F _inquota inquota
