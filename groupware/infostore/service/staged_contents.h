#pragma once

#include "filestore/staged_blob.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace groupware::infostore {

/// Contents on their way in.
struct Upload {
    /// Stores octets in the span and says how many; 0 at the end. What it throws ends the upload and passes.
    std::function<std::size_t(std::span<char>)> read;
    std::optional<std::int64_t> length{};  ///< if the client said
    std::string md5{};                     ///< hex, if the client said: must come out
};

/// Contents that are stored but belong to no row yet. Unless a use case adopts them, they are removed with this
/// object; what a crash leaves, the scrubber finds.
class StagedContents : public filestore::StagedBlob {
public:
    StagedContents(filestore::StagedBlob blob, std::string md5)
        : filestore::StagedBlob(std::move(blob)), md5_(std::move(md5)) {}

    [[nodiscard]] const std::string& md5() const noexcept { return md5_; }

private:
    std::string md5_;
};

}  // namespace groupware::infostore
