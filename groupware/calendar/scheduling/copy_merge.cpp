#include "groupware/calendar/scheduling/copy_merge.h"

#include "groupware/calendar/scheduling/counter.h"
#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/properties.h"
#include "groupware/calendar/scheduling/reply.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;
using ical::ContentLine;

/// Lines of the copy that stay whatever the organizer says: what is the attendee's, unless it is an X- property that
/// the organizer has, too; and when his program made the copy.
bool staysOwn(const ContentLine& property, const Component& theirs) {
    if (property.is("CREATED") || isClientsNote(property.name())) return true;
    if (!isPersonal(property.name())) return false;
    return formats::lines::lower(property.name().front()) != 'x' || theirs.find(property.name()) == nullptr;
}

/// Lines of the organizer's that an attendee who has the event already does not get.
bool isNotTaken(const ContentLine& property) {
    if (property.is("CREATED") || isClientsNote(property.name())) return true;
    return isPersonal(property.name()) && formats::lines::lower(property.name().front()) != 'x';
}

/// Whether a line that is different is news: neither who comes, nor that something changed.
bool saysMore(const ContentLine& property) {
    return !property.is("ATTENDEE") && !isStamp(property.name()) && !isPersonal(property.name());
}

/// What is wanted, by what it says: attendees can be hundreds.
using Lines = std::multimap<std::string, const ContentLine*>;

/// Takes the line that says the same out of the list.
bool take(Lines& lines, const ContentLine& property) {
    const auto found = lines.find(meaning(property));
    if (found == lines.end()) return false;
    lines.erase(found);
    return true;
}

/// Puts each line that is left in place of one of the same name, or at the end, in the order that they have in
/// `theirs`.
void put(Component& event, const Lines& lines, const std::vector<ical::PropertyId>& gone) {
    std::vector<const ContentLine*> wanted;
    for (const auto& [said, line] : lines) wanted.push_back(line);
    std::sort(wanted.begin(), wanted.end());  // they stand in one vector
    std::map<std::string, std::deque<ical::PropertyId>> places;
    for (const auto id : gone) places[formats::lines::upper(event.find(id)->name())].push_back(id);
    for (const auto* line : wanted) {
        auto& free = places[formats::lines::upper(line->name())];
        if (free.empty()) {
            event.add(*line);
            continue;
        }
        auto& property = *event.find(free.front());
        property.setParameters(line->parameters());
        property.setValue(line->value());
        free.pop_front();
    }
    for (const auto& [name, ids] : places) {
        for (const auto id : ids) event.remove(id);
    }
}

}  // namespace

CopyMerge::CopyMerge(const Component& copy, const Component& incoming, const std::string& me, How how,
                     const Conditions& conditions)
    : copy_(copy),
      incoming_(incoming),
      person_(conditions.people.personOf(me)),
      how_(how),
      conditions_(conditions),
      zonesCopy_(zonesOf(copy, conditions)),
      zonesIncoming_(zonesOf(incoming, conditions)),
      indexCopy_(copy, zonesCopy_),
      result_(copy) {}

std::optional<Component> CopyMerge::run() {
    if (how_.complete && !how_.organizerKnows) {
        const auto sequence = std::max(sequenceOf(incoming_), how_.sequence);
        const auto had = sequenceOf(copy_);
        if (sequence < had || (sequence == had && stampOf(incoming_, zonesIncoming_) < stampOf(copy_, zonesCopy_)))
            return std::nullopt;
    }
    mergeEvents();
    if (!newer_) return std::nullopt;
    hideDeclined();
    addZones();
    return std::move(result_);
}

/// RFC 5546 section 2.1.5, for each VEVENT; of an instance that has none yet the series counts.
bool CopyMerge::isOlder(const InstanceId& id, const Component& event) {
    const auto* had = indexCopy_.eventOf(copy_, id);
    if (had == nullptr) had = indexCopy_.eventOf(copy_, "");
    if (had == nullptr) return false;
    const auto before = sequenceOfEvent(*had);
    const auto now = sequenceOfEvent(event);
    return now < before || (now == before && stampOfEvent(event, zonesIncoming_) < stampOfEvent(*had, zonesCopy_));
}

void CopyMerge::mergeEvents() {
    const EventIndex incoming(incoming_, zonesIncoming_);
    for (const auto& [id, place] : incoming.events) {
        const auto& theirs = incoming_.components()[place];
        if (!how_.complete && isOlder(id, theirs)) continue;
        newer_ = true;
        const auto mine = indexCopy_.find(id);
        if (!mine) {
            onlyReplies_ = false;
            result_.add(adopted(theirs));
            continue;
        }
        const auto& before = copy_.components()[*mine];
        const auto hidden = excluded(before, zonesCopy_);
        const bool moved = rescheduled(before, theirs, {hidden.begin(), hidden.end()}, zonesIncoming_);
        if (id.empty()) seriesMoved_ = moved;
        merge(result_.components()[*mine], theirs, moved);
    }
    if (newer_) removeMissing(incoming);
}

/// Instances of the copy that the message does not have.
void CopyMerge::removeMissing(const EventIndex& incoming) {
    const auto* master = incoming.eventOf(incoming_, "");
    if (!how_.complete && master == nullptr) return;
    const auto excludedNow = how_.complete ? std::vector<InstanceId>{} : excluded(*master, zonesIncoming_);
    const std::set<InstanceId> gone(excludedNow.begin(), excludedNow.end());
    for (std::size_t i = result_.components().size(); i-- > 0;) {
        const auto id = indexCopy_.idAt(i);  // what was added stands behind
        if (!id || incoming.find(*id)) continue;
        auto& component = result_.components()[i];
        onlyReplies_ = false;
        const bool stays =
            !how_.complete && !seriesMoved_ && !gone.contains(*id) && staysWithout(*id, component, *master);
        if (!stays) result_.removeComponent(i);
    }
}

/// A series without its changed instances need not mean that they are gone: many programs send them one by one. If it
/// moved, or an EXDATE takes them away, they are. One that has nothing of its own but his answer follows the series.
bool CopyMerge::staysWithout(const InstanceId& id, Component& event, const Component& master) {
    const auto* series = indexCopy_.eventOf(copy_, "");
    if (series == nullptr || !happens(master, id, zonesIncoming_)) return true;
    const auto plain = makeInstance(*series, *timeOf(id), zonesCopy_);
    const auto changed = differences(plain, event);
    const bool onlyAnswer =
        changed.empty() || (changed == std::set<std::string>{"ATTENDEE"} && scheduling::onlyReplies(plain, event));
    if (!onlyAnswer) return true;
    auto now = makeInstance(master, *timeOf(id), zonesIncoming_);
    if (asksAgain(event, now)) return false;
    merge(event, std::move(now), false);
    return true;
}

/// An instance that is new to him has what he wants of the series.
Component CopyMerge::adopted(const Component& event) const {
    const auto& components = copy_.components();
    const auto series = std::find_if(components.begin(), components.end(), [](const Component& component) {
        return component.is("VEVENT") && component.find("RECURRENCE-ID") == nullptr;
    });
    Component result = event;
    askUnlessAnswered(series == components.end() ? nullptr : findAttendee(*series, person_, conditions_.people),
                      result);
    if (series == components.end() || event.find("RECURRENCE-ID") == nullptr) return result;
    std::vector<ical::PropertyId> others;
    for (const auto& property : event.properties()) {
        if (staysOwn(property, *series)) others.push_back(property.id());
    }
    for (const auto id : others) result.remove(id);
    for (const auto& property : series->properties()) {
        if (staysOwn(property, event)) result.add(property);
    }
    for (const auto& alarm : series->components()) {
        if (alarm.is("VALARM")) result.add(alarm);
    }
    return result;
}

void CopyMerge::merge(Component& mine, Component theirs, bool moved) {
    keepAnswer(mine, theirs, moved);
    keepProposal(mine, theirs, moved);
    Lines wanted;
    for (const auto& property : std::as_const(theirs).properties()) {
        if (!isNotTaken(property)) wanted.emplace(meaning(property), &property);
    }
    std::vector<ical::PropertyId> gone;
    Component had("VEVENT");  // what is different, before and after
    Component has("VEVENT");
    for (const auto& property : std::as_const(mine).properties()) {
        if (staysOwn(property, theirs) || take(wanted, property)) continue;
        gone.push_back(property.id());
        had.add(property);
    }
    for (const auto& [said, line] : wanted) has.add(*line);
    const bool event = std::any_of(had.properties().begin(), had.properties().end(), saysMore) ||
                       std::any_of(has.properties().begin(), has.properties().end(), saysMore);
    onlyReplies_ = onlyReplies_ && !moved && !event && scheduling::onlyReplies(had, has);
    put(mine, wanted, gone);
}

/// A higher SEQUENCE says NEEDS-ACTION: the organizer would not count an answer to an older one.
bool CopyMerge::asksAgain(const Component& mine, const Component& theirs) const {
    const auto* line = findAttendee(theirs, person_, conditions_.people);
    return line != nullptr && participationOf(*line) == "NEEDS-ACTION" &&
           sequenceOfEvent(theirs) > sequenceOfEvent(mine);
}

/// What he answered stays where the organizer may not have heard of it yet, until he is asked again.
void CopyMerge::keepAnswer(const Component& mine, Component& theirs, bool moved) const {
    const auto* had = findAttendee(mine, person_, conditions_.people);
    auto* line = findAttendee(theirs, person_, conditions_.people);
    const auto* organizer = mine.find("ORGANIZER");
    const bool heard = how_.organizerKnows && (organizer == nullptr || agentOf(*organizer) == Agent::Server);
    askUnlessAnswered(had, theirs);
    if (moved || heard || had == nullptr || line == nullptr) return;
    const auto answer = participationOf(*had);
    const auto said = participationOf(*line);
    if (asksAgain(mine, theirs) || answer == "NEEDS-ACTION" || answer == said) return;
    line->setParameter("PARTSTAT", {answer});
    for (const auto* const name : {kComment, "DELEGATED-TO"})
        putParameter(*line, name, std::string(had->parameter(name).value_or("")));
}

void CopyMerge::askUnlessAnswered(const ContentLine* mine, Component& theirs) const {
    if (how_.organizerKnows || how_.byRecipient) return;
    const auto answered = mine == nullptr ? "NEEDS-ACTION" : participationOf(*mine);
    scheduling::askUnlessAnswered(theirs, person_, answered, conditions_.people);
}

/// What he proposed counts until the event moves.
void CopyMerge::keepProposal(Component& mine, Component& theirs, bool moved) const {
    if (moved) return removeProposals(mine);
    const auto* had = findAttendee(std::as_const(mine), person_, conditions_.people);
    auto* line = findAttendee(theirs, person_, conditions_.people);
    if (had != nullptr && line != nullptr) ical::putProposedTime(*line, ical::proposedTime(*had));
}

/// Instances that he declined by EXDATE do not come back, unless he is asked again.
void CopyMerge::hideDeclined() {
    const EventIndex index(result_, zonesIncoming_);
    const auto* series = indexCopy_.eventOf(copy_, "");
    const auto master = index.find("");
    if (series == nullptr || seriesMoved_ || !master) return;
    const auto excludedNow = excluded(std::as_const(result_).components()[*master], zonesIncoming_);
    std::set<InstanceId> gone(excludedNow.begin(), excludedNow.end());
    std::set<std::size_t, std::greater<>> places;
    for (const auto& property : series->properties()) {
        if (!property.is("EXDATE") || !property.parameter(kDeclined)) continue;
        bool hides = false;
        bool news = false;
        const auto ids = excludedBy(property, *series, zonesCopy_);
        for (const auto& id : ids) {
            const auto place = index.find(id);
            const bool away = staysAway(index.eventOf(result_, id));
            if (away && place) places.insert(*place);
            hides = hides || away;
            news = news || !gone.contains(id);
        }
        if (!hides || !news) continue;
        result_.components()[*master].add(property);
        gone.insert(ids.begin(), ids.end());
    }
    for (const auto place : places) result_.removeComponent(place);
}

/// @param event  of the instance, if it has one
bool CopyMerge::staysAway(const Component* event) const {
    if (event == nullptr) return !how_.organizerKnows;
    const auto* line = findAttendee(*event, person_, conditions_.people);
    return line == nullptr || participationOf(*line) == "DECLINED";
}

void CopyMerge::addZones() {
    for (const auto& name : ical::zonesUsed(result_)) {
        if (ical::findTimeZone(result_, name) != nullptr) continue;
        if (const auto* definition = ical::findTimeZone(incoming_, name)) result_.add(*definition);
    }
}

}  // namespace groupware::calendar::scheduling
