#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/index.h"
#include "groupware/calendar/limits.h"
#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/message.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/principals/resource.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::calendar {

class Outbox;
class ResourceBooking;

/// What somebody does to one calendar object, after permissions were checked.
struct ObjectEdit {
    /// As stored, with its text; nothing: a new object.
    std::optional<CalendarObject> before{};
    /// As it is to be: owner, folder and name, and of a new one who makes it when. Everything else follows from
    /// `calendar`.
    CalendarObject object{};
    /// What it is to say; nothing: it is removed. Lines that stay the same keep their octets.
    std::optional<formats::ical::Component> calendar{};
    bool files = false;     ///< other files will hang on it: those outside, whom mails bring them, hear of that
    bool schedule = true;   ///< false: nobody else hears of it, as with imports
    bool notify = true;     ///< false: nobody outside
    std::string comment{};  ///< COMMENT of the messages
};

/// What became of it.
struct EditedObject {
    CalendarObject object{};  ///< as stored; of a removed one as it was
    IndexedObject index{};    ///< empty for a removed one
    bool changed = false;     ///< the text is not what `calendar` says: SEQUENCE, PARTSTAT, SCHEDULE-STATUS were set
    std::size_t mails = 0;    ///< messages for those outside: see Scheduling::committed()
};

/// Stores a change of one calendar object with everything that follows from it, inside of a write transaction: copies
/// of other users and resources of the context, what resources answer, messages to those outside, index, quota,
/// folders, tombstones and change records. RFC 6638, RFC 5546. Stateless; safe to call from
/// any thread. The number of SQL statements does not depend on how many users of the context take part.
///
/// The owner of the object is organizer or attendee by his addresses, whoever `caller` is: somebody else acts on his
/// behalf (SENT-BY). Objects of public folders are in no calendar of users who take part; resources are booked for
/// them. A user refuses invitations from outside by his attribute kInvitations.
class Scheduling {
public:
    /// Attribute of a user (principals/service/user_directory.h): "internal" refuses invitations from outside, unless
    /// he has the event already; "all" takes them. Without it, as Limits::invitationsFromOutside.
    static constexpr std::string_view kInvitations = "custom/calendar/invitations";

    /// References outlive this object.
    struct Parts {
        const Outbox& outbox;
        const ResourceBooking& booking;
        const Clock& clock;
        formats::ical::FindZone find;
        std::function<Limits()> limits;  ///< asked at each use: they may change meanwhile
    };
    explicit Scheduling(Parts parts) : parts_(std::move(parts)) {}

    /// @throws Error Forbidden naming what an attendee may not change; BadRequest for a calendar that is none
    /// (index.h);
    ///         TooLarge beyond `calendar.attendees`; Conflict if the owner has the UID or the folder the name;
    ///         QuotaExceeded
    EditedObject store(dbpool::WriteTransaction& tx, const Caller& caller, const ObjectEdit& edit) const;

    /// Removes objects as store() does each: meetings are cancelled, invitations declined. What is read and written is
    /// so for all at once, in a number of statements that does not depend on how many they are.
    /// @param objects   as stored; those of which somebody hears with their texts; of different UIDs
    /// @param silently  of which nobody hears, as of those whose text nobody can read
    /// @return as EditedObject::mails
    std::size_t removeAll(dbpool::WriteTransaction& tx, const Caller& caller, std::span<const CalendarObject> objects,
                          const std::set<EventId>& silently) const;

    /// Other files hang on an object that stays as it is: those outside who take part are sent it once more, with them.
    /// @param object  as stored, with its text
    /// @return as EditedObject::mails
    std::size_t filesChanged(dbpool::WriteTransaction& tx, const Caller& caller, const CalendarObject& object) const;

    /// What a message from outside did.
    struct Delivery {
        scheduling::ApplyOutcome outcome{};
        std::optional<CalendarObject> object{};  ///< the copy afterwards, if there is one
        std::size_t mails = 0;                   ///< as EditedObject::mails
    };
    /// How far a message from outside is believed.
    struct Trust {
        /// What users may refuse (invitations from outside, replies of who was not invited) is taken, also what it says
        /// that the user answered: he himself asks for it.
        bool force = false;
        /// Who sent it only says himself that he acts for the organizer or attendee (SENT-BY): the copy has to say so
        /// already.
        bool stranger = false;
    };
    /// Brings a message from outside to a user: as an attendee, or the organizer (then the other attendees hear of a
    /// reply, too, and who asks by REFRESH gets his answer). Whoever calls has checked that the sender is who he says.
    /// Nobody outside can say anything about a meeting that somebody of the context organizes but reply to it.
    /// @param message  read by scheduling::readMessage()
    /// @throws Error NotFound if there is no such user
    Delivery deliver(dbpool::WriteTransaction& tx, UserId recipient, const scheduling::Message& message,
                     Trust trust) const;

    /// Brings a message from outside to a resource. Who is outside books nothing: an invitation is declined by mail, so
    /// that its organizer knows, and nothing else changes. Whoever calls has checked that the sender is who he says.
    /// @param message  its `recipient` is the resource's address
    Delivery deliverToResource(dbpool::WriteTransaction& tx, principals::ResourceId resource,
                               const scheduling::Message& message, Trust trust) const;

    /// After the commit of a transaction with mails: they are sent at once, and not with the next poll.
    void committed(ContextId context) const;

private:
    Parts parts_;
};

}  // namespace groupware::calendar
