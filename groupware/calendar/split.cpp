#include "groupware/base/error.h"
#include "groupware/calendar/exceptions.h"
#include "groupware/calendar/recurrence_id.h"
#include "groupware/calendar/series.h"
#include "groupware/calendar/vevent.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/rule.h"
#include "groupware/formats/ical/rule_iterator.h"
#include "groupware/formats/ical/vtimezone.h"

#include <algorithm>
#include <utility>

namespace groupware::calendar {
namespace {

using ical::Component;
using ical::TimeValue;
using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr auto kSet = "X-CALENDARSERVER-RECURRENCE-SET";

[[noreturn]] void refuse(const char* text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

void link(Component& event, const std::string& set) {
    auto relations = ical::relatedTo(event);
    const auto isSet = [](const ical::RelatedTo& each) { return each.type == kSet; };
    if (std::any_of(relations.begin(), relations.end(), isSet)) return;
    relations.push_back({.uid = set, .type = kSet});
    ical::setRelatedTo(event, relations);
}

std::string setOf(const Component& event, const std::string& uid) {
    for (const auto& relation : ical::relatedTo(event)) {
        if (relation.type == kSet) return relation.uid;
    }
    return uid;
}

class Splitter {
public:
    Splitter(const Component& calendar, const TimeValue& id, const EditContext& context)
        : calendar_(calendar),
          context_(context),
          zones_(zonesOf(calendar, context.times)),
          fields_(fieldsOf(*findSeries(calendar), zones_)),
          recurrence_(*ical::recurrenceOf(*findSeries(calendar), zones_)),
          cut_(likeStart(id, fields_.start, zones_)),
          at_(zones_.instantOf(cut_)) {
        recurrence_.exceptions.clear();
        const auto instance = instanceOf(recurrence_, cut_, zones_, context.bounds);
        if (!instance) throwNoInstance();
        cut_ = inFormOf(cut_, instance->local);  // the series' own time, also where clocks leave it out
    }

    /// Whether an instance comes before the cut.
    [[nodiscard]] bool hasPast() {
        auto from = zones_.instantOf(fields_.start);
        for (const auto& each : fields_.additions) from = std::min(from, zones_.instantOf(each));
        return from < at_;
    }

    Split split(const std::string& uid) {
        Split parts{.past = calendar_, .future = calendar_};
        if (!fields_.rule.empty()) first_ = firstByRule();
        const auto set = setOf(*findSeries(calendar_), fields_.uid);
        cutPast(parts.past, set);
        cutFuture(parts.future, uid, set);
        const auto used = ical::zonesUsed(calendar_);
        settleTimeZones(parts.past, used, context_.times);
        settleTimeZones(parts.future, used, context_.times);
        return parts;
    }

private:
    [[nodiscard]] std::vector<ical::Occurrence> expand(const ical::Recurrence& series, const ical::Window& window,
                                                       std::size_t most) {
        return ical::expand(series, window, zones_, {.occurrences = most, .steps = context_.bounds.steps}).occurrences;
    }

    [[nodiscard]] bool isPast(const TimeValue& time) {
        return zones_.instantOf(likeStart(time, fields_.start, zones_)) < at_;
    }

    [[nodiscard]] std::vector<TimeValue> those(const std::vector<TimeValue>& times, bool past) {
        std::vector<TimeValue> result;
        std::copy_if(times.begin(), times.end(), std::back_inserter(result),
                     [&](const TimeValue& time) { return isPast(time) == past; });
        return result;
    }

    /// RFC 5545 section 3.3.10: a date for dates, UTC for what has a zone.
    [[nodiscard]] TimeValue lastBefore() const {
        if (cut_.isDate()) return inFormOf(cut_, cut_.local - days(1));
        if (cut_.form == TimeValue::Form::Floating) return inFormOf(cut_, cut_.local - seconds(1));
        return ical::utc(at_ - seconds(1));
    }

    void cutPast(Component& calendar, const std::string& set) {
        auto& series = *findSeries(calendar);
        auto fields = fields_;
        if (first_) {
            auto rule = ical::parseRule(fields.rule);
            rule.count.reset();
            rule.until = lastBefore();
            fields.rule = ical::write(rule);
        }
        fields.additions = those(fields_.additions, true);
        fields.exceptions = those(fields_.exceptions, true);
        putFields(series, fields, zones_);
        link(series, set);
        stamp(series, context_.now);
        removeExceptions(calendar, [this](const TimeValue& id) { return !isPast(id); });
    }

    /// The rule goes on from its own first instance: counting from an RDATE would change which weeks it names.
    [[nodiscard]] std::optional<ical::Occurrence> firstByRule() {
        auto rules = recurrence_;
        rules.additions.clear();
        const sys_seconds kLast = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);
        for (const auto& each : expand(rules, {.from = at_, .to = kLast}, 2)) {
            if (each.start >= at_) return each;
        }
        return std::nullopt;
    }

    /// What is left of COUNT. The start counts even if the rule does not name it.
    [[nodiscard]] std::uint32_t countLeft(const ical::Rule& rule) const {
        ical::Steps steps(context_.bounds.steps);
        const auto start = fields_.start.local;
        ical::RuleIterator times(
            rule, {.start = start, .isDate = fields_.start.isDate(), .last = cut_.local - seconds(1)}, steps);
        std::uint32_t before = 0;
        while (const auto time = times.next()) before += before == 0 && *time != start ? 2 : 1;
        return *rule.count - std::clamp<std::uint32_t>(before, 1, *rule.count);
    }

    void cutFuture(Component& calendar, const std::string& uid, const std::string& set) {
        auto fields = fields_;
        fields.additions = those(fields_.additions, false);
        fields.exceptions = those(fields_.exceptions, false);
        auto first = first_;
        if (!first) {
            fields.rule.clear();
            std::erase(fields.additions, cut_);
            first = expand(recurrence_, {.from = at_, .to = at_ + seconds(1)}, context_.bounds.occurrences).back();
        } else if (auto rule = ical::parseRule(fields.rule); rule.count) {
            rule.count = countLeft(rule);
            fields.rule = ical::write(rule);
        }
        removeExceptions(calendar, [this](const TimeValue& id) { return isPast(id); });
        moveStart(fields, *first);
        fields.uid = uid;
        auto& series = *findSeries(calendar);
        putFields(series, fields, zones_);
        ical::setTime(series, "CREATED", ical::utc(std::chrono::floor<seconds>(context_.now)));
        link(series, set);
        stamp(series, context_.now);
        for (const auto index : exceptionIndices(calendar)) ical::setText(calendar.components()[index], "UID", uid);
    }

    void moveStart(EventFields& fields, const ical::Occurrence& first) {
        const auto instance = fieldsOf(exceptionFor(*findSeries(calendar_), first, zones_), zones_);
        fields.start = instance.start;
        fields.end = instance.end;
        fields.alarms = instance.alarms;
    }

    const Component& calendar_;
    const EditContext& context_;
    ical::Zones zones_;
    EventFields fields_;
    ical::Recurrence recurrence_;
    TimeValue cut_;
    sys_seconds at_;
    std::optional<ical::Occurrence> first_;  ///< of the rule, from the cut on
};

}  // namespace

std::optional<Split> split(const Component& calendar, const TimeValue& recurrenceId, const std::string& uid,
                           const EditContext& context) {
    const auto* series = findSeries(calendar);
    auto zones = zonesOf(calendar, context.times);
    if (series == nullptr || !fieldsOf(*series, zones).recurs() || !ical::time(*series, "DTSTART"))
        refuse("Only a series has events that follow.");
    // Which rule ends where cannot be said in one UNTIL.
    if (std::count_if(series->properties().begin(), series->properties().end(),
                      [](const auto& property) { return property.is("RRULE"); }) > 1)
        refuse("A series of several rules cannot be divided.");
    Splitter splitter(calendar, recurrenceId, context);
    if (!splitter.hasPast()) return std::nullopt;
    return splitter.split(uid);
}

}  // namespace groupware::calendar
