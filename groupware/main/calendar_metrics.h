#pragma once

#include "groupware/calendar/outbox/outbox_sender.h"
#include "groupware/main/metrics.h"

namespace groupware::main {

/// What became of mails to calendar users outside.
void collectCalendarMetrics(const calendar::OutboxSender::Counters& mails, MetricsWriter& writer);

}  // namespace groupware::main
