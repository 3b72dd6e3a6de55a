#include "groupware/base/error.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/service/scheduling_run.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/object_reader.h"

#include <utility>

namespace groupware::calendar {

std::size_t SchedulingRun::removeAll(std::span<const CalendarObject> objects, const std::set<EventId>& silently) {
    std::vector<CalendarObject> meetings;
    for (const auto& object : objects) {
        if (silently.contains(object.id)) {
            writing_.remove(object);
        } else {
            meetings.push_back(object);
        }
    }
    readTogether(meetings);
    for (const auto& object : meetings) {
        copies_.clear();
        unreadable_.clear();
        toFolders_ = false;
        (void)store({.before = object, .object = object});
    }
    return writeTogether();
}

/// The copies of all, and whose addresses are in them.
void SchedulingRun::readTogether(std::span<const CalendarObject> objects) {
    together_ = Together{};
    std::vector<std::string> uids;
    std::set<std::string> people;
    for (const auto& object : objects) {
        uids.push_back(object.uid);
        people.merge(addressesIn(parseStored(object.text)));
    }
    std::vector<CalendarUser> owners;
    for (auto& copy : ObjectReader(tx_).copies(uids)) {
        try {
            people.merge(addressesIn(parseStored(copy.text)));
        } catch (const Error&) {  // loadCopies() says what becomes of it
        }
        owners.push_back(copy.owner);
        together_->copies[copy.uid].push_back(std::move(copy));
    }
    recipients_.loadAddresses(std::move(people));
    writing_.addresses().load(owners);
}

void SchedulingRun::keepMails(EventId object, Messages mails) {
    auto& all = together_->mails;
    for (auto& [owner, copy] : copies_) {
        if (!copy.mails.empty())
            all.push_back({.object = copy.object.id, .stored = copy.stored, .messages = std::move(copy.mails)});
    }
    if (!mails.empty()) all.push_back({.object = object, .messages = std::move(mails)});
}

std::size_t SchedulingRun::writeTogether() {
    writing_.finish();
    std::vector<Outbox::Outgoing> outgoing;
    for (auto& [object, stored, messages] : together_->mails)
        outgoing.push_back({.object = stored == nullptr ? object : stored->object.id, .messages = std::move(messages)});
    together_.reset();
    return outgoing.empty() ? 0 : parts_.outbox.add(tx_, outgoing, editor_.locale);
}

}  // namespace groupware::calendar
