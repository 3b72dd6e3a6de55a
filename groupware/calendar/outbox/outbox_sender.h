#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/calendar/outbox/mail_connection.h"
#include "groupware/calendar/outbox_item.h"
#include "groupware/calendar/outbox_mail.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace groupware::calendar {

/// Sends what is in the outboxes of contexts, on threads of its own: a mail server that is slow or away delays no
/// request. Any number of nodes do so at once; each mail is one node's for as long as its lease lasts.
///
/// A mail goes out at least once: more than once if a node dies, or the database is away, after the mail server took
/// it. Repeats have the same Message-ID. See outbox_options.h for how often and how long it is tried.
class OutboxSender {
public:
    /// What to do about mails that were given up: SCHEDULE-STATUS in their senders' objects, which may be gone. Called
    /// again after a crash.
    using Tell = std::function<void(ContextId, std::span<const OutboxItem>)>;

    /// The files that go along with a mail. Called before each attempt. @throws anything if they cannot be had now
    using ReadFiles = std::function<MailFiles(ContextId, const OutboxItem&)>;

    /// References outlive this object.
    struct Parts {
        dbpool::ContextDatabase& database;
        const Clock& clock;
        const ConfigurationSource& configuration;
        ConnectMail connect;
        ReadFiles files;
    };
    /// Until start() it only remembers.
    explicit OutboxSender(Parts parts) : parts_(std::move(parts)) {}
    /// As beginToEnd(), and waits for mails that are being sent.
    ~OutboxSender();
    OutboxSender(const OutboxSender&) = delete;
    OutboxSender& operator=(const OutboxSender&) = delete;

    void start(Tell tell);
    /// No further mail is begun; what this node holds goes back.
    void beginToEnd();

    /// The context has something to send. Returns at once.
    void wake(ContextId context) { wakeAt(context, parts_.clock.now()); }
    /// Asks the database whether it has: what other nodes left behind, or an administrator wants to be tried again.
    void look(ContextId context);
    /// Forgets mails that were given up long ago.
    void removeOld(ContextId context);

    struct Counters {
        std::int64_t sent = 0;
        std::int64_t delayed = 0;  ///< attempts after which a mail waits for another
        std::int64_t givenUp = 0;
        std::int64_t contextsWaiting = 0;  ///< which this node knows to have something to send, now or later
    };
    [[nodiscard]] Counters counters() const;

private:
    struct Outcome {
        enum class Kind { Sent, Later, Never } kind = Kind::Sent;
        std::string status{};  ///< SCHEDULE-STATUS of Never
        std::string error{};
    };

    void run();
    [[nodiscard]] std::optional<ContextId> nextContext();
    void wakeAt(ContextId context, Instant due);
    void pause();
    void work(ContextId context);
    void sendAll(ContextId context, std::span<const OutboxItem> items, std::int64_t token, Instant leaseEnds);
    [[nodiscard]] Outcome trySending(std::unique_ptr<MailConnection>& connection, ContextId context,
                                     const OutboxItem& item);
    void send(MailConnection& connection, ContextId context, const OutboxItem& item, const MailFiles& files) const;
    void note(ContextId context, const OutboxItem& item, std::int64_t token, const Outcome& outcome);
    void tellSenders(ContextId context);
    void tell(ContextId context);

    Parts parts_;
    Tell tell_;
    std::atomic<std::int64_t> sent_{0};
    std::atomic<std::int64_t> delayed_{0};
    std::atomic<std::int64_t> givenUp_{0};
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<ContextId, Instant> due_;  // guarded by mutex_; when to work on a context
    std::set<ContextId> telling_;       // guarded by mutex_; where a thread is about to tell senders
    Instant pausedUntil_{};             // guarded by mutex_; no connection could be had
    bool ending_ = false;               // guarded by mutex_
    std::vector<std::thread> threads_;
};

/// When to try again after `attempts` failures: twice as long each time up to the longest, give or take a quarter, so
/// that what failed together does not come back together.
/// @param chance  0 to 1
[[nodiscard]] std::chrono::milliseconds waitBeforeRetry(int attempts, std::chrono::milliseconds first,
                                                        std::chrono::milliseconds longest, double chance);

/// SCHEDULE-STATUS for what a mail server refused for ever. RFC 6638 section 3.2.9, RFC 3463.
[[nodiscard]] std::string_view statusOfRefusal(std::string_view enhanced);

}  // namespace groupware::calendar
