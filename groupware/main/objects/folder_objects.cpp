#include "groupware/main/objects/folder_objects.h"

#include "groupware/calendar/free_busy_limits.h"
#include "groupware/calendar/limits.h"
#include "groupware/infostore/limits.h"
#include "groupware/main/objects/calendar_mail.h"

namespace groupware::main {

FolderObjects::FolderObjects(const Configuration& configuration, const Clock& clock,
                             const formats::ical::FindZone& find)
    : documents_(clock, infostore::Limits::from(configuration)),
      tasks_(clock),
      // Nodes send the mails when they look for some.
      outbox_(
          clock, [sends = sendsMails(configuration)] { return sends; }, [](ContextId) {}),
      booking_(clock, find, [limits = calendar::FreeBusyLimits::from(configuration)] { return limits; }),
      scheduling_({.outbox = outbox_,
                   .booking = booking_,
                   .clock = clock,
                   .find = find,
                   .limits = [limits = calendar::Limits::from(configuration)] { return limits; }}),
      events_(scheduling_, clock),
      contents_({&documents_, &contacts_, &tasks_, &events_}) {}

}  // namespace groupware::main
