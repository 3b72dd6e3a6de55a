#include "groupware/infostore/api/document_columns.h"

#include "groupware/base/crypto.h"
#include "groupware/infostore/api/wire.h"
#include "groupware/infostore/locking.h"

#include <string>
#include <vector>

namespace groupware::infostore::api {
namespace {

using engine::ColumnType;
using json::Value;
using Columns = std::vector<engine::Column<DocumentView>>;

std::int64_t milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}

std::string user(UserId id) {
    return std::to_string(id.value);
}

bool isCurrent(const DocumentView& view) {
    return view.version == nullptr || view.version->number == view.document->currentVersion;
}

void addCommon(Columns& columns) {
    columns.push_back({1, "id", ColumnType::Text,
                       [](const auto& view) { return Value(wireId(view.document->folder, view.document->id)); }});
    columns.push_back({2, "created_by", ColumnType::Text, [](const auto& view) {
                           return Value(user(isCurrent(view) ? view.document->createdBy : view.version->createdBy));
                       }});
    columns.push_back(
        {3, "modified_by", ColumnType::Text, [](const auto& view) { return Value(user(view.document->changedBy)); }});
    columns.push_back({4, "creation_date", ColumnType::Time, [](const auto& view) {
                           return Value(
                               milliseconds(isCurrent(view) ? view.document->createdAt : view.version->createdAt));
                       }});
    columns.push_back(
        {5, "last_modified", ColumnType::Timestamp, [](const auto& view) { return Value(view.document->seq.value); }});
    columns.push_back({6, "last_modified_utc", ColumnType::Timestamp,
                       [](const auto& view) { return Value(view.document->seq.value); }});
    columns.push_back({20, "folder_id", ColumnType::Text,
                       [](const auto& view) { return Value(std::to_string(view.document->folder.value)); }});
    columns.push_back(
        {100, "categories", ColumnType::Text, [](const auto& view) { return Value(view.document->categories); }});
    columns.push_back(
        {102, "color_label", ColumnType::Number, [](const auto& view) { return Value(view.document->colorLabel); }});
}

void addMetadata(Columns& columns) {
    // Single documents cannot be shared: an empty list, and false.
    columns.push_back(
        {108, "object_permissions", ColumnType::Json, [](const auto&) { return Value(json::makeArray()); }});
    columns.push_back({109, "shareable", ColumnType::Boolean, [](const auto&) { return Value(false); }});
    columns.push_back({700, "title", ColumnType::Text, [](const auto& view) { return Value(view.document->title); }});
    columns.push_back({701, "url", ColumnType::Text, [](const auto& view) { return Value(view.document->url); }});
    columns.push_back(
        {706, "description", ColumnType::Text, [](const auto& view) { return Value(view.document->description); }});
    columns.push_back({707, "locked_until", ColumnType::Time, [](const auto& view) {
                           if (!lockHolder(*view.document, view.now)) return Value();
                           return Value(milliseconds(view.document->lock->until));
                       }});
    columns.push_back({711, "number_of_versions", ColumnType::Number,
                       [](const auto& view) { return Value(view.document->versionCount); }});
}

/// A column of the version; null without contents.
template <class Get>
engine::Column<DocumentView> ofVersion(int id, std::string_view name, ColumnType type, Get get) {
    return {id, name, type,
            [get](const DocumentView& view) { return view.version != nullptr ? Value(get(*view.version)) : Value(); }};
}

void addContents(Columns& columns) {
    columns.push_back({702, "filename", ColumnType::Text, [](const auto& view) {
                           return Value(isCurrent(view) ? view.document->filename : view.version->filename);
                       }});
    columns.push_back(ofVersion(703, "file_mimetype", ColumnType::Text, [](const Version& v) { return v.mediaType; }));
    columns.push_back({704, "file_size", ColumnType::Number, [](const auto& view) {
                           return Value(view.version != nullptr ? view.version->size : std::int64_t{0});
                       }});
    columns.push_back({705, "version", ColumnType::Text, [](const auto& view) {
                           return Value(std::to_string(view.version != nullptr ? view.version->number : 0));
                       }});
    columns.push_back(
        ofVersion(708, "file_md5sum", ColumnType::Text, [](const Version& v) { return crypto::toHex(v.md5); }));
    columns.push_back(ofVersion(709, "version_comment", ColumnType::Text, [](const Version& v) { return v.comment; }));
    columns.push_back(
        {710, "current_version", ColumnType::Boolean, [](const auto& view) { return Value(isCurrent(view)); }});
}

}  // namespace

DocumentView currentView(const Document& document, Instant now) {
    return {.document = &document, .version = document.contents ? &*document.contents : nullptr, .now = now};
}

std::vector<DocumentView> currentViews(const std::vector<Document>& documents, Instant now) {
    std::vector<DocumentView> views;
    views.reserve(documents.size());
    for (const Document& document : documents) views.push_back(currentView(document, now));
    return views;
}

engine::ColumnSet<DocumentView> documentColumns() {
    Columns columns;
    addCommon(columns);
    addMetadata(columns);
    addContents(columns);
    return engine::ColumnSet<DocumentView>(std::move(columns));
}

}  // namespace groupware::infostore::api
