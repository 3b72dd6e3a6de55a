#pragma once

#include "groupware/api/columns.h"
#include "groupware/base/clock.h"
#include "groupware/infostore/document.h"

namespace groupware::infostore::api {

/// What one answer is made of: a document as one of its versions shows it. Both outlive the view.
struct DocumentView {
    const Document* document = nullptr;
    const Version* version = nullptr;  ///< null without contents
    Instant now{};                     ///< decides whether a lock still counts
};

/// The document with its current version.
[[nodiscard]] DocumentView currentView(const Document& document, Instant now);
[[nodiscard]] std::vector<DocumentView> currentViews(const std::vector<Document>& documents, Instant now);

/// The infoitem table of Open-Xchange: column ids and names.
[[nodiscard]] groupware::api::ColumnSet<DocumentView> documentColumns();

}  // namespace groupware::infostore::api
