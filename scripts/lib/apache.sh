# A private Apache under var/ that balances over the nodes' AJP ports, with etc/apache/yoke-paths.conf. Sourced by
# cluster.sh.
# shellcheck shell=bash

apache_start() {
    local count=$1 port=$2 i
    mkdir -p "$var/apache"
    {
        cat <<END
ServerRoot "$var/apache"
ServerName 127.0.0.1
Listen 127.0.0.1:$port
PidFile "$var/apache/pid"
DefaultRuntimeDir "$var/apache"
Mutex file:$var/apache default
ErrorLog "$var/log/apache-error.log"
LogLevel warn
END
        for module in mpm_event authz_core slotmem_shm proxy proxy_ajp proxy_balancer lbmethod_byrequests headers env \
                      setenvif; do
            echo "LoadModule ${module}_module /usr/lib/apache2/modules/mod_$module.so"
        done
        [ "$(id -u)" -eq 0 ] && printf 'User nobody\nGroup nogroup\n'
        echo '<Proxy balancer://yoke>'
        for ((i = 1; i <= count; i++)); do
            echo "    BalancerMember ajp://127.0.0.1:${ajp_ports[i]} ping=2 timeout=120 ttl=60 retry=5 loadfactor=50 route=OX-$i"
        done
        echo '</Proxy>'
        echo "Include $top/etc/apache/yoke-paths.conf"
    } >"$var/apache/apache.conf"
    launch apache apache2 -d "$var/apache" -f "$var/apache/apache.conf" -DFOREGROUND
    wait_until 20 apache curl -fsS "http://127.0.0.1:$port/ajax/system?action=ping"
}
