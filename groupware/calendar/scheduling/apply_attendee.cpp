#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/copy_merge.h"
#include "groupware/calendar/scheduling/counter.h"
#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/properties.h"
#include "groupware/calendar/scheduling/reply.h"
#include "groupware/calendar/scheduling/view.h"
#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;

/// A message to one attendee's copy.
class ToAttendee {
public:
    ToAttendee(const Component* copy, const Message& message, const std::string& me, const Conditions& conditions,
               const ApplyOptions& options)
        : copy_(copy),
          message_(message),
          me_(me),
          conditions_(conditions),
          options_(options),
          zones_(conditions.times.find, conditions.times.userZone(), copy),
          zonesMessage_(zonesOf(message.calendar, conditions)) {}

    ApplyOutcome request() {
        auto incoming = message_.whole ? *message_.whole : message_.calendar;
        cleanForOthers(incoming);
        const auto person = conditions_.people.personOf(me_);
        const bool invited = !attendedBy(incoming, person, zonesMessage_, conditions_.people).empty();
        if (!invited && message_.method != Method::Publish && !options_.partyCrashers)
            return refused("The message invites somebody else.");
        if (copy_ == nullptr) return created(std::move(incoming), person);
        incoming = withZonesOf(*copy_, std::move(incoming), conditions_);
        const CopyMerge::How how{.complete = message_.whole || options_.organizerKnows,
                                 .organizerKnows = options_.organizerKnows,
                                 .byRecipient = options_.byRecipient,
                                 .sequence = message_.sequence};
        CopyMerge merge(*copy_, incoming, me_, how, conditions_);
        auto result = merge.run();
        if (!result) return outdated();
        auto outcome = changed(*std::move(result));
        outcome.onlyReplies = merge.onlyReplies();
        return outcome;
    }

    /// RFC 5546 section 3.2.5.
    ApplyOutcome cancel() {
        if (message_.whole) return request();
        if (copy_ == nullptr) return refused("There is no such event.");
        if (isAboutOthers()) return {.applied = Applied::Unchanged};
        return message_.instances.empty() ? cancelAll() : cancelInstances();
    }

    /// RFC 5546 section 3.2.4.
    ApplyOutcome add() {
        if (copy_ == nullptr) return refused("There is no such event.");
        const auto* event = findEvent(message_.calendar, "", zonesMessage_);
        const auto start = ical::time(*event, "DTSTART");
        const auto* series = findEvent(*copy_, "", zones_);
        const bool recurs = event->find("RRULE") != nullptr || event->find("RDATE") != nullptr;
        if (recurs || series == nullptr) return refused("An instance can be added to a series only.");
        if (message_.sequence <= sequenceOfEvent(*series)) return outdated();
        auto object = *copy_;
        auto* master = findEvent(object, "", zones_);
        const auto id = instanceId(*start, zonesMessage_);
        if (!happens(*series, id, zones_)) ical::addTime(*master, "RDATE", *start);
        stamp(*master, *event);
        auto instance = *event;
        ical::setTime(instance, "RECURRENCE-ID", *start);
        auto wrapped = message_.calendar;
        keepEvents(wrapped, {}, zonesMessage_);
        wrapped.add(std::move(instance));
        cleanForOthers(wrapped);
        auto result = CopyMerge(object, wrapped, me_, {.byRecipient = options_.byRecipient}, conditions_).run();
        return result ? changed(*std::move(result)) : outdated();
    }

    /// RFC 5546 section 3.2.8.
    ApplyOutcome declineCounter() {
        if (copy_ == nullptr) return refused("There is no such event.");
        const auto person = conditions_.people.personOf(me_);
        auto object = *copy_;
        for (const auto* event : ical::all(message_.calendar, "VEVENT")) {
            auto* mine = findEvent(object, instanceId(*event, zonesMessage_), zones_);
            auto* line = mine == nullptr ? nullptr : findAttendee(*mine, person, conditions_.people);
            auto proposed = line == nullptr ? std::nullopt : ical::proposedTime(*line);
            if (!proposed || proposed->declined) continue;
            // He may have proposed another time meanwhile, which the organizer does not know yet.
            if (sequenceOfEvent(*event) < sequenceOfEvent(*mine) || isProposedAfter(*proposed, *event))
                return outdated();
            proposed->declined = true;
            proposed->comment = ical::text(*event, "COMMENT").value_or("");
            ical::putProposedTime(*line, proposed);
        }
        auto outcome = changed(std::move(object));
        outcome.onlyReplies = true;
        return outcome;
    }

private:
    using Cancelled = std::map<InstanceId, const Component*>;  ///< with what the message says of them

    [[nodiscard]] bool isProposedAfter(const ical::ProposedTime& proposed, const Component& answer) {
        if (options_.organizerKnows) return false;  // clocks of nodes may differ
        return proposed.proposedAt && stampOfEvent(answer, zonesMessage_) < zones_.instantOf(*proposed.proposedAt);
    }

    static ApplyOutcome refused(std::string reason) {
        return {.applied = Applied::Refused, .reason = std::move(reason)};
    }
    static ApplyOutcome outdated() {
        return {.applied = Applied::Outdated, .reason = "A newer version of the event is there already."};
    }
    [[nodiscard]] ApplyOutcome created(Component incoming, std::string_view person) const {
        if (!options_.organizerKnows && !options_.byRecipient) {
            if (message_.method == Method::Publish) return refused("Nobody asked for the event.");
            for (auto& component : incoming.components()) {
                if (component.is("VEVENT")) askUnlessAnswered(component, person, "NEEDS-ACTION", conditions_.people);
            }
        }
        return {.applied = Applied::Created, .object = std::move(incoming)};
    }
    [[nodiscard]] ApplyOutcome changed(Component object) const {
        if (object.text() == copy_->text()) return {.applied = Applied::Unchanged};
        return {.applied = Applied::Changed, .object = std::move(object)};
    }

    static void stamp(Component& event, const Component& from) {
        ical::setNumber(event, "SEQUENCE", std::max(sequenceOfEvent(event), sequenceOfEvent(from)));
        ical::setTime(event, "DTSTAMP", ical::time(from, "DTSTAMP"));
    }

    [[nodiscard]] bool isOlder(const Component& had, const Component& event) {
        if (options_.organizerKnows) return false;
        const auto before = sequenceOfEvent(had);
        const auto now = sequenceOfEvent(event);
        return now < before || (now == before && stampOfEvent(event, zonesMessage_) < stampOfEvent(had, zones_));
    }

    /// The event goes on, and others are not invited any more.
    [[nodiscard]] bool isAboutOthers() {
        const auto person = conditions_.people.personOf(me_);
        for (const auto* event : ical::all(message_.calendar, "VEVENT")) {
            const bool names = event->find("ATTENDEE") != nullptr;
            if (!names || ical::text(*event, "STATUS") || findAttendee(*event, person, conditions_.people) != nullptr)
                return false;
        }
        return true;
    }

    ApplyOutcome cancelAll() {
        const auto had = sequenceOf(*copy_);
        const auto& event = *findEvent(message_.calendar, "", zonesMessage_);
        const bool older =
            message_.sequence < had || (message_.sequence == had && message_.stamp < stampOf(*copy_, zones_));
        if (older && !options_.organizerKnows) return outdated();
        if (options_.removeCancelled) return {.applied = Applied::Removed};
        auto object = *copy_;
        for (auto& component : object.components()) {
            if (!component.is("VEVENT")) continue;
            ical::setText(component, "STATUS", "CANCELLED");
            stamp(component, event);
        }
        return changed(std::move(object));
    }

    ApplyOutcome cancelInstances() {
        const EventIndex incoming(message_.calendar, zonesMessage_);
        const EventIndex had(*copy_, zones_);
        const auto* series = had.eventOf(*copy_, "");
        Cancelled cancelled;
        for (const auto& id : message_.instances) {
            const auto* event = incoming.eventOf(message_.calendar, id);
            const auto* own = had.eventOf(*copy_, id);
            if (own == nullptr) own = series;
            if (own != nullptr && !isOlder(*own, *event)) cancelled.emplace(id, event);
        }
        if (cancelled.empty()) return outdated();
        auto object = *copy_;
        if (options_.removeCancelled) {
            removeInstances(object, had, cancelled);
        } else {
            markCancelled(object, had, cancelled);
        }
        if (ical::all(object, "VEVENT").empty()) return {.applied = Applied::Removed};
        return changed(std::move(object));
    }

    void removeInstances(Component& object, const EventIndex& had, const Cancelled& cancelled) {
        std::set<InstanceId> ids;
        std::set<std::size_t, std::greater<>> places;
        const auto series = had.find("");
        for (const auto& [id, event] : cancelled) {
            ids.insert(id);
            if (const auto place = had.find(id)) places.insert(*place);
            if (series) stamp(object.components()[*series], *event);
        }
        if (series) exclude(object.components()[*series], ids, zones_);
        for (const auto place : places) object.removeComponent(place);
    }

    void markCancelled(Component& object, const EventIndex& had, const Cancelled& cancelled) {
        const auto* series = had.eventOf(*copy_, "");
        for (const auto& [id, event] : cancelled) {
            const auto place = had.find(id);
            if (!place && !happens(*series, id, zones_)) continue;
            if (!place) object.add(makeInstance(*series, *timeOf(id), zones_));
            auto& instance = place ? object.components()[*place] : object.components().back();
            ical::setText(instance, "STATUS", "CANCELLED");
            stamp(instance, *event);
        }
    }

    const Component* copy_;
    const Message& message_;
    const std::string& me_;
    const Conditions& conditions_;
    const ApplyOptions& options_;
    ical::Zones zones_;
    ical::Zones zonesMessage_;
};

}  // namespace

ApplyOutcome applyToAttendee(const Component* copy, const Message& message, const std::string& me,
                             const Conditions& conditions, const ApplyOptions& options) {
    ToAttendee to(copy, message, me, conditions, options);
    switch (message.method) {
        case Method::Request:
        case Method::Publish: return to.request();
        case Method::Add: return to.add();
        case Method::Cancel: return to.cancel();
        case Method::DeclineCounter: return to.declineCounter();
        case Method::Reply:
        case Method::Refresh:
        case Method::Counter: break;
    }
    return {.applied = Applied::Refused, .reason = "The message is for the organizer of the event."};
}

}  // namespace groupware::calendar::scheduling
