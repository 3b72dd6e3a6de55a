#pragma once

#include "groupware/api/action.h"
#include "groupware/api/columns.h"
#include "groupware/base/clock.h"
#include "groupware/infostore/api/document_columns.h"

#include <functional>
#include <string_view>

namespace groupware::infostore::api {

/// How documents look in answers: the columns, and times in the caller's zone. Shared by all actions; immutable.
class View {
public:
    /// The shift of a time zone by its name; a null function leaves times in UTC.
    using Zones = std::function<groupware::api::LocalTime(std::string_view zone)>;

    /// @param clock  outlives this object
    View(const Clock& clock, Zones zones) : columns_(documentColumns()), clock_(clock), zones_(std::move(zones)) {}

    [[nodiscard]] const groupware::api::ColumnSet<DocumentView>& columns() const noexcept { return columns_; }
    [[nodiscard]] Instant now() const { return clock_.now(); }
    /// Of the call's `timezone` parameter, else of the caller.
    [[nodiscard]] groupware::api::LocalTime localTime(const Caller& caller, const groupware::api::Call& call) const {
        if (!zones_) return nullptr;
        return zones_(call.parameter("timezone").value_or(caller.timeZone));
    }

private:
    groupware::api::ColumnSet<DocumentView> columns_;
    const Clock& clock_;
    Zones zones_;
};

}  // namespace groupware::infostore::api
