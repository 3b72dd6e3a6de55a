#pragma once

#include "admin/problem.h"
#include "groupware/base/ids.h"

#include <string>

/// The refusals that several services share, in the words administrators know.
namespace admin {

[[nodiscard]] inline AdminError noSuchContext(const std::string& context) {
    return {groupware::ErrorCode::NotFound, Problem::NoSuchContext, "Context " + context + " does not exist!"};
}
[[nodiscard]] inline AdminError contextExists(groupware::ContextId context) {
    return {groupware::ErrorCode::Conflict, Problem::ContextAlreadyExists,
            "Context " + std::to_string(context.value) + " already exists!"};
}
[[nodiscard]] inline AdminError noSuchUser(const std::string& user, groupware::ContextId context) {
    return {groupware::ErrorCode::NotFound, Problem::NoSuchUser,
            "No such user " + user + " in context " + std::to_string(context.value)};
}
[[nodiscard]] inline AdminError noSuchGroup(const std::string& group, groupware::ContextId context) {
    return {groupware::ErrorCode::NotFound, Problem::NoSuchGroup,
            "No such group " + group + " in context " + std::to_string(context.value)};
}
[[nodiscard]] inline AdminError noSuchResource(const std::string& resource, groupware::ContextId context) {
    return {groupware::ErrorCode::NotFound, Problem::NoSuchResource,
            "No such resource " + resource + " in context " + std::to_string(context.value)};
}
[[nodiscard]] inline AdminError invalid(const std::string& text) {
    return {groupware::ErrorCode::BadRequest, Problem::InvalidData, text};
}
[[nodiscard]] inline AdminError storageProblem(const std::string& text) {
    return {groupware::ErrorCode::Unavailable, Problem::ServerStorageError, text};
}

[[nodiscard]] inline AdminError noSuchDatabase(const std::string& database) {
    return {groupware::ErrorCode::NotFound, Problem::InvalidData, "No such database " + database};
}
[[nodiscard]] inline AdminError noSuchStore(groupware::FilestoreId filestore) {
    return {groupware::ErrorCode::NotFound, Problem::InvalidData, "No such store " + std::to_string(filestore.value)};
}

}  // namespace admin
