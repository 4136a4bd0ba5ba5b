# bash completion for redkit. Generated from its syntax; do not edit.

_redkit_words() {
    local IFS=$' \t\n'
    COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

_redkit_files() {
    local IFS=$'\n'
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$cur"))
}

_redkit() {
    local cur prev path i word skip last
    COMPREPLY=()
    cur=${COMP_WORDS[COMP_CWORD]}
    last=$((COMP_CWORD - 1))
    # "--output=js" arrives as three words
    [ "$cur" = "=" ] && cur= && last=$COMP_CWORD
    [ "${COMP_WORDS[last]}" = "=" ] && last=$((last - 1))
    prev=${COMP_WORDS[last]}
    path=
    skip=
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [ "$word" = "=" ]; then skip=1; continue; fi
        if [ -n "$skip" ]; then skip=; continue; fi
        case "$path/$word" in
            '/ping') path='ping' ;;
            '/call') path='call' ;;
            '/pipe') path='pipe' ;;
            '/info') path='info' ;;
            '/server') path='server' ;;
            'server/start') path='server start' ;;
            'server/stop') path='server stop' ;;
            'server/status') path='server status' ;;
            '/init') path='init' ;;
            '/demo') path='demo' ;;
            '/completion') path='completion' ;;
            '/help') path='help' ;;
            '/version') path='version' ;;
            */-u | */--uri | */-h | */--host | */-p | */--port | */-s | */--socket | */-n | */--db | */--sentinel | */--master | */--ssh | */--profile | */--user | */-a | */--pass | */--pass-file | */--cacert | */--cert | */--key | */--sni | */-o | */--output | */--color | */--progress | */--timeout | */--resp) skip=1 ;;
            'ping/--count' | 'ping/--interval' | 'ping/--until-ready') skip=1 ;;
            'pipe/--rejects' | 'pipe/--max-errors' | 'pipe/--in-flight' | 'pipe/--patience') skip=1 ;;
            'info/--watch') skip=1 ;;
            'server start/--dir' | 'server start/--port') skip=1 ;;
            'server stop/--dir') skip=1 ;;
            'server status/--dir') skip=1 ;;
            'init/--pass-command') skip=1 ;;
        esac
    done
    case "$path/$prev" in
        'ping/--count') return ;;
        'ping/--interval') return ;;
        'ping/--until-ready') return ;;
        'pipe/--rejects') return ;;
        'pipe/--max-errors') return ;;
        'pipe/--in-flight') return ;;
        'pipe/--patience') return ;;
        'info/--watch') return ;;
        'server start/--dir') return ;;
        'server start/--port') return ;;
        'server stop/--dir') return ;;
        'server status/--dir') return ;;
        'init/--pass-command') return ;;
        */-u | */--uri) return ;;
        */-h | */--host) return ;;
        */-p | */--port) return ;;
        */-s | */--socket) _redkit_files; return ;;
        */-n | */--db) return ;;
        */--sentinel) return ;;
        */--master) return ;;
        */--embedded) case $cur in .* | */*) _redkit_files; return ;; esac ;;
        */--ssh) return ;;
        */--profile) return ;;
        */--user) return ;;
        */-a | */--pass) return ;;
        */--pass-file) _redkit_files; return ;;
        */--cacert) _redkit_files; return ;;
        */--cert) _redkit_files; return ;;
        */--key) _redkit_files; return ;;
        */--sni) return ;;
        */-o | */--output) _redkit_words 'table json ndjson csv tsv raw yaml'; return ;;
        */--color) _redkit_words 'auto always never'; return ;;
        */--progress) _redkit_words 'auto bar plain json none'; return ;;
        */--timeout) return ;;
        */--resp) _redkit_words '2 3'; return ;;
    esac
    case "$path" in
        '')
            case "$cur" in
                -*) _redkit_words '-u --uri -h --host -p --port -s --socket -n --db -c --cluster --sentinel --master --embedded --ssh --profile --user -a --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure -o --output --color --progress -q --quiet -v --verbose --debug --dry-run -y --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'ping call pipe info server init demo completion help version' ;;
            esac
            ;;
        'ping')
            case "$cur" in
                -*) _redkit_words '--count --interval --until-ready --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'call')
            case "$cur" in
                -*) _redkit_words '-x --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'pipe')
            case "$cur" in
                -*) _redkit_words '--rejects --max-errors --in-flight --patience --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'info')
            case "$cur" in
                -*) _redkit_words '--watch --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'server')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'start stop status' ;;
            esac
            ;;
        'server start')
            case "$cur" in
                -*) _redkit_words '--dir --port --unix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'server stop')
            case "$cur" in
                -*) _redkit_words '--dir --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'server status')
            case "$cur" in
                -*) _redkit_words '--dir --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'init')
            case "$cur" in
                -*) _redkit_words '--pass-command --protected --default --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'demo')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'completion')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'bash zsh fish' ;;
            esac
            ;;
        'help')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'version')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
    esac
}

complete -F _redkit redkit
