#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/object_quotas.h"

#include <cstdint>
#include <functional>
#include <utility>

namespace groupware::principals::api {

/// What the files of a context take, in octets.
struct FileSpace {
    std::int64_t quota = -1;  ///< -1 = unlimited
    std::int64_t used = 0;
};

/// `quota?action=get`: how many objects of each module the caller's context may have and has, and for files how many
/// octets. `module` asks for one of them.
class GetQuotas final : public groupware::api::Action {
public:
    using FindFileSpace = std::function<FileSpace(const Caller&)>;

    /// @param quotas  must outlive this object
    /// @param fileSpace  called from several threads at once
    GetQuotas(ObjectQuotas& quotas, FindFileSpace fileSpace) : quotas_(quotas), fileSpace_(std::move(fileSpace)) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    ObjectQuotas& quotas_;
    FindFileSpace fileSpace_;
};

}  // namespace groupware::principals::api
