#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/scheduling_run.h"
#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace groupware::calendar {

using Kind = CalendarUser::Kind;

/// A meeting gets into the calendar of another calendar user, whose object the old one's becomes.
EditedObject SchedulingRun::storeMoved(const ObjectEdit& edit, const Component& before) {
    const auto organizer = scheduling::organizerOf(*edit.calendar).empty() ? scheduling::organizerOf(before)
                                                                           : scheduling::organizerOf(*edit.calendar);
    former_ = scheduling::organizerOf(before);
    files_ = *edit.before;
    loadCopies(edit.before->uid, edit.before->id);
    const auto with = conditions(recipients_.of(organizer));
    auto settled = scheduling::settleChange(&before, *edit.calendar, with);
    auto& object = settled.object;
    if (!recipients_.book().same(former_, organizer)) raiseSequence(object, before);
    askResources(object, organizer, with);
    if (edit.files) settled.forced.merge(outsiders(object));
    auto messages = scheduling::messagesAbout(&before, &object, settled.forced, with);
    if (edit.files) nameFiles(messages);
    removeCopies(edit.object.owner);
    if (edit.before->owner.kind == Kind::Folder && !toFolders_) inviteUsers(object, messages, with);
    Messages mails;
    const auto statuses = tell(std::move(messages), mails, edit.notify);
    scheduling::setScheduleStatus(object, statuses, recipients_.book());
    addComment(mails, edit.comment);
    return finish(edit, std::move(object), std::move(mails));
}

/// RFC 5546 section 3.2.2.6: another organizer's is newer than all that the last one said.
void SchedulingRun::raiseSequence(Component& object, const Component& before) {
    const auto sequence = scheduling::sequenceOf(before) + 1;
    for (auto& component : object.components()) {
        if (component.is("VEVENT") && scheduling::sequenceOfEvent(component) < sequence)
            ical::setNumber(component, "SEQUENCE", sequence);
    }
}

/// That of the new owner, whose object is another one now; in a public folder those of all users who take part.
void SchedulingRun::removeCopies(const CalendarUser& owner) {
    for (auto& [user, copy] : copies_) {
        const bool replaced = user == owner || (toFolders_ && user.kind == Kind::User);
        if (replaced && isOrganizedBy(copy, former_)) copy.removed = true;
    }
}

/// Users who take part get copies, which they had not while it was in a public folder.
void SchedulingRun::inviteUsers(const Component& object, Messages& messages, const scheduling::Conditions& conditions) {
    const auto isUsers = [&](const scheduling::Message& message) {
        const auto user = recipients_.of(message.recipient);
        return user && user->kind == Kind::User;
    };
    std::erase_if(messages, isUsers);
    auto all = scheduling::messagesAbout(nullptr, &object, {}, conditions);
    std::copy_if(std::move_iterator(all.begin()), std::move_iterator(all.end()), std::back_inserter(messages), isUsers);
}

}  // namespace groupware::calendar
