#include "groupware/base/crypto.h"
#include "tests/groupware/infostore/infostore_fixture.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

namespace groupware::infostore {
namespace {

class UploadTest : public InfostoreTest {
protected:
    /// What must be as before a failed upload.
    struct State {
        std::int64_t documents;
        std::int64_t versions;
        std::int64_t used;
        std::size_t blobs;
        friend bool operator==(const State&, const State&) = default;
    };
    State state() { return {rowsOf("document"), rowsOf("document_version"), used(), blobs()}; }
};

TEST_F(UploadTest, ComesBackByteForByte) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{4096}, std::size_t{5} << 20}) {
        const std::string octets = crypto::randomBytes(size);
        const auto written = upload(anna(), annaFiles_, "file-" + std::to_string(size) + ".bin", octets);
        EXPECT_EQ(download(anna(), {.id = written.document.id}), octets) << size;
        const Document found = service().get(anna(), {.id = written.document.id, .folder = annaFiles_});
        EXPECT_EQ(found.contents->size, static_cast<std::int64_t>(size));
        EXPECT_EQ(found.contents->sha256, crypto::sha256(octets));
        EXPECT_EQ(found.currentVersion, 1);
        EXPECT_EQ(found.versionCount, 1);
        EXPECT_EQ(found.seq, written.committed.seq);
        EXPECT_EQ(found.createdSeq, found.seq);
    }
    EXPECT_EQ(used(), 0 + 1 + 4096 + (5 << 20));
    EXPECT_EQ(blobs(), 4U);
}

TEST_F(UploadTest, KeepsWhatTheClientSaidAboutIt) {
    auto contents = stage(anna(), "%PDF");
    const Instant then = clock_.now() - std::chrono::hours(48);
    const auto written = service().create(anna(),
                                          {.folder = annaFiles_,
                                           .filename = "Ünïcode \xF0\x9F\x98\x80.pdf",
                                           .title = "A title",
                                           .description = "Some\nlines",
                                           .url = "https://example.com/",
                                           .categories = "a,b",
                                           .colorLabel = 7,
                                           .versionComment = "first",
                                           .modified = then},
                                          &contents, false);
    const Document found = service().get(anna(), {.id = written.document.id});
    EXPECT_EQ(found.filename, "Ünïcode \xF0\x9F\x98\x80.pdf");
    EXPECT_EQ(found.title, "A title");
    EXPECT_EQ(found.description, "Some\nlines");
    EXPECT_EQ(found.url, "https://example.com/");
    EXPECT_EQ(found.categories, "a,b");
    EXPECT_EQ(found.colorLabel, 7);
    EXPECT_EQ(found.modified, then);
    EXPECT_EQ(found.createdAt, clock_.now());
    EXPECT_EQ(found.createdBy, kAnna);
    EXPECT_EQ(found.contents->comment, "first");
    EXPECT_EQ(found.contents->mediaType, "application/pdf");
}

TEST_F(UploadTest, NotesAndLinksNeedNoContents) {
    const auto written =
        service().create(anna(), {.folder = annaFiles_, .title = "link", .url = "https://example.com"}, nullptr, false);
    const Document found = service().get(anna(), {.id = written.document.id});
    EXPECT_EQ(found.currentVersion, 0);
    EXPECT_FALSE(found.contents);
    EXPECT_EQ(codeOf([&] { (void)download(anna(), {.id = found.id}); }), ErrorCode::NotFound);
    // Names are unique, missing names are not names.
    EXPECT_NO_THROW(service().create(anna(), {.folder = annaFiles_, .title = "link"}, nullptr, false));
}

TEST_F(UploadTest, ATakenNameGetsANumber) {
    for (const auto* expected : {"a.txt", "a (1).txt", "a (2).txt"}) {
        const auto written = upload(anna(), annaFiles_, "a.txt", expected);
        EXPECT_EQ(written.document.filename, expected);
        EXPECT_EQ(written.document.title, expected);
        EXPECT_EQ(service().get(anna(), {.id = written.document.id}).contents->filename, expected);
        EXPECT_EQ(download(anna(), {.id = written.document.id}), expected);
    }
    EXPECT_EQ(upload(anna(), annaFiles_, "A.TXT", "").document.filename, "A.TXT");  // names are compared byte by byte
    EXPECT_EQ(upload(anna(), newFolder("other"), "a.txt", "").document.filename, "a.txt");
    // A pattern character in a name is no pattern.
    EXPECT_EQ(upload(anna(), annaFiles_, "100%.txt", "").document.filename, "100%.txt");
    EXPECT_EQ(upload(anna(), annaFiles_, "100%.txt", "").document.filename, "100% (1).txt");
}

TEST_F(UploadTest, ATakenNameMayGetAVersionInstead) {
    const auto first = upload(anna(), annaFiles_, "a.txt", "one");
    auto contents = stage(anna(), "two");
    const auto second = service().create(anna(), {.folder = annaFiles_, .filename = "a.txt"}, &contents, true);
    EXPECT_EQ(second.document.id, first.document.id);
    EXPECT_EQ(second.document.currentVersion, 2);
    EXPECT_EQ(download(anna(), {.id = first.document.id}), "two");
    EXPECT_EQ(download(anna(), {.id = first.document.id}, 1), "one");
    EXPECT_EQ(used(), 6);
}

TEST_F(UploadTest, BeyondTheQuotaLeavesNothingBehind) {
    upload(anna(), annaFiles_, "old.bin", std::string(600, 'o'));
    setQuota(1000);
    const State before = state();
    EXPECT_EQ(codeOf([&] { upload(anna(), annaFiles_, "new.bin", std::string(401, 'n')); }), ErrorCode::QuotaExceeded);
    EXPECT_EQ(state(), before);
    EXPECT_NO_THROW(upload(anna(), annaFiles_, "new.bin", std::string(400, 'n')));
    EXPECT_EQ(used(), 1000);
    EXPECT_NO_THROW(upload(anna(), annaFiles_, "empty.bin", ""));
}

TEST_F(UploadTest, ABigUploadBeyondTheQuotaIsRefusedUnread) {
    setQuota(1000);
    EXPECT_EQ(codeOf([&] { service().requireUploadable(anna(), annaFiles_, 2 << 20); }), ErrorCode::QuotaExceeded);
    EXPECT_EQ(codeOf([&] { service().requireUploadable(anna(), bertFiles_, std::nullopt); }), ErrorCode::NotFound);
    EXPECT_NO_THROW(service().requireUploadable(anna(), annaFiles_, std::nullopt));
}

TEST_F(UploadTest, WhoeverMayNotCreateThereLeavesNothingBehind) {
    const FolderId readOnly = sharedFolder("readonly", folders::kViewerRights);
    const State before = state();
    EXPECT_EQ(codeOf([&] { upload(bert(), readOnly, "a.txt", "a"); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { upload(bert(), annaFiles_, "a.txt", "a"); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { upload(bert(), {99'999}, "a.txt", "a"); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { upload(bert(), bertFiles_, "a/b", "a"); }), ErrorCode::BadRequest);
    EXPECT_EQ(state(), before);
}

TEST_F(UploadTest, WithoutModuleAccessThereIsNoUpload) {
    Caller caller = anna();
    caller.modules = {"calendar"};
    EXPECT_EQ(codeOf([&] { upload(caller, annaFiles_, "a.txt", "a"); }), ErrorCode::Forbidden);
    EXPECT_EQ(blobs(), 0U);
}

TEST_F(UploadTest, DamagedUploadsLeaveNothingBehind) {
    const State before = state();
    std::string_view octets = "hello";
    const auto source = [&octets](std::span<char> into) {
        const std::size_t count = octets.copy(into.data(), into.size());
        octets.remove_prefix(count);
        return count;
    };
    EXPECT_EQ(codeOf([&] { (void)service().stage(anna(), {.read = source, .length = 6}); }), ErrorCode::BadRequest);
    octets = "hello";
    EXPECT_EQ(
        codeOf([&] { (void)service().stage(anna(), {.read = source, .md5 = "00000000000000000000000000000000"}); }),
        ErrorCode::BadRequest);
    EXPECT_THROW((void)service().stage(
                     anna(), {.read = [](std::span<char>) -> std::size_t { throw std::runtime_error("client gone"); }}),
                 std::runtime_error);
    EXPECT_EQ(state(), before);
    octets = "hello";
    EXPECT_NO_THROW(
        (void)service().stage(anna(), {.read = source, .length = 5, .md5 = "5D41402ABC4B2A76B9719D911017C592"}));
    EXPECT_EQ(state(), before);  // staged, but nobody adopted it
}

TEST_F(UploadTest, TheSizeLimitHoldsWithAndWithoutALength) {
    const InfostoreService small = serviceWith({{"infostore.uploadBytes", "1K"}});
    const auto endless = [](std::span<char> into) {
        std::fill(into.begin(), into.end(), 'x');
        return into.size();
    };
    EXPECT_EQ(codeOf([&] { (void)small.stage(anna(), {.read = endless}); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { (void)small.stage(anna(), {.read = endless, .length = 1025}); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { small.requireUploadable(anna(), annaFiles_, 1025); }), ErrorCode::TooLarge);
    EXPECT_EQ(blobs(), 0U);
}

TEST_F(UploadTest, AChangedSizeLimitCountsFromTheNextUploadOn) {
    upload(anna(), annaFiles_, "a.txt", "12345");
    limits_.uploadBytes = 4;
    EXPECT_EQ(codeOf([&] { upload(anna(), annaFiles_, "b.txt", "12345"); }), ErrorCode::TooLarge);
    EXPECT_EQ(blobs(), 1U);
}

TEST_F(UploadTest, OneBlobBelongsToOneVersion) {
    upload(anna(), annaFiles_, "a.txt", "same");
    upload(anna(), annaFiles_, "b.txt", "same");
    EXPECT_EQ(blobs(), 2U);
    EXPECT_EQ(used(), 8);
}

TEST_F(UploadTest, TheFoldersContentSeqIsTheUploads) {
    const auto written = upload(anna(), annaFiles_, "a.txt", "a");
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(folders::FolderReader(session).find(annaFiles_)->contentChanged, written.committed.seq);
}

TEST_F(UploadTest, ParallelUploadsNeverExceedTheQuota) {
    setQuota(1000);
    std::atomic<int> stored{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&, i] {
            try {
                upload(anna(), annaFiles_, std::to_string(i), std::string(300, 'x'));
                ++stored;
            } catch (const Error& error) {
                EXPECT_EQ(error.code(), ErrorCode::QuotaExceeded);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(stored, 3);
    EXPECT_EQ(state(), (State{.documents = 3, .versions = 3, .used = 900, .blobs = 3}));
}

TEST_F(UploadTest, ParallelUploadsOfOneNameAllSucceed) {
    constexpr int kWriters = 8;
    std::vector<std::thread> threads;
    for (int i = 0; i < kWriters; ++i) threads.emplace_back([&] { upload(anna(), annaFiles_, "same.txt", "x"); });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(service().all(anna(), annaFiles_).documents.size(), std::size_t{kWriters});
    EXPECT_EQ(used(), kWriters);
}

}  // namespace
}  // namespace groupware::infostore
