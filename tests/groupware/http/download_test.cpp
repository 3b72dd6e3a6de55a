#include "groupware/http/download.h"

#include "groupware/http/content_disposition.h"
#include "tests/groupware/http/fake_request.h"

#include <gtest/gtest.h>

#include <array>
#include <map>

namespace groupware::http {
namespace {

using test::FakeRequest;

struct RangeCase {
    const char* header;
    RangeOutcome outcome;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

class RangeTest : public testing::TestWithParam<RangeCase> {};

TEST_P(RangeTest, OfTenThousandOctets) {
    // RFC 9110 section 14.1.2 uses a representation of 10,000 octets.
    const FakeRequest request("GET", "/", {{"Range", GetParam().header}});
    const auto selection = selectRange(*request, {.etag = "\"e\""}, 10'000);
    ASSERT_EQ(selection.outcome, GetParam().outcome);
    EXPECT_EQ(selection.range.first, GetParam().first);
    EXPECT_EQ(selection.range.last, GetParam().last);
}

INSTANTIATE_TEST_SUITE_P(Rfc9110, RangeTest,
                         testing::Values(RangeCase{"bytes=0-499", RangeOutcome::Partial, 0, 499},
                                         RangeCase{"bytes=500-999", RangeOutcome::Partial, 500, 999},
                                         RangeCase{"bytes=-500", RangeOutcome::Partial, 9500, 9999},
                                         RangeCase{"bytes=9500-", RangeOutcome::Partial, 9500, 9999},
                                         RangeCase{"BYTES=9500-20000", RangeOutcome::Partial, 9500, 9999},
                                         RangeCase{"bytes=-20000", RangeOutcome::Partial, 0, 9999},
                                         RangeCase{"bytes= 0-999, 4500-5499, -1000", RangeOutcome::Whole},
                                         RangeCase{"bytes=500-600,601-999", RangeOutcome::Partial, 500, 999},
                                         RangeCase{"bytes=500-700,601-999", RangeOutcome::Partial, 500, 999},
                                         RangeCase{"bytes=10000-", RangeOutcome::Unsatisfiable},
                                         RangeCase{"bytes=-0", RangeOutcome::Unsatisfiable},
                                         RangeCase{"bytes=5-4", RangeOutcome::Whole},
                                         RangeCase{"bytes=a-b", RangeOutcome::Whole},
                                         RangeCase{"bytes=1", RangeOutcome::Whole},
                                         RangeCase{"lines=0-1", RangeOutcome::Whole},
                                         RangeCase{"bytes=99999999999999999999-", RangeOutcome::Whole},
                                         RangeCase{"bytes=0-18446744073709551615", RangeOutcome::Partial, 0, 9999}));

TEST(Range, HeadersReadAsInTheRfc) {
    EXPECT_EQ(contentRange({42, 1233}, 1234), "bytes 42-1233/1234");
    EXPECT_EQ(unsatisfiedRange(1234), "bytes */1234");
}

class TextStream final : public net::ResponseBody {
public:
    explicit TextStream(std::string text) : text_(std::move(text)) {}
    std::size_t read(std::span<char> into) override {
        const std::size_t count = std::min(into.size(), text_.size());
        std::copy_n(text_.begin(), count, into.begin());
        text_.erase(0, count);
        return count;
    }

private:
    std::string text_;
};

Download hello() {
    return {.validators = {.etag = "\"e1\"", .lastModified = Instant(std::chrono::seconds(784111777))},
            .size = 5,
            .contentType = "text/plain",
            .disposition = "",
            .open = [](const ByteRange& range) {
                return std::make_unique<TextStream>(std::string("Hello").substr(range.first, range.length()));
            }};
}

std::string bodyOf(Response& response) {
    if (!response.stream) return response.body;
    std::array<char, 16> buffer{};
    std::string all;
    while (const auto count = response.stream->read(buffer)) all.append(buffer.data(), count);
    return all;
}

std::string field(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
        if (key == name) return value;
    }
    return {};
}

TEST(Download, SendsTheWhole) {
    auto response = serveDownload(*FakeRequest("GET", "/"), hello());
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.length, 5U);
    EXPECT_EQ(bodyOf(response), "Hello");
    EXPECT_EQ(field(response, "ETag"), "\"e1\"");
    EXPECT_EQ(field(response, "Last-Modified"), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(field(response, "X-Content-Type-Options"), "nosniff");
}

TEST(Download, SendsARange) {
    auto response = serveDownload(*FakeRequest("GET", "/", {{"Range", "bytes=1-3"}}), hello());
    EXPECT_EQ(response.status, 206);
    EXPECT_EQ(field(response, "Content-Range"), "bytes 1-3/5");
    EXPECT_EQ(response.length, 3U);
    EXPECT_EQ(bodyOf(response), "ell");
}

TEST(Download, IfRangeSendsTheWholeWhenTheStateChanged) {
    const auto status = [](const char* ifRange) {
        return serveDownload(*FakeRequest("GET", "/", {{"Range", "bytes=1-3"}, {"If-Range", ifRange}}), hello()).status;
    };
    EXPECT_EQ(status("\"e1\""), 206);
    EXPECT_EQ(status("\"e0\""), 200);
    EXPECT_EQ(status("W/\"e1\""), 200);
    EXPECT_EQ(status("Sun, 06 Nov 1994 08:49:37 GMT"), 206);
    EXPECT_EQ(status("Sun, 06 Nov 1994 08:49:38 GMT"), 200);
}

TEST(Download, AnswersWithoutABodyWhereThereIsNone) {
    const auto notModified = serveDownload(*FakeRequest("GET", "/", {{"If-None-Match", "\"e1\""}}), hello());
    EXPECT_EQ(notModified.status, 304);
    EXPECT_EQ(field(notModified, "ETag"), "\"e1\"");
    EXPECT_EQ(notModified.stream, nullptr);
    const auto beyond = serveDownload(*FakeRequest("GET", "/", {{"Range", "bytes=5-"}}), hello());
    EXPECT_EQ(beyond.status, 416);
    EXPECT_EQ(field(beyond, "Content-Range"), "bytes */5");
    EXPECT_EQ(serveDownload(*FakeRequest("GET", "/", {{"If-Match", "\"e0\""}}), hello()).status, 412);
    const auto head = serveDownload(*FakeRequest("HEAD", "/", {{"Range", "bytes=0-1"}}), hello());
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.length, 5U);
    EXPECT_EQ(head.stream, nullptr);
}

TEST(Download, AnEmptyFileIsSentWhole) {
    Download empty = hello();
    empty.size = 0;
    const auto response = serveDownload(*FakeRequest("GET", "/"), empty);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.length, 0U);
    EXPECT_EQ(response.stream, nullptr);
}

TEST(ContentDisposition, CarriesEveryName) {
    // RFC 6266 section 5, with the fallback of its appendix D.
    const std::map<std::string, std::string> expected{
        {"", "attachment"},
        {"plain.txt", "attachment; filename=\"plain.txt\""},
        {"\xE2\x82\xAC rates", "attachment; filename=\"_ rates\"; filename*=UTF-8''%E2%82%AC%20rates"},
        {"a\"b.txt", "attachment; filename=\"a_b.txt\"; filename*=UTF-8''a%22b.txt"},
        {"100%.txt", "attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt"},
        {"a\r\nSet-Cookie: x", "attachment; filename=\"a__Set-Cookie: x\""},
        {"../../etc/passwd", "attachment; filename=\".._.._etc_passwd\""}};
    for (const auto& [name, field] : expected) EXPECT_EQ(contentDisposition(Disposition::Attachment, name), field);
    EXPECT_EQ(contentDisposition(Disposition::Inline, "a"), "inline; filename=\"a\"");
}

}  // namespace
}  // namespace groupware::http
