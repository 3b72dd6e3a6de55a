#include "groupware/base/crypto.h"
#include "groupware/infostore/document_patch.h"
#include "groupware/infostore/limits.h"
#include "groupware/infostore/locking.h"
#include "groupware/infostore/md5.h"
#include "groupware/infostore/options.h"
#include "groupware/infostore/versioning.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace groupware::infostore {
namespace {

using std::chrono::milliseconds;
using ::test::codeOf;

constexpr UserId kAnna{3};
constexpr UserId kBert{4};
const Instant kNoon{milliseconds(1'700'000'000'000)};

Limits limits() {
    return Limits::from(Configuration(options()));
}

TEST(Md5, GivesTheSumsOfRfc1321) {
    const auto sum = [](std::string_view text) {
        Md5 md5;
        md5.update(text);
        return crypto::toHex(md5.finish());
    };
    EXPECT_EQ(sum(""), "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(sum("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
}

TEST(Locking, ALockKeepsOthersOutUntilItEnds) {
    Document document{.id = {7}, .lock = Lock{.owner = kAnna, .until = kNoon}};
    EXPECT_EQ(lockHolder(document, kNoon - milliseconds(1)), kAnna);
    EXPECT_EQ(lockHolder(document, kNoon), std::nullopt);
    EXPECT_NO_THROW(requireUnlocked(document, kAnna, kNoon - milliseconds(1)));
    EXPECT_NO_THROW(requireUnlocked(document, kBert, kNoon));
    EXPECT_EQ(codeOf([&] { requireUnlocked(document, kBert, kNoon - milliseconds(1)); }), ErrorCode::Conflict);
    document.lock.reset();
    EXPECT_NO_THROW(requireUnlocked(document, kBert, kNoon - milliseconds(1)));
}

TEST(Locking, AWriterMustHaveSeenTheLastChange) {
    const Document document{.id = {7}, .seq = {100}};
    EXPECT_NO_THROW(requireUnchanged(document, Seq{100}));
    EXPECT_NO_THROW(requireUnchanged(document, Seq{101}));
    EXPECT_NO_THROW(requireUnchanged(document, std::nullopt));
    EXPECT_EQ(codeOf([&] { requireUnchanged(document, Seq{99}); }), ErrorCode::PreconditionFailed);
}

TEST(Versioning, NumbersGoUpAndTheNewestIsCurrent) {
    Document document{.filename = "a.txt"};
    Version first{.size = 1};
    Version second{.size = 2};
    addVersion(document, first, 2);
    addVersion(document, second, 2);
    EXPECT_EQ(first.number, 1);
    EXPECT_EQ(second.number, 2);
    EXPECT_EQ(second.filename, "a.txt");
    EXPECT_EQ(document.currentVersion, 2);
    EXPECT_EQ(document.versionCount, 2);
    Version third;
    EXPECT_EQ(codeOf([&] { addVersion(document, third, 2); }), ErrorCode::TooLarge);
}

std::vector<Version> versionsOf(const Document& document) {
    std::vector<Version> versions;
    for (int number = 1; number <= document.lastVersion; ++number)
        versions.push_back({.number = number, .createdAt = kNoon + milliseconds(number)});
    return versions;
}

Document withVersions(int count) {
    Document document{.filename = "a.txt"};
    for (int i = 0; i < count; ++i) {
        Version version;
        addVersion(document, version, 100);
    }
    return document;
}

TEST(Versioning, DetachingTheCurrentVersionBringsBackTheOneBefore) {
    Document document = withVersions(3);
    const std::array<std::int64_t, 2> numbers{3, 9};
    const auto result = detach(document, versionsOf(document), numbers);
    EXPECT_EQ(result.removed.size(), 1U);
    EXPECT_EQ(result.unknown, std::vector<std::int64_t>{9});
    EXPECT_EQ(document.currentVersion, 2);
    EXPECT_EQ(document.versionCount, 2);
    EXPECT_EQ(document.contents->number, 2);
    EXPECT_EQ(document.modified, kNoon + milliseconds(2));
}

TEST(Versioning, DetachingAnOldVersionLeavesTheCurrentOne) {
    Document document = withVersions(3);
    const std::array<std::int64_t, 1> numbers{1};
    (void)detach(document, versionsOf(document), numbers);
    EXPECT_EQ(document.currentVersion, 3);
    EXPECT_EQ(document.versionCount, 2);
}

TEST(Versioning, ADetachedNumberIsNeverUsedAgain) {
    Document document = withVersions(2);
    const std::array<std::int64_t, 2> numbers{1, 2};
    (void)detach(document, versionsOf(document), numbers);
    EXPECT_EQ(document.currentVersion, 0);
    EXPECT_FALSE(document.contents);
    EXPECT_TRUE(document.filename.empty());
    Version next;
    addVersion(document, next, 100);
    EXPECT_EQ(next.number, 3);
}

TEST(Patch, ChangesOnlyWhatItNames) {
    Document document{.filename = "a.txt", .title = "A", .description = "old", .currentVersion = 1};
    apply({.description = "", .colorLabel = 3}, document);
    EXPECT_EQ(document.filename, "a.txt");
    EXPECT_EQ(document.title, "A");
    EXPECT_EQ(document.description, "");
    EXPECT_EQ(document.colorLabel, 3);
}

TEST(Patch, AMissingTitleIsTheFileName) {
    Document document;
    apply({.filename = "a.txt"}, document);
    EXPECT_EQ(document.title, "a.txt");
}

TEST(Patch, ContentsKeepAName) {
    Document document{.filename = "a.txt", .currentVersion = 1};
    EXPECT_EQ(codeOf([&] { apply({.filename = ""}, document); }), ErrorCode::BadRequest);
}

TEST(Patch, EveryTextHasALimit) {
    const Limits some = limits();
    EXPECT_NO_THROW(requireValid({.filename = "a.txt", .title = "A", .url = "http://a"}, some));
    EXPECT_EQ(codeOf([&] { requireValid({.filename = "a/b"}, some); }), ErrorCode::BadRequest);
    const std::string huge(1'000'001, 'a');
    EXPECT_EQ(codeOf([&] { requireValid({.filename = huge}, some); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { requireValid({.title = huge}, some); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { requireValid({.description = huge}, some); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { requireValid({.url = huge}, some); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { requireValid({.categories = huge}, some); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { requireValid({.versionComment = huge}, some); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { requireValid({.colorLabel = 11}, some); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { requireValid({.colorLabel = -1}, some); }), ErrorCode::BadRequest);
}

}  // namespace
}  // namespace groupware::infostore
