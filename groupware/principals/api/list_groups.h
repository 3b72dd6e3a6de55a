#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/group_directory.h"

#include <cstddef>

namespace groupware::principals::api {

/// `group?action=list`: the groups whose ids the body lists, in that order and each once. Groups that do not exist
/// are left out.
class ListGroups final : public groupware::api::Action {
public:
    /// @param directory  must outlive this object
    /// @param listLength  most ids of one call
    ListGroups(GroupDirectory& directory, std::size_t listLength) : directory_(directory), listLength_(listLength) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    GroupDirectory& directory_;
    std::size_t listLength_;
};

}  // namespace groupware::principals::api
