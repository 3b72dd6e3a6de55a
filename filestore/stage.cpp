#include "filestore/stage.h"

#include "groupware/base/error.h"

#include <string>
#include <utility>

namespace filestore {
namespace {

using groupware::Error;
using groupware::ErrorCode;

class LimitedSource final : public BlobSource {
public:
    LimitedSource(const std::function<std::size_t(std::span<char>)>& read, std::int64_t limit)
        : read_(read), limit_(limit), rest_(limit) {}

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const std::size_t count = read_(into);
        rest_ -= static_cast<std::int64_t>(count);
        if (rest_ < 0)
            throw Error(ErrorCode::TooLarge, "upload beyond " + std::to_string(limit_) + " octets",
                        "This file is larger than the allowed " + std::to_string(limit_) + " bytes.");
        return count;
    }

private:
    const std::function<std::size_t(std::span<char>)>& read_;
    std::int64_t limit_;
    std::int64_t rest_;
};

}  // namespace

StagedBlob stage(FilestoreDirectory& filestores, groupware::ContextId context,
                 const std::function<std::size_t(std::span<char>)>& read, std::int64_t limit) {
    auto store = filestores.storeOf(context);
    LimitedSource source(read, limit);
    StoredBlob blob = store->put(source);
    return {std::move(store), std::move(blob)};
}

}  // namespace filestore
