#include "groupware/api/import_file.h"

#include "tests/groupware/http/fake_request.h"
#include "tests/support/error_code.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace groupware::api {
namespace {

using http::test::FakeRequest;

class UploadCall final : public Call {
public:
    explicit UploadCall(const http::Request* request) : request_(request) {}

    [[nodiscard]] std::optional<std::string> parameter(std::string_view /*name*/) const override {
        return std::nullopt;
    }
    [[nodiscard]] const std::vector<std::string>& path() const override { return path_; }
    [[nodiscard]] const Poco::Dynamic::Var& json() const override { return json_; }
    [[nodiscard]] const http::Request* request() const noexcept override { return request_; }

private:
    const http::Request* request_;
    std::vector<std::string> path_{};
    Poco::Dynamic::Var json_{};
};

FakeRequest form(const std::string& field, const std::string& content) {
    return {"POST",
            "/ajax/import?action=ICAL",
            {{"Content-Type", "multipart/form-data; boundary=frontier"}},
            "--frontier\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{}\r\n--frontier\r\n"
            "Content-Disposition: form-data; name=\"" +
                field + "\"; filename=\"a.ics\"\r\n\r\n" + content + "\r\n--frontier--\r\n"};
}

class ImportFileTest : public ::testing::Test {
protected:
    [[nodiscard]] std::string read(const FakeRequest& request, std::size_t most) const {
        const UploadCall call(request.request.get());
        const ImportFile file(call, {.spoolDirectory = directory_.path()}, most);
        const auto source = file.source();
        std::string text(source.size, '?');
        source.readAt(0, text);
        return text;
    }

    ::test::TemporaryDirectory directory_;
};

TEST_F(ImportFileTest, TheFileOfTheFormIsThereAsItWasSent) {
    const std::string content = "BEGIN:VCALENDAR\r\n" + std::string(100'000, 'x') + "\r\n--frontie\r\nEND";
    EXPECT_EQ(read(form("file", content), content.size()), content);
    EXPECT_EQ(read(form("file_0", ""), 10), "");
}

TEST_F(ImportFileTest, WhatIsNoFormOrTooLongIsRefused) {
    using ::test::codeOf;
    EXPECT_EQ(codeOf([&] { (void)read(form("file", "12345"), 4); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { (void)read(form("other", "12345"), 10); }), ErrorCode::BadRequest);
    const FakeRequest plain("PUT", "/ajax/import", {{"Content-Type", "text/calendar"}}, "BEGIN:VCALENDAR");
    EXPECT_EQ(codeOf([&] { (void)read(plain, 100); }), ErrorCode::BadRequest);
    const UploadCall inner(nullptr);  // one of `multiple`
    EXPECT_EQ(codeOf([&] { (void)ImportFile(inner, {.spoolDirectory = directory_.path()}, 10); }),
              ErrorCode::BadRequest);
}

TEST(ImportAnswerTest, WhatIsRefusedIsNamedByItsPlace) {
    ImportAnswer answer("Event");
    auto imported = formats::json::makeObject();
    imported->set("id", "7");
    answer.add(imported);
    answer.refuse(formats::json::makeObject(), Error(ErrorCode::Conflict, "known", "It is there."));
    CommitToken committed;
    committed.seq = Seq{5};
    auto result = answer.finish(committed);
    const auto list = result.data.extract<formats::json::Array::Ptr>();
    ASSERT_EQ(list->size(), 2U);
    EXPECT_EQ(list->getObject(1)->getValue<int>("index"), 1);
    EXPECT_EQ(result.warnings, std::vector<std::string>{"Event 2: It is there."});
    EXPECT_EQ(result.timestamp, Seq{5});
    EXPECT_FALSE(ImportAnswer("Event").finish({}).committed.has_value());
}

}  // namespace
}  // namespace groupware::api
