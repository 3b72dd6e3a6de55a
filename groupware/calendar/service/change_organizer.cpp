#include "groupware/base/error.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/hand_over.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"
#include "groupware/calendar/service/meeting_files.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/organizers.h"
#include "groupware/calendar/service/recipients.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/folders/store/default_folders.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

[[noreturn]] void refuse(const char* text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

FolderId defaultFolderOf(dbpool::ReadSession& session, UserId user) {
    const auto folders =
        folders::defaultFolders(session, {user.value}, folders::StandardFolder::Calendar, folders::kCalendarModule);
    const auto folder = folders.find(user);
    if (folder == folders.end()) refuse("The new organizer has no calendar.");
    return folder->second;
}

std::optional<ical::Component> readable(const CalendarObject& object) {
    try {
        return parseStored(object.text);
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// Every copy of a meeting under its new organizer.
class HandingOver {
public:
    HandingOver(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found, UserId organizer)
        : tx_(tx),
          found_(found),
          successor_(CalendarUser::of(organizer)),
          to_(requireSuccessor(tx, organizer)),
          out_(tx, {.times = writing.edit.times,
                    .limits = writing.limits,
                    .now = writing.edit.now,
                    .editor = writing.caller.user}),
          recipients_(tx),
          conditions_{.people = recipients_.book(),
                      .times = writing.edit.times,
                      .now = std::chrono::floor<std::chrono::seconds>(writing.edit.now)} {
        recipients_.load(found.calendar);
        recipients_.loadAddresses({scheduling::mailAddress(to_.uri)});
    }

    void run() {
        const auto copies = ObjectReader(tx_).copies(found_.object.uid);
        std::vector<CalendarUser> owners{successor_};
        for (const auto& copy : copies) owners.push_back(copy.owner);
        out_.addresses().load(owners);
        const bool stays = found_.object.owner == successor_ || found_.object.owner.kind == CalendarUser::Kind::Folder;
        const CalendarObject* own = nullptr;
        for (const auto& copy : copies) {
            if (copy.id == found_.object.id) continue;
            if (copy.owner == successor_ && !stays) {
                own = &copy;
            } else {
                tell(copy);
            }
        }
        if (stays) {
            storeOrganizers(found_.object, found_.calendar);
            out_.finish();
        } else {
            leave();
            succeed(own);
        }
    }

private:
    [[nodiscard]] bool isOfMeeting(const ical::Component& calendar) const {
        return recipients_.book().same(scheduling::organizerOf(calendar), scheduling::organizerOf(found_.calendar));
    }

    /// Nobody keeps an organizer from handing over by what he adds to his copy: it stays as it was.
    void tell(const CalendarObject& copy) {
        const auto uri = recipients_.uriOf(copy.owner, found_.calendar);
        if (uri.empty()) return;
        auto calendar = readable(copy);
        // Clients choose UIDs: another event of the same one is none of this meeting's copies.
        if (calendar && !isOfMeeting(*calendar)) return;
        auto& status = statuses_[recipients_.book().personOf(uri)];
        status = kNotDelivered;
        if (!calendar) return;
        scheduling::handOver(*calendar, to_, conditions_);
        try {
            out_.store(copy, *calendar, ScheduleTag::Changes);
            status = kDelivered;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::TooLarge && error.code() != ErrorCode::BadRequest) throw;
        }
    }

    /// Who organized it takes part.
    void leave() {
        auto calendar = found_.calendar;
        scheduling::handOver(calendar, to_, conditions_);
        out_.store(found_.object, calendar, ScheduleTag::Changes);
        statuses_[recipients_.book().personOf(scheduling::organizerOf(found_.calendar))] = kDelivered;
    }

    /// @param own  the copy that the successor has; null if he has none
    void succeed(const CalendarObject* own) {
        const auto had = own == nullptr ? std::nullopt : readable(*own);
        if (had && !isOfMeeting(*had))
            throw Error(ErrorCode::Conflict, "uid " + own->uid + " is taken",
                        "The new organizer has another event of that UID.");
        const auto calendar = scheduling::successorsCopy(found_.calendar, had ? &*had : nullptr, to_, conditions_);
        if (own != nullptr) {
            storeOrganizers(*own, calendar);
            return out_.finish();
        }
        const UserId user{successor_.id};
        const auto& made = storeOrganizers({.owner = successor_,
                                            .folder = defaultFolderOf(tx_, user),
                                            .attachments = found_.object.attachments,
                                            .newestAttachment = found_.object.newestAttachment,
                                            .createdBy = user},
                                           calendar);
        out_.finish();
        shareFiles(tx_, found_.object, made.object.id);
    }

    ObjectWriting::Stored& storeOrganizers(CalendarObject object, ical::Component calendar) {
        scheduling::handOver(calendar, to_, conditions_);
        scheduling::setScheduleStatus(calendar, statuses_, recipients_.book());
        return out_.store(std::move(object), calendar, ScheduleTag::Changes);
    }

    // RFC 6638 section 3.2.9.
    static constexpr auto kDelivered = "1.2";
    static constexpr auto kNotDelivered = "5.1";

    dbpool::WriteTransaction& tx_;
    const AccessibleObject& found_;
    CalendarUser successor_;
    scheduling::Successor to_;
    ObjectWriting out_;
    Recipients recipients_;
    scheduling::Conditions conditions_;
    std::map<std::string, std::string> statuses_;  ///< of those who take part, by person
};

}  // namespace

WriteResult CalendarService::changeOrganizer(const Caller& caller, const EventRef& event, UserId organizer,
                                             const WriteOptions& options) const {
    const Writing writing(parts_, caller, options);
    std::vector<Effects> effects;
    const auto committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        effects.clear();
        const auto found = findObject(tx, parts_.access, caller, event);
        requireWritable(caller, found);
        requireUnchanged(found.object, options.lastSeen);
        requireNoGuest(caller);
        if (found.object.role != Role::Organizer)
            throw Error(ErrorCode::Forbidden, "no organizer of " + std::to_string(found.object.id.value),
                        "Only the organizer can hand over a meeting.");
        if (!found.recurrenceId.empty()) refuse("A series has one organizer.");
        if (invitesOutside(tx, found.calendar))
            refuse("The organizer of a meeting with people outside cannot be changed.");
        HandingOver(tx, writing, found, organizer).run();
        effects.push_back({.object = found.object.id,
                           .folder = found.object.folder,
                           .left = found.object.folder,
                           .uid = found.object.uid,
                           .updated = {""}});
    });
    return resultOf(writing, effects, committed);
}

}  // namespace groupware::calendar
