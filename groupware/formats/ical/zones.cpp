#include "groupware/formats/ical/zones.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/ical/zone_name.h"

#include <utility>

namespace groupware::formats::ical {
namespace {

using std::chrono::local_seconds;
using std::chrono::sys_seconds;

}  // namespace

sys_seconds instantOf(local_seconds local, const tzif::TimeZone& zone) {
    // Offsets change at most once in these two days.
    const sys_seconds asIfUtc(local.time_since_epoch());
    const auto before = zone.offsetAt(asIfUtc - std::chrono::days(1));
    const auto after = zone.offsetAt(asIfUtc + std::chrono::days(1));
    if (before == after || zone.offsetAt(asIfUtc - before) == before) return asIfUtc - before;
    return zone.offsetAt(asIfUtc - after) == after ? asIfUtc - after : asIfUtc - before;
}

local_seconds localOf(sys_seconds instant, const tzif::TimeZone& zone) {
    return local_seconds(instant.time_since_epoch() + zone.offsetAt(instant));
}

Zones::Zones(FindZone find, std::shared_ptr<const tzif::TimeZone> floating, const lines::Component* calendar)
    : find_(std::move(find)), floating_(std::move(floating)), calendar_(calendar) {}

MatchedZone FindZone::match(const lines::Component& definition, std::chrono::year used) const {
    if (byRules_) return byRules_(definition, used);
    return {.name = {}, .zone = std::make_shared<const tzif::TimeZone>(timeZoneOf(definition))};
}

MatchedZone Zones::load(std::string_view tzid) {
    const auto name = zoneName(tzid, [this](std::string_view each) { return find_(each) != nullptr; });
    if (name) return {.name = *name, .zone = find_(*name)};
    const auto* definition = calendar_ == nullptr ? nullptr : findTimeZone(*calendar_, tzid);
    if (definition == nullptr || definitions_++ >= kMaxDefinitions) return {};
    try {
        return find_.match(*definition, firstUse(*calendar_, tzid));
    } catch (const Error&) {
        return {};  // better an hour off than an object that cannot be shown
    }
}

const MatchedZone& Zones::remembered(std::string_view tzid) {
    auto found = known_.find(tzid);
    if (found == known_.end()) found = known_.emplace(tzid, load(tzid)).first;
    return found->second;
}

const tzif::TimeZone& Zones::of(std::string_view tzid) {
    const auto& found = remembered(tzid);
    return found.zone ? *found.zone : *floating_;
}

bool Zones::knows(std::string_view tzid) {
    return remembered(tzid).zone != nullptr;
}

std::string_view Zones::nameOf(std::string_view tzid) {
    return remembered(tzid).name;
}

const tzif::TimeZone& Zones::of(const TimeValue& time) {
    switch (time.form) {
        case TimeValue::Form::Utc: return utc_;
        case TimeValue::Form::Zoned: return of(time.zone);
        case TimeValue::Form::Date:
        case TimeValue::Form::Floating: break;
    }
    return *floating_;
}

sys_seconds Zones::instantOf(const TimeValue& time) {
    return ical::instantOf(time.local, of(time));
}

}  // namespace groupware::formats::ical
