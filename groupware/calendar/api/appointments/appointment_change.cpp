#include "groupware/calendar/api/appointments/appointment_change.h"

#include "groupware/api/local_time.h"
#include "groupware/api/series_members.h"
#include "groupware/base/error.h"
#include "groupware/calendar/api/appointments/appointment_times.h"
#include "groupware/calendar/api/wire.h"
#include "groupware/formats/ical/rule.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar::api {
namespace {

constexpr auto kOutlookBusy = "X-MICROSOFT-CDO-BUSYSTATUS";

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

std::optional<int> numberIn(const json::Object& object, const char* key, std::int64_t least, std::int64_t most) {
    const auto number = json::integer(object, key);
    if (!number) return std::nullopt;
    if (*number < least || *number > most)
        refuse("\"" + std::string(key) + "\" must be " + std::to_string(least) + " to " + std::to_string(most) + '.');
    return static_cast<int>(*number);
}

/// In the words of Outlook, which every client shows; TRANSP says whether time is taken.
void showAs(EventFields& fields, int shownAs) {
    std::erase_if(fields.extended,
                  [](const ExtendedProperty& each) { return formats::lines::equal(each.name, kOutlookBusy); });
    fields.transparent = shownAs == Appointment::kFree;
    const char* word = nullptr;
    if (shownAs == Appointment::kTemporary) word = "TENTATIVE";
    if (shownAs == Appointment::kAbsent) word = "OOF";
    if (shownAs == Appointment::kReserved && fields.status == Status::Tentative) word = "BUSY";
    if (word != nullptr) fields.extended.push_back({.name = kOutlookBusy, .value = word});
}

/// The first alarm that the interface can say is the one it says; "none" means all of those.
void setAlarm(EventFields& fields, int before) {
    const auto says = [](const Alarm& alarm) { return minutesOf(alarm).has_value(); };
    if (before < 0) {
        std::erase_if(fields.alarms, says);
        return;
    }
    const auto trigger =
        before == 0 ? std::string("PT0S") : ical::write(ical::Duration{.time = -std::chrono::minutes(before)});
    const auto found = std::find_if(fields.alarms.begin(), fields.alarms.end(), says);
    if (found != fields.alarms.end()) {
        found->trigger = trigger;
    } else {
        fields.alarms.push_back({.trigger = trigger, .description = fields.summary});
    }
}

/// A rule beyond the words of the interface stays when only its end changes.
std::string ruleWith(const ical::SimpleSeries& series, const ical::SimpleSeries& before, const std::string& rule,
                     const ical::SeriesStart& start) {
    auto same = before;
    same.until = series.until;
    same.occurrences = series.occurrences;
    const auto simple = ical::ruleOf(series, start);
    if (same != series || rule.empty()) return ical::write(simple);
    auto kept = ical::parseRule(rule);
    kept.until = simple.until;
    kept.count = simple.count;
    return ical::write(kept);
}

/// What begins to recur in UTC would be an hour off half of the year: it is where the user is.
void keepLocalTime(EventFields& fields, const ical::TimeContext& times) {
    if (fields.start.form != ical::TimeValue::Form::Utc || times.zone == "UTC" || !times.find(times.zone)) return;
    const auto zone = times.userZone();
    for (auto* time : {&fields.start, &fields.end}) {
        if (time->form != ical::TimeValue::Form::Utc) continue;
        const std::chrono::sys_seconds at(time->local.time_since_epoch());
        *time = {.form = ical::TimeValue::Form::Zoned, .local = ical::localOf(at, *zone), .zone = times.zone};
    }
}

/// Collects what differs from what was shown.
class ChangeReader {
public:
    ChangeReader(const json::Object& sent, const Event* event, const AppointmentContext& context)
        : sent_(sent), event_(event), context_(context), times_(sent, event, context) {
        if (event != nullptr) shown_ = appointmentOf(*event, context.directory, context.times);
        if (event == nullptr) shown_.participants.push_back({.id = context.caller.value});
    }

    EventChange read() {
        texts();
        numbers();
        if (auto step = times_.step()) steps_.push_back(std::move(step));
        series();
        alarm();
        participants();
        EventChange change;
        change.fields = [steps = std::move(steps_)](EventFields& fields) {
            for (const auto& step : steps) step(fields);
        };
        return change;
    }

private:
    using Step = std::function<void(EventFields&)>;

    void text(const char* key, const std::string& shown, std::string EventFields::*field) {
        if (!sent_.has(key)) return;
        auto value = json::text(sent_, key).value_or("");
        if (value != shown) steps_.push_back([field, value = std::move(value)](EventFields& f) { f.*field = value; });
    }

    void texts() {
        text("title", shown_.title, &EventFields::summary);
        text("note", shown_.note, &EventFields::description);
        text("location", shown_.location, &EventFields::location);
        if (event_ == nullptr) text("uid", shown_.uid, &EventFields::uid);  // is written once
        if (!sent_.has("categories")) return;
        const auto list = json::text(sent_, "categories").value_or("");
        if (splitCategories(list) == splitCategories(shown_.categories)) return;
        steps_.push_back([list](EventFields& fields) { fields.categories = splitCategories(list, fields.categories); });
    }

    void numbers() {
        const auto isPrivate = json::flag(sent_, "private_flag");
        if (isPrivate && *isPrivate != shown_.isPrivate)
            steps_.push_back([value = *isPrivate](EventFields& fields) {
                fields.classification = value ? Class::Private : Class::Public;
            });
        const auto label = numberIn(sent_, "color_label", 0, static_cast<std::int64_t>(labelColors().size()));
        if (label && *label != shown_.colorLabel)
            steps_.push_back([value = *label](EventFields& fields) {
                fields.color = value == 0 ? "" : std::string(labelColors().at(static_cast<std::size_t>(value) - 1));
            });
        const auto shownAs = numberIn(sent_, "shown_as", Appointment::kReserved, Appointment::kFree);
        if (shownAs && *shownAs != shown_.shownAs)
            steps_.push_back([value = *shownAs](EventFields& fields) { showAs(fields, value); });
    }

    void series() {
        if (event_ != nullptr && !event_->recurrenceId.empty()) return;  // an instance is no series
        auto wanted = shown_.series;
        groupware::api::SeriesMembers(sent_).apply(wanted);
        if (wanted == shown_.series) return;
        if (!wanted) {
            steps_.push_back([](EventFields& fields) {
                fields.rule.clear();
                fields.additions.clear();
            });
            return;
        }
        steps_.push_back([wanted = *wanted, before = shown_.series, times = context_.times](EventFields& fields) {
            auto series = wanted;
            if (!before) keepLocalTime(fields, times);
            ical::complete(series, std::chrono::floor<std::chrono::days>(fields.start.local));
            ical::requireValid(series);
            ical::Zones zones(times.find, times.userZone());
            const ical::SeriesStart start{.time = fields.start, .zone = zones.of(fields.start)};
            fields.rule = ruleWith(series, before.value_or(ical::SimpleSeries{.type = 0}), fields.rule, start);
        });
    }

    void alarm() {
        if (!sent_.has("alarm")) return;
        constexpr std::int64_t kLongest = std::int64_t{60} * 24 * 366;
        const int before = numberIn(sent_, "alarm", Appointment::kNoAlarm, kLongest).value_or(Appointment::kNoAlarm);
        if (before != shown_.alarm) steps_.push_back([before](EventFields& fields) { setAlarm(fields, before); });
    }

    void participants() {
        if (!sent_.has("participants")) return;
        auto list = json::array(sent_, "participants");
        if (!list) list = json::makeArray();
        const ParticipantChange change(event_, shown_.participants, participantsOf(*list), context_.directory);
        steps_.push_back([change](EventFields& fields) { change.apply(fields); });
    }

    const json::Object& sent_;
    const Event* event_;
    const AppointmentContext& context_;
    AppointmentTimes times_;
    Appointment shown_{};
    std::vector<Step> steps_;
};

}  // namespace

AppointmentCall appointmentCallOf(const json::Object& object) {
    AppointmentCall call{.notify = json::flag(object, "notification").value_or(true),
                         .ignoreConflicts = json::flag(object, "ignore_conflicts").value_or(false)};
    if (const auto folder = json::text(object, "folder_id"); folder && !folder->empty())
        call.folder = folderId(*folder);
    const auto position = numberIn(object, "recurrence_position", 0, std::numeric_limits<int>::max());
    if (position && *position != 0) call.position = position;
    if (const auto date = json::integer(object, "recurrence_date_position"); date && !call.position)
        call.date = dayOfWire(*date);
    return call;
}

EventChange appointmentChange(const json::Object& sent, const Event* event, const AppointmentContext& context) {
    auto change = ChangeReader(sent, event, context).read();
    const auto folder = appointmentCallOf(sent).folder;
    if (folder && (event == nullptr || *folder != event->folder)) change.folder = folder;
    return change;
}

}  // namespace groupware::calendar::api
