#include "groupware/calendar/service/move_event.h"

#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/organizers.h"
#include "groupware/calendar/service/readers.h"
#include "groupware/calendar/service/recipients.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/formats/ical/people.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace groupware::calendar {
namespace {

[[noreturn]] void refuse(ErrorCode code, const AccessibleObject& found, const std::string& text) {
    throw Error(code, "move of meeting " + std::to_string(found.object.id.value) + ": " + text, text);
}

/// A meeting on its way to another calendar user.
class MeetingMove {
public:
    MeetingMove(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found, Edit& edit)
        : tx_(tx), writing_(writing), found_(found), edit_(edit), people_(tx) {}

    void run() {
        if (found_.object.role == Role::Attendee)
            refuse(
                ErrorCode::Forbidden, found_,
                "The owner of this calendar is invited to the meeting, and only its organizer can move it to another "
                "owner's. Put a copy there, or ask the organizer to invite him.");
        people_.load(found_.calendar);
        if (edit_.object.owner.kind == CalendarUser::Kind::Folder) return intoFolder();
        const auto organizer = people_.of(scheduling::organizerOf(found_.calendar));
        const auto own = ownCopy();
        if (!organizer) return;  // one outside: nobody else's object follows this one
        const auto to = successor();
        if (*organizer != edit_.object.owner) change(*organizer, to, own);
        addAttendee(*edit_.after, to);
    }

private:
    /// Organizer and attendees stay. Users have no copies any more: they have to see it there.
    void intoFolder() {
        if (found_.object.owner.kind == CalendarUser::Kind::User)
            edit_.after = scheduling::forEverybody(found_.calendar);
        const auto users = whoTakePart();
        std::set<UserId> ids;
        for (const auto& [id, name] : users) ids.insert(id);
        const auto without = cannotRead(tx_, edit_.object.folder, std::move(ids));
        if (without.empty()) return;
        const auto& name = users.at(*without.begin());
        const auto others = without.size() - 1;
        refuse(ErrorCode::Forbidden, found_,
               "Whoever takes part has to be able to read the public folder, and " + name +
                   (others == 0 ? std::string() : " and " + std::to_string(others) + " more") + " cannot.");
    }

    /// Users who have not declined, by what they are called.
    std::map<UserId, std::string> whoTakePart() {
        std::map<UserId, std::string> users;
        for (const auto* event : ical::all(found_.calendar, "VEVENT")) {
            for (const auto& person : ical::attendees(*event)) {
                const auto user = people_.of(person.uri);
                if (!user || user->kind != CalendarUser::Kind::User || person.status == "DECLINED") continue;
                users.emplace(UserId{user->id}, person.name.empty() ? person.address() : person.name);
            }
        }
        return users;
    }

    /// Who owns the calendar, by the address under which he takes part.
    scheduling::Successor successor() {
        auto to = requireSuccessor(tx_, UserId{edit_.object.owner.id});
        people_.loadAddresses({scheduling::mailAddress(to.uri)});
        if (auto uri = people_.uriOf(edit_.object.owner, found_.calendar); !uri.empty()) to.uri = std::move(uri);
        return to;
    }

    /// Of who takes part already: the moved object replaces it.
    std::optional<ical::Component> ownCopy() {
        const auto copy = ObjectReader(tx_).findByUid(edit_.object.owner, found_.object.uid);
        if (!copy) return std::nullopt;
        auto own = parseStored(copy->text);
        if (!people_.book().same(scheduling::organizerOf(own), scheduling::organizerOf(found_.calendar)))
            refuse(ErrorCode::Conflict, found_, "The owner of the calendar has another event of the same UID.");
        return own;
    }

    void change(const CalendarUser& organizer, const scheduling::Successor& to,
                const std::optional<ical::Component>& own) {
        if (invitesOutside(tx_, found_.calendar))
            refuse(
                ErrorCode::Forbidden, found_,
                "People outside take part in this meeting, and know it by its organizer: it can be moved between his "
                "calendars and public folders only. Let the new organizer invite them anew.");
        const scheduling::Conditions conditions{.people = people_.book(),
                                                .times = writing_.edit.times,
                                                .now = std::chrono::floor<std::chrono::seconds>(writing_.edit.now)};
        edit_.after = scheduling::successorsCopy(found_.calendar, own ? &*own : nullptr, to, conditions);
        scheduling::handOver(*edit_.after, to, conditions);
        // Who had it in his calendar has it no longer; who organized it in a public folder takes part.
        if (found_.object.owner == organizer) {
            const auto uri = people_.uriOf(organizer, *edit_.after);
            removeAttendee(*edit_.after, uri.empty() ? scheduling::organizerOf(found_.calendar) : uri);
        }
    }

    dbpool::WriteTransaction& tx_;
    const Writing& writing_;
    const AccessibleObject& found_;
    Edit& edit_;
    Recipients people_;
};

}  // namespace

void move(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found, FolderId target,
          Edit& edit) {
    if (!found.recurrenceId.empty())
        throw Error(ErrorCode::BadRequest, "one instance to another folder", "A series can be moved as a whole only.");
    requireRemovable(writing.caller, found);
    const auto place = writing.parts.access.require(tx, writing.caller, target, folders::Permission::CreateObjects,
                                                    folders::kCalendarModule);
    edit.object.folder = target;
    edit.object.owner = ownerOf(place.folder);
    const bool isMeeting = found.object.role == Role::Organizer || found.object.role == Role::Attendee;
    if (isMeeting && edit.object.owner != found.object.owner) MeetingMove(tx, writing, found, edit).run();
}

}  // namespace groupware::calendar
