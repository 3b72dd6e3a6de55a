#include "groupware/base/crypto.h"
#include "tests/groupware/infostore/api_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace groupware::infostore::api {
namespace {

TEST_F(ApiTest, BinaryUploadComesBackByteForByte) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{4096}, std::size_t{2} << 20}) {
        const std::string octets = crypto::randomBytes(size);
        const std::string id = uploadBinary("f" + std::to_string(size) + ".bin", octets);
        EXPECT_TRUE(id.starts_with(files_ + "/"));
        const auto answer = get("action=document&folder=" + files_ + "&id=" + id);
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, octets);
        EXPECT_EQ(answer.header("Content-Type"), "application/octet-stream");
    }
}

TEST_F(ApiTest, AnUploadOfUnknownLengthIsStreamedToo) {
    const auto answer = send({.method = "PUT",
                              .query = "action=upload&binary=true&folder_id=" + files_ + "&filename=a.txt",
                              .body = std::string(5000, 'x'),
                              .hasLength = false});
    EXPECT_EQ(get("action=document&id=" + answer.data().toString()).body, std::string(5000, 'x'));
}

TEST_F(ApiTest, AFormMayCarryItsFileFirstOrLast) {
    const Field object{.name = "json", .content = R"({"file":{"folder_id":")" + files_ + R"(","title":"T"}})"};
    const Field file{.name = "file", .content = "line\r\n--frontie", .fileName = "a b.txt", .type = "text/plain"};
    for (const auto& fields : {std::vector<Field>{object, file}, std::vector<Field>{file, object}}) {
        const auto answer = post("action=new", fields);
        const std::string id = answer.data().toString();
        EXPECT_EQ(get("action=document&id=" + id).body, "line\r\n--frontie");
        const auto found = json::requireObject(get("action=get&id=" + id + "&folder=" + files_).data(), "document");
        EXPECT_EQ(json::text(*found, "title"), "T");
        EXPECT_EQ(json::text(*found, "file_mimetype"), "text/plain");
        EXPECT_EQ(json::text(*found, "id"), id);
    }
    EXPECT_EQ(post("action=new", {file}).code(), "IFO-2103");
    EXPECT_EQ(blobs(), 2U);  // the refused one is gone
}

TEST_F(ApiTest, GetGivesTheWholeObject) {
    const std::string id = uploadBinary("a.txt", "hello");
    const auto answer = get("action=get&folder=" + files_ + "&id=" + id);
    const auto object = json::requireObject(answer.data(), "document");
    EXPECT_EQ(json::text(*object, "folder_id"), files_);
    EXPECT_EQ(json::text(*object, "filename"), "a.txt");
    EXPECT_EQ(json::integer(*object, "file_size"), 5);
    EXPECT_EQ(json::text(*object, "file_md5sum"), "5d41402abc4b2a76b9719d911017c592");
    EXPECT_EQ(json::text(*object, "version"), "1");
    EXPECT_EQ(json::flag(*object, "current_version"), true);
    EXPECT_EQ(json::integer(*object, "number_of_versions"), 1);
    EXPECT_EQ(json::text(*object, "created_by"), "3");
    EXPECT_EQ(json::text(*object, "last_modified"), answer.timestamp());
    EXPECT_FALSE(object->has("locked_until"));
    // The number alone is an id, too; and in its old folder it is not found.
    const std::string number = id.substr(id.find('/') + 1);
    EXPECT_EQ(get("action=get&id=" + number).code(), "no error");
    EXPECT_EQ(get("action=get&folder=9&id=" + number).code(), "IFO-0300");
    EXPECT_EQ(get("action=get&id=a/b").code(), "IFO-2103");
}

TEST_F(ApiTest, DownloadsAnswerConditionsAndRanges) {
    const std::string id = uploadBinary("a.txt", "0123456789");
    const std::string query = "action=document&id=" + id;
    const auto whole = get(query);
    const std::string etag = whole.header("ETag");
    ASSERT_FALSE(etag.empty());
    EXPECT_FALSE(whole.header("Last-Modified").empty());

    const auto unchanged = send({.query = query, .headers = {{"If-None-Match", etag}}});
    EXPECT_EQ(unchanged.status, 304);
    EXPECT_TRUE(unchanged.body.empty());
    EXPECT_EQ(unchanged.header("ETag"), etag);
    EXPECT_EQ(send({.query = query, .headers = {{"If-Match", "\"other\""}}}).status, 412);

    const auto head = send({.method = "HEAD", .query = query});
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("ETag"), etag);

    const auto part = send({.query = query, .headers = {{"Range", "bytes=2-5"}}});
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, "2345");
    EXPECT_EQ(part.header("Content-Range"), "bytes 2-5/10");
    EXPECT_EQ(send({.query = query, .headers = {{"Range", "bytes=-3"}}}).body, "789");
    EXPECT_EQ(send({.query = query, .headers = {{"Range", "bytes=10-"}}}).status, 416);
    EXPECT_EQ(send({.query = query, .headers = {{"Range", "bytes=2-5"}, {"If-Range", "\"other\""}}}).body,
              "0123456789");
    EXPECT_EQ(send({.query = query, .headers = {{"Range", "bytes=2-5"}, {"If-Range", etag}}}).body, "2345");

    const auto update = put("action=upload&binary=true&folder_id=" + files_ + "&filename=a.txt&id=" + id, "new");
    ASSERT_EQ(update.code(), "no error");
    const auto changed = send({.query = query, .headers = {{"If-None-Match", etag}}});
    EXPECT_EQ(changed.status, 200);
    EXPECT_EQ(changed.body, "new");
    EXPECT_NE(changed.header("ETag"), etag);
    EXPECT_EQ(get(query + "&version=1").body, "0123456789");
    EXPECT_EQ(get(query + "&version=1").header("ETag"), etag);
    EXPECT_EQ(get(query + "&version=7").code(), "IFO-0300");
}

TEST_F(ApiTest, NothingUploadedRunsInTheWebInterface) {
    const std::string id = uploadBinary("page.html", "<script>1</script>");
    for (const auto* path :
         {"/ajax/infostore", "/ajax/files", "/ajax/infostore/page.html", "/ajax/infostore;filename=page.html"}) {
        const auto answer =
            send({.query = "action=document&content_type=text/html&delivery=view&id=" + id, .path = path});
        EXPECT_EQ(answer.status, 200) << path;
        EXPECT_TRUE(answer.header("Content-Disposition").starts_with("attachment")) << path;
        EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(std::count_if(answer.headers.begin(), answer.headers.end(),
                                [](const auto& field) { return field.first == "X-Content-Type-Options"; }),
                  1);
        EXPECT_NE(answer.header("Content-Security-Policy").find("sandbox"), std::string::npos);
    }
}

TEST_F(ApiTest, ListsHaveTheColumnsOrderAndPartAskedFor) {
    uploadBinary("b.txt", "22");
    uploadBinary("a.txt", "1");
    uploadBinary("c.txt", "333");
    const std::string all = "action=all&columns=702,704,4242&folder=" + files_;
    EXPECT_EQ(json::write(get(all + "&sort=702&order=asc").data()),
              R"([["a.txt",1,null],["b.txt",2,null],["c.txt",3,null]])");
    EXPECT_EQ(json::write(get(all + "&sort=704&order=desc&limit=2").data()), R"([["c.txt",3,null],["b.txt",2,null]])");
    EXPECT_EQ(get("action=all&folder=" + files_).code(), "SVL-0002");
    EXPECT_EQ(get("action=all&columns=1").code(), "SVL-0002");
    EXPECT_EQ(get("action=all&columns=1&folder=" + std::to_string(bertFiles_.value)).code(), "IFO-0300");
    EXPECT_EQ(json::write(put("action=search&columns=702&folder=" + files_, R"({"pattern":"a.t"})").data()),
              R"([["a.txt"]])");
    EXPECT_EQ(put("action=search&columns=702&sort=702&order=asc&start=1&end=1", R"({"pattern":"txt"})").rows()->size(),
              1U);
}

TEST_F(ApiTest, ListFindsWhatIsThere) {
    const std::string a = uploadBinary("a.txt", "1");
    const std::string b = uploadBinary("b.txt", "1");
    const auto answer = put("action=list&columns=702", R"([{"id":")" + b + R"(","folder":")" + files_ +
                                                           R"("},{"id":"4711","folder":"1"},")" + a + R"("])");
    EXPECT_EQ(json::write(answer.data()), R"([["b.txt"],["a.txt"]])");
    EXPECT_EQ(put("action=list&columns=702", "{}").code(), "IFO-2103");
}

TEST_F(ApiTest, UpdatesMixesRowsAndIdsOfWhatIsGone) {
    const std::string a = uploadBinary("a.txt", "1");
    const std::string b = uploadBinary("b.txt", "1");
    const auto first = get("action=updates&columns=1&timestamp=0&folder=" + files_);
    EXPECT_EQ(first.rows()->size(), 2U);
    EXPECT_EQ(json::write(put("action=delete&timestamp=" + first.timestamp(), R"([{"id":")" + a + R"("}])").data()),
              "[]");
    put("action=update&id=" + b + "&timestamp=" + first.timestamp(), R"({"title":"B"})");
    const std::string since = "action=updates&columns=1,700&timestamp=" + first.timestamp() + "&folder=" + files_;
    EXPECT_EQ(json::write(get(since).data()), R"([[")" + b + R"(","B"],")" + a + R"("])");
    EXPECT_EQ(get(since + "&ignore=deleted").rows()->size(), 1U);
    EXPECT_EQ(get("action=updates&columns=1&folder=" + files_ + "&timestamp=" + get(since).timestamp()).rows()->size(),
              0U);
}

TEST_F(ApiTest, AStaleTimestampIsAConflict) {
    const std::string id = uploadBinary("a.txt", "1");
    const std::string old = get("action=get&id=" + id).timestamp();
    ASSERT_EQ(put("action=update&id=" + id + "&timestamp=" + old, R"({"file":{"title":"one"}})").code(), "no error");
    const auto answer = put("action=update&id=" + id + "&timestamp=" + old, R"({"file":{"title":"two"}})");
    EXPECT_EQ(answer.code(), "IFO-1302");
    EXPECT_EQ(json::integer(*answer.envelope(), "category"), 9);
    const auto kept = put("action=delete&hardDelete=true&timestamp=" + old, R"([{"id":")" + id + R"("}])");
    ASSERT_EQ(kept.rows()->size(), 1U);
    EXPECT_EQ(json::text(*json::requireObject(kept.rows()->get(0), "element"), "id"), id);
}

TEST_F(ApiTest, NothingIsOverwrittenByAClientThatDoesNotSayWhatItSaw) {
    const std::string id = uploadBinary("a.txt", "one");
    const std::string target = std::to_string(newFolder("target").value);
    EXPECT_EQ(put("action=update&id=" + id, R"({"title":"new"})").code(), "SVL-0002");
    EXPECT_EQ(post("action=update&id=" + id,
                   {{.name = "json", .content = "{}"}, {.name = "file", .content = "two", .fileName = "a.txt"}})
                  .code(),
              "SVL-0002");
    EXPECT_EQ(put("action=delete", R"([{"id":")" + id + R"("}])").code(), "SVL-0002");
    EXPECT_EQ(put("action=detach&id=" + id, "[1]").code(), "SVL-0002");
    EXPECT_EQ(put("action=revert&id=" + id, "").code(), "SVL-0002");
    EXPECT_EQ(get("action=move&folder=" + target + "&id=" + id).code(), "SVL-0002");
    EXPECT_EQ(put("action=update&timestamp=&id=" + id, R"({"title":"new"})").code(), "SVL-0010");
    const auto object = json::requireObject(get("action=get&id=" + id).data(), "document");
    EXPECT_EQ(json::text(*object, "title"), "a.txt");
    EXPECT_EQ(get("action=document&id=" + id).body, "one");
    const std::string seen = get("action=get&id=" + id).timestamp();
    EXPECT_EQ(get("action=move&folder=" + target + "&id=" + id + "&timestamp=" + seen).code(), "no error");
}

TEST_F(ApiTest, WhatIsRefusedIsNamedWithTheReason) {
    const FolderId shared = sharedFolder("shared", {.folder = 2, .read = 2, .write = 2, .remove = 1});
    const FolderId hidden = newFolder("hidden");
    const auto mine = upload(bert(), shared, "changed.txt", "1").document.id;
    const auto seen = service().updates(bert(), shared, {}).timestamp.value;
    service().update(bert(), {.id = mine}, {.title = "changed since"}, nullptr, std::nullopt);
    const auto ids = std::vector{upload(anna(), shared, "annas.txt", "1").document.id, mine,
                                 upload(anna(), hidden, "hidden.txt", "1").document.id, DocumentId{4711}};
    std::string body;
    for (const auto id : ids) body += (body.empty() ? "[" : ",") + std::to_string(id.value);
    const std::vector<std::string> reasons{"You may not take this document out of its folder.",
                                           "This document has been changed in the meantime. Reload it and try again.",
                                           "This document does not exist.", "This document does not exist."};
    for (const std::string& action : {std::string("delete"), "move&folder=" + std::to_string(bertFiles_.value)}) {
        const auto answer = send({.method = "PUT",
                                  .query = "action=" + action + "&timestamp=" + std::to_string(seen),
                                  .body = body + "]",
                                  .session = "bert"});
        ASSERT_EQ(answer.code(), "no error") << answer.body;
        ASSERT_EQ(answer.rows()->size(), ids.size());
        const auto warnings = json::requireArray(answer.envelope()->get("warnings"), "warnings");
        ASSERT_EQ(warnings->size(), ids.size());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            EXPECT_EQ(json::text(*answer.rows()->getObject(static_cast<unsigned>(i)), "id"),
                      std::to_string(ids[i].value));
            EXPECT_EQ(json::text(*warnings->getObject(static_cast<unsigned>(i)), "error"), reasons[i]);
        }
    }
}

TEST_F(ApiTest, TheQuotaErrorSaysWhatAndHowMuch) {
    uploadBinary("a.txt", std::string(900, 'a'));
    setQuota(1000);
    const auto answer = put("action=upload&binary=true&folder_id=" + files_ + "&filename=b.txt", std::string(101, 'b'));
    EXPECT_EQ(answer.code(), "FLS-0003");
    const std::string text = json::text(*answer.envelope(), "error").value_or("");
    for (const auto* number : {"900", "1000", "101"}) EXPECT_NE(text.find(number), std::string::npos) << text;
    EXPECT_EQ(blobs(), 1U);
}

TEST_F(ApiTest, VersionsAreListedDetachedAndReverted) {
    const std::string id = uploadBinary("a.txt", "one");
    const auto second = post("action=update&id=" + id + "&timestamp=9999999999999",
                             {{.name = "json", .content = R"({"version_comment":"better"})"},
                              {.name = "file", .content = "two", .fileName = "renamed.txt"}});
    ASSERT_EQ(second.code(), "no error") << second.body;
    const std::string versions = "action=versions&columns=705,704,709,710&id=" + id;
    EXPECT_EQ(json::write(get(versions).data()), R"([["1",3,"",false],["2",3,"better",true]])");
    EXPECT_EQ(json::write(get("action=versions&columns=702&id=" + id).data()), R"([["a.txt"],["renamed.txt"]])");
    EXPECT_EQ(json::write(put("action=detach&timestamp=9999999999999&id=" + id, "[2,5]").data()), "[5]");
    EXPECT_EQ(get("action=document&id=" + id).body, "one");
    EXPECT_EQ(put("action=revert&timestamp=9999999999999&id=" + id, "").code(), "no error");
    EXPECT_EQ(get("action=document&id=" + id).code(), "IFO-0300");
}

TEST_F(ApiTest, TryAddVersionKeepsOneDocument) {
    const std::string id = uploadBinary("a.txt", "one");
    const auto again =
        put("action=upload&binary=true&try_add_version=true&folder_id=" + files_ + "&filename=a.txt", "2");
    EXPECT_EQ(again.data().toString(), id);
    EXPECT_NE(uploadBinary("a.txt", "three"), id);
    EXPECT_EQ(get("action=all&columns=1&folder=" + files_).rows()->size(), 2U);
}

TEST_F(ApiTest, LocksCopiesAndMoves) {
    const FolderId shared = sharedFolder("shared", folders::kAuthorRights);
    const std::string target = std::to_string(shared.value);
    const std::string id = uploadBinary("a.txt", "1");
    const auto copied = put("action=copy&id=" + id, R"({"folder_id":")" + target + R"(","title":"copy"})");
    const std::string copy = copied.data().toString();
    EXPECT_TRUE(copy.starts_with(target + "/"));
    EXPECT_EQ(get("action=lock&diff=60000&id=" + copy).code(), "no error");
    const auto locked = send({.method = "PUT",
                              .query = "action=update&timestamp=9999999999999&id=" + copy,
                              .body = R"({"title":"x"})",
                              .session = "bert"});
    EXPECT_EQ(locked.code(), "IFO-0100");
    EXPECT_EQ(json::integer(*json::requireObject(get("action=get&id=" + copy).data(), "document"), "locked_until"),
              clock_.now().time_since_epoch().count() + 60'000);
    const auto half = json::requireObject(get("action=get&timezone=Test/Half&id=" + copy).data(), "document");
    EXPECT_EQ(json::integer(*half, "locked_until"), clock_.now().time_since_epoch().count() + 60'000 + 1'800'000);
    EXPECT_EQ(get("action=unlock&id=" + copy).code(), "no error");

    EXPECT_EQ(json::write(put("action=move&folder=" + target, R"([{"id":")" + id + R"("}])").data()), "[]");
    EXPECT_EQ(get("action=get&id=" + id).code(), "IFO-0300");
    EXPECT_EQ(get("action=all&columns=1&folder=" + target).rows()->size(), 2U);
}

TEST_F(ApiTest, NotesAreMadeWithoutAFile) {
    const auto note = put("action=new", R"({"file":{"folder_id":")" + files_ + R"(","title":"n","url":"http://x/"}})");
    const auto object = json::requireObject(get("action=get&id=" + note.data().toString()).data(), "document");
    EXPECT_EQ(json::text(*object, "url"), "http://x/");
    EXPECT_EQ(json::integer(*object, "file_size"), 0);
    // null deletes a value.
    put("action=update&timestamp=9999999999999&id=" + note.data().toString(), R"({"url":null})");
    const auto after = json::requireObject(get("action=get&id=" + note.data().toString()).data(), "document");
    EXPECT_EQ(json::text(*after, "url"), "");
    EXPECT_EQ(put("action=new", R"({"title":"n"})").code(), "IFO-2103");
    EXPECT_EQ(
        put("action=new", R"({"folder_id":")" + files_ + R"(","object_permissions":[{"bits":1,"entity":4}]})").code(),
        "IFO-2103");
}

TEST_F(ApiTest, ChecknameSaysWhyNot) {
    EXPECT_EQ(get("action=checkname&name=fine.txt").code(), "no error");
    for (const auto* name : {"a%2Fb", "..", "con", "x%7C"})
        EXPECT_NE(get(std::string("action=checkname&name=") + name).code(), "no error") << name;
}

}  // namespace
}  // namespace groupware::infostore::api
