#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/recipients.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/formats/ical/calendar.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar {

/// One change and all that follows from it, in its transaction. Internal to service/.
class SchedulingRun {
public:
    /// Who writes, and where he is.
    struct Editor {
        UserId user{};
        std::string timeZone = "UTC";
        std::string locale = "en_US";
    };
    SchedulingRun(dbpool::WriteTransaction& tx, const Scheduling::Parts& parts, Editor editor);

    EditedObject store(const ObjectEdit& edit);
    /// See Scheduling::removeAll().
    std::size_t removeAll(std::span<const CalendarObject> objects, const std::set<EventId>& silently);
    /// See Scheduling::filesChanged().
    std::size_t filesChanged(const CalendarObject& object);
    /// @param address  the recipient's
    Scheduling::Delivery deliver(const scheduling::Message& message, const std::string& address,
                                 Scheduling::Trust trust);

private:
    using Component = formats::ical::Component;
    using Messages = std::vector<scheduling::Message>;

    /// Somebody's object of the UID.
    struct Copy {
        CalendarObject object{};
        Component calendar;
        bool changed = false;
        bool removed = false;
        bool onlyReplies = true;
        Messages mails{};                         ///< from its owner to those outside
        ObjectWriting::Stored* stored = nullptr;  ///< by storeCopies()
    };

    // -- scheduling_run.cpp: copies and what they hear
    void loadCopies(std::string_view uid, EventId except);
    [[nodiscard]] Copy* copyOf(const CalendarUser& owner);
    /// The copy from which a meeting is organized: the organizer's, or one in a public folder.
    [[nodiscard]] Copy* organizersCopy(const std::string& organizer);
    [[nodiscard]] bool isOrganizedBy(const Copy& copy, const std::string& organizer) const;
    /// Brings messages to local copies. @return SCHEDULE-STATUS by person; `mails` gets those for outside
    std::map<std::string, std::string> tell(Messages messages, Messages& mails, bool notify);
    std::string tellOne(const CalendarUser& user, const scheduling::Message& message);
    /// New copies get a folder. @return who has none
    std::set<CalendarUser> placeCopies();
    /// @return whose copies cannot be stored as they would be, and stay as they were
    std::set<CalendarUser> storeTold(const std::set<CalendarUser>& told);
    void storeCopy(Copy& copy);
    /// All that are not stored yet.
    void storeCopies();
    void loadAddresses();
    /// Answers leave an eighth of what an event may have to its organizer.
    [[nodiscard]] bool hasRoom(const Copy& organizers, const Component& answered) const;
    std::size_t sendMails(Copy& copy);
    [[nodiscard]] scheduling::Conditions conditions(const std::optional<CalendarUser>& sender);
    static void noteProposal(Copy& organizers, scheduling::ApplyOutcome outcome);
    void hearReply(Copy& organizers, const scheduling::Message& reply, scheduling::ApplyOutcome outcome);

    // -- scheduling_edit.cpp: somebody changes his object
    EditedObject storePlain(const ObjectEdit& edit);
    EditedObject storeAsOrganizer(const ObjectEdit& edit, const std::optional<Component>& before);
    EditedObject storeAsAttendee(const ObjectEdit& edit, const Component& before, const std::string& me);
    void tellDelegates(const ObjectEdit& edit, const Component& object, Messages& messages, Messages& mails);
    std::string tellOrganizer(const std::string& organizer, const Messages& messages,
                              const scheduling::Conditions& conditions);
    EditedObject finish(const ObjectEdit& edit, std::optional<Component> calendar, Messages mails);
    void declineDelegated(Component& object, const Component& before, const scheduling::Conditions& conditions);
    void askResources(Component& object, const std::string& organizer, const scheduling::Conditions& conditions);
    void requireBounds(const Component& calendar) const;
    static void addComment(Messages& messages, const std::string& comment);
    [[nodiscard]] bool changesOwner(const ObjectEdit& edit, const std::string& organizer) const;
    [[nodiscard]] bool speaksForOrganizer(const ObjectEdit& edit, const std::string& had, const std::string& has);

    // -- scheduling_files.cpp: what hangs on it
    /// New copies of users get the files of the organizer's.
    void shareFiles();
    /// Who takes part and is not of the context, by AddressBook::personOf().
    [[nodiscard]] std::set<std::string> outsiders(const Component& object) const;
    /// That files are different, which no text says.
    void nameFiles(Messages& messages) const;

    // -- scheduling_move.cpp: it gets into another calendar
    EditedObject storeMoved(const ObjectEdit& edit, const Component& before);
    static void raiseSequence(Component& object, const Component& before);
    void removeCopies(const CalendarUser& owner);
    void inviteUsers(const Component& object, Messages& messages, const scheduling::Conditions& conditions);

    // -- scheduling_remove.cpp: many objects go at once
    /// What is read before and written after, for all of them.
    struct Together {
        struct Mails {
            EventId object{};
            const ObjectWriting::Stored* stored = nullptr;  ///< has the id, if the object is new
            Messages messages{};
        };
        std::map<std::string, std::vector<CalendarObject>, std::less<>> copies{};  // by UID
        std::vector<Mails> mails{};
    };
    void readTogether(std::span<const CalendarObject> objects, std::set<std::string> people);
    void keepMails(EventId object, Messages mails);
    std::size_t writeTogether();

    // -- scheduling_deliver.cpp: a message from outside
    Scheduling::Delivery toAttendee(const CalendarUser& user, const scheduling::Message& message, const std::string& me,
                                    Scheduling::Trust trust);
    Scheduling::Delivery toOrganizer(const CalendarUser& user, const scheduling::Message& message,
                                     Scheduling::Trust trust);
    void recordUser();
    Scheduling::Delivery finishDelivery(scheduling::ApplyOutcome outcome, Copy* copy);
    [[nodiscard]] bool refusesStrangers(UserId user);

    dbpool::WriteTransaction& tx_;
    const Scheduling::Parts& parts_;
    Editor editor_;
    Limits limits_;
    Recipients recipients_;
    ObjectWriting writing_;
    std::map<CalendarUser, Copy> copies_;
    std::set<CalendarUser> unreadable_;      ///< owners of copies that nothing can be said of
    std::optional<CalendarUser> editing_{};  ///< whose object is stored besides copies
    std::optional<Together> together_{};     ///< several objects are changed
    std::optional<std::string> actor_{};     ///< the editor's URI, if it was looked up; empty: he has none
    std::optional<CalendarObject> files_{};  ///< the organizer's object: what hangs on it hangs on new copies, too
    std::string former_{};                   ///< who organized it before a move
    bool toFolders_ = false;  ///< of a meeting in a public folder no user has a copy, but what is booked for it
};

}  // namespace groupware::calendar
