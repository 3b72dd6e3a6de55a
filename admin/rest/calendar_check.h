#pragma once

#include "admin/rest/resource.h"
#include "admin/service/calendar_check_service.h"

namespace admin::rest {

/// `/contexts/<id>/calendarcheck`: a page of what is wrong with the calendars of a context. GET looks (`?after=`), POST
/// `{"after": 0}` mends, too. Made per request.
class CalendarCheck final : public PartialResource {
public:
    /// @param service  must outlive this object
    CalendarCheck(const CalendarCheckService& service, groupware::ContextId context)
        : service_(service), context_(context) {}

    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;

private:
    const CalendarCheckService& service_;
    groupware::ContextId context_;
};

}  // namespace admin::rest
