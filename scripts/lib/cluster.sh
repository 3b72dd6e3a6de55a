# Functions of scripts/run: a whole cluster under var/. Sourced, with `top` set to the project's folder.
# shellcheck shell=bash

var=$top/var
bin=$top/build/release/bin
secret=secret           # of the guide's accounts; this cluster listens on loopback only
pids=()                 # what cluster_stop ends, in the order of their start
names=()                # of the same

. "$top/scripts/lib/mariadb.sh"
. "$top/scripts/lib/apache.sh"
. "$top/scripts/lib/smoke.sh"

step() { printf '\033[1m==> %s\033[0m\n' "$*"; }
die() { echo "scripts/run: $*" >&2; exit 1; }
seconds_since() { awk -v a="$1" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }'; }

# One cluster per project folder.
cluster_lock() {
    mkdir -p "$var"
    exec 8>"$var/lock"
    flock -n 8 || die "another scripts/run uses $var; stop it first"
}

cluster_build() {
    local log=$var/build.log
    { cmake -S "$top" -B "$top/build/release" -G Ninja -DCMAKE_BUILD_TYPE=Release -DYOKE_TESTS=OFF &&
      cmake --build "$top/build/release"; } >"$log" 2>&1 8>&- ||
        { tail -n 40 "$log" >&2; die "the build failed; the whole output is in $log"; }
}

cluster_wipe() { rm -rf "$var"/{master,replica,filestore,node*,admin,apache,log,download,ports,complete}; }

# A first start that was interrupted leaves nothing worth keeping.
cluster_keep() {
    [ -f "$var/complete" ] && return 0
    [ -d "$var/master" ] && step "the last run never became ready: starting empty"
    cluster_wipe
}

# A port nobody listens on and that was not handed out before.
next_port=20000
free_port() {
    while ss -Hltn "sport = :$next_port" | grep -q .; do next_port=$((next_port + 1)); done
    printf -v "$1" %s "$next_port"
    next_port=$((next_port + 1))
}

cluster_choose_ports() {
    local count=$1 front=$2 with_apache=$3 i
    $with_apache && ss -Hltn "sport = :$front" | grep -q . &&
        die "port $front is in use; choose another with --port"
    if [ -f "$var/ports" ]; then
        # The config DB of the last run knows the databases by these.
        read -r master_port replica_port <"$var/ports"
        for i in $master_port $replica_port; do
            ss -Hltn "sport = :$i" | grep -q . && die "port $i of the kept databases is in use"
        done
        next_port=$((replica_port + 1))
    else
        free_port master_port
        free_port replica_port
        echo "$master_port $replica_port" >"$var/ports"
    fi
    free_port admin_port
    ajp_ports=() http_ports=()
    for ((i = 1; i <= count; i++)); do
        free_port "ajp_ports[$i]"
        free_port "http_ports[$i]"
    done
    if $with_apache; then base_url=http://127.0.0.1:$front; else base_url=http://127.0.0.1:${http_ports[1]}; fi
}

# Starts a program in the background with its output in var/log/NAME.log; it ends with this script.
launch() {
    local name=$1
    shift
    mkdir -p "$var/log"
    setsid "$@" >>"$var/log/$name.log" 2>&1 </dev/null 8>&- &
    pids+=($!)
    disown  # no "Killed" line of the shell: wait_for_end says it
    names+=("$name")
    last_pid=$!
}

# wait_until SECONDS NAME COMMAND...: until the command succeeds, or NAME's process has ended.
wait_until() {
    local deadline=$((SECONDS + $1)) name=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        kill -0 "$last_pid" 2>/dev/null || { tail -n 20 "$var/log/$name.log" >&2; die "$name ended; see $var/log/$name.log"; }
        [ $SECONDS -lt $deadline ] || { tail -n 20 "$var/log/$name.log" >&2; die "$name does not answer; see $var/log/$name.log"; }
        sleep 0.05
    done
}

# Runs one of the command-line tools and shows the line as an administrator would type it.
run_tool() {
    local tool=$1
    shift
    echo "\$ $tool $*"
    YOKE_CONFIG="$var/node1/etc" "$bin/$tool" "$@"
}

# The guide's initconfigdb once, and oxinstaller for each node.
cluster_configure() {
    local count=$1 i
    if [ ! -d "$var/node1/etc" ]; then
        step "creating the config DB"
        run_tool initconfigdb --configdb-user=openexchange --configdb-pass=$secret \
            --configdb-host="127.0.0.1:$master_port"
        fresh=true
    else
        fresh=false
    fi
    for ((i = 1; i <= count; i++)); do
        step "configuring node $i (route OX-$i)"
        mkdir -p "$var/node$i"
        run_tool oxinstaller --servername=oxserver --configdb-readhost="127.0.0.1:$master_port" \
            --configdb-writehost="127.0.0.1:$master_port" --configdb-user=openexchange --master-pass=$secret \
            --configdb-pass=$secret --jkroute="OX-$i" '--ajp-bind-port=*' --config-dir="$var/node$i/etc" \
            --ajp-port="${ajp_ports[i]}" --http-port="${http_ports[i]}"
        printf '%s\n' "net.httpAddress=127.0.0.1" "AJP_BIND_ADDR=127.0.0.1" "net.ajpPacketBytes=64K" \
            "log.file=$var/log/node$i.log" "admin.port=$admin_port" \
            "admin.logFile=$var/log/admin.log" >"$var/node$i/etc/node.d/zz-run.properties"
    done
}

cluster_start_admin() {
    step "starting the provisioning daemon"
    launch admin "$bin/yoke-admin" --config-dir "$var/node1/etc"
    wait_until 20 admin curl -fsS "http://127.0.0.1:$admin_port/health"
}

# The guide's register commands.
cluster_register() {
    $fresh || return 0
    mkdir -p "$var/filestore"
    step "registering the server, the filestore and both databases"
    run_tool registerserver -n oxserver -A oxadminmaster -P $secret
    run_tool registerfilestore -A oxadminmaster -P $secret -t "file://$var/filestore"
    run_tool registerdatabase -A oxadminmaster -P $secret --name oxdatabase --hostname "127.0.0.1:$master_port" \
        --dbuser openexchange --dbpasswd $secret --master true
    run_tool registerdatabase -A oxadminmaster -P $secret --name oxdatabase_slave --hostname "127.0.0.1:$replica_port" \
        --dbuser openexchange --dbpasswd $secret --master false --masterid=4
}

cluster_start_nodes() {
    local count=$1 i
    for ((i = 1; i <= count; i++)); do
        step "starting node $i (AJP ${ajp_ports[i]}, HTTP ${http_ports[i]})"
        launch "node$i" "$bin/yoke-groupware" --config-dir "$var/node$i/etc"
        wait_until 20 "node$i" curl -fsS "http://127.0.0.1:${http_ports[i]}/ready"
    done
}

cluster_create_context() {
    $fresh || return 0
    step "creating context 1 and its test user"
    run_tool createcontext -A oxadminmaster -P $secret -c 1 -u oxadmin -d "Context Admin" -g Admin -s User -p $secret \
        -L defaultcontext -e oxadmin@example.com -q 1024 --access-combination-name=all
    run_tool createuser -c 1 -A oxadmin -P $secret -u testuser -d "Test User" -g Test -s User -p $secret \
        -e testuser@example.com
}

print_welcome() {
    local count=$1 i
    echo
    echo "  API        $base_url/ajax"
    for ((i = 1; i <= count; i++)); do
        echo "  node $i     http://127.0.0.1:${http_ports[i]}  route OX-$i  metrics at /metrics"
    done
    echo "  users      testuser / $secret, context admin oxadmin / $secret"
    echo "  tools      YOKE_CONFIG=$var/node1/etc $bin/listcontext -A oxadminmaster -P $secret"
    echo "  logs       $var/log"
    echo
    echo "  curl '$base_url/ajax/login?action=login' -d name=testuser -d password=$secret"
    echo
    echo "Ctrl-C stops everything."
}

# Until Ctrl-C. Says which process ended by itself; the cluster goes on, as it is made to.
wait_for_end() {
    local i
    while true; do
        for i in "${!pids[@]}"; do
            kill -0 "${pids[i]}" 2>/dev/null && continue
            step "${names[i]} ended; the rest goes on (its log: $var/log/${names[i]}.log)"
            unset "pids[i]" "names[i]"
        done
        pids=("${pids[@]}") names=("${names[@]}")
        sleep 1 8>&- &
        wait $! || true
    done
}

# Ends what was started, last first: nodes drain before their databases go.
cluster_stop() {
    local i pid deadline
    trap - EXIT
    [ ${#pids[@]} -eq 0 ] && return 0
    step "stopping"
    for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
        pid=${pids[i]}
        kill -TERM "$pid" 2>/dev/null || continue
        deadline=$((SECONDS + 20))
        while kill -0 "$pid" 2>/dev/null && [ $SECONDS -lt $deadline ]; do sleep 0.05; done
        kill -KILL "$pid" 2>/dev/null || true
    done
}
