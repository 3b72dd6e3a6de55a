"""The web server in front: the shipped configuration, and the set-up guide's own."""
import os

import pytest

from ajax import Client
from hosts import wait_for
from web import start_apache

# The guide's file, word for word: no secret, packets of the default size, Apache 2.2's access control.
GUIDE = """
<IfModule mod_proxy_ajp.c>
  ProxyRequests On
  ProxyVia On

  <Proxy *>
    Order deny,allow
    Allow from all
  </Proxy>

  <Proxy balancer://oxcluster>
    BalancerMember ajp://10.20.30.213:8009 smax=0 ttl=60 retry=5 loadfactor=50 route=OX-1
    BalancerMember ajp://10.20.30.215:8009 smax=0 ttl=60 retry=5 loadfactor=50 route=OX-2
  </Proxy>

  ProxyPass /ajax balancer://oxcluster/ajax stickysession=JSESSIONID
  ProxyPass /servlet balancer://oxcluster/servlet stickysession=JSESSIONID
  ProxyPass /axis2 balancer://oxcluster/axis2 stickysession=JSESSIONID
  ProxyPass /infostore balancer://oxcluster/infostore stickysession=JSESSIONID
  ProxyPass /publications balancer://oxcluster/publications stickysession=JSESSIONID
  ProxyPass /Microsoft-Server-ActiveSync balancer://oxcluster/Microsoft-Server-ActiveSync stickysession=JSESSIONID
</IfModule>
"""


@pytest.mark.parametrize("size", [100_000, 3_000_000])
def test_the_shipped_front_carries_uploads_and_downloads(cluster, user, size):
    content = os.urandom(size)
    document = user.upload(content, f"front-{size}.bin").json["data"]
    fetched = user.download(document)
    assert fetched.body == content
    assert fetched.headers["Content-Length"] == str(size)


def test_the_guides_own_front_works_with_default_nodes(cluster):
    # All that a node needs to be told is the web server's address, which is in net.ajpProxies already.
    with cluster.settings("net.ajpSecretFile="):
        process = start_apache(cluster.web, "guide", 81, GUIDE, "access_compat")
        try:
            routes = set()
            for _ in range(4):
                client = Client(f"{cluster.base}:81")
                assert client.login().status == 200
                routes.add(client.route)
                content = os.urandom(100_000)
                document = client.upload(content, f"guide-{os.urandom(4).hex()}.bin").json["data"]
                home = client.route
                assert client.download(document).body == content
                assert client.route == home
                client.logout()
            assert routes == set(cluster.nodes)
        finally:
            process.terminate()


def test_a_front_that_no_node_knows_is_told_what_to_set(cluster):
    with cluster.settings("net.ajpSecretFile=\nnet.ajpProxies=127.0.0.1"):
        answer = Client(cluster.base).request("GET", "/ajax/system?action=ping")
        assert answer.status in (500, 503)
        for route in cluster.nodes:
            wait_for(lambda: "reason=front-unknown" in cluster.node_log(route), "the refusal in the log")
            line = next(line for line in cluster.node_log(route).splitlines() if "reason=front-unknown" in line)
            assert f"peer={cluster.web.address}" in line
            assert "net.ajpProxies" in line and "net.ajpSecretFile" in line
    wait_for(lambda: Client(cluster.base).request("GET", "/ajax/system?action=ping").status == 200, "both nodes again")


def test_the_ajp_secret_is_in_no_log_and_no_dump(cluster, tmp_path):
    secret = (cluster.nodes["OX-1"].folder / "etc" / "ajp.secret").read_text().strip()
    assert secret
    for route in cluster.nodes:
        assert secret not in cluster.node_log(route)
    cluster.tool("OX-1", "yoke-groupware", "--dump-config", tmp_path)
    assert all(secret not in path.read_text() for path in tmp_path.iterdir())
