#pragma once

#include "dbpool/routing/context_database.h"
#include "filestore/directory.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/outbox_item.h"
#include "groupware/calendar/outbox_mail.h"

namespace groupware::calendar {

/// The files that invitations by mail take along: those that hang on the sender's event when the mail goes out. Safe to
/// call from any thread.
class InvitationFiles {
public:
    /// All outlive this object.
    InvitationFiles(dbpool::ContextDatabase& database, filestore::FilestoreDirectory& filestores, const Clock& clock,
                    const ConfigurationSource& configuration)
        : database_(database), filestores_(filestores), clock_(clock), configuration_(configuration) {}

    /// The oldest first, as far as all of them fit into `calendar.mailFileBytes`; a long one keeps no shorter one out.
    /// Those of organizers' events: what an attendee has in his copy of somebody else's is not for his delegate.
    /// @throws Error Unavailable if they cannot be read now. A mail that has waited for `calendar.mailLongestRetry`
    ///         goes without them
    [[nodiscard]] MailFiles of(ContextId context, const OutboxItem& item) const;

private:
    dbpool::ContextDatabase& database_;
    filestore::FilestoreDirectory& filestores_;
    const Clock& clock_;
    const ConfigurationSource& configuration_;
};

}  // namespace groupware::calendar
