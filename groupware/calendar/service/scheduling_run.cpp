#include "groupware/calendar/service/scheduling_run.h"

#include "groupware/base/error.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/store/default_folders.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/principals/store/addressees.h"

#include <chrono>
#include <cstdint>
#include <set>
#include <utility>

namespace groupware::calendar {
namespace {

using scheduling::Applied;
using scheduling::Message;

// RFC 6638 section 3.2.9.
constexpr auto kDelivered = "1.2";
constexpr auto kNotDelivered = "5.1";
constexpr auto kNoCalendar = "5.2";
constexpr auto kNotAllowed = "5.3";

}  // namespace

SchedulingRun::SchedulingRun(dbpool::WriteTransaction& tx, const Scheduling::Parts& parts, Editor editor)
    : tx_(tx),
      parts_(parts),
      editor_(std::move(editor)),
      limits_(parts.limits()),
      recipients_(tx),
      writing_(tx, {.times = {.find = parts.find, .zone = editor_.timeZone},
                    .limits = limits_,
                    .now = parts.clock.now(),
                    .editor = editor_.user}) {}

void SchedulingRun::loadCopies(std::string_view uid, EventId except) {
    std::vector<CalendarObject> found;
    if (!together_) {
        found = ObjectReader(tx_).copies(uid);
    } else if (const auto known = together_->copies.find(uid); known != together_->copies.end()) {
        found = std::move(known->second);
    }
    for (auto& object : found) {
        if (object.id == except) continue;
        const auto owner = object.owner;
        try {
            auto calendar = parseStored(object.text);
            copies_.emplace(owner, Copy{.object = std::move(object), .calendar = std::move(calendar)});
        } catch (const Error&) {
            unreadable_.insert(owner);
        }
    }
}

SchedulingRun::Copy* SchedulingRun::copyOf(const CalendarUser& owner) {
    const auto found = copies_.find(owner);
    return found == copies_.end() || found->second.removed ? nullptr : &found->second;
}

bool SchedulingRun::isOrganizedBy(const Copy& copy, const std::string& organizer) const {
    const auto has = scheduling::organizerOf(copy.calendar);
    return !has.empty() && recipients_.book().same(has, organizer);
}

SchedulingRun::Copy* SchedulingRun::organizersCopy(const std::string& organizer) {
    const auto user = recipients_.of(organizer);
    if (!user) return nullptr;
    if (auto* own = copyOf(*user)) return isOrganizedBy(*own, organizer) ? own : nullptr;
    for (auto& [owner, copy] : copies_) {
        // What somebody else put there speaks for nobody, whatever it says.
        const bool isHis = owner.kind == CalendarUser::Kind::Folder && copy.object.role == Role::Organizer;
        if (isHis && !copy.removed && isOrganizedBy(copy, organizer)) return &copy;
    }
    return nullptr;
}

scheduling::Conditions SchedulingRun::conditions(const std::optional<CalendarUser>& sender) {
    scheduling::Conditions result{.people = recipients_.book(),
                                  .times = {.find = parts_.find, .zone = editor_.timeZone},
                                  .now = std::chrono::floor<std::chrono::seconds>(parts_.clock.now())};
    const auto editor = CalendarUser::of(editor_.user);
    if (!sender || *sender == editor) return result;
    if (!actor_) {
        const auto found = principals::userAddressees(tx_, {editor_.user.value});
        const auto addressee = found.find(editor_.user);
        const bool known = addressee != found.end() && !addressee->second.email.empty();
        actor_ = known ? "mailto:" + addressee->second.email : "";
        if (known) recipients_.loadAddresses({scheduling::mailAddress(addressee->second.email)});
    }
    if (!actor_->empty()) result.actor = *actor_;
    return result;
}

std::map<std::string, std::string> SchedulingRun::tell(Messages messages, Messages& mails, bool notify) {
    std::map<std::string, std::string> statuses;
    std::set<CalendarUser> told;
    for (auto& message : messages) {
        const auto person = recipients_.book().personOf(message.recipient);
        if (const auto user = recipients_.of(message.recipient)) {
            const bool hasCopy = !toFolders_ || user->kind == CalendarUser::Kind::Resource;
            if (!hasCopy) continue;
            statuses.insert_or_assign(person, tellOne(*user, message));
            told.insert(*user);
        } else if (notify && !message.repliesOnly) {
            statuses.insert_or_assign(person, std::string(parts_.outbox.scheduleStatus(message.recipient)));
            mails.push_back(std::move(message));
        }
    }
    const auto failed = [&](const std::set<CalendarUser>& users, const char* status) {
        for (const auto& message : messages) {
            const auto user = recipients_.of(message.recipient);
            if (user && users.contains(*user))
                statuses.insert_or_assign(recipients_.book().personOf(message.recipient), status);
        }
    };
    failed(placeCopies(), kNoCalendar);
    failed(storeTold(told), kNotDelivered);
    return statuses;
}

std::string SchedulingRun::tellOne(const CalendarUser& user, const Message& message) {
    if (unreadable_.contains(user)) return kNotDelivered;
    auto* copy = copyOf(user);
    // What has the same UID by chance, or somebody's malice, is not overwritten.
    const bool follows = copy == nullptr || isOrganizedBy(*copy, scheduling::organizerOf(message.calendar)) ||
                         (!former_.empty() && isOrganizedBy(*copy, former_));
    if (!follows) return kNotAllowed;
    auto outcome = scheduling::applyToAttendee(copy == nullptr ? nullptr : &copy->calendar, message, message.recipient,
                                               conditions(std::nullopt), {.organizerKnows = true});
    switch (outcome.applied) {
        case Applied::Created:
            copies_.insert_or_assign(user, Copy{.object = {.owner = user},
                                                .calendar = *std::move(outcome.object),
                                                .changed = true,
                                                .onlyReplies = false});
            break;
        case Applied::Changed:
            copy->calendar = *std::move(outcome.object);
            copy->changed = true;
            copy->onlyReplies = copy->onlyReplies && outcome.onlyReplies;
            break;
        case Applied::Removed: copy->removed = true; break;
        case Applied::Unchanged:
        case Applied::Outdated:
        case Applied::Refused:
        case Applied::Proposal:
        case Applied::Asked: break;
    }
    return kDelivered;
}

std::set<CalendarUser> SchedulingRun::placeCopies() {
    std::set<std::int64_t> users;
    const auto isNewUsers = [](const CalendarUser& owner, const Copy& copy) {
        return copy.object.id == EventId{} && copy.object.folder == FolderId{} &&
               owner.kind == CalendarUser::Kind::User;
    };
    for (const auto& [owner, copy] : copies_) {
        if (isNewUsers(owner, copy)) users.insert(owner.id);
    }
    std::set<CalendarUser> without;
    if (users.empty()) return without;
    const auto folders =
        folders::defaultFolders(tx_, users, folders::StandardFolder::Calendar, folders::kCalendarModule);
    for (auto& [owner, copy] : copies_) {
        if (!isNewUsers(owner, copy)) continue;
        copy.object.createdBy = {owner.id};
        const auto folder = folders.find(UserId{owner.id});
        if (folder == folders.end()) {
            without.insert(owner);
        } else {
            copy.object.folder = folder->second;
        }
    }
    for (const auto& owner : without) copies_.erase(owner);
    return without;
}

void SchedulingRun::loadAddresses() {
    std::vector<CalendarUser> owners;
    if (editing_) owners.push_back(*editing_);
    for (const auto& [owner, copy] : copies_) {
        if (copy.changed && !copy.removed) owners.push_back(owner);
    }
    writing_.addresses().load(owners);
}

void SchedulingRun::storeCopy(Copy& copy) {
    auto& object = copy.object;
    if (files_ && object.id == EventId{} && object.owner.kind == CalendarUser::Kind::User) {
        object.attachments = files_->attachments;
        object.newestAttachment = files_->newestAttachment;
    }
    const auto tag = copy.onlyReplies ? ScheduleTag::Stays : ScheduleTag::Changes;
    copy.stored = &writing_.store(object, copy.calendar, tag);
}

/// Nobody keeps an organizer from changing his event by what he adds to his copy of it.
std::set<CalendarUser> SchedulingRun::storeTold(const std::set<CalendarUser>& told) {
    std::set<CalendarUser> failed;
    loadAddresses();
    for (const auto& owner : told) {
        auto* copy = copyOf(owner);
        if (copy == nullptr || !copy->changed) continue;
        try {
            storeCopy(*copy);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::TooLarge && error.code() != ErrorCode::BadRequest) throw;
            copy->changed = false;
            failed.insert(owner);
        }
    }
    return failed;
}

void SchedulingRun::storeCopies() {
    loadAddresses();
    for (auto& [owner, copy] : copies_) {
        if (copy.removed) {
            if (copy.object.id != EventId{}) writing_.remove(copy.object);
        } else if (copy.changed && copy.stored == nullptr) {
            storeCopy(copy);
        }
    }
}

bool SchedulingRun::hasRoom(const Copy& organizers, const Component& answered) const {
    const auto most = [](std::size_t limit) { return limit - limit / 8; };
    const auto events = formats::ical::all(answered, "VEVENT").size();
    const auto had = formats::ical::all(organizers.calendar, "VEVENT").size();
    if (events > had && events > most(limits_.exceptions)) return false;
    const auto text = answered.text();
    if (text.size() > organizers.object.text.size() && text.size() > most(limits_.objectBytes)) return false;
    // Limits may have been lowered since it was stored.
    return writing_.takes(text, answered);
}

std::size_t SchedulingRun::sendMails(Copy& copy) {
    if (copy.mails.empty()) return 0;
    const auto& object = copy.stored == nullptr ? copy.object : copy.stored->object;
    return parts_.outbox.add(tx_, object.id, copy.mails, editor_.locale);
}

/// Nobody else hears of it.
void SchedulingRun::noteProposal(Copy& organizers, scheduling::ApplyOutcome outcome) {
    organizers.calendar = *std::move(outcome.object);
    organizers.changed = true;
}

/// The organizer's copy learns what an attendee said, and the others what the organizer's copy says now.
void SchedulingRun::hearReply(Copy& organizers, const Message& reply, scheduling::ApplyOutcome outcome) {
    const auto before = std::exchange(organizers.calendar, *std::move(outcome.object));
    organizers.changed = true;
    organizers.onlyReplies = organizers.onlyReplies && outcome.onlyReplies;
    files_ = organizers.object;
    const auto owner = organizers.object.owner;
    toFolders_ = owner.kind == CalendarUser::Kind::Folder;
    recipients_.load(organizers.calendar);
    const auto with = conditions(std::nullopt);
    declineDelegated(organizers.calendar, before, with);
    auto messages = scheduling::messagesAbout(&before, &organizers.calendar, {}, with);
    std::erase_if(messages, [&](const Message& each) { return recipients_.book().same(each.recipient, reply.sender); });
    // A delegate is told as anybody who is invited.
    const auto statuses = tell(std::move(messages), organizers.mails, true);
    std::map<std::string, std::string> invited;
    for (const auto& [person, status] : statuses) {
        if (status != kDelivered) invited.emplace(person, status);
    }
    scheduling::setScheduleStatus(organizers.calendar, invited, recipients_.book());
}

}  // namespace groupware::calendar
