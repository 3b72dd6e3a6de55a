#include "groupware/base/error.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/service/scheduling_run.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/object_reader.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

/// @return false for a text that nobody can read
bool addPeople(const CalendarObject& object, std::set<std::string>& people) {
    try {
        people.merge(addressesIn(parseStored(object.text)));
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

std::size_t SchedulingRun::removeAll(std::span<const CalendarObject> objects, const std::set<EventId>& silently) {
    std::vector<CalendarObject> meetings;
    std::set<std::string> people;
    for (const auto& object : objects) {
        if (!silently.contains(object.id) && addPeople(object, people)) {
            meetings.push_back(object);
        } else {
            writing_.remove(object);
        }
    }
    readTogether(meetings, std::move(people));
    for (const auto& object : meetings) {
        copies_.clear();
        unreadable_.clear();
        toFolders_ = false;
        (void)store({.before = object, .object = object});
    }
    return writeTogether();
}

/// The copies of all, and whose addresses are in them.
/// @param people  addresses in the objects
void SchedulingRun::readTogether(std::span<const CalendarObject> objects, std::set<std::string> people) {
    together_ = Together{};
    std::vector<std::string> uids;
    for (const auto& object : objects) uids.push_back(object.uid);
    std::vector<CalendarUser> owners;
    for (auto& copy : ObjectReader(tx_).copies(uids)) {
        (void)addPeople(copy, people);  // loadCopies() says what becomes of one that nobody can read
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
