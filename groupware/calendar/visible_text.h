#pragma once

#include "groupware/formats/ical/calendar.h"

#include <functional>
#include <span>
#include <string>

/// Texts of calendar objects for those they do not belong to, and many in one file. Pure.
namespace groupware::calendar {

/// The object without what is private of it: of such VEVENTs nothing is left but when they are, their UID, and what
/// they make of the owner's time. RFC 5545 section 3.8.1.3.
/// @return whether anything was left out
bool hidePrivate(formats::ical::Component& calendar);

/// One calendar with each time zone once. RFC 5545 section 3.4.
class EventFileWriter {
public:
    EventFileWriter();

    void add(const formats::ical::Component& object);
    [[nodiscard]] std::string text() const { return file_.text(); }

private:
    formats::ical::Component file_;
};

}  // namespace groupware::calendar
