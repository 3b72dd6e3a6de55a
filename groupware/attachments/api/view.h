#pragma once

#include "groupware/api/columns.h"
#include "groupware/api/zones.h"
#include "groupware/attachments/api/attachment_columns.h"

#include <vector>

namespace groupware::attachments::api {

/// How attachments look in answers: the columns, and times in the caller's zone. Shared by all actions; immutable.
class View {
public:
    /// @param zones  outlives this object
    explicit View(const groupware::api::Zones& zones) : columns_(attachmentColumns()), zones_(zones) {}

    [[nodiscard]] groupware::api::Listing listing(const groupware::api::Call& call) const {
        return groupware::api::parseListing(call, columns_);
    }
    [[nodiscard]] formats::json::Array::Ptr rows(const std::vector<Attachment>& attachments, FolderId folder,
                                                 const groupware::api::Listing& listing, const Caller& caller,
                                                 const groupware::api::Call& call) const {
        return columns_.rows(viewsOf(attachments, folder), listing, zones_.localTime(caller, call));
    }
    [[nodiscard]] formats::json::Object::Ptr object(const Attachment& attachment, FolderId folder, const Caller& caller,
                                                    const groupware::api::Call& call) const {
        return columns_.object({.attachment = &attachment, .folder = folder}, zones_.localTime(caller, call));
    }

private:
    groupware::api::ColumnSet<AttachmentView> columns_;
    const groupware::api::Zones& zones_;
};

}  // namespace groupware::attachments::api
