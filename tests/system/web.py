"""Apache on the web server of the set-up guide."""
from hosts import wait_for

MODULES = "mpm_event authz_core slotmem_shm proxy proxy_ajp proxy_balancer lbmethod_byrequests headers env setenvif"


def start_apache(host, name, port, directives, more_modules=""):
    """Starts an Apache with `directives`; ends once it answers through a node. Several can run on one host."""
    folder = host.folder / name
    folder.mkdir(exist_ok=True)
    lines = [f'ServerRoot "{folder}"', "ServerName web", f"Listen {host.address}:{port}", f'PidFile "{folder}/pid"',
             f'DefaultRuntimeDir "{folder}"', f"Mutex file:{folder} default", f'ErrorLog "{folder}/error.log"']
    lines += [f"LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so"
              for module in f"{MODULES} {more_modules}".split()]
    lines += ["User nobody", "Group nogroup", directives]
    (folder / "apache.conf").write_text("\n".join(lines) + "\n")
    process = host.start(name, "apache2", "-d", folder, "-f", folder / "apache.conf", "-DFOREGROUND")

    def answers():
        assert process.running(), process.log_text()
        return host.run("curl", "-fsS", f"http://{host.address}:{port}/ajax/system?action=ping",
                        check=False).returncode == 0
    wait_for(answers, f"Apache {name}")
    return process
