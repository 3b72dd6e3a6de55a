#pragma once

#include "groupware/api/import_file.h"
#include "groupware/calendar/service/calendar_service.h"

#include <functional>
#include <utility>

namespace groupware::calendar::api {

/// `import?action=ICAL` of calendar folders: adds the events of an uploaded file and reports each calendar object.
class ImportEvents final : public groupware::api::Action {
public:
    /// @param service  outlives this object
    /// @param mostOctets  of a file, asked at each use
    ImportEvents(const CalendarService& service, groupware::api::ImportForm form,
                 std::function<std::size_t()> mostOctets)
        : service_(service), form_(std::move(form)), mostOctets_(std::move(mostOctets)) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const CalendarService& service_;
    groupware::api::ImportForm form_;
    std::function<std::size_t()> mostOctets_;
};

}  // namespace groupware::calendar::api
