# A private MariaDB master and replica under var/, with the settings of etc/mariadb. Sourced by cluster.sh.
# shellcheck shell=bash

mariadb_user=()
[ "$(id -u)" -eq 0 ] && mariadb_user=(--user=root)

mariadb_configure() {
    local name=$1 port=$2
    mkdir -p "$var/$name" "$var/log"
    cat >"$var/$name/my.cnf" <<END
!include $top/etc/mariadb/$name.cnf
[mariadbd]
datadir = $var/$name/data
socket = $var/$name/socket
pid-file = $var/$name/pid
bind-address = 127.0.0.1
port = $port
plugin-load-add =
innodb-buffer-pool-size = 128M
performance-schema = OFF
END
}

mariadb_sql() { mariadb --no-defaults --socket="$var/$1/socket" -uroot --batch --skip-column-names -e "$2"; }

mariadb_start() {
    local name=$1 port=$2
    mariadb_configure "$name" "$port"
    if [ ! -d "$var/$name/data" ]; then
        mariadb-install-db --no-defaults --datadir="$var/$name/data" --auth-root-authentication-method=normal \
            --skip-test-db "${mariadb_user[@]}" >"$var/log/$name-install.log" 2>&1 8>&- ||
            { tail -n 20 "$var/log/$name-install.log" >&2; die "cannot create the database files of the $name"; }
    fi
    launch "$name" mariadbd --defaults-file="$var/$name/my.cnf" "${mariadb_user[@]}"
    wait_until 60 "$name" mariadb_sql "$name" "SELECT 1"
}

replica_caught_up() { [ "$(mariadb_sql replica "SELECT MASTER_GTID_WAIT('$1', 0.2)")" = 0 ]; }

mariadb_start_pair() {
    local fresh_pair=true
    [ -d "$var/master/data" ] && fresh_pair=false
    mariadb_start master "$master_port"
    mariadb_start replica "$replica_port"
    if $fresh_pair; then
        mariadb_sql master "
            CREATE USER 'replication'@'127.0.0.1' IDENTIFIED BY '$secret';
            GRANT REPLICATION SLAVE ON *.* TO 'replication'@'127.0.0.1';
            CREATE USER 'openexchange'@'127.0.0.1' IDENTIFIED BY '$secret';
            GRANT ALL PRIVILEGES ON configdb.* TO 'openexchange'@'127.0.0.1';
            GRANT ALL PRIVILEGES ON \`oxdatabase\\_%\`.* TO 'openexchange'@'127.0.0.1';
            GRANT SLAVE MONITOR ON *.* TO 'openexchange'@'127.0.0.1';"
    fi
    # The master's port may differ from the last run's.
    mariadb_sql replica "
        STOP SLAVE;
        CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=$master_port, MASTER_USER='replication',
            MASTER_PASSWORD='$secret', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1, MASTER_HEARTBEAT_PERIOD=1;
        START SLAVE;" 2>/dev/null
    last_pid=${pids[-1]}
    wait_until 30 replica replica_caught_up "$(mariadb_sql master 'SELECT @@gtid_binlog_pos')"
}
