"""Forms and uploads beyond the application's limits, through Apache and on a node's own port."""
import os

import pytest

from curl import curl, upload_form

LIMITS = """
infostore.uploadBytes=300K
http.formBytes=4K
http.parameters=32
http.parts=8
http.partHeaderBytes=1K
api.jsonBytes=16K
"""


@pytest.fixture(scope="module", autouse=True)
def limits(cluster):
    with cluster.settings(LIMITS):
        yield


@pytest.fixture
def large(tmp_path):
    path = tmp_path / "large.bin"
    path.write_bytes(os.urandom(301 * 1024))
    return path


def test_an_upload_of_the_limit_is_stored(user):
    answer = user.upload(os.urandom(300 * 1024), f"{os.urandom(4).hex()}.bin")
    assert answer.status == 200 and not answer.error, answer.body


@pytest.mark.parametrize("coding", ["length", "chunked"])
def test_an_upload_beyond_the_limit(cluster, user, base, stored, large, coding):
    options = ["-H", "Transfer-Encoding: chunked"] if coding == "chunked" else []
    answer = curl(cluster.client, user, base, "PUT", "infostore", "-H", "Content-Type: application/octet-stream",
                  *options, "--data-binary", f"@{large}", action="upload", binary="true", folder_id=stored,
                  filename="too-large.bin")
    assert answer.error, answer.body


def test_a_file_in_a_form_beyond_the_limit(cluster, user, base, stored, large):
    assert upload_form(cluster.client, user, base, stored, f"file=@{large}").error


def test_a_form_within_the_limits_is_stored(cluster, user, base, tmp_path):
    path = tmp_path / "fits.bin"
    path.write_bytes(b"fits")
    answer = upload_form(cluster.client, user, base, user.infostore_folder(), f"file=@{path};filename={os.urandom(4).hex()}.bin")
    assert answer.status == 200 and not answer.error, answer.body


def test_a_form_with_too_many_parts(cluster, user, base, stored, large):
    fields = [f"field{number}=x" for number in range(20)]
    assert upload_form(cluster.client, user, base, stored, *fields, f"file=@{large}").error


def test_a_part_with_a_long_header(cluster, user, base, stored, tmp_path):
    path = tmp_path / "small.bin"
    path.write_bytes(b"small")
    assert upload_form(cluster.client, user, base, stored, f"file=@{path};filename={'x' * 3000}.bin").error


def test_a_text_field_beyond_the_limit(cluster, user, base, stored, tmp_path):
    path = tmp_path / "small.bin"
    path.write_bytes(b"small")
    assert upload_form(cluster.client, user, base, stored, f"file=@{path}", description="x" * 20_000).error


def test_json_beyond_the_limit(cluster, user, base, stored, tmp_path):
    path = tmp_path / "list.json"
    path.write_text("[" + ",".join(["1"] * 20_000) + "]")
    answer = curl(cluster.client, user, base, "PUT", "infostore", "--data-binary", f"@{path}", action="list", columns="1")
    assert answer.error, answer.body


@pytest.mark.parametrize("form", ["name=testuser&password=secret&more=" + "x" * 5000,
                                  "name=testuser&password=secret" + "&x=y" * 40], ids=["octets", "parameters"])
def test_a_login_form_beyond_the_limits(cluster, user, base, stored, form):
    answer = curl(cluster.client, user, base, "POST", "login", "--data", form, action="login", session="")
    assert answer.error or answer.status == 413, answer.body
    assert '"session"' not in answer.body


def test_an_address_with_too_many_parameters(cluster, user, base, stored):
    answer = curl(cluster.client, user, base, "GET", "infostore", action="all", folder=stored, columns="1",
                  **{f"p{number}": "x" for number in range(40)})
    assert answer.error or answer.status in (400, 413), answer.body
    assert '"data"' not in answer.body
