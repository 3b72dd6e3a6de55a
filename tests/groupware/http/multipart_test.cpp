#include "groupware/http/multipart.h"

#include "tests/groupware/http/fake_request.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <array>

namespace groupware::http {
namespace {

using test::TextBody;

constexpr const char* kType = "multipart/form-data; boundary=AaB03x";

struct Read {
    std::string name;
    std::optional<std::string> fileName;
    std::string contentType;
    std::string content;
    friend bool operator==(const Read&, const Read&) = default;
};

std::vector<Read> readAll(const std::string& text, std::size_t piece, const char* type = kType) {
    TextBody body(text, piece);
    MultipartReader reader(body, type, {});
    std::vector<Read> parts;
    while (const auto part = reader.next()) {
        parts.push_back({part->name, part->fileName, part->contentType, reader.readText(1 << 20)});
    }
    return parts;
}

ErrorCode codeOf(const std::string& text, const char* type = kType) {
    SCOPED_TRACE(text);
    return ::test::codeOf([&] { (void)readAll(text, 1 << 20, type); });
}

const std::string kForm =
    "--AaB03x\r\n"
    "content-disposition: form-data; name=\"json\"\r\n"
    "\r\n"
    "{\"title\":\"a\"}\r\n"
    "--AaB03x\r\n"
    "Content-Disposition: form-data; name=\"file\"; filename=\"C:\\docs\\file1.txt\"\r\n"
    "Content-Type: application/octet-stream\r\n"
    "\r\n"
    "line\r\n--AaB03\r\n\r\nend\r\n"
    "--AaB03x  \r\n"
    "Content-Disposition: form-data; name=empty\r\n"
    "\r\n"
    "\r\n"
    "--AaB03x--\r\nepilogue";

TEST(Multipart, GivesThePartsInOrderHoweverTheyArrive) {
    const std::vector<Read> expected{{"json", std::nullopt, "text/plain", "{\"title\":\"a\"}"},
                                     {"file", "file1.txt", "application/octet-stream", "line\r\n--AaB03\r\n\r\nend"},
                                     {"empty", std::nullopt, "text/plain", ""}};
    for (const std::size_t piece : {1, 2, 3, 7, 11, 4096}) EXPECT_EQ(readAll(kForm, piece), expected) << piece;
    EXPECT_EQ(readAll("preamble\r\n" + kForm, 5), expected);
}

TEST(Multipart, TheNameOfAFileMayBeUtf8AndQuoted) {
    const auto parts = readAll(
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\xC3\xA4 \\\"x\\\"; y.txt\"\r\n\r\n1\r\n--b--",
        9, "multipart/form-data; boundary=\"b\"");
    ASSERT_EQ(parts.size(), 1U);
    EXPECT_EQ(parts[0].fileName, "\xC3\xA4 \"x\"; y.txt");
}

TEST(Multipart, NextSkipsWhatWasNotRead) {
    TextBody body(kForm, 3);
    MultipartReader reader(body, kType, {});
    std::vector<std::string> names;
    while (const auto part = reader.next()) names.push_back(part->name);
    EXPECT_EQ(names, (std::vector<std::string>{"json", "file", "empty"}));
    EXPECT_FALSE(reader.next().has_value());
}

TEST(Multipart, ALargePartIsNeverHeld) {
    constexpr std::size_t kSize = 8 << 20;
    TextBody body("--AaB03x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" +
                      std::string(kSize, 'x') + "\r\n--AaB03x--\r\n",
                  64 << 10);
    MultipartReader reader(body, kType, {});
    ASSERT_TRUE(reader.next().has_value());
    std::array<char, 4096> piece{};
    ASSERT_GT(reader.read(piece), 0U);
    EXPECT_GT(body.unread(), kSize - (256 << 10));  // only the reader's buffer was taken
    std::size_t total = piece.size();
    while (const auto count = reader.read(piece)) total += count;
    EXPECT_EQ(total, kSize);
}

TEST(Multipart, BrokenFormsAreRefused) {
    EXPECT_EQ(codeOf(kForm, "multipart/form-data"), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf(kForm, "application/json; boundary=x"), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf(kForm.substr(0, kForm.size() - 20)), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf(""), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf("--AaB03x\r\n\r\nno name\r\n--AaB03x--"), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf("--AaB03xyz\r\n\r\n\r\n--AaB03x--"), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf("--AaB03x\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"), ErrorCode::TooLarge);
}

TEST(Multipart, TheNumberOfPartsIsLimited) {
    std::string many;
    for (int i = 0; i < 101; ++i) many += "--AaB03x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
    EXPECT_EQ(codeOf(many + "--AaB03x--"), ErrorCode::TooLarge);
}

TEST(Multipart, ATextFieldIsLimited) {
    TextBody body(kForm);
    MultipartReader reader(body, kType, {});
    ASSERT_TRUE(reader.next().has_value());
    try {
        (void)reader.readText(4);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::TooLarge);
    }
}

}  // namespace
}  // namespace groupware::http
