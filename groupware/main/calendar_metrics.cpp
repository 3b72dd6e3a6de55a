#include "groupware/main/calendar_metrics.h"

namespace groupware::main {

void collectCalendarMetrics(const calendar::OutboxSender::Counters& mails, MetricsWriter& writer) {
    const auto attempt = [&](const char* result, std::int64_t count) {
        writer.counter("yoke_calendar_mail_attempts_total",
                       "Attempts to send a mail about an event, by what came of it.", static_cast<double>(count),
                       {{"result", result}});
    };
    attempt("sent", mails.sent);
    attempt("delayed", mails.delayed);
    attempt("given_up", mails.givenUp);
    writer.gauge("yoke_calendar_mail_contexts_waiting",
                 "Contexts of which this node knows that they have mails to send.",
                 static_cast<double>(mails.contextsWaiting));
}

}  // namespace groupware::main
