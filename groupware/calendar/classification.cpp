#include "groupware/calendar/classification.h"

#include "groupware/formats/lines/ascii.h"

namespace groupware::calendar {

namespace lines = formats::lines;

Class classOf(const formats::ical::Component& event) {
    const auto* property = event.find("CLASS");
    if (property == nullptr) return Class::Public;
    const auto word = lines::trimmed(property->value());
    if (word.empty() || lines::equal(word, "PUBLIC")) return Class::Public;
    return lines::equal(word, "CONFIDENTIAL") ? Class::Confidential : Class::Private;
}

Class classOf(const formats::ical::Component& event, const formats::ical::Component* series) {
    return series == nullptr || event.find("CLASS") != nullptr ? classOf(event) : classOf(*series);
}

}  // namespace groupware::calendar
