from histories import Story


def uploaded():
    return Story("W5").write("a", 0, 1, "hash")


def row(**fields):
    return {"w5.1.0": {"sha256": "hash", "size": 4, "blob_sha256": "hash", "blob_size": 4, **fields}}


def test_what_was_uploaded_is_downloaded():
    story = uploaded().read("b", 2, 3, "hash").do("download", "b", 4, 5, ["hash", 4])
    assert story.end(files=row(), usage={"quota": -1, "used": 4, "sum": 4}).broken() == []


def test_octets_that_nobody_uploaded():
    assert uploaded().do("download", "b", 2, 3, ["other", 2]).broken() == ["I7"]
    assert uploaded().read("b", 2, 3, "other").broken() == ["I7"]
    assert uploaded().do("download", "b", 2, 3, ["other", 2], flagged=True).broken() == ["I7"]


def test_octets_of_a_failed_upload():
    story = uploaded().write("a", 2, 3, "next", outcome="fail")
    assert story.do("download", "b", 4, 5, ["next", 4]).broken() == ["I7"]


def test_a_row_has_its_blob():
    assert uploaded().end(files=row(blob_sha256=None, blob_size=None)).broken() == ["I7"]
    assert uploaded().end(files=row(blob_sha256="other")).broken() == ["I7"]
    assert uploaded().end(files=row(blob_size=3)).broken() == ["I7"]


def test_the_usage_is_the_sum_of_the_sizes():
    assert uploaded().end(files=row(), usage={"quota": -1, "used": 8, "sum": 4}).broken() == ["I7"]


def test_only_broken_uploads_leave_blobs():
    assert uploaded().end(files=row(), orphans=1).broken() == ["I7"]
    assert uploaded().write("a", 2, 3, "next", outcome="info").end(files=row(), orphans=1).broken() == []
