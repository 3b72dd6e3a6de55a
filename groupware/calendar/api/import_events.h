#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/http/multipart.h"

#include <functional>
#include <utility>

namespace groupware::calendar::api {

/// `import?action=ICAL` of calendar folders: adds the events of an uploaded file and reports each calendar object.
class ImportEvents final : public groupware::api::Action {
public:
    /// @param service  outlives this object
    /// @param mostOctets  of a file, asked at each use
    ImportEvents(const CalendarService& service, const http::MultipartLimits& limits,
                 std::function<std::size_t()> mostOctets)
        : service_(service), limits_(limits), mostOctets_(std::move(mostOctets)) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const CalendarService& service_;
    http::MultipartLimits limits_;
    std::function<std::size_t()> mostOctets_;
};

}  // namespace groupware::calendar::api
