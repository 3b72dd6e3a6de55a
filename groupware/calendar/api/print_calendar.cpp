#include "groupware/calendar/api/print_calendar.h"

#include "groupware/api/coded_error.h"
#include "groupware/calendar/api/print_page.h"
#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/api/wire.h"

#include <chrono>
#include <string>
#include <utility>

namespace groupware::calendar::api {
namespace {

[[noreturn]] void invalid(const std::string& text) {
    throw engine::CodedError(ErrorCode::BadRequest, engine::kInvalidParameter, text, text);
}

bool isPage(const engine::Call& call) {
    const auto format = call.parameter("format").value_or("json");
    if (format != "json" && format != "html") invalid("The parameter 'format' is json or html.");
    return format == "html";
}

http::Response pageOf(std::string html) {
    http::Response response;
    response.headers = {
        {"Content-Type", "text/html; charset=utf-8"},
        {"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-modals"},
        {"X-Content-Type-Options", "nosniff"}};
    response.body = std::move(html);
    return response;
}

}  // namespace

ical::TimeContext PrintCalendar::timesOf(const Caller& caller, const engine::Call& call) const {
    const auto zone = call.parameter("timezone");
    if (!zone) return {find_, caller.timeZone};
    if (find_(*zone) == nullptr) invalid("The parameter 'timezone' names no time zone.");
    return {find_, *zone};
}

engine::Result PrintCalendar::handle(const Caller& caller, const engine::Call& call) {
    const TimeRange range = requireRange(call);
    const auto most = limits_().printedRange;
    if (range.to - range.from > most)
        invalid("At most " + std::to_string(std::chrono::floor<std::chrono::days>(most).count()) +
                " days are printed.");
    const bool page = isPage(call);
    Caller viewer = caller;
    const auto times = timesOf(caller, call);
    viewer.timeZone = times.zone;  // whole days and floating times are his, too
    const Details details{.fields = true, .expanded = true};
    const auto folder = call.parameter("folder");
    const auto found =
        folder ? queries_.inRange(viewer, folderId(*folder), range, details) : queries_.inRange(viewer, range, details);
    const auto days = printedDays(found.events, range, times);
    engine::Result answer;
    answer.timestamp = found.timestamp;
    if (page) {
        answer.response = pageOf(printedHtml(days, "Calendar"));
    } else {
        answer.data = printedJson(days);
    }
    return answer;
}

}  // namespace groupware::calendar::api
