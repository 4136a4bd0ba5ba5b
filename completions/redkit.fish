# fish completion for redkit. Generated from its syntax; do not edit.

# The command that the words so far lead to.
function __redkit_at
    set -l at ''
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip -eq 1
            set skip 0
            continue
        end
        switch "$at/$word"
            case '/ping'
                set at 'ping'
            case '/call'
                set at 'call'
            case '/pipe'
                set at 'pipe'
            case '/info'
                set at 'info'
            case '/server'
                set at 'server'
            case 'server/start'
                set at 'server start'
            case 'server/stop'
                set at 'server stop'
            case 'server/status'
                set at 'server status'
            case '/init'
                set at 'init'
            case '/demo'
                set at 'demo'
            case '/completion'
                set at 'completion'
            case '/help'
                set at 'help'
            case '/version'
                set at 'version'
            case '*/-u' '*/--uri' '*/-h' '*/--host' '*/-p' '*/--port' '*/-s' '*/--socket' '*/-n' '*/--db' '*/--sentinel' '*/--master' '*/--ssh' '*/--profile' '*/--user' '*/-a' '*/--pass' '*/--pass-file' '*/--cacert' '*/--cert' '*/--key' '*/--sni' '*/-o' '*/--output' '*/--color' '*/--progress' '*/--timeout' '*/--resp' 'ping/--count' 'ping/--interval' 'ping/--until-ready' 'pipe/--rejects' 'pipe/--max-errors' 'pipe/--in-flight' 'pipe/--patience' 'info/--watch' 'server start/--dir' 'server start/--port' 'server stop/--dir' 'server status/--dir' 'init/--pass-command'
                set skip 1
        end
    end
    test "$at" = "$argv[1]"
end

complete -c redkit -f
complete -c redkit -n '__redkit_at \'\'' -a 'ping' -d 'Ask a server whether it answers, and how fast'
complete -c redkit -n '__redkit_at \'\'' -a 'call' -d 'Send any command to the server and show its reply'
complete -c redkit -n '__redkit_at \'\'' -a 'pipe' -d 'Send a stream of commands, as RESP or as plain lines, and check every reply'
complete -c redkit -n '__redkit_at \'\'' -a 'info' -d 'Show what a server says of itself'
complete -c redkit -n '__redkit_at \'\'' -a 'server' -d 'Start, stop and look at the redis-server that redkit brings along'
complete -c redkit -n '__redkit_at \'\'' -a 'init' -d 'Write a profile to the configuration file'
complete -c redkit -n '__redkit_at \'\'' -a 'demo' -d 'See redkit at work, on a server that it brings along'
complete -c redkit -n '__redkit_at \'\'' -a 'completion' -d 'Print the completion script of a shell'
complete -c redkit -n '__redkit_at \'\'' -a 'help' -d 'Explain a command or a topic'
complete -c redkit -n '__redkit_at \'\'' -a 'version' -d 'Show the versions of redkit and of what it stands on'
complete -c redkit -s u -l uri -x -d 'redis:// rediss:// redis-socket:// redis-sentinel://; again for more seeds'
complete -c redkit -s h -l host -x -d 'server name or address (default 127.0.0.1)'
complete -c redkit -s p -l port -x -d 'server port (default 6379)'
complete -c redkit -s s -l socket -r -F -d 'unix socket of the server'
complete -c redkit -s n -l db -x -d 'database number (default 0)'
complete -c redkit -s c -l cluster -d 'the server is a node of a cluster'
complete -c redkit -l sentinel -x -d 'sentinels to ask for the master'
complete -c redkit -l master -x -d 'the master\'s name among the sentinels'
complete -c redkit -l embedded -d 'a redis-server of redkit\'s own, for this run; its data stay in DIR'
complete -c redkit -l ssh -x -d 'through the system\'s ssh'
complete -c redkit -l profile -x -d 'a profile of the configuration file'
complete -c redkit -l user -x -d 'ACL user'
complete -c redkit -s a -l pass -x -d 'password; stays in the shell\'s history: better one of the next two'
complete -c redkit -l askpass -d 'ask for the password, without echo'
complete -c redkit -l pass-file -r -F -d 'file whose first line is the password'
complete -c redkit -l tls -d 'encrypt the connection'
complete -c redkit -l cacert -r -F -d 'authorities to trust instead of the system\'s (PEM)'
complete -c redkit -l cert -r -F -d 'client certificate (PEM)'
complete -c redkit -l key -r -F -d 'its private key (PEM)'
complete -c redkit -l sni -x -d 'name to ask for and to check, if it is not the host'
complete -c redkit -l insecure -d 'trust any certificate'
complete -c redkit -s o -l output -x -a 'table json ndjson csv tsv raw yaml' -d 'form of the output (default table)'
complete -c redkit -l color -x -a 'auto always never' -d 'colours (default auto: on a terminal)'
complete -c redkit -l progress -x -a 'auto bar plain json none' -d 'progress on stderr (default auto)'
complete -c redkit -s q -l quiet -d 'no remarks on stderr, only errors and warnings'
complete -c redkit -s v -l verbose -d 'more remarks on stderr'
complete -c redkit -l debug -d 'all that helps to find an error, stack traces included'
complete -c redkit -l dry-run -d 'say what would be done, and do nothing'
complete -c redkit -s y -l yes -d 'answer every question with yes'
complete -c redkit -l timeout -x -d 'how long to wait for one reply (default 10s)'
complete -c redkit -l resp -x -a '2 3' -d 'protocol version (default 3)'
complete -c redkit -l help -d 'show help'
complete -c redkit -l version -d 'show the version'
complete -c redkit -n '__redkit_at \'ping\'' -F
complete -c redkit -n '__redkit_at \'ping\'' -l count -x -d 'ask N times over one connection, and show the spread of the times'
complete -c redkit -n '__redkit_at \'ping\'' -l interval -x -d 'how long to wait between two (default 1s, or 0 with --count)'
complete -c redkit -n '__redkit_at \'ping\'' -l until-ready -x -d 'wait up to TIME until the server answers and has its data'
complete -c redkit -n '__redkit_at \'call\'' -F
complete -c redkit -n '__redkit_at \'call\'' -s x -d 'take the last argument from standard input, byte for byte'
complete -c redkit -n '__redkit_at \'pipe\'' -F
complete -c redkit -n '__redkit_at \'pipe\'' -l rejects -x -d 'write the commands that failed to this file, to be piped again'
complete -c redkit -n '__redkit_at \'pipe\'' -l max-errors -x -d 'end after N failed commands; 0: at the first one'
complete -c redkit -n '__redkit_at \'pipe\'' -l in-flight -x -d 'commands under way on each connection (default: 20000)'
complete -c redkit -n '__redkit_at \'pipe\'' -l patience -x -d 'how long to try again what the server cannot take just now (default: 1m)'
complete -c redkit -n '__redkit_at \'info\'' -F
complete -c redkit -n '__redkit_at \'info\'' -l watch -x -d 'ask again every TIME until Ctrl-C'
complete -c redkit -n '__redkit_at \'server\'' -a 'start' -d 'Start the server of a directory, unless it runs'
complete -c redkit -n '__redkit_at \'server\'' -a 'stop' -d 'Save its data and stop it'
complete -c redkit -n '__redkit_at \'server\'' -a 'status' -d 'Show whether it runs, and where'
complete -c redkit -n '__redkit_at \'server start\'' -F
complete -c redkit -n '__redkit_at \'server start\'' -l dir -x -d 'its directory (default: redkit\'s own, in $XDG_STATE_HOME)'
complete -c redkit -n '__redkit_at \'server start\'' -l port -x -d 'port on 127.0.0.1 (default: the one it had before, or any free one)'
complete -c redkit -n '__redkit_at \'server start\'' -l unix -d 'listen on a unix socket in the directory, and on no port'
complete -c redkit -n '__redkit_at \'server stop\'' -F
complete -c redkit -n '__redkit_at \'server stop\'' -l dir -x -d 'its directory (default: redkit\'s own, in $XDG_STATE_HOME)'
complete -c redkit -n '__redkit_at \'server status\'' -F
complete -c redkit -n '__redkit_at \'server status\'' -l dir -x -d 'its directory (default: redkit\'s own, in $XDG_STATE_HOME)'
complete -c redkit -n '__redkit_at \'init\'' -F
complete -c redkit -n '__redkit_at \'init\'' -l pass-command -x -d 'prints the password, anew for each connection'
complete -c redkit -n '__redkit_at \'init\'' -l protected -d 'ask before anything is changed on this server'
complete -c redkit -n '__redkit_at \'init\'' -l default -d 'use this profile when nothing else names a server'
complete -c redkit -n '__redkit_at \'demo\'' -F
complete -c redkit -n '__redkit_at \'completion\'' -a 'bash'
complete -c redkit -n '__redkit_at \'completion\'' -a 'zsh'
complete -c redkit -n '__redkit_at \'completion\'' -a 'fish'
complete -c redkit -n '__redkit_at \'help\'' -F
complete -c redkit -n '__redkit_at \'version\'' -F
