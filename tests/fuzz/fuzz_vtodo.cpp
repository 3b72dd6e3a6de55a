#include "groupware/base/error.h"
#include "groupware/formats/ical/calendar_file.h"
#include "groupware/formats/ical/calendar_writer.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/vtodo.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace {

namespace ical = groupware::formats::ical;
namespace tasks = groupware::tasks;
namespace tzif = groupware::formats::tzif;

void require(bool holds) {
    if (!holds) std::abort();
}

std::shared_ptr<const tzif::TimeZone> findZone(std::string_view name) {
    if (name == "UTC") return std::make_shared<const tzif::TimeZone>();
    if (name != "Europe/Berlin") return nullptr;
    return std::make_shared<const tzif::TimeZone>(std::chrono::hours(1), std::vector<tzif::TimeZone::Transition>{},
                                                  tzif::PosixRule::parse("CET-1CEST,M3.5.0,M10.5.0/3", false));
}

constexpr tasks::Limits kLimits{
    .titleCharacters = 767, .noteCharacters = 65'535, .textCharacters = 255, .objectBytes = 1 << 20};

bool isValid(const tasks::Fields& fields) {
    try {
        requireValid(fields, kLimits);
        return true;
    } catch (const groupware::Error&) {
        return false;
    }
}

/// What a client changes can be read again, and nothing else is lost.
void change(ical::Component calendar, const tasks::TimeContext& times) {
    auto fields = tasks::fieldsOf(calendar, times);
    fields.title = "changed";
    fields.status = tasks::Status::Done;
    tasks::settle(fields, groupware::Instant(std::chrono::hours(500'000)));
    if (!isValid(fields)) return;
    tasks::putFields(calendar, fields, times);
    const auto now = tasks::fieldsOf(calendar, times);
    require(now.title == fields.title && now.status == fields.status && now.start == fields.start &&
            now.due == fields.due && now.series == fields.series && now.note == fields.note);
    const auto text = calendar.text();
    const auto again = ical::parseCalendar(text, {.octets = text.size(), .lines = text.size()});
    require(tasks::fieldsOf(again, times) == now);
}

void check(const ical::Component& object) {
    const tasks::TimeContext times{.find = findZone, .zone = "Europe/Berlin"};
    const auto before = object.text();
    auto same = object;
    const auto fields = tasks::fieldsOf(object, times);
    tasks::putFields(same, fields, times);
    tasks::putAlarm(same, tasks::alarmOf(object, times), times);
    require(same.text() == before);
    auto attended = object;
    tasks::putAttendees(attended, tasks::attendeesOf(object));
    require(tasks::attendeesOf(attended) == tasks::attendeesOf(object));
    change(object, times);
    if (const auto next = tasks::nextOccurrence(object, "next", times, groupware::Instant(std::chrono::hours(500'000))))
        require(tasks::fieldsOf(next->calendar, times).uid == "next");
}

}  // namespace

/// Tasks keep their octets when nothing changes, and what is changed can be read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        ical::CalendarWriter writer(findZone, "-//A//B//EN", "VTODO");
        const auto source = groupware::formats::lines::sourceOf(text);
        const auto file = ical::CalendarFile::look(source, {.kind = "VTODO"}, {.octets = 1 << 18, .objects = 50});
        for (const auto& item : file.items()) {
            const auto object = file.object(source, item, 1 << 18);
            check(object);
            writer.add(object);
        }
        (void)ical::parseCalendar(writer.finish(), {.octets = 1 << 20, .lines = 1 << 20});
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}
