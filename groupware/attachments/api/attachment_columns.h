#pragma once

#include "groupware/api/columns.h"
#include "groupware/attachments/attachment.h"

#include <vector>

namespace groupware::attachments::api {

/// An attachment where a client found it. It outlives the view.
struct AttachmentView {
    const Attachment* attachment = nullptr;
    FolderId folder{};  ///< of the object it hangs on
};

[[nodiscard]] std::vector<AttachmentView> viewsOf(const std::vector<Attachment>& attachments, FolderId folder);

/// The attachment table of Open-Xchange: column ids and names.
[[nodiscard]] groupware::api::ColumnSet<AttachmentView> attachmentColumns();

}  // namespace groupware::attachments::api
