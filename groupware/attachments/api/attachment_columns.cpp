#include "groupware/attachments/api/attachment_columns.h"

#include "groupware/formats/json/json.h"

#include <cstdint>
#include <string>

namespace groupware::attachments::api {
namespace {

using groupware::api::ColumnType;
using groupware::formats::json::Value;
using Columns = std::vector<groupware::api::Column<AttachmentView>>;

void addCommon(Columns& columns) {
    columns.push_back(
        {1, "id", ColumnType::Text, [](const auto& view) { return Value(std::to_string(view.attachment->id.value)); }});
    // Attachments never change, so who made one is who changed it last.
    for (const auto& [id, name] : {std::pair{2, "created_by"}, std::pair{3, "modified_by"}}) {
        columns.push_back({id, name, ColumnType::Text,
                           [](const auto& view) { return Value(std::to_string(view.attachment->createdBy.value)); }});
    }
    columns.push_back({4, "creation_date", ColumnType::Time, [](const auto& view) {
                           return Value(std::int64_t{view.attachment->createdAt.time_since_epoch().count()});
                       }});
    for (const auto& [id, name] : {std::pair{5, "last_modified"}, std::pair{6, "last_modified_utc"}}) {
        columns.push_back(
            {id, name, ColumnType::Timestamp, [](const auto& view) { return Value(view.attachment->seq.value); }});
    }
}

void addOwn(Columns& columns) {
    columns.push_back({800, "folder", ColumnType::Number, [](const auto& view) { return Value(view.folder.value); }});
    columns.push_back(
        {801, "attached", ColumnType::Number, [](const auto& view) { return Value(view.attachment->owner.object); }});
    columns.push_back({802, "module", ColumnType::Number, [](const auto& view) {
                           return Value(static_cast<std::int64_t>(view.attachment->owner.module));
                       }});
    columns.push_back(
        {803, "filename", ColumnType::Text, [](const auto& view) { return Value(view.attachment->filename); }});
    columns.push_back(
        {804, "file_size", ColumnType::Number, [](const auto& view) { return Value(view.attachment->size); }});
    columns.push_back(
        {805, "file_mimetype", ColumnType::Text, [](const auto& view) { return Value(view.attachment->mediaType); }});
    columns.push_back(
        {806, "rtf_flag", ColumnType::Boolean, [](const auto& view) { return Value(view.attachment->rtf); }});
}

}  // namespace

std::vector<AttachmentView> viewsOf(const std::vector<Attachment>& attachments, FolderId folder) {
    std::vector<AttachmentView> views;
    views.reserve(attachments.size());
    for (const Attachment& attachment : attachments) views.push_back({.attachment = &attachment, .folder = folder});
    return views;
}

groupware::api::ColumnSet<AttachmentView> attachmentColumns() {
    Columns columns;
    addCommon(columns);
    addOwn(columns);
    return groupware::api::ColumnSet<AttachmentView>(std::move(columns));
}

}  // namespace groupware::attachments::api
