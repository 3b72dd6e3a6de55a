#include "tests/groupware/attachments/attachments_fixture.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace groupware::attachments {
namespace {

namespace json = formats::json;

class AttachmentApiTest : public AttachmentsTest {
protected:
    using Answer = infostore::api::Answer;

    Answer at(Send what) {
        what.path = "/ajax/attachment";
        return send(what);
    }
    Answer ask(const std::string& query) { return at({.query = query + place()}); }
    Answer attachForm(const std::vector<Field>& fields) {
        std::string body;
        for (const Field& field : fields) {
            body += "--frontier\r\nContent-Disposition: form-data; name=\"" + field.name + "\"";
            if (!field.fileName.empty()) body += "; filename=\"" + field.fileName + "\"";
            body += "\r\n\r\n" + field.content + "\r\n";
        }
        return at({.method = "POST",
                   .query = "action=attach",
                   .body = body + "--frontier--\r\n",
                   .headers = {{"Content-Type", "multipart/form-data; boundary=frontier"}}});
    }
    [[nodiscard]] std::string place() const {
        return "&module=4&folder=" + files_ + "&attached=" + std::to_string(object_);
    }
    [[nodiscard]] std::string object(const std::string& more = {}) const {
        return R"({"module":4,"folder":)" + files_ + R"(,"attached":)" + std::to_string(object_) + more + "}";
    }
    [[nodiscard]] Field words(const std::string& name, const std::string& more = {}) const {
        return {.name = name, .content = object(more)};
    }
};

TEST_F(AttachmentApiTest, AFormMayHaveSeveralFilesInAnyOrder) {
    const auto answer = attachForm({words("json_0"),
                                    {.name = "file_0", .content = "first", .fileName = "a b.txt"},
                                    {.name = "file_1", .content = "second\r\n--front", .fileName = "x.dat"},
                                    words("json_1", R"(,"filename":"c.pdf","rtf_flag":true)")});
    ASSERT_EQ(answer.code(), "no error") << answer.body;
    ASSERT_EQ(answer.rows()->size(), 2U);
    const auto seen = answer.timestamp();
    const auto all = ask("action=all&columns=803,804,805,806,800,801,802");
    EXPECT_EQ(json::write(all.data()), R"([["a b.txt",5,"text/plain",false,)" + files_ + "," + std::to_string(object_) +
                                           R"(,4],["c.pdf",15,"text/plain",true,)" + files_ + "," +
                                           std::to_string(object_) + ",4]]");
    EXPECT_EQ(seen, std::to_string(service().get(anna(), {.id = {object_}}).seq.value));
    const std::string second = answer.rows()->get(1).toString();
    EXPECT_EQ(ask("action=document&id=" + second).body, "second\r\n--front");
}

TEST_F(AttachmentApiTest, BrokenFormsAreRefusedAndLeaveNothing) {
    const Field file{.name = "file_0", .content = "x", .fileName = "a.txt"};
    const std::size_t before = blobs();
    const std::vector<std::vector<Field>> broken{
        {words("json_0")},
        {file},
        {words("json_0"), file, words("json_1")},
        {words("json_0"), file, file},
        {words("json_0"), words("json_0"), file},
        {words("json_0"), file, {.name = "file_1", .content = "y", .fileName = "b.txt"}},
        {words("json_0"),
         file,
         {.name = "file_1", .content = "y", .fileName = "b.txt"},
         {.name = "json_1", .content = R"({"module":4,"folder":1,"attached":2})"}},
        {{.name = "json_0", .content = R"({"module":4,"folder":1})"}, file},
        {{.name = "json_0", .content = R"({"module":5,"folder":1,"attached":2})"}, file},
        {{.name = "json_0", .content = "[]"}, file},
        {words("json_0"), {.name = "file_0", .content = "x"}},  // without a name
    };
    for (const auto& fields : broken) {
        const auto answer = attachForm(fields);
        EXPECT_EQ(answer.code(), "SVL-0010") << answer.body;
    }
    EXPECT_EQ(attachForm({{.name = "json_0", .content = "{"}, file}).code(), "SVL-0010");
    EXPECT_EQ(at({.method = "PUT", .query = "action=attach", .body = "{}"}).code(), "SVL-0010");
    EXPECT_EQ(blobs(), before);
    EXPECT_EQ(rowsOf("attachment"), 0);
}

TEST_F(AttachmentApiTest, DownloadsAnswerConditionsAndRangesAndNeverRun) {
    const auto id = std::to_string(attach("page.html", "0123456789").attachments[0].value);
    const std::string query = "action=document&id=" + id + place();
    const auto whole = at({.query = query});
    EXPECT_EQ(whole.body, "0123456789");
    EXPECT_EQ(whole.header("Content-Type"), "text/html");
    EXPECT_TRUE(whole.header("Content-Disposition").starts_with("attachment"));
    EXPECT_NE(whole.header("Content-Security-Policy").find("sandbox"), std::string::npos);
    EXPECT_EQ(whole.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(at({.query = query, .headers = {{"If-None-Match", whole.header("ETag")}}}).status, 304);
    const auto part = at({.query = query, .headers = {{"Range", "bytes=2-5"}}});
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, "2345");
    EXPECT_EQ(at({.query = query, .headers = {{"Range", "bytes=10-"}}}).status, 416);
    EXPECT_EQ(at({.query = query, .session = "bert"}).code(), "SVL-0004");
}

TEST_F(AttachmentApiTest, SeveralAreOneArchive) {
    const auto first = attach("a.txt", "first").attachments[0].value;
    const auto second = attach("a.txt", std::string(200'000, 'x')).attachments[0].value;
    const auto zip = [&](const std::string& body, const std::string& session = "anna") {
        return at({.method = "PUT", .query = "action=zipDocuments" + place(), .body = body, .session = session});
    };
    const auto id = [](std::int64_t value) { return std::to_string(value); };
    const auto answer = zip("[" + id(second) + "," + id(first) + "," + id(first) + "]");
    EXPECT_EQ(answer.header("Content-Type"), "application/zip");
    EXPECT_EQ(answer.header("Content-Disposition"), "attachment; filename=\"attachments.zip\"");
    EXPECT_TRUE(answer.body.starts_with("PK\x03\x04"));
    // Each once, in the order asked for: local headers first, then the directory (APPNOTE 4.3.6).
    const auto large = answer.body.find("a.txt");
    const auto small = answer.body.find("a (2).txt");
    ASSERT_NE(small, std::string::npos);
    EXPECT_LT(large, small);
    EXPECT_EQ(answer.body.find("(3)"), std::string::npos);
    EXPECT_LT(answer.body.size(), 10'000U) << "deflated";
    EXPECT_NE(answer.body.find("PK\x05\x06"), std::string::npos) << "and complete";

    EXPECT_EQ(zip("[" + id(first) + ",4711]").code(), "SVL-0004");
    EXPECT_EQ(zip("[" + id(first) + "]", "bert").code(), "SVL-0004");
    EXPECT_EQ(zip("[]").code(), "SVL-0010");
    EXPECT_EQ(zip("{}").code(), "SVL-0010");
}

TEST_F(AttachmentApiTest, ListsAndObjectsSayTheSame) {
    const auto id = std::to_string(attach("a.txt", "hello").attachments[0].value);
    const auto got = json::requireObject(ask("action=get&id=" + id).data(), "attachment");
    EXPECT_EQ(json::text(*got, "id"), id);
    EXPECT_EQ(json::text(*got, "filename"), "a.txt");
    EXPECT_EQ(json::integer(*got, "file_size"), 5);
    EXPECT_EQ(json::text(*got, "created_by"), "3");
    const auto list = at({.method = "PUT",
                          .query = "action=list&fields=id,filename" + place(),
                          .body = "[\"4711\"," + id + ",\"" + id + "\"]"});
    EXPECT_EQ(json::write(list.data()), R"([{"filename":"a.txt","id":")" + id + R"("}])");
    EXPECT_EQ(ask("action=get&id=4711").code(), "SVL-0004");
    EXPECT_EQ(at({.query = "action=all&columns=1"}).code(), "SVL-0002");
    EXPECT_EQ(at({.query = "action=all&columns=1&module=99&folder=1&attached=1"}).code(), "SVL-0010");
}

TEST_F(AttachmentApiTest, UpdatesNameWhatCameAndWhatLeft) {
    const auto first = std::to_string(attach("a.txt", "1").attachments[0].value);
    const auto seen = ask("action=all&columns=1").timestamp();
    const auto second = std::to_string(attach("b.txt", "2").attachments[0].value);
    const auto detached = at({.method = "PUT", .query = "action=detach" + place(), .body = "[\"" + first + "\"]"});
    EXPECT_EQ(json::write(detached.data()), "[]");
    const auto updates = ask("action=updates&columns=1,803&timestamp=" + seen);
    EXPECT_EQ(json::write(updates.data()), R"([[")" + second + R"(","b.txt"],")" + first + R"("])");
    EXPECT_EQ(json::write(ask("action=updates&columns=1&ignore=deleted&timestamp=" + seen).data()),
              R"([[")" + second + R"("]])");
    EXPECT_EQ(ask("action=updates&columns=1&timestamp=" + updates.timestamp()).rows()->size(), 0U);
    EXPECT_EQ(at({.method = "PUT", .query = "action=detach" + place(), .body = "[" + first + "]"}).code(), "SVL-0004");
    EXPECT_EQ(at({.method = "PUT", .query = "action=detach" + place(), .body = "[]"}).code(), "SVL-0010");
}

}  // namespace
}  // namespace groupware::attachments
