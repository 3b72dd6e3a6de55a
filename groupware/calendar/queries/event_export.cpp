#include "groupware/calendar/queries/event_export.h"

#include "groupware/base/error.h"
#include "groupware/calendar/queries/readable_events.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/stored_text.h"
#include "groupware/calendar/visible_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace groupware::calendar {
namespace {

constexpr std::size_t kPage = 500;
/// Octets of a piece, and the rest of an object.
constexpr std::size_t kPiece = 256UL << 10;
constexpr auto kProductId = "-//Yoke//Calendar//EN";

/// What is in the calendar's text for somebody who may read it.
formats::ical::Component visible(const Caller& caller, const CalendarObject& object) {
    auto calendar = parseStored(object.text);
    const bool own = object.owner.is(caller.user) || object.createdBy == caller.user;
    if (!own) (void)hidePrivate(calendar);
    return calendar;
}

}  // namespace

EventExport::EventExport(Parts parts, Caller caller, FolderId folder)
    : parts_(std::move(parts)),
      caller_(std::move(caller)),
      folder_(folder),
      writer_(parts_.find, kProductId, "VEVENT") {
    readPage();
}

EventExport::EventExport(Parts parts, Caller caller, std::span<const EventRef> events)
    : parts_(std::move(parts)),
      caller_(std::move(caller)),
      events_(events.begin(), events.end()),
      writer_(parts_.find, kProductId, "VEVENT") {
    requireLength(events_.size());
    readPage();
}

std::string EventExport::next() {
    if (ended_) return {};
    while (writer_.size() < kPiece) {
        if (at_ < page_.objects.size()) {
            if (const auto object = whole(std::move(page_.objects[at_++]))) writer_.add(visible(caller_, *object));
        } else if (!page_.end) {
            readPage();
        } else {
            ended_ = true;
            return writer_.finish();
        }
    }
    return writer_.take();
}

void EventExport::readPage() {
    page_.objects = {};  // before the next ones come
    page_ = parts_.database.read(caller_.context, caller_.freshness, [&](dbpool::ReadSession& session) {
        return folder_ ? folderPage(session) : namedPage(session);
    });
    at_ = 0;
    if (folder_) return;
    asked_ += std::min(events_.size() - asked_, kPage);
    for (const auto& object : page_.objects) known_.insert(object.id);
}

EventExport::Page EventExport::folderPage(dbpool::ReadSession& session) const {
    const auto place = requireReadableFolder(session, parts_.access, caller_, *folder_);
    ObjectReader reader(session);
    const bool isFirst = page_.last == EventId{};
    if (isFirst) requireLength(static_cast<std::size_t>(reader.count({&*folder_, 1})[*folder_]));
    Page page{.objects = reader.shortPage(*folder_, page_.last, kPage)};
    page.end = page.objects.size() < kPage;
    if (!page.end) page.last = page.objects.back().id;
    std::erase_if(page.objects, [&](const CalendarObject& object) {
        return !place.rights.mayRead(object.createdBy == caller_.user);
    });
    return page;
}

EventExport::Page EventExport::namedPage(dbpool::ReadSession& session) const {
    const EventView view(caller_, parts_.find, parts_.limits);
    EventSights sights(session, parts_.access, caller_);
    const auto wanted = std::span(events_).subspan(asked_).first(std::min(events_.size() - asked_, kPage));
    std::set<std::int64_t> ids;
    for (const auto& event : readableEvents(session, sights, view, wanted)) {
        if (!known_.contains(event.object)) ids.insert(event.object.value);
    }
    const std::vector<std::int64_t> list(ids.begin(), ids.end());
    Page page{.objects = ObjectReader(session).findShort(list), .end = asked_ + wanted.size() == events_.size()};
    std::sort(page.objects.begin(), page.objects.end(),
              [](const CalendarObject& a, const CalendarObject& b) { return a.id < b.id; });
    return page;
}

std::optional<CalendarObject> EventExport::whole(CalendarObject object) const {
    if (!object.text.empty()) return object;
    return parts_.database.read(caller_.context, caller_.freshness, [&](dbpool::ReadSession& session) {
        auto found = ObjectReader(session).find(object.id);
        const bool isHere = found && found->folder == object.folder;
        return isHere ? std::move(found) : std::nullopt;
    });
}

void EventExport::requireLength(std::size_t length) const {
    if (length <= parts_.limits.listLength) return;
    const auto most = std::to_string(parts_.limits.listLength);
    throw Error(ErrorCode::TooLarge, "export of more than " + most, "More than " + most + " events cannot be listed.");
}

}  // namespace groupware::calendar
