#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/resource_directory.h"

#include <cstddef>

namespace groupware::principals::api {

/// `resource?action=delete`: the resources whose ids the body lists, all or none. An empty list: nothing was refused.
class DeleteResources final : public groupware::api::Action {
public:
    /// @param directory  must outlive this object
    /// @param listLength  most ids of one call
    DeleteResources(ResourceDirectory& directory, std::size_t listLength)
        : directory_(directory), listLength_(listLength) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    ResourceDirectory& directory_;
    std::size_t listLength_;
};

}  // namespace groupware::principals::api
