import os
import shutil
import sys
import tempfile

import pytest

sys.path[:0] = [os.path.dirname(__file__), os.path.join(os.path.dirname(__file__), "../support/cluster")]

from ajax import Client  # noqa: E402
from cluster import Cluster, keep_for_reading  # noqa: E402


@pytest.fixture(scope="session")
def cluster(request):
    folder = tempfile.mkdtemp(prefix="yoke-system-")
    os.chmod(folder, 0o755)  # Apache's children run as nobody
    running = None
    try:
        running = Cluster(folder, os.environ["YOKE_BIN"])
        running.client.enter()
        running.start()
        yield running
    finally:
        if running:
            running.stop()
        if request.session.testsfailed or running is None or not hasattr(running, "createuser"):
            print(f"\nlogs are in {keep_for_reading(folder)}")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def client(cluster):
    return Client(cluster.base)


@pytest.fixture
def user(client):
    assert client.login().status == 200
    assert client.session
    yield client
    client.logout()


@pytest.fixture(params=["Apache", "node"])
def base(request, cluster):
    """Where requests go: a test that takes this runs through Apache and on a node's own port."""
    return cluster.base if request.param == "Apache" else f"http://{cluster.http('OX-1')}"


@pytest.fixture
def stored(user):
    """A folder with a document; after the test they are all there is, and unchanged."""
    folder = user.infostore_folder()
    content = os.urandom(250_000)  # below every limit of the tests
    document = user.upload(content, f"stays-{os.urandom(4).hex()}.bin").json["data"]
    before = user.call("GET", "infostore", action="all", folder=folder, columns="1,702,704").json["data"]
    yield folder
    assert user.call("GET", "infostore", action="all", folder=folder, columns="1,702,704").json["data"] == before
    assert user.download(document).body == content
