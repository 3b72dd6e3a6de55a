#include "groupware/calendar/stored_text.h"

namespace groupware::calendar {

formats::ical::Component parseStored(std::string_view text) {
    return formats::ical::parseCalendar(text, {.octets = text.size() + 1, .lines = text.size() + 1});
}

}  // namespace groupware::calendar
