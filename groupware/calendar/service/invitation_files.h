#pragma once

#include "dbpool/routing/context_database.h"
#include "filestore/directory.h"
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
    InvitationFiles(dbpool::ContextDatabase& database, filestore::FilestoreDirectory& filestores,
                    const ConfigurationSource& configuration)
        : database_(database), filestores_(filestores), configuration_(configuration) {}

    /// The oldest first, as far as all of them fit into `calendar.mailFileBytes`; a long one keeps no shorter one out.
    /// None of what is no REQUEST.
    /// @throws Error Unavailable
    [[nodiscard]] MailFiles of(ContextId context, const OutboxItem& item) const;

private:
    dbpool::ContextDatabase& database_;
    filestore::FilestoreDirectory& filestores_;
    const ConfigurationSource& configuration_;
};

}  // namespace groupware::calendar
