#pragma once

#include "groupware/api/action.h"
#include "groupware/api/columns.h"
#include "groupware/api/zones.h"
#include "groupware/base/clock.h"
#include "groupware/infostore/api/document_columns.h"

#include <vector>

namespace groupware::infostore::api {

/// How documents look in answers: the columns, and times in the caller's zone. Shared by all actions; immutable.
class View {
public:
    /// Both outlive this object.
    View(const Clock& clock, const groupware::api::Zones& zones)
        : columns_(documentColumns()), clock_(clock), zones_(zones) {}

    [[nodiscard]] const groupware::api::ColumnSet<DocumentView>& columns() const noexcept { return columns_; }
    /// The rows of a listing, as the call asks for them.
    [[nodiscard]] formats::json::Array::Ptr rows(const std::vector<Document>& documents,
                                                 const groupware::api::Listing& listing, const Caller& caller,
                                                 const groupware::api::Call& call) const {
        return columns_.rows(currentViews(documents, now()), listing, localTime(caller, call));
    }
    [[nodiscard]] Instant now() const { return clock_.now(); }
    [[nodiscard]] groupware::api::LocalTime localTime(const Caller& caller, const groupware::api::Call& call) const {
        return zones_.localTime(caller, call);
    }

private:
    groupware::api::ColumnSet<DocumentView> columns_;
    const Clock& clock_;
    const groupware::api::Zones& zones_;
};

}  // namespace groupware::infostore::api
