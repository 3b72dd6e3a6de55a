#include "groupware/calendar/outbox/outbox_sender.h"

#include "groupware/base/crypto.h"
#include "groupware/base/log.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/outbox_options.h"
#include "groupware/calendar/scheduling/invitation_text.h"
#include "groupware/calendar/store/outbox_store.h"
#include "groupware/formats/mime/mailbox.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace groupware::calendar {
namespace {

constexpr int kBatch = 4;           // mails on one connection and lease
constexpr int kUntoldBatch = 100;   // given up, whose senders hear of it in one go
constexpr int kRemovalBatch = 500;  // old ones

std::uint32_t randomNumber() {
    std::uint32_t number = 0;
    for (const char c : crypto::randomBytes(sizeof number)) number = number << 8U | static_cast<std::uint8_t>(c);
    return number;
}

std::int64_t randomToken() {
    return (std::int64_t{randomNumber()} << 20U) + randomNumber() + 1;
}

}  // namespace

std::chrono::milliseconds waitBeforeRetry(int attempts, std::chrono::milliseconds first,
                                          std::chrono::milliseconds longest, double chance) {
    auto wait = std::min(first, longest);
    for (int i = 0; i < attempts && wait < longest; ++i) wait = std::min(wait * 2, longest);
    constexpr double kSpread = 0.5;
    return std::chrono::milliseconds(
        static_cast<std::int64_t>(static_cast<double>(wait.count()) * (1 - kSpread / 2 + kSpread * chance)));
}

std::string_view statusOfRefusal(std::string_view enhanced) {
    if (enhanced.starts_with("5.1.")) return "3.7";        // no such calendar user
    if (enhanced == "5.6.7") return Outbox::kStatusNoWay;  // an address that the mail server cannot take (RFC 6531)
    if (enhanced.starts_with("5.7.")) return "3.8";        // not allowed to send him anything
    return Outbox::kStatusGivenUp;
}

OutboxSender::~OutboxSender() {
    beginToEnd();
    for (auto& thread : threads_) thread.join();
}

void OutboxSender::start(Tell tell) {
    tell_ = std::move(tell);
    const auto count = parts_.configuration.get(kMailConnections);
    for (std::int64_t i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
}

void OutboxSender::beginToEnd() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
}

OutboxSender::Counters OutboxSender::counters() const {
    const std::lock_guard lock(mutex_);
    return {.sent = sent_,
            .delayed = delayed_,
            .givenUp = givenUp_,
            .contextsWaiting = static_cast<std::int64_t>(due_.size())};
}

void OutboxSender::wakeAt(ContextId context, Instant due) {
    {
        const std::lock_guard lock(mutex_);
        const auto [entry, added] = due_.emplace(context, due);
        if (!added) entry->second = std::min(entry->second, due);
    }
    changed_.notify_one();
}

void OutboxSender::look(ContextId context) {
    std::optional<Instant> due;
    parts_.database.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) { due = OutboxQueue(tx).nextDue(); });
    if (due) wakeAt(context, *due);
}

void OutboxSender::removeOld(ContextId context) {
    const auto since = parts_.clock.now() - parts_.configuration.get(kMailKeep);
    parts_.database.writeUnsynced(
        context, [&](dbpool::UnsyncedTransaction& tx) { OutboxQueue(tx).removeBefore(since, kRemovalBatch); });
}

/// The context that is due first, when it is. Nothing at the end.
std::optional<ContextId> OutboxSender::nextContext() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        const auto first = std::min_element(due_.begin(), due_.end(),
                                            [](const auto& a, const auto& b) { return a.second < b.second; });
        if (first == due_.end()) {
            changed_.wait(lock);
            continue;
        }
        const auto due = std::max(first->second, pausedUntil_);
        const auto now = parts_.clock.now();
        if (due <= now) {
            const auto context = first->first;
            due_.erase(first);
            return context;
        }
        changed_.wait_for(lock, due - now);
    }
    return std::nullopt;
}

void OutboxSender::run() {
    while (const auto context = nextContext()) {
        try {
            work(*context);
        } catch (const std::exception& error) {
            log::warning("outbox.failed", {{"context", context->value}, {"what", error.what()}});
            wakeAt(*context, parts_.clock.now() + parts_.configuration.get(kMailRetry));
        }
    }
}

/// Nobody has to find out for each mail that the mail server is away.
void OutboxSender::pause() {
    const std::lock_guard lock(mutex_);
    pausedUntil_ = parts_.clock.now() + parts_.configuration.get(kMailRetry) / 4;
}

void OutboxSender::work(ContextId context) {
    const auto now = parts_.clock.now();
    const OutboxQueue::Lease lease{.token = randomToken(), .until = now + parts_.configuration.get(kMailLease)};
    std::vector<OutboxItem> items;
    parts_.database.writeUnsynced(
        context, [&](dbpool::UnsyncedTransaction& tx) { items = OutboxQueue(tx).claim(now, lease, kBatch); });
    if (items.size() == kBatch) wake(context);  // another thread goes on with the rest
    sendAll(context, items, lease.token, lease.until);
    tellSenders(context);
    look(context);
}

void OutboxSender::sendAll(ContextId context, std::span<const OutboxItem> items, std::int64_t token,
                           Instant leaseEnds) {
    const auto reserve = parts_.configuration.get(kMailLease) / kBatch;
    std::unique_ptr<MailConnection> connection;
    for (const auto& item : items) {
        bool ending = false;
        {
            const std::lock_guard lock(mutex_);
            ending = ending_;
        }
        if (ending || parts_.clock.now() + reserve > leaseEnds) {
            parts_.database.writeUnsynced(context,
                                          [&](dbpool::UnsyncedTransaction& tx) { OutboxQueue(tx).release(token); });
            return;
        }
        note(context, item, token, trySending(connection, context, item));
    }
}

void OutboxSender::send(MailConnection& connection, ContextId context, const OutboxItem& item,
                        const MailFiles& files) const {
    const MailStyle style{.from = formats::mime::comparableAddress(parts_.configuration.get(kMailFrom))};
    const auto sendWith = [&](std::span<const MailFile> sent, const std::vector<std::string>& leftOut) {
        const auto note = leftOut.empty() ? std::string() : scheduling::leftOutText(leftOut, item.language);
        connection.send({.from = envelopeSender(item, style),
                         .to = item.recipient.address,
                         .octets = outboxMail(context, item, style, sent, note)});
    };
    try {
        return sendWith(files.files, files.leftOut);
    } catch (const MailRefused& refusal) {
        if (!refusal.permanent() || files.files.empty()) throw;
    }
    // Their size or kind may be why: better an invitation without them than none.
    std::vector<std::string> names;
    for (const auto& file : files.files) names.push_back(file.name);
    names.insert(names.end(), files.leftOut.begin(), files.leftOut.end());
    sendWith({}, names);
}

OutboxSender::Outcome OutboxSender::trySending(std::unique_ptr<MailConnection>& connection, ContextId context,
                                               const OutboxItem& item) {
    Outcome outcome;
    std::optional<MailFiles> files;
    try {
        files = parts_.files(context, item);
        if (!connection) connection = parts_.connect();
        send(*connection, context, item, *files);
        return {};
    } catch (const MailRefused& refusal) {
        outcome = {.kind = refusal.permanent() ? Outcome::Kind::Never : Outcome::Kind::Later,
                   .status = std::string(statusOfRefusal(refusal.enhanced())),
                   .error = refusal.what()};
    } catch (const std::exception& error) {
        outcome = {.kind = Outcome::Kind::Later, .status = std::string(Outbox::kStatusGivenUp), .error = error.what()};
        if (files) {  // or else the filestore is away, which is no fault of the mail server's
            connection.reset();
            pause();
        }
    }
    if (outcome.kind == Outcome::Kind::Later &&
        parts_.clock.now() >= item.created + parts_.configuration.get(kMailGiveUp)) {
        outcome.kind = Outcome::Kind::Never;
        outcome.status = Outbox::kStatusGivenUp;
    }
    return outcome;
}

void OutboxSender::note(ContextId context, const OutboxItem& item, std::int64_t token, const Outcome& outcome) {
    constexpr double kRange = 4'294'967'296.0;
    const auto wait =
        waitBeforeRetry(item.attempts, parts_.configuration.get(kMailRetry),
                        parts_.configuration.get(kMailLongestRetry), static_cast<double>(randomNumber()) / kRange);
    parts_.database.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) {
        OutboxQueue queue(tx);
        switch (outcome.kind) {
            case Outcome::Kind::Sent: queue.sent(item.id, token); break;
            case Outcome::Kind::Later: queue.retry(item.id, token, parts_.clock.now() + wait, outcome.error); break;
            case Outcome::Kind::Never: queue.giveUp(item.id, token, outcome.status, outcome.error); break;
        }
    });
    switch (outcome.kind) {
        case Outcome::Kind::Sent: ++sent_; break;
        case Outcome::Kind::Later: ++delayed_; break;
        case Outcome::Kind::Never:
            ++givenUp_;
            log::warning("outbox.given_up",
                         {{"context", context.value}, {"mail", item.id}, {"status", outcome.status}});
            break;
    }
}

/// One thread of this node at a time: what another one gave up meanwhile is still due afterwards.
void OutboxSender::tellSenders(ContextId context) {
    {
        const std::lock_guard lock(mutex_);
        if (!telling_.insert(context).second) return;
    }
    const auto done = [this, context] {
        const std::lock_guard lock(mutex_);
        telling_.erase(context);
    };
    try {
        tell(context);
    } catch (...) {
        done();
        throw;
    }
    done();
}

void OutboxSender::tell(ContextId context) {
    std::vector<OutboxItem> items;
    parts_.database.writeUnsynced(
        context, [&](dbpool::UnsyncedTransaction& tx) { items = OutboxQueue(tx).untold(kUntoldBatch); });
    if (items.empty()) return;
    tell_(context, items);
    parts_.database.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) {
        OutboxQueue queue(tx);
        for (const auto& item : items) queue.setTold(item.id);
    });
}

}  // namespace groupware::calendar
