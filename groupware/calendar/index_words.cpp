#include "groupware/calendar/index_words.h"

#include "groupware/calendar/classification.h"
#include "groupware/calendar/search_words.h"
#include "groupware/calendar/vevent_words.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/text.h"
#include "groupware/formats/mime/mailbox.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;
namespace lines = formats::lines;
using ical::Component;

// What the columns hold, in characters.
constexpr std::size_t kMaxText = 1024;
constexpr std::size_t kMaxAddress = 255;
constexpr std::size_t kMaxColor = 32;

/// A word of the event in capitals; empty if it says none.
std::string wordOf(const Component& event, std::string_view name) {
    const auto* property = event.find(name);
    return property == nullptr ? std::string() : lines::upper(lines::trimmed(property->value()));
}

Status statusOf(const Component& event) {
    const auto word = wordOf(event, "STATUS");
    if (word == "TENTATIVE") return Status::Tentative;
    if (word == "CONFIRMED") return Status::Confirmed;
    return word == "CANCELLED" ? Status::Cancelled : Status::None;
}

PartStat partStatOf(const ical::Person& attendee) {
    constexpr std::array<std::pair<std::string_view, PartStat>, 4> kWords{{{"ACCEPTED", PartStat::Accepted},
                                                                           {"DECLINED", PartStat::Declined},
                                                                           {"TENTATIVE", PartStat::Tentative},
                                                                           {"DELEGATED", PartStat::Delegated}}};
    const auto* const found =
        std::find_if(kWords.begin(), kWords.end(), [&](const auto& each) { return each.first == attendee.status; });
    // RFC 5545 section 3.2.12: what is unknown needs action.
    return found == kWords.end() ? PartStat::NeedsAction : found->second;
}

/// Whether the time is taken, as far as the event itself says. What Outlook adds (MS-OXCICAL section 2.1.3.1.1.20.31)
/// says how; TRANSP, which every client knows and changes, says whether.
Busy busyOf(const Component& event, Status status) {
    const auto transparency = wordOf(event, "TRANSP");
    const auto outlook = wordOf(event, "X-MICROSOFT-CDO-BUSYSTATUS");
    if (status == Status::Cancelled || transparency == "TRANSPARENT") return Busy::Free;
    if (transparency.empty() && outlook == "FREE") return Busy::Free;
    if (outlook == "OOF") return Busy::Unavailable;
    return status == Status::Tentative || outlook == "TENTATIVE" ? Busy::Tentative : Busy::Busy;
}

/// What the owner answered counts, too: who declined is free, who has not promised is busy with a question mark.
Busy answered(Busy busy, PartStat partStat) {
    switch (partStat) {
        case PartStat::Declined:
        case PartStat::Delegated: return Busy::Free;
        case PartStat::NeedsAction:
        case PartStat::Tentative: return busy == Busy::Busy ? Busy::Tentative : busy;
        case PartStat::None:
        case PartStat::Accepted: break;
    }
    return busy;
}

bool isOne(const ical::Person& person, const std::set<std::string>& addresses) {
    const auto address = person.address();
    return !address.empty() && addresses.contains("mailto:" + formats::mime::comparableAddress(address));
}

std::string nameOf(const ical::Person& person) {
    const auto address = person.address();
    return cutTo(kMaxAddress, address.empty() ? person.uri : address);
}

Hints hintsOf(const Component& event, const std::optional<ical::Person>& organizer,
              const std::vector<ical::Person>& attendees) {
    const auto& inside = event.components();
    Hints hints;
    hints.set(Hint::Derived);
    hints.set(Hint::Alarms,
              std::any_of(inside.begin(), inside.end(), [](const Component& each) { return each.is("VALARM"); }));
    hints.set(Hint::Conferences, event.find("CONFERENCE") != nullptr);
    hints.set(Hint::Attachments, event.find("ATTACH") != nullptr);
    hints.set(Hint::Transparent, wordOf(event, "TRANSP") == "TRANSPARENT");
    hints.set(Hint::AttendeesMayChange, wordOf(event, kAttendeePrivileges) == "MODIFY");
    hints.set(Hint::OthersDeclined, allOthersDeclined(organizer, attendees));
    return hints;
}

int sequenceOf(const Component& event) {
    const auto number = ical::number(event, "SEQUENCE").value_or(0);
    return static_cast<int>(std::clamp<std::int64_t>(number, 0, std::numeric_limits<int>::max()));
}

}  // namespace

std::string cutTo(std::size_t characters, std::string text) {
    std::size_t seen = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && seen++ == characters) {
            text.resize(at);
            break;
        }
    }
    return text;
}

void indexWords(const Component& event, const std::set<std::string>& addresses, IndexedEvent& into) {
    into.classification = classOf(event);
    into.status = statusOf(event);
    const auto organizer = ical::organizer(event);
    if (organizer) into.organizer = nameOf(*organizer);
    const auto attendees = ical::attendees(event);
    into.attendees = static_cast<int>(attendees.size());
    for (const auto& attendee : attendees) {
        if (into.partStat == PartStat::None && isOne(attendee, addresses)) into.partStat = partStatOf(attendee);
    }
    into.busy = answered(busyOf(event, into.status), into.partStat);
    into.sequence = sequenceOf(event);
    into.summary = cutTo(kMaxText, ical::text(event, "SUMMARY").value_or(""));
    into.location = cutTo(kMaxText, ical::text(event, "LOCATION").value_or(""));
    into.categories = cutTo(kMaxText, lines::joinList(ical::list(event, "CATEGORIES")));
    into.color = cutTo(kMaxColor, ical::text(event, "COLOR").value_or(""));
    into.hints = hintsOf(event, organizer, attendees);
    into.words = searchWords(event);
}

bool allOthersDeclined(const std::optional<ical::Person>& organizer, const std::vector<ical::Person>& attendees) {
    bool others = false;
    for (const auto& attendee : attendees) {
        if (organizer && lines::equal(attendee.uri, organizer->uri)) continue;
        if (attendee.status != "DECLINED") return false;
        others = true;
    }
    return others;
}

Role roleIn(const std::vector<const Component*>& events, const std::set<std::string>& addresses) {
    bool organizes = false;
    bool attends = false;
    bool meeting = false;
    for (const auto* event : events) {
        const auto organizer = ical::organizer(*event);
        if (!organizer) continue;
        organizes = organizes || isOne(*organizer, addresses);
        for (const auto& attendee : ical::attendees(*event)) {
            meeting = true;
            attends = attends || isOne(attendee, addresses);
        }
    }
    if (!meeting) return Role::None;
    if (organizes) return Role::Organizer;
    return attends ? Role::Attendee : Role::None;
}

}  // namespace groupware::calendar
