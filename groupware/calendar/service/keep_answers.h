#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/calendar/service/edit.h"

namespace groupware::calendar {

/// In a text that a client wrote attendees keep their answers: what users and resources of the context say comes from
/// their own copies, and who is outside has not taken back what he said. The text may be older than the answers, which
/// RFC 6638 section 3.2.10 lets pass, and no client is believed that somebody else accepted. Internal to service/.
void keepAnswers(dbpool::ReadSession& session, const Writing& writing, Edit& edit);

}  // namespace groupware::calendar
