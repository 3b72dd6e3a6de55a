#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/counter.h"
#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/properties.h"
#include "groupware/calendar/scheduling/reply.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;
using ical::ContentLine;

std::int64_t numberOf(std::string_view text) {
    std::int64_t number = 0;
    (void)std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// A message to the organizer's copy.
class ToOrganizer {
public:
    ToOrganizer(const Component& object, const Message& message, const Conditions& conditions,
                const ApplyOptions& options)
        : object_(object),
          message_(message),
          conditions_(conditions),
          options_(options),
          person_(conditions.people.personOf(message.sender)),
          zones_(zonesOf(object, conditions)),
          index_(object, zones_),
          zonesMessage_(zonesOf(message.calendar, conditions)) {}

    ApplyOutcome reply() {
        ApplyOutcome outcome{.object = object_, .onlyReplies = true};
        bool changed = false;
        for (const auto* event : ical::all(message_.calendar, "VEVENT")) {
            const auto each = applyOne(outcome, *event);
            changed = changed || each == Applied::Changed;
            // What one instance says does not keep the others from being heard.
            if (outcome.applied == Applied::Unchanged) outcome.applied = each;
        }
        if (changed) {
            outcome.applied = Applied::Changed;
        } else {
            outcome.object.reset();
        }
        return outcome;
    }

    /// RFC 5546 section 3.2.7.
    ApplyOutcome counter() {
        ApplyOutcome outcome{.object = object_, .onlyReplies = true};
        for (const auto* event : ical::all(message_.calendar, "VEVENT")) {
            const auto each = noteProposal(outcome, *event);
            if (outcome.applied == Applied::Unchanged || each == Applied::Proposal) outcome.applied = each;
        }
        if (outcome.applied != Applied::Proposal) outcome.object.reset();
        return outcome;
    }

    ApplyOutcome refresh() {
        const bool invited =
            std::any_of(object_.components().begin(), object_.components().end(), [&](const auto& each) {
                return each.is("VEVENT") && findAttendee(each, person_, conditions_.people) != nullptr;
            });
        if (!invited) return {.applied = Applied::Refused, .reason = "Who asks is not invited."};
        return {.applied = Applied::Asked};
    }

private:
    static ApplyOutcome outdated() { return {.applied = Applied::Outdated, .reason = "The event was changed since."}; }

    /// What the organizer has of an instance now.
    std::optional<Component> targetOf(const InstanceId& id) {
        if (const auto* own = index_.eventOf(object_, id)) return *own;
        const auto* master = index_.eventOf(object_, "");
        if (master == nullptr || id.empty() || !happens(*master, id, zones_)) return std::nullopt;
        auto instance = makeInstance(*master, *timeOf(id), zones_);
        for (auto& property : instance.properties()) {
            property.removeParameter(kReplied);
            property.removeParameter(kRepliedTo);
        }
        return instance;
    }

    Applied applyOne(ApplyOutcome& outcome, const Component& reply) {
        const auto refuse = [&](const char* reason) {
            if (outcome.reason.empty()) outcome.reason = reason;
            return Applied::Refused;
        };
        const auto id = instanceOf(index_.eventOf(object_, ""), reply, zonesMessage_);
        auto target = targetOf(id);
        const auto* answer = findAttendee(reply, person_, conditions_.people);
        if (!target) return refuse("There is no such event.");
        if (answer == nullptr || isOrganizer(*target)) return refuse("The message is no reply of an attendee.");
        if (sequenceOfEvent(reply) < answeredSince(*target)) {
            outcome.reason = outdated().reason;
            return Applied::Outdated;
        }
        const auto* line = findAttendee(std::as_const(*target), person_, conditions_.people);
        if (line == nullptr && !addAuthor(*target, *answer)) return refuse("Who replies is not invited.");
        auto& mine = *findAttendee(*target, person_, conditions_.people);
        if (isOlder(mine, reply)) {
            outcome.reason = "A newer reply is there already.";
            return Applied::Outdated;
        }
        const bool added = line == nullptr;
        const auto people = target->properties().size();
        if (!setAnswer(*target, mine, *answer, reply) && !added) return Applied::Unchanged;
        outcome.onlyReplies = outcome.onlyReplies && !added && target->properties().size() == people;
        store(*outcome.object, id, *std::move(target));
        return Applied::Changed;
    }

    Applied noteProposal(ApplyOutcome& outcome, const Component& counter) {
        const auto say = [&](Applied applied, const char* reason) {
            if (outcome.reason.empty()) outcome.reason = reason;
            return applied;
        };
        const auto id = instanceId(counter, zonesMessage_);
        auto target = targetOf(id);
        if (!target) return say(Applied::Refused, "There is no such event.");
        auto* line = findAttendee(*target, person_, conditions_.people);
        if (line == nullptr || isOrganizer(*target)) return say(Applied::Refused, "Who proposes is not invited.");
        if (!takesProposals(*target)) return say(Applied::Refused, "The organizer wants no proposals.");
        if (sequenceOfEvent(counter) < sequenceOfEvent(*target))
            return say(Applied::Outdated, "The event was changed since.");
        auto proposed = proposalIn(counter, zonesMessage_, *target, zones_);
        if (!proposed) return say(Applied::Unchanged, "No other time is proposed.");
        const auto had = ical::proposedTime(*line);
        if (had && had->proposedAt == proposed->proposedAt && had->start == proposed->start &&
            had->end == proposed->end)
            return say(Applied::Unchanged, "The proposal is known.");
        const bool counts = options_.organizerKnows || !had || !had->proposedAt;
        if (!counts && had->proposedAt->local > proposed->proposedAt->local)
            return say(Applied::Outdated, "A newer proposal is there already.");
        for (auto& change : changesBetween(id, *target, counter)) outcome.proposed.push_back(std::move(change));
        ical::putProposedTime(*line, proposed);
        store(*outcome.object, id, *std::move(target));
        return Applied::Proposal;
    }

    [[nodiscard]] bool isOrganizer(const Component& event) const {
        const auto* organizer = event.find("ORGANIZER");
        return organizer == nullptr || conditions_.people.personOf(organizer->value()) == person_;
    }

    /// A party crasher. Whoever says himself that he is a delegate is one, too: a delegator's reply adds his delegate.
    bool addAuthor(Component& target, const ContentLine& answer) const {
        if (!options_.partyCrashers) return false;
        auto line = answer;
        removeServerParameters(line);
        target.add(std::move(line));
        return true;
    }

    [[nodiscard]] bool isOlder(const ContentLine& mine, const Component& reply) {
        if (options_.organizerKnows) return false;
        const auto replied = ical::parseTime(mine.parameter(kReplied).value_or(""));
        if (!replied) return false;
        const auto to = numberOf(mine.parameter(kRepliedTo).value_or(""));
        return std::pair(sequenceOfEvent(reply), stampOfEvent(reply, zonesMessage_)) <
               std::pair(to, zones_.instantOf(*replied));
    }

    /// @return whether the line says something else now
    bool setAnswer(Component& target, ContentLine& mine, const ContentLine& answer, const Component& reply) {
        const auto said = meaning(mine);
        if (participationOf(mine) != participationOf(answer)) mine.setParameter("PARTSTAT", {participationOf(answer)});
        putParameter(mine, kComment, ical::text(reply, "COMMENT").value_or(""));
        putParameter(mine, "SENT-BY", std::string(answer.parameter("SENT-BY").value_or("")));
        putParameter(mine, "DELEGATED-TO", std::string(answer.parameter("DELEGATED-TO").value_or("")));
        // Also an answer that was known, so that an older one that comes late does not count.
        const auto stamp = ical::write(ical::utc(stampOfEvent(reply, zonesMessage_)));
        const bool changed = said != meaning(mine) || mine.parameter(kReplied).value_or("") != stamp;
        if (const auto* status = reply.find("REQUEST-STATUS"))
            putParameter(mine, "SCHEDULE-STATUS", std::string(formats::lines::split(status->value(), ';').front()));
        putParameter(mine, kReplied, stamp);
        const auto sequence = sequenceOfEvent(reply);
        putParameter(mine, kRepliedTo, sequence == 0 ? std::string() : std::to_string(sequence));
        const std::string delegator = mine.value();
        if (participationOf(mine) == "DELEGATED") {
            for (const auto delegate : answer.parameterValues("DELEGATED-TO"))
                addDelegate(target, std::string(delegate), delegator, conditions_.people);
        }
        return changed;
    }

    void store(Component& object, const InstanceId& id, Component event) {
        // What is added stands behind what the index knows.
        if (const auto place = index_.find(id)) {
            object.components()[*place] = std::move(event);
        } else {
            object.add(std::move(event));
        }
    }

    const Component& object_;
    const Message& message_;
    const Conditions& conditions_;
    const ApplyOptions& options_;
    std::string person_;
    ical::Zones zones_;
    EventIndex index_;
    ical::Zones zonesMessage_;
};

}  // namespace

ApplyOutcome applyToOrganizer(const Component& object, const Message& message, const Conditions& conditions,
                              const ApplyOptions& options) {
    ToOrganizer to(object, message, conditions, options);
    switch (message.method) {
        case Method::Reply: return to.reply();
        case Method::Counter: return to.counter();
        case Method::Refresh: return to.refresh();
        case Method::Publish:
        case Method::Request:
        case Method::Add:
        case Method::Cancel:
        case Method::DeclineCounter: break;
    }
    return {.applied = Applied::Refused, .reason = "The message is for attendees of the event."};
}

}  // namespace groupware::calendar::scheduling
