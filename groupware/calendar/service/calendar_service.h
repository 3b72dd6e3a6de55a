#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/attachments/service/staged_attachments.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/base/error.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/scheduling/message.h"
#include "groupware/formats/lines/file_source.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::calendar {

/// What is to become of the files that hang on an event; all of a series has the same. Those of a meeting are the
/// organizer's to change, and hang on everybody's copy.
struct FileChange {
    std::optional<std::vector<std::int64_t>> kept{};        ///< their ids: all others go
    const attachments::StagedAttachments* added = nullptr;  ///< outlives the call; released by whoever has them
};

/// What is to change of an event.
struct EventChange {
    std::function<void(EventFields&)> fields{};  ///< sets what the client sent; may run again
    std::optional<FolderId> folder{};            ///< to move it there
    FileChange files{};
    /// For a new one: an event whose files it gets, too, as far as they are `files.kept`. The caller may read it.
    std::optional<EventRef> filesOf{};
};

/// How much of a series a change is about. RFC 5545 section 3.2.13.
enum class Scope : std::uint8_t {
    ThisOne,       ///< what the reference names: an instance, or all of a series
    ThisAndFuture  ///< the named instance and those after it, which become a series of their own
};

struct WriteOptions {
    Scope scope = Scope::ThisOne;
    Seq lastSeen{std::numeric_limits<std::int64_t>::max()};  ///< later changes by others are a conflict
    bool checkConflicts = false;  ///< store nothing if somebody who is to take part is busy then
    bool notify = true;           ///< tell attendees outside
    std::string comment{};        ///< goes along with messages
};

/// What keeps somebody from taking part.
struct Conflict {
    bool hard = false;                      ///< of a resource, which cannot be in two places
    std::vector<CalendarUser> attendees{};  ///< who is busy
    Event event{};                          ///< anonymous if the caller may not read it
};

/// What one transaction did in the calendar it was asked for.
struct WriteResult {
    std::vector<Event> created{};  ///< as get() has them
    std::vector<Event> updated{};
    std::vector<EventRef> removed{};
    std::vector<Conflict> conflicts{};  ///< if there are any, nothing was stored
    CommitToken committed{};
};

/// What became of one event that was to be removed.
struct RefusedEvent {
    EventRef event;
    Error error;
};

struct Removal {
    std::vector<WriteResult> results{};  ///< of each that went well
    std::vector<RefusedEvent> refused{};
    CommitToken committed{};
};

/// What became of one calendar object of an import.
struct ImportedObject {
    std::optional<CalendarObject> object{};  ///< as stored, without text; or
    std::optional<Error> failure{};          ///< why not
};

struct ImportResult {
    std::vector<ImportedObject> items{};  ///< in the order of the file
    CommitToken committed{};
};

class FreeBusyService;
class Scheduling;

/// Writes of the calendar. Each is a single transaction in which everything that follows from a change happens:
/// copies of attendees and resources, messages to those outside, alarms, quota, tombstones and change records; an
/// import is several of at most kImportBatch objects. Safe to call from any thread.
///
/// Who may write to a folder of somebody else acts on his behalf (SENT-BY, RFC 5545 section 3.2.18). Attendees change
/// what is theirs (RFC 6638 section 3.2.2.1).
///
/// All throw Error: NotFound for what is not there or hidden from the caller, Forbidden, BadRequest, PreconditionFailed
/// (changed after `lastSeen`), Conflict (UID or name taken), TooLarge, QuotaExceeded, Unavailable.
class CalendarService {
public:
    static constexpr std::size_t kImportBatch = 500;

    /// Everything a CalendarService builds on; outlives it.
    struct Parts {
        dbpool::ContextDatabase& database;
        const folders::FolderAccess& access;
        const CalendarQueries& queries;
        const Scheduling& scheduling;
        const FreeBusyService& freeBusy;
        const Clock& clock;
        formats::ical::FindZone find;
    };
    explicit CalendarService(Parts parts) : parts_(std::move(parts)) {}

    /// @param event  without a uid it gets one; attendees make it a meeting, organized by the folder's owner, in a
    ///        public folder by the caller. Attendees may be named by id, see attendee_id.h
    /// @throws Error also Conflict if the owner has the uid already
    WriteResult create(const Caller& caller, FolderId folder, const EventChange& event,
                       const WriteOptions& options) const;
    /// Another `change.folder` moves the whole object, also a meeting to another owner's calendar; see move_event.h.
    WriteResult update(const Caller& caller, const EventRef& event, const EventChange& change,
                       const WriteOptions& options) const;
    /// The organizer cancels, an attendee declines. With a recurrence id, one instance.
    Removal remove(const Caller& caller, std::span<const EventRef> events, const WriteOptions& options) const;

    /// What an attendee answers (PARTSTAT), for all of a series or one instance.
    struct Answer {
        PartStat partStat = PartStat::Accepted;
        std::string comment{};
        std::optional<bool> transparent{};
        std::optional<std::vector<Alarm>> alarms{};  ///< of the caller, as setAlarms()
        /// Whose answer it is, a URI or an id (attendee_id.h); empty: of the owner of the calendar. Of somebody else
        /// the organizer may say it who has no calendar here, and a booking manager for his resource.
        std::string attendee{};
    };
    /// @param event  of a booking manager also the resource's own, in folder 0
    WriteResult answer(const Caller& caller, const EventRef& event, const Answer& answer,
                       const WriteOptions& options) const;
    /// When the caller is busy while an event takes place that he is about to accept, as answer() would report it.
    /// @param calendar  what he was sent; may be in his calendar already
    [[nodiscard]] std::vector<Conflict> conflictsWith(const Caller& caller, const std::string& uid,
                                                      const ical::Component& calendar) const;
    /// Other times that an attendee would like, for all of a series or one instance. RFC 5546 section 3.2.7.
    struct Proposal {
        ical::TimeValue start{};
        ical::TimeValue end{};  ///< exclusive, in the form of the start
        std::string comment{};
    };
    /// Whoever is invited proposes them to the organizer, whose copy shows them until he answers or moves the event.
    /// @throws Error also Forbidden if the organizer wants no proposals; Conflict if the event changed meanwhile
    WriteResult counter(const Caller& caller, const EventRef& event, const Proposal& proposal,
                        const WriteOptions& options) const;
    /// The organizer moves the event, or the instance, to what the attendee proposed, as update() does.
    /// @param attendee  a URI or an id (attendee_id.h)
    /// @throws Error also NotFound if he proposed nothing
    WriteResult acceptCounter(const Caller& caller, const EventRef& event, const std::string& attendee,
                              const WriteOptions& options) const;
    /// The same for all that a COUNTER proposes, if that is what its sender has proposed last.
    /// @param event  all of the object
    /// @throws Error also Conflict if he has proposed something else
    WriteResult acceptCounter(const Caller& caller, const EventRef& event, const scheduling::Message& counter,
                              const WriteOptions& options) const;
    /// The organizer leaves it where it is, and the attendee hears of it. RFC 5546 section 3.2.8.
    WriteResult declineCounter(const Caller& caller, const EventRef& event, const std::string& attendee,
                               const WriteOptions& options) const;
    WriteResult declineCounter(const Caller& caller, const EventRef& event, const scheduling::Message& counter,
                               const WriteOptions& options) const;
    /// The caller's own alarms, also of events in calendars of others.
    WriteResult setAlarms(const Caller& caller, const EventRef& event, const std::vector<Alarm>& alarms,
                          const WriteOptions& options) const;
    /// Another user of the context organizes the meeting from now on.
    WriteResult changeOrganizer(const Caller& caller, const EventRef& event, UserId organizer,
                                const WriteOptions& options) const;

    /// A calendar object as a client wrote it, kept octet for octet unless scheduling has to say something in it. RFC
    /// 4791 section 5.3.2, RFC 6638 section 3.2.
    struct PutObject {
        FolderId folder{};
        std::string name{};
        std::string text{};
        std::optional<Seq> ifSeq{};          ///< it must be this version
        std::optional<Seq> ifScheduleTag{};  ///< or this one, RFC 6638 section 3.2.10
        bool ifAbsent = false;
    };
    struct Put {
        CalendarObject object;  ///< as stored
        bool created = false;
        bool changed = false;  ///< the text is not what the client sent
        CommitToken committed{};
    };
    Put put(const Caller& caller, const PutObject& object, const WriteOptions& options) const;
    CommitToken removeObject(const Caller& caller, FolderId folder, std::string_view name, std::optional<Seq> ifSeq,
                             const WriteOptions& options) const;

    /// Adds the events of a file to a folder, octet for octet; each that cannot be is reported, also those that there
    /// is no room for. Nobody is invited. The file is read a batch at a time.
    /// @param newUids  also where the file has some; otherwise a UID that the owner has is refused
    [[nodiscard]] ImportResult import(const Caller& caller, FolderId folder, const formats::lines::FileSource& file,
                                      bool newUids) const;

private:
    Parts parts_;
};

}  // namespace groupware::calendar
