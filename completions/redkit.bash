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
            '/shell') path='shell' ;;
            '/pipe') path='pipe' ;;
            '/load') path='load' ;;
            '/export') path='export' ;;
            '/tail') path='tail' ;;
            '/publish') path='publish' ;;
            '/info') path='info' ;;
            '/keys') path='keys' ;;
            'keys/scan') path='keys scan' ;;
            'keys/count') path='keys count' ;;
            'keys/big') path='keys big' ;;
            'keys/hot') path='keys hot' ;;
            'keys/ttl') path='keys ttl' ;;
            'keys/idle') path='keys idle' ;;
            'keys/prefixes') path='keys prefixes' ;;
            'keys/delete') path='keys delete' ;;
            'keys/unlink') path='keys unlink' ;;
            'keys/expire') path='keys expire' ;;
            'keys/persist') path='keys persist' ;;
            'keys/rename') path='keys rename' ;;
            'keys/copy') path='keys copy' ;;
            '/slowlog') path='slowlog' ;;
            '/clients') path='clients' ;;
            'clients/list') path='clients list' ;;
            'clients/kill') path='clients kill' ;;
            '/memory') path='memory' ;;
            '/config') path='config' ;;
            'config/get') path='config get' ;;
            'config/set') path='config set' ;;
            'config/diff') path='config diff' ;;
            '/script') path='script' ;;
            'script/run') path='script run' ;;
            'script/load') path='script load' ;;
            '/function') path='function' ;;
            'function/load') path='function load' ;;
            'function/list') path='function list' ;;
            'function/dump') path='function dump' ;;
            'function/restore') path='function restore' ;;
            'function/delete') path='function delete' ;;
            '/acl') path='acl' ;;
            'acl/list') path='acl list' ;;
            'acl/whoami') path='acl whoami' ;;
            'acl/dryrun') path='acl dryrun' ;;
            '/module') path='module' ;;
            'module/list') path='module list' ;;
            'module/load') path='module load' ;;
            '/doctor') path='doctor' ;;
            'doctor/rules') path='doctor rules' ;;
            'doctor/self') path='doctor self' ;;
            '/topology') path='topology' ;;
            'topology/failover') path='topology failover' ;;
            '/top') path='top' ;;
            '/backup') path='backup' ;;
            'backup/take') path='backup take' ;;
            'backup/restore') path='backup restore' ;;
            'backup/serve') path='backup serve' ;;
            'backup/list') path='backup list' ;;
            'backup/prune') path='backup prune' ;;
            'backup/check') path='backup check' ;;
            'backup/inspect') path='backup inspect' ;;
            'backup/keys') path='backup keys' ;;
            'backup/get') path='backup get' ;;
            'backup/diff') path='backup diff' ;;
            'backup/convert') path='backup convert' ;;
            'backup/timeline') path='backup timeline' ;;
            'backup/history') path='backup history' ;;
            'backup/cut') path='backup cut' ;;
            'backup/repair') path='backup repair' ;;
            'backup/replay') path='backup replay' ;;
            '/model') path='model' ;;
            'model/import') path='model import' ;;
            'model/export') path='model export' ;;
            'model/list') path='model list' ;;
            'model/show') path='model show' ;;
            'model/diff') path='model diff' ;;
            'model/verify') path='model verify' ;;
            'model/publish') path='model publish' ;;
            'model/rollback') path='model rollback' ;;
            'model/tag') path='model tag' ;;
            'model/watch') path='model watch' ;;
            'model/copy') path='model copy' ;;
            'model/gc') path='model gc' ;;
            'model/delete') path='model delete' ;;
            '/predict') path='predict' ;;
            '/bench') path='bench' ;;
            'bench/run') path='bench run' ;;
            'bench/latency') path='bench latency' ;;
            'bench/slo') path='bench slo' ;;
            'bench/compare') path='bench compare' ;;
            'bench/ab') path='bench ab' ;;
            'bench/report') path='bench report' ;;
            'bench/replay') path='bench replay' ;;
            'bench/pubsub') path='bench pubsub' ;;
            'bench/vector') path='bench vector' ;;
            'bench/selftest') path='bench selftest' ;;
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
            'shell/--eval') skip=1 ;;
            'pipe/--rejects' | 'pipe/--max-errors' | 'pipe/--in-flight' | 'pipe/--patience') skip=1 ;;
            'load/--as' | 'load/--key' | 'load/--member' | 'load/--score' | 'load/--value' | 'load/--lon' | 'load/--lat' | 'load/--id' | 'load/--path' | 'load/--offset' | 'load/--bit' | 'load/--field' | 'load/--amount' | 'load/--element' | 'load/--message' | 'load/--fields' | 'load/--drop' | 'load/--rename' | 'load/--type' | 'load/--split' | 'load/--null' | 'load/--where' | 'load/--set' | 'load/--ttl' | 'load/--expire-at' | 'load/--also' | 'load/--field-ttl' | 'load/--format' | 'load/--encoding' | 'load/--delimiter' | 'load/--quote' | 'load/--escape' | 'load/--comment' | 'load/--null-text' | 'load/--header' | 'load/--columns' | 'load/--ragged' | 'load/--widths' | 'load/--json-path' | 'load/--record-path' | 'load/--query' | 'load/--driver' | 'load/--jdbc-user' | 'load/--jdbc-pass-file' | 'load/--mode' | 'load/--on-duplicate' | 'load/--lane' | 'load/--out' | 'load/--rdb-version' | 'load/--maxlen' | 'load/--connections' | 'load/--in-flight' | 'load/--rate' | 'load/--max-latency' | 'load/--verify' | 'load/--wait' | 'load/--patience' | 'load/--on-error' | 'load/--rejects' | 'load/--max-errors' | 'load/--checkpoint' | 'load/--sample' | 'load/--shard' | 'load/--summary') skip=1 ;;
            'export/--out' | 'export/--format' | 'export/--type' | 'export/--where' | 'export/--sample' | 'export/--shard' | 'export/--ttl' | 'export/--fields' | 'export/--seed') skip=1 ;;
            'tail/--patience' | 'tail/--max-bytes' | 'tail/--from' | 'tail/--field' | 'tail/--group' | 'tail/--consumer' | 'tail/--claim' | 'tail/--decode' | 'tail/--where' | 'tail/--json-path' | 'tail/--grep' | 'tail/--exclude' | 'tail/--sample' | 'tail/--rate-limit' | 'tail/--count' | 'tail/--for' | 'tail/--idle' | 'tail/--until' | 'tail/-o' | 'tail/--output' | 'tail/--template' | 'tail/--timestamps' | 'tail/--save' | 'tail/--per-channel' | 'tail/--filter' | 'tail/--exec' | 'tail/--exec-jobs' | 'tail/--exec-timeout' | 'tail/--on-slow' | 'tail/--buffer') skip=1 ;;
            'publish/--field' | 'publish/--maxlen' | 'publish/--ack' | 'publish/--group' | 'publish/--rate' | 'publish/--replay' | 'publish/--speed' | 'publish/--patience') skip=1 ;;
            'info/--watch') skip=1 ;;
            'keys scan/--regex' | 'keys scan/--type' | 'keys scan/--where' | 'keys scan/--min-size' | 'keys scan/--min-memory' | 'keys scan/--min-ttl' | 'keys scan/--max-ttl' | 'keys scan/--min-idle' | 'keys scan/--scan-rate' | 'keys scan/--with' | 'keys scan/--limit') skip=1 ;;
            'keys count/--regex' | 'keys count/--type' | 'keys count/--where' | 'keys count/--min-size' | 'keys count/--min-memory' | 'keys count/--min-ttl' | 'keys count/--max-ttl' | 'keys count/--min-idle' | 'keys count/--scan-rate') skip=1 ;;
            'keys big/--regex' | 'keys big/--type' | 'keys big/--where' | 'keys big/--min-size' | 'keys big/--min-memory' | 'keys big/--min-ttl' | 'keys big/--max-ttl' | 'keys big/--min-idle' | 'keys big/--scan-rate' | 'keys big/--top' | 'keys big/--samples') skip=1 ;;
            'keys hot/--by' | 'keys hot/--for' | 'keys hot/--top') skip=1 ;;
            'keys ttl/--regex' | 'keys ttl/--type' | 'keys ttl/--where' | 'keys ttl/--min-size' | 'keys ttl/--min-memory' | 'keys ttl/--min-ttl' | 'keys ttl/--max-ttl' | 'keys ttl/--min-idle' | 'keys ttl/--scan-rate' | 'keys ttl/--top') skip=1 ;;
            'keys idle/--regex' | 'keys idle/--type' | 'keys idle/--where' | 'keys idle/--min-size' | 'keys idle/--min-memory' | 'keys idle/--min-ttl' | 'keys idle/--max-ttl' | 'keys idle/--min-idle' | 'keys idle/--scan-rate' | 'keys idle/--top') skip=1 ;;
            'keys prefixes/--regex' | 'keys prefixes/--type' | 'keys prefixes/--where' | 'keys prefixes/--min-size' | 'keys prefixes/--min-memory' | 'keys prefixes/--min-ttl' | 'keys prefixes/--max-ttl' | 'keys prefixes/--min-idle' | 'keys prefixes/--scan-rate' | 'keys prefixes/--separator' | 'keys prefixes/--depth' | 'keys prefixes/--top') skip=1 ;;
            'keys delete/--regex' | 'keys delete/--type' | 'keys delete/--where' | 'keys delete/--min-size' | 'keys delete/--min-memory' | 'keys delete/--min-ttl' | 'keys delete/--max-ttl' | 'keys delete/--min-idle' | 'keys delete/--scan-rate' | 'keys delete/--backup' | 'keys delete/--rate' | 'keys delete/--checkpoint') skip=1 ;;
            'keys unlink/--regex' | 'keys unlink/--type' | 'keys unlink/--where' | 'keys unlink/--min-size' | 'keys unlink/--min-memory' | 'keys unlink/--min-ttl' | 'keys unlink/--max-ttl' | 'keys unlink/--min-idle' | 'keys unlink/--scan-rate' | 'keys unlink/--backup' | 'keys unlink/--rate' | 'keys unlink/--checkpoint') skip=1 ;;
            'keys expire/--regex' | 'keys expire/--type' | 'keys expire/--where' | 'keys expire/--min-size' | 'keys expire/--min-memory' | 'keys expire/--min-ttl' | 'keys expire/--max-ttl' | 'keys expire/--min-idle' | 'keys expire/--scan-rate' | 'keys expire/--in' | 'keys expire/--spread' | 'keys expire/--backup' | 'keys expire/--rate' | 'keys expire/--checkpoint') skip=1 ;;
            'keys persist/--regex' | 'keys persist/--type' | 'keys persist/--where' | 'keys persist/--min-size' | 'keys persist/--min-memory' | 'keys persist/--min-ttl' | 'keys persist/--max-ttl' | 'keys persist/--min-idle' | 'keys persist/--scan-rate' | 'keys persist/--rate' | 'keys persist/--checkpoint') skip=1 ;;
            'keys rename/--regex' | 'keys rename/--type' | 'keys rename/--where' | 'keys rename/--min-size' | 'keys rename/--min-memory' | 'keys rename/--min-ttl' | 'keys rename/--max-ttl' | 'keys rename/--min-idle' | 'keys rename/--scan-rate' | 'keys rename/--rename' | 'keys rename/--rate' | 'keys rename/--checkpoint') skip=1 ;;
            'keys copy/--regex' | 'keys copy/--type' | 'keys copy/--where' | 'keys copy/--min-size' | 'keys copy/--min-memory' | 'keys copy/--min-ttl' | 'keys copy/--max-ttl' | 'keys copy/--min-idle' | 'keys copy/--scan-rate' | 'keys copy/--rename' | 'keys copy/--rate' | 'keys copy/--checkpoint') skip=1 ;;
            'slowlog/--count' | 'slowlog/--min' | 'slowlog/--interval') skip=1 ;;
            'clients list/--where' | 'clients list/--of-user' | 'clients list/--name' | 'clients list/--addr' | 'clients list/--min-idle' | 'clients list/--sort' | 'clients list/--top') skip=1 ;;
            'clients kill/--where' | 'clients kill/--of-user' | 'clients kill/--name' | 'clients kill/--addr' | 'clients kill/--min-idle' | 'clients kill/--sort' | 'clients kill/--top') skip=1 ;;
            'script run/--key' | 'script run/--arg') skip=1 ;;
            'function dump/--out') skip=1 ;;
            'function restore/--policy') skip=1 ;;
            'doctor/--fail-on' | 'doctor/--skip' | 'doctor/--sample') skip=1 ;;
            'topology/--count' | 'topology/--for') skip=1 ;;
            'topology failover/--patience') skip=1 ;;
            'top/--interval' | 'top/--count' | 'top/--for' | 'top/--prom-port') skip=1 ;;
            'backup take/--out' | 'backup take/--name' | 'backup take/--keep' | 'backup take/--by' | 'backup take/--rate' | 'backup take/--aof-dir' | 'backup take/--compress' | 'backup take/--passphrase-file') skip=1 ;;
            'backup restore/--pattern' | 'backup restore/--regex' | 'backup restore/--type' | 'backup restore/--db' | 'backup restore/--encoding' | 'backup restore/--min-size' | 'backup restore/--max-size' | 'backup restore/--min-ttl' | 'backup restore/--max-ttl' | 'backup restore/--slots' | 'backup restore/--on-conflict' | 'backup restore/--ttl' | 'backup restore/--map-db' | 'backup restore/--rename' | 'backup restore/--mask' | 'backup restore/--mask-key-file' | 'backup restore/--passphrase-file' | 'backup restore/--connections' | 'backup restore/--rate' | 'backup restore/--max-latency' | 'backup restore/--patience' | 'backup restore/--checkpoint' | 'backup restore/--verify' | 'backup restore/--rejects') skip=1 ;;
            'backup serve/--server' | 'backup serve/--port' | 'backup serve/--ttl' | 'backup serve/--for' | 'backup serve/--passphrase-file') skip=1 ;;
            'backup prune/--keep') skip=1 ;;
            'backup check/--for') skip=1 ;;
            'backup inspect/--top' | 'backup inspect/--separator' | 'backup inspect/--depth' | 'backup inspect/--sample' | 'backup inspect/--html' | 'backup inspect/--memory-for' | 'backup inspect/--allocator' | 'backup inspect/--pattern' | 'backup inspect/--regex' | 'backup inspect/--type' | 'backup inspect/--db' | 'backup inspect/--encoding' | 'backup inspect/--min-size' | 'backup inspect/--max-size' | 'backup inspect/--min-ttl' | 'backup inspect/--max-ttl' | 'backup inspect/--slots') skip=1 ;;
            'backup keys/--sort' | 'backup keys/--top' | 'backup keys/--memory-for' | 'backup keys/--allocator' | 'backup keys/--pattern' | 'backup keys/--regex' | 'backup keys/--type' | 'backup keys/--db' | 'backup keys/--encoding' | 'backup keys/--min-size' | 'backup keys/--max-size' | 'backup keys/--min-ttl' | 'backup keys/--max-ttl' | 'backup keys/--slots') skip=1 ;;
            'backup get/--db') skip=1 ;;
            'backup diff/--ttl-tolerance' | 'backup diff/--separator' | 'backup diff/--depth' | 'backup diff/--pattern' | 'backup diff/--regex' | 'backup diff/--type' | 'backup diff/--db' | 'backup diff/--encoding' | 'backup diff/--min-size' | 'backup diff/--max-size' | 'backup diff/--min-ttl' | 'backup diff/--max-ttl' | 'backup diff/--slots') skip=1 ;;
            'backup convert/--out' | 'backup convert/--format' | 'backup convert/--rdb-version' | 'backup convert/--for' | 'backup convert/--ttl' | 'backup convert/--split-by' | 'backup convert/--on-duplicate' | 'backup convert/--pattern' | 'backup convert/--regex' | 'backup convert/--type' | 'backup convert/--db' | 'backup convert/--encoding' | 'backup convert/--min-size' | 'backup convert/--max-size' | 'backup convert/--min-ttl' | 'backup convert/--max-ttl' | 'backup convert/--slots') skip=1 ;;
            'backup timeline/--by' | 'backup timeline/--from' | 'backup timeline/--until' | 'backup timeline/--separator') skip=1 ;;
            'backup history/--db') skip=1 ;;
            'backup cut/--at' | 'backup cut/--before-offset' | 'backup cut/--drop' | 'backup cut/--out') skip=1 ;;
            'backup repair/--out') skip=1 ;;
            'backup replay/--to' | 'backup replay/--until' | 'backup replay/--speed' | 'backup replay/--only' | 'backup replay/--drop') skip=1 ;;
            'model import/--format' | 'model import/--if-current' | 'model import/--chunk' | 'model import/--grace' | 'model import/--layout' | 'model import/--tensor' | 'model import/--names' | 'model import/--quantisation' | 'model import/--out' | 'model import/--as' | 'model import/--prefix') skip=1 ;;
            'model export/--out' | 'model export/--format' | 'model export/--order' | 'model export/--tensor' | 'model export/--template' | 'model export/--layout' | 'model export/--prefix') skip=1 ;;
            'model list/--prefix') skip=1 ;;
            'model show/--format' | 'model show/--prefix') skip=1 ;;
            'model diff/--tolerance' | 'model diff/--relative' | 'model diff/--prefix') skip=1 ;;
            'model verify/--prefix') skip=1 ;;
            'model publish/--if-current' | 'model publish/--prefix') skip=1 ;;
            'model rollback/--if-current' | 'model rollback/--prefix') skip=1 ;;
            'model tag/--prefix') skip=1 ;;
            'model watch/--exec' | 'model watch/--exec-timeout' | 'model watch/--count' | 'model watch/--for' | 'model watch/--prefix') skip=1 ;;
            'model copy/--to' | 'model copy/--as' | 'model copy/--if-current' | 'model copy/--chunk' | 'model copy/--grace' | 'model copy/--prefix') skip=1 ;;
            'model gc/--keep' | 'model gc/--grace' | 'model gc/--prefix') skip=1 ;;
            'model delete/--prefix') skip=1 ;;
            'predict/--as' | 'predict/--rows' | 'predict/--features' | 'predict/--format' | 'predict/--prefix') skip=1 ;;
            'bench run/--preset' | 'bench run/-t' | 'bench run/--tests' | 'bench run/--workload' | 'bench run/--data' | 'bench run/-r' | 'bench run/--keys' | 'bench run/-d' | 'bench run/--size' | 'bench run/--fill-with' | 'bench run/-c' | 'bench run/--connections' | 'bench run/-P' | 'bench run/--pipeline' | 'bench run/--threads' | 'bench run/--rate' | 'bench run/--arrivals' | 'bench run/-n' | 'bench run/--requests' | 'bench run/--for' | 'bench run/--warmup' | 'bench run/--blocks' | 'bench run/--read-from' | 'bench run/--seed' | 'bench run/--assert' | 'bench run/--junit' | 'bench run/--baseline' | 'bench run/--max-regress' | 'bench run/--accept' | 'bench run/--out' | 'bench run/--prom-port') skip=1 ;;
            'bench latency/--interval' | 'bench latency/--for' | 'bench latency/--assert' | 'bench latency/--junit' | 'bench latency/--baseline' | 'bench latency/--max-regress' | 'bench latency/--accept' | 'bench latency/--out' | 'bench latency/--prom-port') skip=1 ;;
            'bench slo/--preset' | 'bench slo/-t' | 'bench slo/--tests' | 'bench slo/--workload' | 'bench slo/--data' | 'bench slo/-r' | 'bench slo/--keys' | 'bench slo/-d' | 'bench slo/--size' | 'bench slo/--fill-with' | 'bench slo/-c' | 'bench slo/--connections' | 'bench slo/-P' | 'bench slo/--pipeline' | 'bench slo/--threads' | 'bench slo/--arrivals' | 'bench slo/--for' | 'bench slo/--warmup' | 'bench slo/--read-from' | 'bench slo/--seed' | 'bench slo/--assert' | 'bench slo/--junit' | 'bench slo/--from' | 'bench slo/--to' | 'bench slo/--steps' | 'bench slo/--out') skip=1 ;;
            'bench compare/--metrics' | 'bench compare/--tolerance' | 'bench compare/--max-regress' | 'bench compare/--assert' | 'bench compare/--junit') skip=1 ;;
            'bench ab/--preset' | 'bench ab/-t' | 'bench ab/--tests' | 'bench ab/--workload' | 'bench ab/--data' | 'bench ab/-r' | 'bench ab/--keys' | 'bench ab/-d' | 'bench ab/--size' | 'bench ab/--fill-with' | 'bench ab/-c' | 'bench ab/--connections' | 'bench ab/-P' | 'bench ab/--pipeline' | 'bench ab/--threads' | 'bench ab/--rate' | 'bench ab/--arrivals' | 'bench ab/-n' | 'bench ab/--requests' | 'bench ab/--for' | 'bench ab/--warmup' | 'bench ab/--blocks' | 'bench ab/--read-from' | 'bench ab/--seed' | 'bench ab/--b-server' | 'bench ab/--b-connections' | 'bench ab/--b-pipeline' | 'bench ab/--metrics' | 'bench ab/--tolerance' | 'bench ab/--max-regress' | 'bench ab/--assert' | 'bench ab/--junit' | 'bench ab/--out') skip=1 ;;
            'bench report/--html' | 'bench report/--out') skip=1 ;;
            'bench replay/--speed' | 'bench replay/-c' | 'bench replay/--connections' | 'bench replay/-P' | 'bench replay/--pipeline' | 'bench replay/--blocks' | 'bench replay/--rename-prefix' | 'bench replay/--assert' | 'bench replay/--junit' | 'bench replay/--baseline' | 'bench replay/--max-regress' | 'bench replay/--accept' | 'bench replay/--out' | 'bench replay/--prom-port') skip=1 ;;
            'bench pubsub/--kind' | 'bench pubsub/--publishers' | 'bench pubsub/--subscribers' | 'bench pubsub/--channels' | 'bench pubsub/--groups' | 'bench pubsub/-d' | 'bench pubsub/--size' | 'bench pubsub/--rate' | 'bench pubsub/-P' | 'bench pubsub/--pipeline' | 'bench pubsub/--for' | 'bench pubsub/--warmup' | 'bench pubsub/--blocks' | 'bench pubsub/--maxlen' | 'bench pubsub/--assert' | 'bench pubsub/--junit' | 'bench pubsub/--baseline' | 'bench pubsub/--max-regress' | 'bench pubsub/--accept' | 'bench pubsub/--out' | 'bench pubsub/--prom-port') skip=1 ;;
            'bench vector/--vectors' | 'bench vector/--count' | 'bench vector/--dim' | 'bench vector/--queries' | 'bench vector/--k' | 'bench vector/--seed' | 'bench vector/--engine' | 'bench vector/--ef' | 'bench vector/--links' | 'bench vector/--ef-build' | 'bench vector/--precision' | 'bench vector/-c' | 'bench vector/--connections' | 'bench vector/--rate' | 'bench vector/--for' | 'bench vector/--warmup' | 'bench vector/--blocks' | 'bench vector/--assert' | 'bench vector/--junit' | 'bench vector/--baseline' | 'bench vector/--max-regress' | 'bench vector/--accept' | 'bench vector/--out') skip=1 ;;
            'bench selftest/--for') skip=1 ;;
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
        'shell/--eval') _redkit_files; return ;;
        'pipe/--rejects') return ;;
        'pipe/--max-errors') return ;;
        'pipe/--in-flight') return ;;
        'pipe/--patience') return ;;
        'load/--as') _redkit_words 'string list set zset hash stream json geo bitmap hll counter pubsub'; return ;;
        'load/--key') return ;;
        'load/--member') return ;;
        'load/--score') return ;;
        'load/--value') return ;;
        'load/--lon') return ;;
        'load/--lat') return ;;
        'load/--id') return ;;
        'load/--path') return ;;
        'load/--offset') return ;;
        'load/--bit') return ;;
        'load/--field') return ;;
        'load/--amount') return ;;
        'load/--element') return ;;
        'load/--message') return ;;
        'load/--fields') return ;;
        'load/--drop') return ;;
        'load/--rename') return ;;
        'load/--type') return ;;
        'load/--split') return ;;
        'load/--null') return ;;
        'load/--where') return ;;
        'load/--set') return ;;
        'load/--ttl') return ;;
        'load/--expire-at') return ;;
        'load/--also') return ;;
        'load/--field-ttl') return ;;
        'load/--format') return ;;
        'load/--encoding') return ;;
        'load/--delimiter') return ;;
        'load/--quote') return ;;
        'load/--escape') return ;;
        'load/--comment') return ;;
        'load/--null-text') return ;;
        'load/--header') _redkit_words 'auto yes no'; return ;;
        'load/--columns') return ;;
        'load/--ragged') _redkit_words 'error pad cut fit'; return ;;
        'load/--widths') return ;;
        'load/--json-path') return ;;
        'load/--record-path') return ;;
        'load/--query') return ;;
        'load/--driver') _redkit_files; return ;;
        'load/--jdbc-user') return ;;
        'load/--jdbc-pass-file') _redkit_files; return ;;
        'load/--mode') _redkit_words 'upsert replace insert append'; return ;;
        'load/--on-duplicate') _redkit_words 'any fail last'; return ;;
        'load/--lane') _redkit_words 'auto commands restore himport'; return ;;
        'load/--out') _redkit_files; return ;;
        'load/--rdb-version') return ;;
        'load/--maxlen') return ;;
        'load/--connections') return ;;
        'load/--in-flight') return ;;
        'load/--rate') return ;;
        'load/--max-latency') return ;;
        'load/--verify') _redkit_words 'none count sample full'; return ;;
        'load/--wait') return ;;
        'load/--patience') return ;;
        'load/--on-error') _redkit_words 'stop skip reject'; return ;;
        'load/--rejects') _redkit_files; return ;;
        'load/--max-errors') return ;;
        'load/--checkpoint') _redkit_files; return ;;
        'load/--sample') return ;;
        'load/--shard') return ;;
        'load/--summary') _redkit_files; return ;;
        'export/--out') _redkit_files; return ;;
        'export/--format') _redkit_words 'jsonl json csv tsv resp rdb'; return ;;
        'export/--type') return ;;
        'export/--where') return ;;
        'export/--sample') return ;;
        'export/--shard') return ;;
        'export/--ttl') _redkit_words 'keep drop'; return ;;
        'export/--fields') return ;;
        'export/--seed') return ;;
        'tail/--keyspace') return ;;
        'tail/--patience') return ;;
        'tail/--max-bytes') return ;;
        'tail/--from') return ;;
        'tail/--field') return ;;
        'tail/--group') return ;;
        'tail/--consumer') return ;;
        'tail/--claim') return ;;
        'tail/--decode') return ;;
        'tail/--where') return ;;
        'tail/--json-path') return ;;
        'tail/--grep') return ;;
        'tail/--exclude') return ;;
        'tail/--sample') return ;;
        'tail/--rate-limit') return ;;
        'tail/--count') return ;;
        'tail/--for') return ;;
        'tail/--idle') return ;;
        'tail/--until') return ;;
        'tail/-o' | 'tail/--output') _redkit_words 'text raw json ndjson csv tsv hex'; return ;;
        'tail/--template') return ;;
        'tail/--timestamps') _redkit_words 'none clock rfc3339 unix delta since-start'; return ;;
        'tail/--save') _redkit_files; return ;;
        'tail/--per-channel') _redkit_files; return ;;
        'tail/--filter') return ;;
        'tail/--exec') return ;;
        'tail/--exec-jobs') return ;;
        'tail/--exec-timeout') return ;;
        'tail/--on-slow') _redkit_words 'block drop-oldest drop-newest spool'; return ;;
        'tail/--buffer') return ;;
        'publish/--field') return ;;
        'publish/--maxlen') return ;;
        'publish/--ack') return ;;
        'publish/--group') return ;;
        'publish/--rate') return ;;
        'publish/--replay') _redkit_files; return ;;
        'publish/--speed') return ;;
        'publish/--patience') return ;;
        'info/--watch') return ;;
        'keys scan/--regex') return ;;
        'keys scan/--type') return ;;
        'keys scan/--where') return ;;
        'keys scan/--min-size') return ;;
        'keys scan/--min-memory') return ;;
        'keys scan/--min-ttl') return ;;
        'keys scan/--max-ttl') return ;;
        'keys scan/--min-idle') return ;;
        'keys scan/--scan-rate') return ;;
        'keys scan/--with') return ;;
        'keys scan/--limit') return ;;
        'keys count/--regex') return ;;
        'keys count/--type') return ;;
        'keys count/--where') return ;;
        'keys count/--min-size') return ;;
        'keys count/--min-memory') return ;;
        'keys count/--min-ttl') return ;;
        'keys count/--max-ttl') return ;;
        'keys count/--min-idle') return ;;
        'keys count/--scan-rate') return ;;
        'keys big/--regex') return ;;
        'keys big/--type') return ;;
        'keys big/--where') return ;;
        'keys big/--min-size') return ;;
        'keys big/--min-memory') return ;;
        'keys big/--min-ttl') return ;;
        'keys big/--max-ttl') return ;;
        'keys big/--min-idle') return ;;
        'keys big/--scan-rate') return ;;
        'keys big/--top') return ;;
        'keys big/--samples') return ;;
        'keys hot/--by') _redkit_words 'hotkeys freq monitor'; return ;;
        'keys hot/--for') return ;;
        'keys hot/--top') return ;;
        'keys ttl/--regex') return ;;
        'keys ttl/--type') return ;;
        'keys ttl/--where') return ;;
        'keys ttl/--min-size') return ;;
        'keys ttl/--min-memory') return ;;
        'keys ttl/--min-ttl') return ;;
        'keys ttl/--max-ttl') return ;;
        'keys ttl/--min-idle') return ;;
        'keys ttl/--scan-rate') return ;;
        'keys ttl/--top') return ;;
        'keys idle/--regex') return ;;
        'keys idle/--type') return ;;
        'keys idle/--where') return ;;
        'keys idle/--min-size') return ;;
        'keys idle/--min-memory') return ;;
        'keys idle/--min-ttl') return ;;
        'keys idle/--max-ttl') return ;;
        'keys idle/--min-idle') return ;;
        'keys idle/--scan-rate') return ;;
        'keys idle/--top') return ;;
        'keys prefixes/--regex') return ;;
        'keys prefixes/--type') return ;;
        'keys prefixes/--where') return ;;
        'keys prefixes/--min-size') return ;;
        'keys prefixes/--min-memory') return ;;
        'keys prefixes/--min-ttl') return ;;
        'keys prefixes/--max-ttl') return ;;
        'keys prefixes/--min-idle') return ;;
        'keys prefixes/--scan-rate') return ;;
        'keys prefixes/--separator') return ;;
        'keys prefixes/--depth') return ;;
        'keys prefixes/--top') return ;;
        'keys delete/--regex') return ;;
        'keys delete/--type') return ;;
        'keys delete/--where') return ;;
        'keys delete/--min-size') return ;;
        'keys delete/--min-memory') return ;;
        'keys delete/--min-ttl') return ;;
        'keys delete/--max-ttl') return ;;
        'keys delete/--min-idle') return ;;
        'keys delete/--scan-rate') return ;;
        'keys delete/--backup') _redkit_files; return ;;
        'keys delete/--rate') return ;;
        'keys delete/--checkpoint') _redkit_files; return ;;
        'keys unlink/--regex') return ;;
        'keys unlink/--type') return ;;
        'keys unlink/--where') return ;;
        'keys unlink/--min-size') return ;;
        'keys unlink/--min-memory') return ;;
        'keys unlink/--min-ttl') return ;;
        'keys unlink/--max-ttl') return ;;
        'keys unlink/--min-idle') return ;;
        'keys unlink/--scan-rate') return ;;
        'keys unlink/--backup') _redkit_files; return ;;
        'keys unlink/--rate') return ;;
        'keys unlink/--checkpoint') _redkit_files; return ;;
        'keys expire/--regex') return ;;
        'keys expire/--type') return ;;
        'keys expire/--where') return ;;
        'keys expire/--min-size') return ;;
        'keys expire/--min-memory') return ;;
        'keys expire/--min-ttl') return ;;
        'keys expire/--max-ttl') return ;;
        'keys expire/--min-idle') return ;;
        'keys expire/--scan-rate') return ;;
        'keys expire/--in') return ;;
        'keys expire/--spread') return ;;
        'keys expire/--backup') _redkit_files; return ;;
        'keys expire/--rate') return ;;
        'keys expire/--checkpoint') _redkit_files; return ;;
        'keys persist/--regex') return ;;
        'keys persist/--type') return ;;
        'keys persist/--where') return ;;
        'keys persist/--min-size') return ;;
        'keys persist/--min-memory') return ;;
        'keys persist/--min-ttl') return ;;
        'keys persist/--max-ttl') return ;;
        'keys persist/--min-idle') return ;;
        'keys persist/--scan-rate') return ;;
        'keys persist/--rate') return ;;
        'keys persist/--checkpoint') _redkit_files; return ;;
        'keys rename/--regex') return ;;
        'keys rename/--type') return ;;
        'keys rename/--where') return ;;
        'keys rename/--min-size') return ;;
        'keys rename/--min-memory') return ;;
        'keys rename/--min-ttl') return ;;
        'keys rename/--max-ttl') return ;;
        'keys rename/--min-idle') return ;;
        'keys rename/--scan-rate') return ;;
        'keys rename/--rename') return ;;
        'keys rename/--rate') return ;;
        'keys rename/--checkpoint') _redkit_files; return ;;
        'keys copy/--regex') return ;;
        'keys copy/--type') return ;;
        'keys copy/--where') return ;;
        'keys copy/--min-size') return ;;
        'keys copy/--min-memory') return ;;
        'keys copy/--min-ttl') return ;;
        'keys copy/--max-ttl') return ;;
        'keys copy/--min-idle') return ;;
        'keys copy/--scan-rate') return ;;
        'keys copy/--rename') return ;;
        'keys copy/--rate') return ;;
        'keys copy/--checkpoint') _redkit_files; return ;;
        'slowlog/--count') return ;;
        'slowlog/--min') return ;;
        'slowlog/--interval') return ;;
        'clients list/--where') return ;;
        'clients list/--of-user') return ;;
        'clients list/--name') return ;;
        'clients list/--addr') return ;;
        'clients list/--min-idle') return ;;
        'clients list/--sort') return ;;
        'clients list/--top') return ;;
        'clients kill/--where') return ;;
        'clients kill/--of-user') return ;;
        'clients kill/--name') return ;;
        'clients kill/--addr') return ;;
        'clients kill/--min-idle') return ;;
        'clients kill/--sort') return ;;
        'clients kill/--top') return ;;
        'script run/--key') return ;;
        'script run/--arg') return ;;
        'function dump/--out') _redkit_files; return ;;
        'function restore/--policy') _redkit_words 'append replace flush'; return ;;
        'doctor/--fail-on') _redkit_words 'warn error'; return ;;
        'doctor/--skip') return ;;
        'doctor/--sample') return ;;
        'topology/--watch') return ;;
        'topology/--count') return ;;
        'topology/--for') return ;;
        'topology failover/--patience') return ;;
        'top/--interval') return ;;
        'top/--count') return ;;
        'top/--for') return ;;
        'top/--prom-port') return ;;
        'backup take/--out') _redkit_files; return ;;
        'backup take/--name') return ;;
        'backup take/--keep') return ;;
        'backup take/--by') _redkit_words 'auto replication scan'; return ;;
        'backup take/--rate') return ;;
        'backup take/--aof-dir') _redkit_files; return ;;
        'backup take/--compress') _redkit_words 'none gzip zstd'; return ;;
        'backup take/--passphrase-file') _redkit_files; return ;;
        'backup restore/--pattern') return ;;
        'backup restore/--regex') return ;;
        'backup restore/--type') return ;;
        'backup restore/--db') return ;;
        'backup restore/--encoding') return ;;
        'backup restore/--min-size') return ;;
        'backup restore/--max-size') return ;;
        'backup restore/--min-ttl') return ;;
        'backup restore/--max-ttl') return ;;
        'backup restore/--slots') return ;;
        'backup restore/--on-conflict') return ;;
        'backup restore/--ttl') _redkit_words 'keep shift drop'; return ;;
        'backup restore/--map-db') return ;;
        'backup restore/--rename') return ;;
        'backup restore/--mask') return ;;
        'backup restore/--mask-key-file') _redkit_files; return ;;
        'backup restore/--passphrase-file') _redkit_files; return ;;
        'backup restore/--connections') return ;;
        'backup restore/--rate') return ;;
        'backup restore/--max-latency') return ;;
        'backup restore/--patience') return ;;
        'backup restore/--checkpoint') _redkit_files; return ;;
        'backup restore/--verify') _redkit_words 'none sample full'; return ;;
        'backup restore/--rejects') _redkit_files; return ;;
        'backup serve/--server') _redkit_files; return ;;
        'backup serve/--port') return ;;
        'backup serve/--ttl') _redkit_words 'keep drop'; return ;;
        'backup serve/--for') return ;;
        'backup serve/--passphrase-file') _redkit_files; return ;;
        'backup prune/--keep') return ;;
        'backup check/--for') return ;;
        'backup inspect/--top') return ;;
        'backup inspect/--separator') return ;;
        'backup inspect/--depth') return ;;
        'backup inspect/--sample') return ;;
        'backup inspect/--html') _redkit_files; return ;;
        'backup inspect/--memory-for') return ;;
        'backup inspect/--allocator') _redkit_words 'jemalloc system-jemalloc libc'; return ;;
        'backup inspect/--pattern') return ;;
        'backup inspect/--regex') return ;;
        'backup inspect/--type') return ;;
        'backup inspect/--db') return ;;
        'backup inspect/--encoding') return ;;
        'backup inspect/--min-size') return ;;
        'backup inspect/--max-size') return ;;
        'backup inspect/--min-ttl') return ;;
        'backup inspect/--max-ttl') return ;;
        'backup inspect/--slots') return ;;
        'backup keys/--sort') _redkit_words 'name size elements memory ttl idle frequency'; return ;;
        'backup keys/--top') return ;;
        'backup keys/--memory-for') return ;;
        'backup keys/--allocator') _redkit_words 'jemalloc system-jemalloc libc'; return ;;
        'backup keys/--pattern') return ;;
        'backup keys/--regex') return ;;
        'backup keys/--type') return ;;
        'backup keys/--db') return ;;
        'backup keys/--encoding') return ;;
        'backup keys/--min-size') return ;;
        'backup keys/--max-size') return ;;
        'backup keys/--min-ttl') return ;;
        'backup keys/--max-ttl') return ;;
        'backup keys/--slots') return ;;
        'backup get/--db') return ;;
        'backup diff/--ttl-tolerance') return ;;
        'backup diff/--separator') return ;;
        'backup diff/--depth') return ;;
        'backup diff/--pattern') return ;;
        'backup diff/--regex') return ;;
        'backup diff/--type') return ;;
        'backup diff/--db') return ;;
        'backup diff/--encoding') return ;;
        'backup diff/--min-size') return ;;
        'backup diff/--max-size') return ;;
        'backup diff/--min-ttl') return ;;
        'backup diff/--max-ttl') return ;;
        'backup diff/--slots') return ;;
        'backup convert/--out') _redkit_files; return ;;
        'backup convert/--format') _redkit_words 'jsonl json csv tsv resp rdb aof aof-folder'; return ;;
        'backup convert/--rdb-version') return ;;
        'backup convert/--for') return ;;
        'backup convert/--ttl') _redkit_words 'keep drop'; return ;;
        'backup convert/--split-by') return ;;
        'backup convert/--on-duplicate') _redkit_words 'fail first last any'; return ;;
        'backup convert/--pattern') return ;;
        'backup convert/--regex') return ;;
        'backup convert/--type') return ;;
        'backup convert/--db') return ;;
        'backup convert/--encoding') return ;;
        'backup convert/--min-size') return ;;
        'backup convert/--max-size') return ;;
        'backup convert/--min-ttl') return ;;
        'backup convert/--max-ttl') return ;;
        'backup convert/--slots') return ;;
        'backup timeline/--by') _redkit_words 'auto second minute hour day position'; return ;;
        'backup timeline/--from') return ;;
        'backup timeline/--until') return ;;
        'backup timeline/--separator') return ;;
        'backup history/--db') return ;;
        'backup cut/--at') return ;;
        'backup cut/--before-offset') return ;;
        'backup cut/--drop') return ;;
        'backup cut/--out') _redkit_files; return ;;
        'backup repair/--out') _redkit_files; return ;;
        'backup replay/--to') return ;;
        'backup replay/--until') return ;;
        'backup replay/--speed') return ;;
        'backup replay/--only') return ;;
        'backup replay/--drop') return ;;
        'model import/--format') return ;;
        'model import/--if-current') return ;;
        'model import/--chunk') return ;;
        'model import/--grace') return ;;
        'model import/--layout') _redkit_words 'rkm1 hash vectorset redisml redisai'; return ;;
        'model import/--tensor') return ;;
        'model import/--names') _redkit_files; return ;;
        'model import/--quantisation') _redkit_words 'noquant q8 bin'; return ;;
        'model import/--out') _redkit_files; return ;;
        'model import/--as') _redkit_words 'linear logistic svc kmeans classification regression boosted-classification boosted-regression'; return ;;
        'model import/--prefix') return ;;
        'model export/--out') _redkit_files; return ;;
        'model export/--format') return ;;
        'model export/--order') _redkit_words 'c f'; return ;;
        'model export/--tensor') return ;;
        'model export/--template') _redkit_files; return ;;
        'model export/--layout') _redkit_words 'redisai'; return ;;
        'model export/--prefix') return ;;
        'model list/--prefix') return ;;
        'model show/--format') return ;;
        'model show/--prefix') return ;;
        'model diff/--tolerance') return ;;
        'model diff/--relative') return ;;
        'model diff/--prefix') return ;;
        'model verify/--prefix') return ;;
        'model publish/--if-current') return ;;
        'model publish/--prefix') return ;;
        'model rollback/--if-current') return ;;
        'model rollback/--prefix') return ;;
        'model tag/--prefix') return ;;
        'model watch/--exec') return ;;
        'model watch/--exec-timeout') return ;;
        'model watch/--count') return ;;
        'model watch/--for') return ;;
        'model watch/--prefix') return ;;
        'model copy/--to') return ;;
        'model copy/--as') return ;;
        'model copy/--if-current') return ;;
        'model copy/--chunk') return ;;
        'model copy/--grace') return ;;
        'model copy/--prefix') return ;;
        'model gc/--keep') return ;;
        'model gc/--grace') return ;;
        'model gc/--prefix') return ;;
        'model delete/--prefix') return ;;
        'predict/--as') _redkit_words 'linear logistic svc kmeans classification regression boosted-classification boosted-regression'; return ;;
        'predict/--rows') _redkit_files; return ;;
        'predict/--features') return ;;
        'predict/--format') return ;;
        'predict/--prefix') return ;;
        'bench run/--preset') return ;;
        'bench run/-t' | 'bench run/--tests') return ;;
        'bench run/--workload') _redkit_files; return ;;
        'bench run/--data') return ;;
        'bench run/-r' | 'bench run/--keys') return ;;
        'bench run/-d' | 'bench run/--size') return ;;
        'bench run/--fill-with') return ;;
        'bench run/-c' | 'bench run/--connections') return ;;
        'bench run/-P' | 'bench run/--pipeline') return ;;
        'bench run/--threads') return ;;
        'bench run/--rate') return ;;
        'bench run/--arrivals') _redkit_words 'constant poisson'; return ;;
        'bench run/-n' | 'bench run/--requests') return ;;
        'bench run/--for') return ;;
        'bench run/--warmup') return ;;
        'bench run/--blocks') return ;;
        'bench run/--read-from') _redkit_words 'master replicas all'; return ;;
        'bench run/--seed') return ;;
        'bench run/--assert') return ;;
        'bench run/--junit') _redkit_files; return ;;
        'bench run/--summary') case $cur in .* | */*) _redkit_files; return ;; esac ;;
        'bench run/--baseline') _redkit_files; return ;;
        'bench run/--max-regress') return ;;
        'bench run/--accept') return ;;
        'bench run/--out') _redkit_files; return ;;
        'bench run/--prom-port') return ;;
        'bench latency/--interval') return ;;
        'bench latency/--for') return ;;
        'bench latency/--assert') return ;;
        'bench latency/--junit') _redkit_files; return ;;
        'bench latency/--summary') case $cur in .* | */*) _redkit_files; return ;; esac ;;
        'bench latency/--baseline') _redkit_files; return ;;
        'bench latency/--max-regress') return ;;
        'bench latency/--accept') return ;;
        'bench latency/--out') _redkit_files; return ;;
        'bench latency/--prom-port') return ;;
        'bench slo/--preset') return ;;
        'bench slo/-t' | 'bench slo/--tests') return ;;
        'bench slo/--workload') _redkit_files; return ;;
        'bench slo/--data') return ;;
        'bench slo/-r' | 'bench slo/--keys') return ;;
        'bench slo/-d' | 'bench slo/--size') return ;;
        'bench slo/--fill-with') return ;;
        'bench slo/-c' | 'bench slo/--connections') return ;;
        'bench slo/-P' | 'bench slo/--pipeline') return ;;
        'bench slo/--threads') return ;;
        'bench slo/--arrivals') _redkit_words 'constant poisson'; return ;;
        'bench slo/--for') return ;;
        'bench slo/--warmup') return ;;
        'bench slo/--read-from') _redkit_words 'master replicas all'; return ;;
        'bench slo/--seed') return ;;
        'bench slo/--assert') return ;;
        'bench slo/--junit') _redkit_files; return ;;
        'bench slo/--summary') case $cur in .* | */*) _redkit_files; return ;; esac ;;
        'bench slo/--from') return ;;
        'bench slo/--to') return ;;
        'bench slo/--steps') return ;;
        'bench slo/--out') _redkit_files; return ;;
        'bench compare/--metrics') return ;;
        'bench compare/--tolerance') return ;;
        'bench compare/--max-regress') return ;;
        'bench compare/--assert') return ;;
        'bench compare/--junit') _redkit_files; return ;;
        'bench compare/--summary') case $cur in .* | */*) _redkit_files; return ;; esac ;;
        'bench ab/--preset') return ;;
        'bench ab/-t' | 'bench ab/--tests') return ;;
        'bench ab/--workload') _redkit_files; return ;;
        'bench ab/--data') return ;;
        'bench ab/-r' | 'bench ab/--keys') return ;;
        'bench ab/-d' | 'bench ab/--size') return ;;
        'bench ab/--fill-with') return ;;
        'bench ab/-c' | 'bench ab/--connections') return ;;
        'bench ab/-P' | 'bench ab/--pipeline') return ;;
        'bench ab/--threads') return ;;
        'bench ab/--rate') return ;;
        'bench ab/--arrivals') _redkit_words 'constant poisson'; return ;;
        'bench ab/-n' | 'bench ab/--requests') return ;;
        'bench ab/--for') return ;;
        'bench ab/--warmup') return ;;
        'bench ab/--blocks') return ;;
        'bench ab/--read-from') _redkit_words 'master replicas all'; return ;;
        'bench ab/--seed') return ;;
        'bench ab/--b-server') return ;;
        'bench ab/--b-connections') return ;;
        'bench ab/--b-pipeline') return ;;
        'bench ab/--metrics') return ;;
        'bench ab/--tolerance') return ;;
        'bench ab/--max-regress') return ;;
        'bench ab/--assert') return ;;
        'bench ab/--junit') _redkit_files; return ;;
        'bench ab/--summary') case $cur in .* | */*) _redkit_files; return ;; esac ;;
        'bench ab/--out') _redkit_files; return ;;
        'bench report/--html') _redkit_files; return ;;
        'bench report/--out') _redkit_files; return ;;
        'bench replay/--speed') return ;;
        'bench replay/-c' | 'bench replay/--connections') return ;;
        'bench replay/-P' | 'bench replay/--pipeline') return ;;
        'bench replay/--blocks') return ;;
        'bench replay/--rename-prefix') return ;;
        'bench replay/--assert') return ;;
        'bench replay/--junit') _redkit_files; return ;;
        'bench replay/--summary') case $cur in .* | */*) _redkit_files; return ;; esac ;;
        'bench replay/--baseline') _redkit_files; return ;;
        'bench replay/--max-regress') return ;;
        'bench replay/--accept') return ;;
        'bench replay/--out') _redkit_files; return ;;
        'bench replay/--prom-port') return ;;
        'bench pubsub/--kind') _redkit_words 'channel sharded stream'; return ;;
        'bench pubsub/--publishers') return ;;
        'bench pubsub/--subscribers') return ;;
        'bench pubsub/--channels') return ;;
        'bench pubsub/--groups') return ;;
        'bench pubsub/-d' | 'bench pubsub/--size') return ;;
        'bench pubsub/--rate') return ;;
        'bench pubsub/-P' | 'bench pubsub/--pipeline') return ;;
        'bench pubsub/--for') return ;;
        'bench pubsub/--warmup') return ;;
        'bench pubsub/--blocks') return ;;
        'bench pubsub/--maxlen') return ;;
        'bench pubsub/--assert') return ;;
        'bench pubsub/--junit') _redkit_files; return ;;
        'bench pubsub/--summary') case $cur in .* | */*) _redkit_files; return ;; esac ;;
        'bench pubsub/--baseline') _redkit_files; return ;;
        'bench pubsub/--max-regress') return ;;
        'bench pubsub/--accept') return ;;
        'bench pubsub/--out') _redkit_files; return ;;
        'bench pubsub/--prom-port') return ;;
        'bench vector/--vectors') _redkit_files; return ;;
        'bench vector/--count') return ;;
        'bench vector/--dim') return ;;
        'bench vector/--queries') return ;;
        'bench vector/--k') return ;;
        'bench vector/--seed') return ;;
        'bench vector/--engine') _redkit_words 'vset search both'; return ;;
        'bench vector/--ef') return ;;
        'bench vector/--links') return ;;
        'bench vector/--ef-build') return ;;
        'bench vector/--precision') _redkit_words 'q8 f32 bin'; return ;;
        'bench vector/-c' | 'bench vector/--connections') return ;;
        'bench vector/--rate') return ;;
        'bench vector/--for') return ;;
        'bench vector/--warmup') return ;;
        'bench vector/--blocks') return ;;
        'bench vector/--assert') return ;;
        'bench vector/--junit') _redkit_files; return ;;
        'bench vector/--summary') case $cur in .* | */*) _redkit_files; return ;; esac ;;
        'bench vector/--baseline') _redkit_files; return ;;
        'bench vector/--max-regress') return ;;
        'bench vector/--accept') return ;;
        'bench vector/--out') _redkit_files; return ;;
        'bench selftest/--for') return ;;
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
                *) _redkit_words 'ping call shell pipe load export tail publish info keys slowlog clients memory config script function acl module doctor topology top backup model predict bench server init demo completion help version' ;;
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
        'shell')
            case "$cur" in
                -*) _redkit_words '-x --eval --read-only --no-keys --no-programs --vi --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'pipe')
            case "$cur" in
                -*) _redkit_words '--rejects --max-errors --in-flight --patience --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'load')
            case "$cur" in
                -*) _redkit_words '--as --key --member --score --value --lon --lat --id --path --offset --bit --field --amount --element --message --fields --drop --rename --type --split --null --where --set --ttl --expire-at --also --field-ttl --format --encoding --delimiter --quote --escape --comment --trim --null-text --header --columns --ragged --widths --json-path --flatten --record-path --query --driver --jdbc-user --jdbc-pass-file --mode --on-duplicate --lane --out --overwrite --rdb-version --allow-duplicates --maxlen --connections --in-flight --rate --max-latency --swap --verify --wait --patience --on-error --rejects --max-errors --checkpoint --resume --sample --shard --describe --summary --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'export')
            case "$cur" in
                -*) _redkit_words '--out --format --overwrite --type --where --sample --shard --ttl --fields --flatten --shuffle --seed --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'tail')
            case "$cur" in
                -*) _redkit_words '--pattern --sharded --keyspace --stream --monitor --patience --max-bytes --from --field --group --consumer --ack --claim --decode --where --json-path --grep --exclude --sample --rate-limit --count --for --idle --until --fail-on-gap -o --output --template --timestamps -0 --null --top --latency --save --per-channel --filter --exec --exec-jobs --exec-timeout --on-slow --buffer --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'publish')
            case "$cur" in
                -*) _redkit_words '--sharded --stream --field --maxlen --ack --group --rate -0 --null --stamp --replay --speed --patience --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'info')
            case "$cur" in
                -*) _redkit_words '--watch --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'scan count big hot ttl idle prefixes delete unlink expire persist rename copy' ;;
            esac
            ;;
        'keys scan')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --with --limit --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys count')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys big')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --top --memory --samples --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys hot')
            case "$cur" in
                -*) _redkit_words '--by --for --top --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys ttl')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --top --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys idle')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --top --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys prefixes')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --separator --depth --top --memory --ttl --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys delete')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --backup --rate --checkpoint --resume --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys unlink')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --backup --rate --checkpoint --resume --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys expire')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --in --spread --backup --rate --checkpoint --resume --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys persist')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --rate --checkpoint --resume --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys rename')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --rename --rate --checkpoint --resume --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'keys copy')
            case "$cur" in
                -*) _redkit_words '--regex --type --where --min-size --min-memory --min-ttl --max-ttl --expiring --no-ttl --min-idle --scan-rate --rename --replace --rate --checkpoint --resume --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'slowlog')
            case "$cur" in
                -*) _redkit_words '--count --min --group --follow --interval --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'clients')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'list kill' ;;
            esac
            ;;
        'clients list')
            case "$cur" in
                -*) _redkit_words '--where --of-user --name --addr --min-idle --sort --top --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'clients kill')
            case "$cur" in
                -*) _redkit_words '--where --of-user --name --addr --min-idle --sort --top --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'memory')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'config')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'get set diff' ;;
            esac
            ;;
        'config get')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'config set')
            case "$cur" in
                -*) _redkit_words '--rewrite --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'config diff')
            case "$cur" in
                -*) _redkit_words '--all --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'script')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'run load' ;;
            esac
            ;;
        'script run')
            case "$cur" in
                -*) _redkit_words '--key --arg --read-only --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'script load')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'function')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'load list dump restore delete' ;;
            esac
            ;;
        'function load')
            case "$cur" in
                -*) _redkit_words '--replace --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'function list')
            case "$cur" in
                -*) _redkit_words '--code --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'function dump')
            case "$cur" in
                -*) _redkit_words '--out --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'function restore')
            case "$cur" in
                -*) _redkit_words '--policy --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'function delete')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'acl')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'list whoami dryrun' ;;
            esac
            ;;
        'acl list')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'acl whoami')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'acl dryrun')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'module')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'list load' ;;
            esac
            ;;
        'module list')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'module load')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'doctor')
            case "$cur" in
                -*) _redkit_words '--fail-on --skip --sample --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'rules self' ;;
            esac
            ;;
        'doctor rules')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'doctor self')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'topology')
            case "$cur" in
                -*) _redkit_words '--watch --count --for --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'failover' ;;
            esac
            ;;
        'topology failover')
            case "$cur" in
                -*) _redkit_words '--force --patience --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'top')
            case "$cur" in
                -*) _redkit_words '--interval --count --for --prom-port --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'take restore serve list prune check inspect keys get diff convert timeline history cut repair replay' ;;
            esac
            ;;
        'backup take')
            case "$cur" in
                -*) _redkit_words '--out --overwrite --name --keep --by --from-replica --rate --deep --aof-dir --compress --seal --passphrase-file --functions --config --users --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup restore')
            case "$cur" in
                -*) _redkit_words '--pattern --regex --type --db --encoding --min-size --max-size --min-ttl --max-ttl --expiring --no-ttl --slots --on-conflict --ttl --map-db --rename --mask --mask-key-file --no-functions --passphrase-file --connections --rate --max-latency --patience --checkpoint --resume --verify --rejects --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup serve')
            case "$cur" in
                -*) _redkit_words '--server --port --ttl --for --passphrase-file --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup list')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup prune')
            case "$cur" in
                -*) _redkit_words '--keep --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup check')
            case "$cur" in
                -*) _redkit_words '--deep --for --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup inspect')
            case "$cur" in
                -*) _redkit_words '--top --separator --depth --by-slot --sample --html --memory-for --allocator --pattern --regex --type --db --encoding --min-size --max-size --min-ttl --max-ttl --expiring --no-ttl --slots --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup keys')
            case "$cur" in
                -*) _redkit_words '--sort --top --memory-for --allocator --pattern --regex --type --db --encoding --min-size --max-size --min-ttl --max-ttl --expiring --no-ttl --slots --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup get')
            case "$cur" in
                -*) _redkit_words '--db --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup diff')
            case "$cur" in
                -*) _redkit_words '--summary --ttl-tolerance --separator --depth --pattern --regex --type --db --encoding --min-size --max-size --min-ttl --max-ttl --expiring --no-ttl --slots --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup convert')
            case "$cur" in
                -*) _redkit_words '--out --format --overwrite --rdb-version --for --ttl --split-by --on-duplicate --pattern --regex --type --db --encoding --min-size --max-size --min-ttl --max-ttl --expiring --no-ttl --slots --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup timeline')
            case "$cur" in
                -*) _redkit_words '--by --from --until --separator --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup history')
            case "$cur" in
                -*) _redkit_words '--db --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup cut')
            case "$cur" in
                -*) _redkit_words '--at --before-offset --drop --out --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup repair')
            case "$cur" in
                -*) _redkit_words '--out --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'backup replay')
            case "$cur" in
                -*) _redkit_words '--to --until --speed --only --drop --no-base --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'import export list show diff verify publish rollback tag watch copy gc delete' ;;
            esac
            ;;
        'model import')
            case "$cur" in
                -*) _redkit_words '--format --opaque --dequantize --no-publish --if-current --reread --dedupe --spread --chunk --no-hash --grace --layout --nest --overwrite --tensor --names --quantisation --out --as --prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model export')
            case "$cur" in
                -*) _redkit_words '--out --format --order --tensor --template --overwrite --layout --prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model list')
            case "$cur" in
                -*) _redkit_words '--prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model show')
            case "$cur" in
                -*) _redkit_words '--format --opaque --dequantize --brief --prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model diff')
            case "$cur" in
                -*) _redkit_words '--tolerance --relative --all --prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model verify')
            case "$cur" in
                -*) _redkit_words '--prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model publish')
            case "$cur" in
                -*) _redkit_words '--if-current --prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model rollback')
            case "$cur" in
                -*) _redkit_words '--if-current --prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model tag')
            case "$cur" in
                -*) _redkit_words '--delete --prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model watch')
            case "$cur" in
                -*) _redkit_words '--exec --exec-timeout --now --all --count --for --prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model copy')
            case "$cur" in
                -*) _redkit_words '--to --as --no-publish --if-current --reread --dedupe --spread --chunk --no-hash --grace --prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model gc')
            case "$cur" in
                -*) _redkit_words '--keep --grace --prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'model delete')
            case "$cur" in
                -*) _redkit_words '--prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'predict')
            case "$cur" in
                -*) _redkit_words '--as --rows --features --format --prefix --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'bench')
            case "$cur" in
                -*) _redkit_words '--uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_words 'run latency slo compare ab report replay pubsub vector selftest' ;;
            esac
            ;;
        'bench run')
            case "$cur" in
                -*) _redkit_words '--preset -t --tests --workload --data -r --keys -d --size --fill --fill-with -c --connections -P --pipeline --threads --rate --arrivals -n --requests --for --warmup --blocks --reconnect --read-from --seed --constant-value --tolerate --assert --junit --summary --baseline --max-regress --strict --force --accept --out --prom-port --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'bench latency')
            case "$cur" in
                -*) _redkit_words '--interval --for --intrinsic --assert --junit --summary --baseline --max-regress --strict --force --accept --out --prom-port --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'bench slo')
            case "$cur" in
                -*) _redkit_words '--preset -t --tests --workload --data -r --keys -d --size --fill --fill-with -c --connections -P --pipeline --threads --arrivals --for --warmup --read-from --seed --constant-value --tolerate --assert --junit --summary --from --to --steps --out --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'bench compare')
            case "$cur" in
                -*) _redkit_words '--force --metrics --tolerance --max-regress --strict --assert --junit --summary --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'bench ab')
            case "$cur" in
                -*) _redkit_words '--preset -t --tests --workload --data -r --keys -d --size --fill --fill-with -c --connections -P --pipeline --threads --rate --arrivals -n --requests --for --warmup --blocks --reconnect --read-from --seed --constant-value --tolerate --b-server --b-connections --b-pipeline --metrics --tolerance --max-regress --strict --assert --junit --summary --out --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'bench report')
            case "$cur" in
                -*) _redkit_words '--html --out --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'bench replay')
            case "$cur" in
                -*) _redkit_words '--speed -c --connections -P --pipeline --blocks --read-only --rename-prefix --assert --junit --summary --baseline --max-regress --strict --force --accept --out --prom-port --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'bench pubsub')
            case "$cur" in
                -*) _redkit_words '--kind --publishers --subscribers --channels --groups -d --size --rate -P --pipeline --for --warmup --blocks --maxlen --assert --junit --summary --baseline --max-regress --strict --force --accept --out --prom-port --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'bench vector')
            case "$cur" in
                -*) _redkit_words '--vectors --count --dim --queries --k --seed --engine --ef --links --ef-build --precision --keep -c --connections --rate --for --warmup --blocks --assert --junit --summary --baseline --max-regress --strict --force --accept --out --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
                *) _redkit_files ;;
            esac
            ;;
        'bench selftest')
            case "$cur" in
                -*) _redkit_words '--for --uri --host --port --socket --db --cluster --sentinel --master --embedded --ssh --profile --user --pass --askpass --pass-file --tls --cacert --cert --key --sni --insecure --output --color --progress --quiet --verbose --debug --dry-run --yes --timeout --resp --help --version' ;;
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
