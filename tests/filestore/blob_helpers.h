#pragma once

#include "filestore/blob_store.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

/// What tests of blobs say often.
namespace filestore::test {

inline std::string readAll(BlobReader& reader) {
    std::string octets(static_cast<std::size_t>(reader.size()), '\0');
    EXPECT_EQ(reader.readAt(0, octets), octets.size());
    return octets;
}

inline StoredBlob putText(BlobStore& store, std::string_view text) {
    MemorySource source(text);
    return store.put(source, static_cast<std::int64_t>(text.size()));
}

using ::test::codeOf;

/// Octets in small, uneven portions, as a network brings them; may break off.
class DribblingSource final : public BlobSource {
public:
    explicit DribblingSource(std::string octets, std::size_t breakAt = std::string::npos)
        : octets_(std::move(octets)), breakAt_(breakAt) {}
    std::size_t read(std::span<char> into) override {
        if (at_ >= breakAt_) throw std::runtime_error("client gone");
        const std::size_t count = std::min({into.size(), octets_.size() - at_, std::size_t{7919}, breakAt_ - at_});
        octets_.copy(into.data(), count, at_);
        at_ += count;
        return count;
    }

private:
    std::string octets_;
    std::size_t breakAt_;
    std::size_t at_ = 0;
};

}  // namespace filestore::test
