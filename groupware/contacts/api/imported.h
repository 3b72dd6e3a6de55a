#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// The answer to an import: for each item `{id, folder_id, last_modified}`, or `{error}`.
[[nodiscard]] groupware::api::Result imported(const Imported& result, FolderId folder);

}  // namespace groupware::contacts::api
