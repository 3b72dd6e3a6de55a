#include "groupware/formats/ical/proposed_time.h"

#include "groupware/formats/lines/ascii.h"

#include <string_view>
#include <vector>

namespace groupware::formats::ical {
namespace {

constexpr auto kTimes = "X-YOKE-COUNTER";  // start/end
constexpr auto kProposedAt = "X-YOKE-COUNTER-AT";
constexpr auto kComment = "X-YOKE-COUNTER-COMMENT";
constexpr auto kDeclined = "X-YOKE-COUNTER-DECLINED";

void put(lines::ContentLine& attendee, std::string_view name, const std::string& value) {
    if (attendee.parameter(name).value_or("") == value) return;
    attendee.setParameter(name, value.empty() ? std::vector<std::string>{} : std::vector{value});
}

}  // namespace

std::optional<ProposedTime> proposedTime(const lines::ContentLine& attendee) {
    const std::string_view times = attendee.parameter(kTimes).value_or("");
    const auto slash = times.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto start = parseTime(times.substr(0, slash));
    const auto end = parseTime(times.substr(slash + 1));
    if (!start || !end || start->form != end->form || end->local < start->local) return std::nullopt;
    return ProposedTime{.start = *start,
                        .end = *end,
                        .comment = std::string(attendee.parameter(kComment).value_or("")),
                        .declined = lines::equal(attendee.parameter(kDeclined).value_or(""), "TRUE"),
                        .proposedAt = parseTime(attendee.parameter(kProposedAt).value_or(""))};
}

void putProposedTime(lines::ContentLine& attendee, const std::optional<ProposedTime>& proposed) {
    put(attendee, kTimes, proposed ? write(proposed->start) + '/' + write(proposed->end) : "");
    put(attendee, kProposedAt, proposed && proposed->proposedAt ? write(*proposed->proposedAt) : "");
    put(attendee, kComment, proposed ? proposed->comment : "");
    put(attendee, kDeclined, proposed && proposed->declined ? "TRUE" : "");
}

}  // namespace groupware::formats::ical
