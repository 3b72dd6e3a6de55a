#include "groupware/base/error.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/tasks/vtodo.h"
#include "groupware/tasks/vtodo_words.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace groupware::tasks {
namespace {

using ical::Component;
using ical::TimeValue;
using std::chrono::local_seconds;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr auto kProduct = "-//Yoke//Tasks//EN";

std::optional<std::string> orNothing(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::string decimal(std::int64_t hundredths) {
    const std::int64_t amount = std::abs(hundredths);
    const std::string fraction = std::to_string(amount % 100);
    return (hundredths < 0 ? "-" : "") + std::to_string(amount / 100) + (fraction.size() < 2 ? ".0" : ".") + fraction;
}

void putStatus(Component& todo, Status status) {
    const char* word = "NEEDS-ACTION";
    std::optional<std::string> own;
    switch (status) {
        case Status::NotStarted: break;
        case Status::InProgress: word = "IN-PROCESS"; break;
        case Status::Done: word = "COMPLETED"; break;
        case Status::Waiting: own = kWaiting; break;
        case Status::Deferred: own = kDeferred; break;
    }
    ical::setText(todo, "STATUS", std::string(word));
    ical::setText(todo, kStatus, own);
}

void putPriority(Component& todo, int priority) {
    constexpr std::int64_t kLow = 9;
    constexpr std::int64_t kMedium = 5;
    std::optional<std::int64_t> number;
    if (priority == 1) number = kLow;
    if (priority == 2) number = kMedium;
    if (priority == 3) number = 1;
    ical::setNumber(todo, "PRIORITY", number);
}

std::vector<std::string> split(const std::string& list) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from < list.size();) {
        const auto comma = std::min(list.find(',', from), list.size());
        parts.push_back(list.substr(from, comma - from));
        from = comma + 1;
    }
    return parts;
}

void putTexts(Component& todo, const Fields& have, const Fields& wanted) {
    const auto put = [&](const char* name, const std::string& before, const std::string& after) {
        if (before != after) ical::setText(todo, name, orNothing(after));
    };
    if (have.uid.empty()) put("UID", have.uid, wanted.uid);
    put("SUMMARY", have.title, wanted.title);
    put("DESCRIPTION", have.note, wanted.note);
    put(kCurrency, have.currency, wanted.currency);
    put(kBilling, have.billing, wanted.billing);
    put(kCompanies, have.companies, wanted.companies);
    put(kTripMeter, have.tripMeter, wanted.tripMeter);
    if (have.categories != wanted.categories) ical::setList(todo, "CATEGORIES", split(wanted.categories));
    if (have.isPrivate != wanted.isPrivate)
        ical::setText(todo, "CLASS", wanted.isPrivate ? std::optional<std::string>("PRIVATE") : std::nullopt);
    if (have.organizer == wanted.organizer) return;
    std::optional<ical::Person> organizer;
    if (!wanted.organizer.empty()) organizer = ical::Person{.uri = "mailto:" + wanted.organizer};
    ical::setOrganizer(todo, organizer);
}

void putNumbers(Component& todo, const Fields& have, const Fields& wanted) {
    const auto put = [&](const char* name, const auto& before, const auto& after) {
        if (before != after) ical::setNumber(todo, name, after);
    };
    const auto positive = [](int number) { return number == 0 ? std::nullopt : std::optional<std::int64_t>(number); };
    put("PERCENT-COMPLETE", positive(have.percent), positive(wanted.percent));
    put("SEQUENCE", positive(have.sequence), positive(wanted.sequence));
    put(kColorLabel, positive(have.colorLabel), positive(wanted.colorLabel));
    put(kTargetDuration, have.targetDuration, wanted.targetDuration);
    put(kActualDuration, have.actualDuration, wanted.actualDuration);
    put(kAfterComplete, have.afterComplete, wanted.afterComplete);
    const auto putCosts = [&](const char* name, const auto& before, const auto& after) {
        if (before != after) ical::setText(todo, name, after ? std::optional(decimal(*after)) : std::nullopt);
    };
    putCosts(kTargetCosts, have.targetCosts, wanted.targetCosts);
    putCosts(kActualCosts, have.actualCosts, wanted.actualCosts);
    if (have.status != wanted.status) putStatus(todo, wanted.status);
    if (have.priority != wanted.priority) putPriority(todo, wanted.priority);
    if (have.completed == wanted.completed) return;
    std::optional<TimeValue> completed;
    if (wanted.completed) completed = ical::utc(std::chrono::floor<seconds>(*wanted.completed));
    ical::setTime(todo, "COMPLETED", completed);
}

/// Writes start, end and series; the rest of the calendar is only read.
class TimesWriter {
public:
    TimesWriter(Component& calendar, const Fields& wanted, const TimeContext& times)
        : calendar_(calendar), todo_(requireTodo(calendar)), wanted_(wanted), times_(times), user_(times.userZone()) {}

    void write(const Fields& have) {
        const bool form = have.wholeDays != wanted_.wholeDays || (wanted_.series && !have.series);
        if (form || have.start != wanted_.start) put("DTSTART", wanted_.start, have.wholeDays == wanted_.wholeDays);
        // A DURATION said when it was due; what a new start makes of it may not be what is wanted.
        const Fields now = fieldsOf(calendar_, times_);
        if (form || now.due != wanted_.due || now.wholeDays != wanted_.wholeDays) {
            todo_.removeAll("DURATION");
            put("DUE", wanted_.due, have.wholeDays == wanted_.wholeDays);
        }
        if (have.series != wanted_.series) putSeries();
        if (zoned_) defineZones();
    }

private:
    /// In the zone that is there; a new series in the user's, so that it keeps its local time; all else in UTC.
    void put(const char* name, const std::optional<Instant>& instant, bool sameForm) {
        if (!instant) return todo_.removeAll(name);
        const auto at = std::chrono::floor<seconds>(*instant);
        if (wanted_.wholeDays)
            return ical::setTime(
                todo_, name, TimeValue{.form = TimeValue::Form::Date, .local = local_seconds(at.time_since_epoch())});
        const auto before = ical::time(std::as_const(todo_), name);
        if (sameForm && before && before->form == TimeValue::Form::Zoned) {
            ical::Zones zones(times_.find, user_, &calendar_);
            auto time = *before;
            time.local = ical::localOf(at, zones.of(*before));
            return ical::setTime(todo_, name, time);
        }
        if (!wanted_.series || times_.zone == "UTC") return ical::setTime(todo_, name, ical::utc(at));
        zoned_ = true;
        ical::setTime(
            todo_, name,
            TimeValue{.form = TimeValue::Form::Zoned, .local = ical::localOf(at, *user_), .zone = times_.zone});
    }

    void putSeries() {
        todo_.removeAll("RRULE");
        if (!wanted_.series) {
            todo_.removeAll("RDATE");
            todo_.removeAll("EXDATE");
            return;
        }
        auto first = ical::time(std::as_const(todo_), "DTSTART");
        if (!first) first = ical::time(std::as_const(todo_), "DUE");
        if (!first) return;  // not valid
        ical::Zones zones(times_.find, user_, &calendar_);
        const auto rule = ruleOf(*wanted_.series, {.time = *first, .zone = zones.of(*first)});
        todo_.add({"RRULE", ical::write(rule)});
    }

    /// Other clients may not know the zone by its name.
    void defineZones() {
        constexpr auto kYears = std::chrono::years(10);
        for (const auto& name : ical::zonesUsed(calendar_)) {
            if (name != times_.zone || ical::findTimeZone(calendar_, name) != nullptr) continue;
            const auto from = std::chrono::floor<seconds>(wanted_.start.value_or(wanted_.due.value_or(Instant{})));
            zonesToAdd_.push_back(ical::defineTimeZone(name, *user_, from, from + kYears));
        }
        for (auto& zone : zonesToAdd_) calendar_.add(std::move(zone));  // `todo_` is no more
    }

    Component& calendar_;
    Component& todo_;
    const Fields& wanted_;
    const TimeContext& times_;
    std::shared_ptr<const formats::tzif::TimeZone> user_;  // shared with whoever remembers zones
    bool zoned_ = false;                                   ///< the user's zone came in
    std::vector<Component> zonesToAdd_;
};

const char* wordOf(Confirmation confirmation) {
    switch (confirmation) {
        case Confirmation::None: return "NEEDS-ACTION";
        case Confirmation::Accepted: return "ACCEPTED";
        case Confirmation::Declined: return "DECLINED";
        case Confirmation::Tentative: return "TENTATIVE";
    }
    return "NEEDS-ACTION";
}

std::string lowered(const std::string& address) {
    return formats::lines::lower(std::string_view(address));
}

}  // namespace

Component makeTodoCalendar(const std::string& uid, Instant now) {
    auto calendar = ical::makeCalendar(kProduct);
    Component todo("VTODO");
    ical::setText(todo, "UID", uid);
    const auto time = ical::utc(std::chrono::floor<seconds>(now));
    ical::setTime(todo, "DTSTAMP", time);
    ical::setTime(todo, "CREATED", time);
    calendar.add(std::move(todo));
    return calendar;
}

void putFields(Component& calendar, const Fields& wanted, const TimeContext& times) {
    const Fields have = fieldsOf(calendar, times);
    auto& todo = requireTodo(calendar);
    putTexts(todo, have, wanted);
    putNumbers(todo, have, wanted);
    TimesWriter(calendar, wanted, times).write(have);
}

void putAttendees(Component& calendar, const std::vector<Participant>& participants) {
    auto& todo = requireTodo(calendar);
    const auto before = ical::attendees(todo);
    std::vector<ical::Person> people;
    for (const auto& participant : participants) {
        if (participant.kind == ParticipantKind::Group || participant.mail.empty()) continue;
        const auto address = lowered(participant.mail);
        const auto same = [&](const ical::Person& person) { return person.address() == address; };
        const auto found = std::find_if(before.begin(), before.end(), same);
        if (std::any_of(people.begin(), people.end(), same)) continue;
        ical::Person person = found != before.end() ? *found : ical::Person{.uri = "mailto:" + participant.mail};
        if (found == before.end()) person.name = participant.name;
        const Confirmation known = found == before.end() ? Confirmation::None : confirmationOf(person.status);
        if (known != participant.confirmation) person.status = wordOf(participant.confirmation);
        people.push_back(std::move(person));
    }
    ical::setAttendees(todo, people);
}

void stamp(Component& calendar, Instant now) {
    auto& todo = requireTodo(calendar);
    const auto time = ical::utc(std::chrono::floor<seconds>(now));
    ical::setTime(todo, "DTSTAMP", time);
    ical::setTime(todo, "LAST-MODIFIED", time);
}

}  // namespace groupware::tasks
