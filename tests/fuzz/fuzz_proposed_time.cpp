#include "groupware/base/error.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/proposed_time.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

namespace ical = groupware::formats::ical;

void require(bool holds) {
    if (!holds) std::abort();
}

/// What the line says stays said, in a line that anybody reads.
void check(ical::ContentLine& line) {
    const auto proposed = ical::proposedTime(line);
    ical::ContentLine other("ATTENDEE", "mailto:anna@example.com");
    ical::putProposedTime(other, proposed);
    require(ical::proposedTime(other) == proposed);
    if (proposed) {
        require(proposed->start.form == proposed->end.form && proposed->start.local <= proposed->end.local);
        ical::putProposedTime(line, proposed);
        require(ical::proposedTime(line) == proposed);
    }
    ical::putProposedTime(line, std::nullopt);
    require(!ical::proposedTime(line));
    ical::putProposedTime(other, std::nullopt);
    require(other.parameters().empty());
}

}  // namespace

/// ATTENDEE lines of calendars, with whatever parameters of ours somebody writes into them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        auto calendar = ical::parseCalendar(text, {.octets = 1 << 16, .lines = 1000});
        for (auto& event : calendar.components()) {
            for (auto& property : event.properties()) {
                if (property.is("ATTENDEE")) check(property);
            }
        }
        const auto written = calendar.text();
        require(ical::parseCalendar(written, {.octets = written.size(), .lines = written.size()}).text() == written);
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}
