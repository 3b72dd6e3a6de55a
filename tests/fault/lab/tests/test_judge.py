"""What an answer says about the effect of a call. A wrong `fail` would blame the cluster, a wrong `ok` or `info` would hide a loss."""
import json

import pytest
from client import judge
from wire import Answer


def answer(status, **body):
    return Answer(status, [("content-type", "application/json; charset=utf-8")], json.dumps(body).encode())


@pytest.mark.parametrize("status, body, of_write, of_read", [
    (200, {"data": "20/7", "timestamp": 5}, "ok", "ok"),
    (200, {"error": "changed", "code": "IFO-1302"}, "fail", "fail"),
    (200, {"error": "internal", "code": "SVL-0012"}, "info", "fail"),
    (503, {"error": "unavailable", "code": "SRV-0001"}, "info", "fail"),
    (429, {"error": "too many", "code": "SVL-0019"}, "fail", "fail"),
    (413, {}, "fail", "fail"),
])
def test_an_answer_is_judged_by_status_and_code(status, body, of_write, of_read):
    assert judge(answer(status, **body), writes=True).kind == of_write
    assert judge(answer(status, **body), writes=False).kind == of_read


def test_a_download_is_no_json():
    done = judge(Answer(200, [("content-type", "application/octet-stream")], b'{"error":"x","code":"IFO-0300"}'), writes=False)
    assert done.ok
