#pragma once

#include "filestore/blob_store.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "tests/filestore/blob_helpers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

/// What every blob store must do. A back end's test names a type with a default constructor, `BlobStore& store()`,
/// `void unmount()`, `void mount()` and `std::size_t files()` (finished and unfinished ones in the storage), and
/// instantiates the suite with it.
namespace filestore::test {

template <class Backend>
class BlobStoreContract : public testing::Test {
protected:
    [[nodiscard]] BlobStore& store() { return backend_.store(); }
    Backend backend_;
};
TYPED_TEST_SUITE_P(BlobStoreContract);

TYPED_TEST_P(BlobStoreContract, WhatWasPutIsReadBack) {
    const auto blob = putText(this->store(), "hello");
    EXPECT_EQ(blob.size, 5);
    EXPECT_EQ(blob.sha256, groupware::crypto::sha256("hello"));
    const auto reader = this->store().open(blob.key);
    EXPECT_EQ(reader->size(), 5);
    EXPECT_EQ(readAll(*reader), "hello");
    EXPECT_TRUE(this->store().exists(blob.key));
}

TYPED_TEST_P(BlobStoreContract, AnEmptyBlobIsABlob) {
    const auto blob = putText(this->store(), "");
    EXPECT_EQ(blob.size, 0);
    EXPECT_EQ(blob.sha256, groupware::crypto::sha256(""));
    EXPECT_EQ(this->store().open(blob.key)->size(), 0);
}

TYPED_TEST_P(BlobStoreContract, ABigBlobOfUnknownLengthStreamsThrough) {
    const std::string octets = groupware::crypto::randomBytes(3'000'017);
    DribblingSource source(octets);
    const auto blob = this->store().put(source);
    EXPECT_EQ(blob.size, 3'000'017);
    EXPECT_EQ(blob.sha256, groupware::crypto::sha256(octets));
    EXPECT_TRUE(readAll(*this->store().open(blob.key)) == octets);
}

TYPED_TEST_P(BlobStoreContract, SizesAroundAPieceAreExact) {
    for (const std::size_t size : {262'143U, 262'144U, 262'145U, 524'288U}) {
        const std::string octets(size, 'x');
        DribblingSource source(octets);
        EXPECT_EQ(this->store().put(source, static_cast<std::int64_t>(size)).size, static_cast<std::int64_t>(size));
    }
}

TYPED_TEST_P(BlobStoreContract, ARangeIsReadFromItsOffset) {
    const auto blob = putText(this->store(), "0123456789");
    const auto reader = this->store().open(blob.key);
    std::string part(4, '\0');
    EXPECT_EQ(reader->readAt(3, part), 4U);
    EXPECT_EQ(part, "3456");
    EXPECT_EQ(reader->readAt(8, part), 2U);
    EXPECT_EQ(part.substr(0, 2), "89");
    EXPECT_EQ(reader->readAt(10, part), 0U);
    EXPECT_EQ(reader->readAt(1000, part), 0U);
}

TYPED_TEST_P(BlobStoreContract, EqualOctetsAreTwoBlobs) {
    const auto first = putText(this->store(), "same");
    const auto second = putText(this->store(), "same");
    EXPECT_NE(first.key, second.key);
    this->store().remove(first.key);
    EXPECT_EQ(readAll(*this->store().open(second.key)), "same");
}

TYPED_TEST_P(BlobStoreContract, ARemovedBlobIsNotFoundAndRemovingItAgainIsFine) {
    const auto blob = putText(this->store(), "short life");
    this->store().remove(blob.key);
    EXPECT_FALSE(this->store().exists(blob.key));
    EXPECT_EQ(codeOf([&] { (void)this->store().open(blob.key); }), groupware::ErrorCode::NotFound);
    EXPECT_NO_THROW(this->store().remove(blob.key));
}

TYPED_TEST_P(BlobStoreContract, AnOpenBlobStaysReadableWhileItIsRemoved) {
    const auto blob = putText(this->store(), "being downloaded");
    const auto reader = this->store().open(blob.key);
    this->store().remove(blob.key);
    EXPECT_EQ(readAll(*reader), "being downloaded");
}

TYPED_TEST_P(BlobStoreContract, AnUploadThatBreaksOffLeavesNothing) {
    const auto before = this->backend_.files();
    for (const std::size_t breakAt : {0U, 1000U, 700'000U}) {
        DribblingSource source(std::string(900'000, 'x'), breakAt);
        EXPECT_THROW((void)this->store().put(source), std::runtime_error) << breakAt;
    }
    EXPECT_EQ(this->backend_.files(), before);
}

TYPED_TEST_P(BlobStoreContract, ConcurrentPutsDoNotMix) {
    std::vector<StoredBlob> blobs(24);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < blobs.size(); ++i) {
            threads.emplace_back([&, i] {
                DribblingSource source(std::string(300'000, static_cast<char>('a' + i)));
                blobs[i] = this->store().put(source);
            });
        }
    }
    for (std::size_t i = 0; i < blobs.size(); ++i) {
        EXPECT_TRUE(readAll(*this->store().open(blobs[i].key)) == std::string(300'000, static_cast<char>('a' + i)));
    }
}

TYPED_TEST_P(BlobStoreContract, NothingButItsOwnKeysReachesTheStorage) {
    const auto key = putText(this->store(), "x").key;
    std::string upper = key;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; });
    std::vector<std::string> bad{"",
                                 "/etc/passwd",
                                 "../" + key,
                                 key + "/",
                                 key + "0",
                                 key.substr(0, 47),
                                 "hashed/../" + key,
                                 key + std::string(1, '\0'),
                                 "./" + key,
                                 "hashed/00/00/00/" + std::string(32, '.'),
                                 std::string(48, '/')};
    if (upper != key) bad.push_back(upper);
    for (const auto& wrong : bad) {
        EXPECT_EQ(codeOf([&] { (void)this->store().open(wrong); }), groupware::ErrorCode::NotFound) << wrong;
        EXPECT_EQ(codeOf([&] { this->store().remove(wrong); }), groupware::ErrorCode::BadRequest) << wrong;
        EXPECT_FALSE(this->store().exists(wrong)) << wrong;
    }
    EXPECT_TRUE(this->store().exists(key));
}

TYPED_TEST_P(BlobStoreContract, AStorageThatIsNotMountedIsAnErrorAndNeverWrittenTo) {
    const auto blob = putText(this->store(), "safe");
    this->backend_.unmount();
    EXPECT_EQ(codeOf([&] { putText(this->store(), "lost?"); }), groupware::ErrorCode::Unavailable);
    EXPECT_EQ(codeOf([&] { (void)this->store().open(blob.key); }), groupware::ErrorCode::Unavailable);
    EXPECT_EQ(codeOf([&] { (void)this->store().exists(blob.key); }), groupware::ErrorCode::Unavailable);
    EXPECT_EQ(codeOf([&] { this->store().remove(blob.key); }), groupware::ErrorCode::Unavailable);
    EXPECT_EQ(this->backend_.files(), 0U);
    this->backend_.mount();
    EXPECT_EQ(readAll(*this->store().open(blob.key)), "safe");
}

REGISTER_TYPED_TEST_SUITE_P(BlobStoreContract, WhatWasPutIsReadBack, AnEmptyBlobIsABlob,
                            ABigBlobOfUnknownLengthStreamsThrough, SizesAroundAPieceAreExact, ARangeIsReadFromItsOffset,
                            EqualOctetsAreTwoBlobs, ARemovedBlobIsNotFoundAndRemovingItAgainIsFine,
                            AnOpenBlobStaysReadableWhileItIsRemoved, AnUploadThatBreaksOffLeavesNothing,
                            ConcurrentPutsDoNotMix, NothingButItsOwnKeysReachesTheStorage,
                            AStorageThatIsNotMountedIsAnErrorAndNeverWrittenTo);

}  // namespace filestore::test
