#include "groupware/uploads/api/actions.h"
#include "groupware/uploads/options.h"
#include "groupware/uploads/schema.h"
#include "groupware/uploads/service/upload_service.h"
#include "tests/groupware/infostore/api_fixture.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace groupware::uploads {
namespace {

namespace json = formats::json;

class UploadsTest : public infostore::api::ApiTest {
protected:
    using Answer = infostore::api::Answer;

    UploadsTest() : ApiTest({uploads::kSchema}), actions_(service_, {}) { actions_.addTo(registry_); }

    NewUpload fileOf(const std::string& name, std::string_view octets) {
        return {.filename = name, .mediaType = "", .contents = service_.stage(anna(), [&octets](std::span<char> into) {
                    const std::size_t count = octets.copy(into.data(), into.size());
                    octets.remove_prefix(count);
                    return count;
                })};
    }
    std::string add(const std::string& name, std::string_view octets) {
        std::vector<NewUpload> files;
        files.push_back(fileOf(name, octets));
        return service_.add(anna(), files).ids.at(0);
    }
    Answer at(Send what) {
        what.path = "/ajax/file";
        return send(what);
    }
    bool isThere(const std::string& id, const Caller& caller = anna()) {
        try {
            (void)service_.open(caller, id);
            return true;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::NotFound);
            return false;
        }
    }

    ConfigurationSource configuration_{Configuration(
        options(), std::map<std::string, std::string>{
                       {"uploads.bytes", "1024"}, {"uploads.perUser", "3"}, {"uploads.keepTime", "60s"}})};
    UploadService service_{database(), filestores_, clock_, configuration_};
    api::Actions actions_;
};

TEST_F(UploadsTest, StayForAWhileAndAreKeptAlive) {
    const auto id = add("C:\\path\\a.txt", "hello");
    EXPECT_EQ(id.size(), 32U);
    const auto opened = service_.open(anna(), id);
    EXPECT_EQ(opened.upload.filename, "a.txt");
    EXPECT_EQ(opened.upload.mediaType, "text/plain");
    EXPECT_EQ(opened.reader->size(), 5);
    EXPECT_EQ(used(), 5);
    clock_.advance(std::chrono::seconds(50));
    (void)service_.keepAlive(anna(), id);
    clock_.advance(std::chrono::seconds(50));
    EXPECT_TRUE(isThere(id));
    clock_.advance(std::chrono::seconds(10));
    EXPECT_FALSE(isThere(id));
    EXPECT_EQ(::test::codeOf([&] { (void)service_.keepAlive(anna(), id); }), ErrorCode::NotFound);
}

TEST_F(UploadsTest, AreTheirOwners) {
    const auto id = add("a.txt", "hello");
    EXPECT_FALSE(isThere(id, bert()));
    EXPECT_FALSE(isThere(id, callerOf(kOtherContext, kAnna)));
    EXPECT_EQ(::test::codeOf([&] { (void)service_.keepAlive(bert(), id); }), ErrorCode::NotFound);
}

TEST_F(UploadsTest, ExpiredOnesAreSweptWithTheirOctets) {
    const auto old = add("old.txt", "12345");
    clock_.advance(std::chrono::seconds(30));
    const auto young = add("young.txt", "123");
    EXPECT_EQ(service_.removeExpired(kContext), 0U);
    clock_.advance(std::chrono::seconds(30));
    EXPECT_EQ(service_.removeExpired(kContext), 1U);
    EXPECT_TRUE(isThere(young));
    EXPECT_EQ(rowsOf("upload"), 1);
    EXPECT_EQ(rowsOf("filestore_trash"), 1);
    EXPECT_EQ(used(), 3);
}

TEST_F(UploadsTest, LimitsAndQuotasAreKept) {
    EXPECT_EQ(::test::codeOf([&] { (void)fileOf("big", std::string(1025, 'x')); }), ErrorCode::TooLarge);
    EXPECT_EQ(::test::codeOf([&] { (void)add("", "x"); }), ErrorCode::BadRequest);
    EXPECT_EQ(::test::codeOf([&] { (void)add("a\nb", "x"); }), ErrorCode::BadRequest);
    for (int i = 0; i < 3; ++i) add("a.txt", "x");
    EXPECT_EQ(::test::codeOf([&] { (void)add("a.txt", "x"); }), ErrorCode::TooLarge);
    clock_.advance(std::chrono::minutes(2));  // expired ones do not count
    EXPECT_NO_THROW(add("a.txt", "x"));
    setQuota(6);
    EXPECT_EQ(::test::codeOf([&] { (void)add("b.txt", "123"); }), ErrorCode::QuotaExceeded);
    EXPECT_EQ(blobs(), 4U);
}

TEST_F(UploadsTest, TheModuleTakesFormsAndGivesContents) {
    const std::string body =
        "--f\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n"
        "--f\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nno file\r\n"
        "--f\r\nContent-Disposition: form-data; name=\"file2\"; filename=\"b.png\"\r\nContent-Type: "
        "image/png\r\n\r\nworld\r\n--f--\r\n";
    const Send form{.method = "POST",
                    .query = "action=new&module=mail&type=file",
                    .body = body,
                    .headers = {{"Content-Type", "multipart/form-data; boundary=f"}}};
    const auto answer = at(form);
    ASSERT_EQ(answer.code(), "no error") << answer.body;
    ASSERT_EQ(answer.rows()->size(), 2U);
    const std::string second = answer.rows()->get(1).toString();
    const auto got = at({.query = "action=get&id=" + second});
    EXPECT_EQ(got.body, "world");
    EXPECT_EQ(got.header("Content-Type"), "image/png");
    EXPECT_TRUE(got.header("Content-Disposition").starts_with("attachment"));
    EXPECT_EQ(at({.query = "action=keepalive&id=" + second}).code(), "no error");
    EXPECT_EQ(at({.query = "action=keepalive&id=4711"}).code(), "SVL-0004");
    EXPECT_EQ(at({.query = "action=get&id=" + second, .session = "bert"}).code(), "SVL-0004");
    Send wrong = form;
    wrong.query = "action=new&module=mail&type=nonsense";
    EXPECT_EQ(at(wrong).code(), "SVL-0010");
    wrong.query = "action=new&type=file";
    EXPECT_EQ(at(wrong).code(), "SVL-0002");
    wrong = form;
    wrong.body = "--f\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n--f--\r\n";
    EXPECT_EQ(at(wrong).code(), "SVL-0010");
    EXPECT_EQ(blobs(), 2U);
}

}  // namespace
}  // namespace groupware::uploads
