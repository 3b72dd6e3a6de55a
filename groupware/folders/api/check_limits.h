#pragma once

#include "groupware/api/action.h"
#include "groupware/base/error.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace groupware::folders::api {

/// A file that a client means to upload.
struct PlannedFile {
    std::string name{};
    std::int64_t size = 0;  ///< octets
};

/// What would be refused if the caller uploaded the files into the folder. Of the object type with files.
/// @throws Error if the caller may not upload into the folder at all
using UploadCheck = std::function<std::vector<Error>(const Caller&, FolderId, std::span<const PlannedFile>)>;

/// `folders?action=checklimits`: asks before an upload whether there is room for it.
class CheckLimits final : public groupware::api::Action {
public:
    explicit CheckLimits(UploadCheck check) : check_(std::move(check)) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    UploadCheck check_;
};

}  // namespace groupware::folders::api
