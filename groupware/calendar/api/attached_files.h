#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/queries/calendar_queries.h"

namespace groupware::calendar::api {

/// `chronos?action=getAttachment` and `zipAttachments`: files of an event, as the module `attachment` answers them,
/// which knows objects and not events.
class AttachedFiles final : public groupware::api::Action {
public:
    enum class Form { One, Archive };

    /// @param files  `attachment?action=document` or `zipDocuments`. Both outlive this object
    AttachedFiles(const CalendarQueries& queries, groupware::api::Action& files, Form form)
        : queries_(queries), files_(files), form_(form) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const CalendarQueries& queries_;
    groupware::api::Action& files_;
    const Form form_;
};

}  // namespace groupware::calendar::api
